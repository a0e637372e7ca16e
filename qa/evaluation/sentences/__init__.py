"""Sentences over papers, right and made wrong, by which the check is trained and measured."""
