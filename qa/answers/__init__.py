"""From a question to an Answer: understanding, search, quotes, timeline."""
