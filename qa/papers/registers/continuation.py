"""Whether a clause of minutes goes on with the motion or the resolution before it: its list, its
quotation, or more of its words.

The phrases stand in continuation.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.papers.layout.block import MARKER
from qa.papers.registers.clause import Clause
from qa.papers.registers.likelihood import verbs
from qa.papers.registers.marks import MARK, behind
from qa.papers.registers.motion import NUMBER, Motion
from qa.papers.registers.people import only_people, people
from qa.papers.registers.telling import (
    DECIDED,
    HEADING,
    NARRATIVE,
    OPEN_END,
    PASSIVE,
    PUT,
    RESOLVED,
    RESULT,
    TO_DO,
    is_empty,
    lead,
    names_only,
    speaks_of_moving,
)
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PUTS, A_SIDE = _PHRASES["puts"], _PHRASES["a_side"]
THAT = re.compile(
    r"^[“\"]?(?:That|THAT|T H A T|WHEREAS|Whereas|Be [Ii]t(?: (?:hereby|therefore))? [Rr]esolved)\b"
)
QUOTED_TO = re.compile(r"^(?:[“\"‘]|To\b)")
ENDED = re.compile(r"[.!?][”\"’)]*$")
MORE = re.compile(r"(?:AND|And) (?:THAT|That|that|FURTHER|WHEREAS)\b")  # of a motion
QUOTE = re.compile(r"^[“\"'‘]")
AMOUNT = re.compile(r"[£$€] ?\d")
LABEL_ALONE = re.compile(r"\(?[A-Z]{0,5}[/. ]?\d[\w/.-]{0,10}\)?")  # "FRA/16.1", "RC19-290"
PARAGRAPH = re.compile(r"\(?\d{1,3}\)")  # the number of a paragraph: "15)"
OPENS_LIST = re.compile(r"[:–-]+ ?\(?(?P<mark>1|i|a|A)[.)] ")
UNFINISHED = re.compile(r"(?:[;,]|[;,]? (?:and|AND))\s*$")
RESULT_WORDS = 3  # of a result that says nothing but itself
MAX_BETWEEN = 10  # words of a line between two parts of a list
MAX_QUOTED = 120  # clauses of a motion that is quoted


def expects_list(current: Motion | None, clause: Clause) -> bool:
    """Whether a clause that begins another item is of the list of the resolution at hand."""
    if not current or not current.lines:
        return False
    here, last = NUMBER.match(clause.text), current.lines[-1].text
    if (OPEN_END.search(last) or is_empty(last)) and (here or MARKER.match(clause.text)):
        return True
    before = NUMBER.match(last)
    next_one = here and before and int(here[1]) == int(before[1]) + 1
    return bool(next_one) and len(current.lines) > 1


def gives_words(current: Motion, clause: Clause) -> bool:
    """Whether a clause has the words of what was only announced: who moved it and how it ended, or
    a label, stand before them."""
    text, last = clause.text, current.lines[-1].text
    settled_first = current.bare and current.outcome is not None
    begins = THAT.match(text) or (settled_first and QUOTED_TO.match(text))
    if begins and (current.bare or is_open(last) or names_only(last)):
        return True
    if begins and current.lines[-1:] == current.lines and current.proposer:
        return current.outcome is None and not ENDED.search(last)  # "WHEREAS …, Mr Ash proposes"
    if begins and len(current.lines) > 1 and is_empty(current.lines[-2].text):
        return only_people(last)  # "RESOLVED:", "On the motion of Councillors Ash and Elm", "That"
    return is_empty(last) and speaks_of_moving(text) and not only_people(text)


def goes_on(motion: Motion, clause: Clause, decides: Callable[[str], bool]) -> bool:
    """Whether a clause still belongs to a motion or resolution. None of a list of payments
    `decides` something itself."""
    text, last = clause.text, motion.lines[-1].text
    narrative = bool(NARRATIVE.match(text))
    if motion.is_followed_by(text):
        return False
    if motion.bare:
        return not narrative
    if MORE.match(text) or (clause.new_line and not (ENDED.search(last) or _tells(text))):
        return not narrative
    if AMOUNT.search(last) and AMOUNT.search(text) and not narrative:
        return not decides(text)
    if OPEN_END.search(last) or is_marked(text) or QUOTE.match(text):
        return True
    if motion.kind not in ("resolution", "recommendation"):
        return clause.standing == "proposed" and not narrative
    if is_empty(last):
        return True
    if len(motion.lines) > 1 and is_empty(motion.lines[-2].text):
        return any(people(last))
    if clause.standing == "decided":
        return not narrative
    return not clause.first and not narrative and bool(TO_DO.search(text))


def _tells(text: str) -> bool:
    """Whether a printed line tells something by itself, and only continues no list."""
    return bool(verbs(text) or A_SIDE.match(text) or PUTS.search(text) or text.isupper())


def is_open(text: str) -> bool:
    """Whether a clause is only a label, or opens a resolution whose words are still to come."""
    return is_empty(text) or LABEL_ALONE.fullmatch(text) is not None


def is_marked(text: str) -> bool:
    """Whether a clause has the mark of a list, or begins in the middle of a sentence."""
    return bool(MARKER.match(text)) or text[:1].islower()


def begins_another(current: Motion, text: str) -> bool:
    """Whether words that resolve begin another resolution rather than going on."""
    if current.is_followed_by(text):
        return True
    told = [line.text for line in current.lines if not only_people(line.text)]
    return not (len(told) == 1 and is_empty(told[0]))


def is_quoted(current: Motion, clause: Clause) -> bool:
    """Whether a clause stands in the words that are moved: within quotation marks, or before the
    next numbered paragraph."""
    if current.outcome is not None or len(current.lines) >= MAX_QUOTED:
        return False
    told, first, text = current.text, current.lines[0].text, clause.text
    quoted = told.count("“") > told.count("”")
    numbered = PARAGRAPH.match(first) and OPEN_END.search(first) and not current.bare
    ended = PUTS.search(text) or current.is_followed_by(text) or RESULT.match(text)
    if ended or not (quoted or numbered):
        return False
    return not (numbered and lead(text))


def _is_next_of_list(current: Motion, text: str) -> bool:
    """Whether a clause has the mark of a list as the one before it has, which did not end: "(i)
    AGREED the award;", "(ii) NOTED the position; and"."""
    last, mark = current.lines[-1].text, MARK.match(text)
    if mark is None:
        return False
    before = [MARK.match(line.text) for line in current.lines[1:]]
    opened = OPENS_LIST.search(current.lines[0].text)
    marks = [one["mark"] for one in before if one] or ([opened["mark"]] if opened else [])
    if not marks:
        return False
    is_next = mark["mark"].lower() in behind(marks[-1].lower())
    return is_next or UNFINISHED.search(last) is not None


