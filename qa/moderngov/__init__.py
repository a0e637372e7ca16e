"""Fetching papers from a council's own site, politely, with what the site knows of them."""
