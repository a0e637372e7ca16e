"""Whether a clause of minutes begins another item, or is only the title of the one at hand.

The phrases stand in item_heading.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qa.papers.registers.clause import Clause
from qa.papers.registers.continuation import expects_list, goes_on
from qa.papers.registers.motion import NUMBER, Motion
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import HEADING, OPEN_END, RESULT, is_empty, lead
from qa.phrases import Phrases

PARAGRAPH_BEGINS = Phrases.beside(__file__)["paragraph_begins"]
ENDED = re.compile(r"[.!?:;”\"’)]\s*$")  # a sentence, or a heading with a colon
ITEM = re.compile(r"(\d{1,3})\. (?=[A-Z])")  # the number of an item, and not "2)"
CODE = re.compile(r"(?=.*[/.])[A-Z]{0,5}[/. ]?\d[\w/.]{0,10}")  # of a resolution, alone
DOTTED = re.compile(r"\d+\.\d")
VOTE_LABEL = re.compile(r"(?:VOTES?|Votes?|VOTING|Voting) ?[:–-]")
SIDE = re.compile(r"(?:A(?i:yes)|N(?i:oes|ays)|Y(?i:eas)) ?[:(–-]? ?\d{1,3}\b")
BEGINS_RESOLVED = re.compile(r"(?:RESOLVED|Resolved)\b")
RESOLUTION_NUMBER = re.compile(r"RESOLUTION (?:NO\.? ?)?(\d{2,4}[/-]\d{1,4})\b", re.IGNORECASE)


def is_of_the_item_before(clause: Clause, proceedings: Proceedings) -> bool:
    """Whether the first clause of another item still belongs to the one before it: a heading may be
    a line that only looks like one, in the middle of a motion or over its result."""
    before, current = proceedings.before, proceedings.current
    if expects_list(current, clause):
        return True
    if proceedings.latest and (VOTE_LABEL.match(clause.text) or SIDE.match(clause.text)):
        return True  # "VOTE: FOR 6, AGAINST 5", under what was decided
    if before and proceedings.last("motion") and is_empty(clause.text) and lead(clause.text):
        return True  # "Decision", on a line of its own
    if not before or not proceedings.waiting:
        return False
    runs_on = current is not None and not ENDED.search(before.text)
    return runs_on or RESULT.match(clause.text) is not None


def is_heading(
    clause: Clause, title: Clause | None, proceedings: Proceedings, decides: Callable[[str], bool]
) -> bool:
    """Whether a clause begins with the number of another item than that with this `title`."""
    text, current = clause.text, proceedings.current
    if _is_next_item(clause, title, proceedings.before):
        return True
    number = HEADING.match(text)
    if not number or (current and expects_list(current, clause)):
        return False
    if current and CODE.fullmatch(text) and OPEN_END.search(current.lines[-1].text):
        return False  # "… and resolved:", "FRA/16.1"
    if current and current.bare and CODE.fullmatch(text):
        return False  # "Seconded: Cr Elm", "43/26", "That …"
    if current and CODE.fullmatch(text) and is_empty(current.lines[-1].text):
        return False
    if RESULT.match(text) or BEGINS_RESOLVED.match(text[number.end() :]):
        return False  # "6/1 CARRIED", "59 RESOLVED"
    listed = current and current.lines and NUMBER.match(text) and not DOTTED.match(text)
    if listed and current and goes_on(current, clause, decides):
        return False
    return not (NUMBER.match(text) and PARAGRAPH_BEGINS.match(text[number.end() :]))


def _is_next_item(clause: Clause, title: Clause | None, before: Clause | None) -> bool:
    """Whether a paragraph has the number behind that of the item, and goes on with no list."""
    item, here = (ITEM.match(one.text) if one else None for one in (title, clause))
    if not (clause.first and item and here and int(here[1]) == int(item[1]) + 1):
        return False
    in_a_list = before and (NUMBER.match(before.text) or OPEN_END.search(before.text))
    return not in_a_list or before is title


def is_title(motion: Motion, title: Clause | None, found: Sequence[Motion]) -> bool:
    """Whether a resolution is only a title over what was resolved, among those `found`: that of the
    item, "17/204 Resolution to exclude the public", or of one that is adopted by its number."""
    if motion.how or motion.proposer or motion.outcome != "agreed" or len(motion.lines) > 1:
        return False
    number = RESOLUTION_NUMBER.match(motion.text)
    if number and any(number[1] in one.text for one in found if one is not motion):
        return True  # "RESOLUTION NO. 19-07, ADOPTING FEES"
    begins = motion.lines == [title] and HEADING.match(motion.text) is not None
    return begins and len(found) > 1
