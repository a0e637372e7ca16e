"""Training of how heads of papers are read: from forms of councils, and from templates."""
