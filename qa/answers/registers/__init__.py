"""Decisions and previous answers, as people ask for them."""
