"""How the lines of a paper hang together: running heads, blocks, items, groups."""
