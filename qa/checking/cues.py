"""Words that turn what is said: phrases for several modules."""

from __future__ import annotations

from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
