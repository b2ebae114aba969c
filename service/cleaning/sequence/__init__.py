"""The model over the blocks of a page: what no rule knows, by where it stands and how it speaks.

`survey` says what is to be seen of each block, `guarded` what may not be cut whatever is seen, and
`posterior` how probable it is that a block is noise, given all the others.
"""
