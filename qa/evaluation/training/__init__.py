"""Training what the search has learned of relevance: `python -m qa train relevance`."""
