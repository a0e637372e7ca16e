"""The libraries of several councils, asked as one: a store that is made of theirs."""
