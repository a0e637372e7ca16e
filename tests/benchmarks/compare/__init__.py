"""This program beside what else one would pick, on the same papers, weights and cores."""
