"""The kinds of papers that councils publish."""
