"""The passages that answer: found, ranked, quoted, or refused."""
