"""The answers as JSON over HTTP, for other programs."""
