"""Recognisers: one idea a file, each a pure function of the page and the labels given before."""
