"""How the lines of a paper belong together: running heads, blocks, pieces, items, groups."""
