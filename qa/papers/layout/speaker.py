"""Who is speaking, in a record that gives each turn under its speaker's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

# "Ms Jean Yip: …", "The Chair (Cllr Alder): …" where a text or a sentence begins.
SPEAKER = re.compile(
    r"(?:^|(?<=[.?!\"”)] )|(?<=\n))"
    r"((?:The )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,4}(?: \([^:\n]{1,80}\))?): (?=\S)"
)
OFTEN = 2  # turns of a speaker: what stands before a colon once is a label
LABELS = re.compile(r"(?:resolved|recommend|note|action|response|answer|question)", re.IGNORECASE)


def speakers(texts: Sequence[str]) -> Iterator[str]:
    """For each of `texts`, in order, who speaks as it begins; empty where it says so itself."""
    turns = [
        [m for m in SPEAKER.finditer(text) if not (m[1].isupper() or LABELS.match(m[1]))]
        for text in texts
    ]
    often = Counter(turn[1] for found in turns for turn in found)
    speaking = ""
    for found in turns:
        named = [turn for turn in found if often[turn[1]] >= OFTEN]
        yield "" if named and named[0].start() == 0 else speaking
        if named:
            speaking = named[-1][1]
