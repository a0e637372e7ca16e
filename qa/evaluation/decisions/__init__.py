"""What teaches the program to tell a decision from a tale of one: see README.md."""
