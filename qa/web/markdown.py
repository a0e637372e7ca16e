"""Text of papers and questions as Streamlit's Markdown shows it: the words, and nothing else."""

from __future__ import annotations

import re
import string

# Every character that Markdown, LaTeX or Streamlit's directives could read as theirs.
PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")
# Streamlit looks once more, past every backslash, for :emoji: and :material/icons:, for addresses
# (https://…, www.…, somebody@…) and for arrows and dashes ("->", "--", ">="). A word joiner, which
# takes no room, keeps them apart.
JOINER = "\N{WORD JOINER}"
LIVE = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[<>~-])(?=[-=>])", re.IGNORECASE)


def escaped(text: str) -> str:
    """`text` on one line, to be put into Markdown: it shows as it is, whatever stands in it."""
    line = " ".join(text.split())
    return PUNCTUATION.sub(r"\\\1", LIVE.sub(JOINER, line))


def initial(text: str) -> str:
    """`text` with a capital first letter, as a label begins."""
    return text[:1].upper() + text[1:]
