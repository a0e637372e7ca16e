"""From a question to an Answer: understanding, search, quotes, timeline."""

from __future__ import annotations

from typing import Literal

Status = Literal["answered", "not_found"]
Shape = Literal["passages", "timeline"]  # a list of quotes, or the steps of a story