def ends_in_result(current: Motion, clause: Clause, after: Clause | None) -> bool:
    """Whether a clause is the last of a motion on its line: behind it only its result stands there,
    as in "THAT the polls be open 9:00 a.m. to 6:00 p.m. The hall opens on Sunday. Carried."."""
    if current.outcome is not None or clause.first or after is None or after.first:
        return False
    result = RESULT.match(after.text)
    return result is not None and len(after.text.split()) <= RESULT_WORDS


def stands_between(current: Motion, text: str, after: Clause | None) -> bool:
    """Whether a line only says of the next part of a list who put it there: "Added by Councillor
    Ash at the meeting:"."""
    is_short = text.endswith(":") and len(text.split()) <= MAX_BETWEEN
    return bool(is_short and after and _is_next_of_list(current, after.text))


def is_listed(current: Motion, clause: Clause) -> bool:
    """Whether a clause stands in the list of a resolution."""
    text = clause.text
    if current.kind not in ("resolution", "recommendation") or current.outcome is None:
        return False
    if current.is_followed_by(text) or RESOLVED.search(text):
        return False
    if _is_next_of_list(current, text):
        return True
    if clause.standing != "decided":
        return False
    if not (OPEN_END.search(current.lines[-1].text) or len(current.lines) > 1):
        return False
    if A_SIDE.match(text):
        return False
    if is_marked(text):
        return True
    begun = any(phrase.match(text) for phrase in (DECIDED, PASSIVE, NARRATIVE, HEADING))
    return not (begun or RESULT.search(text) or PUT.search(text) or any(people(text)))
