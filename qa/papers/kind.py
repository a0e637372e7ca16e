"""What the program needs to know of a kind of document: each module of `qa.papers.kinds` says it.

Everything that treats one kind otherwise than another asks one of these fields, and nothing else
names a kind. So a new kind is a new module there, and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from qa.papers.document import Document
from qa.papers.layout.group import Group
from qa.papers.layout.piece import Piece
from qa.papers.layout.prose import prose
from qa.papers.layout.section import Section
from qa.papers.opening import Head, Opening
from qa.phrases import Phrase

# Cuts the pieces of a section into the groups that become passages.
Grouping: TypeAlias = Callable[[Section, list[Piece]], list[Group]]
# Whether a page that opens like a section of this kind only goes on with the section before it.
Continuation: TypeAlias = Callable[[Opening, Section], bool]


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """A way in which a kind opens: `opens` returns None where the head is of something else.

    The rules of all kinds are tried by their `order`, the lowest first, until one applies. One that
    is `weak` goes by a sign so slight that the head as a whole may say otherwise. One that
    `states_meeting` reads who met, and when, from labels that say so.
    """

    order: int
    opens: Callable[[Head], Opening | None]
    weak: bool = False
    states_meeting: bool = False


def never(_opened: Opening, _section: Section) -> bool:
    """The continuation of a kind of which each opening begins another section."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document.

    How it is named:
    - `name`: in JSON, in limits and in the library; the name of its module.
    - `words`, `plural`, `one`: for people: "decision notice", "decision notices", "a decision
      notice".
    - `place`: where it stands in lists of kinds.
    - `titled_by_kind`: its titles begin with its name ("Appendix 2 – Costs"), which is then not
      said twice.

    How it is recognised:
    - `openings`: the rules by which a page opens a section of this kind.
    - `continues`: see `Continuation`.
    - `file_name`: what a file of this kind is called. `precedence` decides between two kinds, the
      lower first.
    - `is_default_of_file`, `is_default_of_section`: what a file, or a part that is bound in behind
      another, is when nothing tells its kind.
    - `is_titled_by_file`: without a title of its own, it takes that of its file.
    - `ends_at`: a line after which something else begins.
    - `ends_at_blank_page`, `ends_at_large_type`: whether something else begins after a blank page,
      or at a page that begins in far larger type.
    - `asked`: how a person says that an answer is wanted from papers of this kind.

    Whose meeting it has, where it names none itself:
    - `meeting_from`: that of the whole paper, or of the part before it.
    - `gives_meeting`: the parts behind it take its meeting.
    - `dates_paper`: the paper as a whole may take its meeting.
    - `own_meeting`: what its head may say of a meeting of its own: the bodies and days that other
      kinds name are those of others.
    - `meeting_inferred`: whether it may have the meeting of an agenda that lists it by its title
      ("listed"), or also that of all papers of its folder ("beside").
    - `item`: whether it stands under an item of the agenda, and whether that has a number.

    What its words are worth:
    - `group`: how its words are grouped into passages.
    - `may_propose`: it proposes something if its title calls it a motion or an amendment.
    - `proposes`: it always does.
    - `continues_proposal`: it goes on with what the part before it proposes.

    What it is in the life of a council:
    - `is_front_sheet`: it announces a meeting and lists its items, and says nothing about them.
    - `is_record`: it records a meeting: who was there, what was said and resolved. It is a draft
      until the next meeting approves it, and in the pack of a meeting it is of an earlier one.
    - `is_substance`: behind it, the word "Agenda" at the head of a page opens no front sheet.
    - `is_decision_notice`: the words under its label of decision were decided.
    - `holds_formal_questions`: questions and answers stand in it one after another.
    - `is_tracker`: its rows say what became of what was resolved or recommended elsewhere.
    - `is_appended`: it belongs to the report before it.
    - `lists_other_papers`: a marking of confidentiality within it may be about another paper.
    - `may_be_in_part_two`: "Part 2" at its head says that it is of the private part of a meeting.
    """

    name: Document
    words: str
    plural: str
    one: str
    place: int
    titled_by_kind: bool = False

    openings: tuple[OpeningRule, ...] = ()
    continues: Continuation = never
    file_name: Phrase | None = None
    precedence: int = 100
    is_default_of_file: bool = False
    is_default_of_section: bool = False
    is_titled_by_file: bool = False
    ends_at: Phrase | None = None
    ends_at_blank_page: bool = True
    ends_at_large_type: bool = False
    asked: Phrase | None = None

    meeting_from: Literal["paper", "part before"] = "part before"
    gives_meeting: bool = False
    dates_paper: bool = False
    own_meeting: Literal["none", "body", "body and day"] = "none"
    meeting_inferred: Literal["", "listed", "beside"] = ""
    item: Literal["none", "title", "numbered"] = "numbered"

    group: Grouping = prose
    may_propose: bool = False
    proposes: bool = False
    continues_proposal: bool = False

    is_front_sheet: bool = False
    is_record: bool = False
    is_substance: bool = False
    is_decision_notice: bool = False
    holds_formal_questions: bool = False
    is_tracker: bool = False
    is_appended: bool = False
    lists_other_papers: bool = False
    may_be_in_part_two: bool = False
