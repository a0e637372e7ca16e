"""The commands: one short function each, in modules by purpose.

What a command needs beyond its options is imported within it, so that `--help` and the other
commands need not wait for it.
"""
