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


def _headed(head: Head) -> Opening | None:
    found = PHRASES["opens"].search(head.top(OPENING_LINES))
    return Opening("decision", Meeting()) if found else None


def _group(section: Section, found: list[Piece]) -> list[Group]:
    """Its words under their headings; what stands under the label of decision was decided."""
    return prose(section, found, standing_in_decision)


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
