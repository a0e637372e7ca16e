"""Questions that the papers answer: to begin with, and to go on with."""
