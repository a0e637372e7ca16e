"""Training of where items of records begin: from forms of councils."""
