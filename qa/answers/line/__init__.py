"""The answer line: what a reader is told first, one module for each kind of line."""
