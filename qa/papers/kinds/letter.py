"""Letters: to and from councils, bound in with the papers of a meeting."""

from __future__ import annotations

from qa.papers.kind import Kind, OpeningRule
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)


def _saluted(head: Head) -> Opening | None:
    """A page with a salutation; behind another part, one that stands under a letter head."""
    salutes = PHRASES["opens"]
    if not any(salutes.match(line) for line in head.lines):
        return None
    if not head.first_of_file and salutes.match(head.lines[0]):
        return None
    return Opening("letter", Meeting())


KIND = Kind(
    name="letter",
    words="letter",
    plural="letters",
    one="a letter",
    place=8,
    openings=(OpeningRule(100, _saluted, weak=True),),
    file_name=PHRASES["file_name"],
    precedence=7,
    ends_at=PHRASES["ends"],
    asked=PHRASES["asked"],
    may_propose=True,
)
