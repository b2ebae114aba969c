"""Copydesk: a newsroom's articles in, clean and canonical articles out."""
