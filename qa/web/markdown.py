"""Escaping of text for Streamlit's Markdown, so that it is shown as it stands."""

from __future__ import annotations

import re
import string

# Every character that may mean something in Markdown, LaTeX or Streamlit's directives.
PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")
# Whether escaped or not, Streamlit turns :emoji: and :material/icons:, addresses (https://…, www.…,
# somebody@…), arrows and dashes ("->", "--", ">=") into others. A word joiner, which has no width,
# between their characters prevents that.
JOINER = "\N{WORD JOINER}"
LIVE = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[<>~-])(?=[-=>])", re.IGNORECASE)


def escaped(text: str) -> str:
    """`text` on one line, escaped for Markdown."""
    line = " ".join(text.split())
    return PUNCTUATION.sub(r"\\\1", LIVE.sub(JOINER, line))


def initial(text: str) -> str:
    """`text` with a capital first letter, as labels have."""
    return text[:1].upper() + text[1:]
