"""The story of a subject over time, step by step."""
