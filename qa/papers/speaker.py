"""Who is speaking, in a record that gives each turn under its speaker's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# "Ms Jean Yip: …", "The Chair (Cllr Alder): …" where a text or a sentence begins.
SPEAKER = re.compile(
    r"(?:^|(?<=[.?!\"”)] )|(?<=\n))"
    r"((?:The )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,4}(?: \([^:\n]{1,80}\))?): (?=\S)"
)
# Labels that name nobody.
LABELS = re.compile(
    r"(?:note|resolved|recommend\w*|action|present|reason\w*|decision|background|purpose|page|item"
    r"|response|answer|question|table|figure|source|appendix|date|time|venue|attendees|apologies"
    r"|contact|telephone|email|subject|title|report|meeting)\b",
    re.IGNORECASE,
)


def speakers(texts: Iterable[str]) -> Iterator[str]:
    """For each of `texts`, in order, who speaks as it begins; empty where it says so itself."""
    speaking = ""
    for text in texts:
        named = [match for match in SPEAKER.finditer(text) if not LABELS.match(match[1])]
        yield "" if named and named[0].start() == 0 else speaking
        if named:
            speaking = named[-1][1]
