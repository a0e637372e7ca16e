"""Decision notices: records of what somebody decided, alone or with others, outside a meeting."""

from __future__ import annotations

from qa.papers.kind import Kind, OpeningRule
from qa.papers.layout.group import Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.prose import prose
from qa.papers.layout.section import Section
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
from qa.papers.standing import standing_in_decision
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
OPENING_LINES = 3
MAX_SUBJECT = 40  # words


def _headed(head: Head) -> Opening | None:
    found = PHRASES["opens"].search(head.top(OPENING_LINES))
    return Opening("decision", Meeting()) if found else None


def _group(section: Section, found: list[Piece]) -> list[Group]:
    """Its words under their headings; what stands under the label of decision was decided. All of
    it is of the subject that it names."""
    groups, subject = prose(section, found, standing_in_decision), _subject(found)
    for group in groups:
        group.item = group.item or subject
    return groups


def _subject(found: list[Piece]) -> str | None:
    """What the decision is about, behind a label such as "Subject" or on the line below it."""
    for piece, below in zip(found, [*found[1:], None], strict=True):
        if label := PHRASES["subject"].match(piece.text):
            rest = piece.text[label.end() :] or (below.text if below else "")
            subject = " ".join(rest.split())
            return subject if 0 < len(subject.split()) <= MAX_SUBJECT else None
    return None


KIND = Kind(
    name="decision",
    words="decision notice",
    plural="decision notices",
    one="a decision notice",
    place=7,
    own_meeting="body and day",
    openings=(OpeningRule(50, _headed),),
    file_name=PHRASES["file_name"],
    precedence=5,
    asked=PHRASES["asked"],
    meeting_from="paper",
    gives_meeting=True,
    group=_group,
    may_propose=True,
    is_decision_notice=True,
)
