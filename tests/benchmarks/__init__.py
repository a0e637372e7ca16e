"""Benchmarks: commands of their own, which no test run takes up."""
