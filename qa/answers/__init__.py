"""From a question to an Answer: understanding, search, quotes, timeline."""

from __future__ import annotations

from typing import Literal

# "uncertain" is that the papers may not answer: what they say nearest is quoted all the same.
Status = Literal["answered", "uncertain", "not_found"]
Shape = Literal["passages", "timeline"]  # a list of quotes, or the steps of a story
