"""Votes by name, without counts: the members of each side in a list, or a roll that was called.

Such a vote is told as a whole or not at all: where a list breaks off, or somebody in a roll has no
vote, it is not known how many voted how. The phrases stand in side_names.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from qa.papers.register import Votes
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
LISTED_SIDE, NAME = _PHRASES["listed_side"], _PHRASES["name"]
TITLE, NOBODY = _PHRASES["title"], _PHRASES["nobody"]
LEAD, NO_MEMBERS = _PHRASES["lead"], _PHRASES["no_members"]
ROLL_ROW, BETWEEN_ROWS = _PHRASES["roll_row"], _PHRASES["between_rows"]
TOLD_SIDE = _PHRASES["told_side"]
SIDE_HEAD = _PHRASES["side_head"]
COUNTED = re.compile(r"\(?(\d{1,3})\)?[.;]?$")  # behind a list: "Cllrs Ash and Elm (2)"
# What each head of a side begins with, in small letters, and the side.
SIDES = {
    **dict.fromkeys(("fo", "in", "ay", "ye", "o ", "tá", "ar"), "favour"),
    **dict.fromkeys(("ag", "no", "na", "op", "yn", "ní", "di"), "against"),
    **dict.fromkeys(("ab", "at", "st", "ym"), "abstained"),
}
ROLL, ABSENT = re.compile("Aye|AYE|Yea|YEA|Yes|YES"), re.compile("Abse|ABSE|Exc|EXC|Rec|REC")
RESULT_BEHIND = re.compile(  # "Against: Cllr Oak Motion carried."
    r"\s(?:The )?(?:(?:Motion|MOTION|Amendment|AMENDMENT|Proposal|Resolution)\b.{0,40}"
    r"|(?:Carried|CARRIED|Lost|LOST|Defeated|DEFEATED)\W*)$"
)
# "Cr Ash Cr Elm, Cr Oak and Cr Fir"; one may have two titles: "Mayor Cr Ash".
BETWEEN_NAMES = re.compile(
    r",? (?:and|&) |, ?|(?<!Mayor)(?<!Chair)(?<!President)(?<!Leader)"
    r" (?=(?:Crs?|Cllrs?|Councillor|Alderman|Mr|Mrs|Ms)\.? [A-Z])"
)
EVERYBODY = re.compile(r"(?:All|ALL|Everyone|Unanimous|UNANIMOUS)\b")
MIN_ROLL = 3  # members of a roll
Names = tuple[str, ...]


def side_of(head: str) -> str:
    """The side that the head of a list, or the vote of a member, names."""
    head = head.lower()
    if head.startswith(("not in", "not for")):
        return "against"
    return "abstained" if head.startswith(("not ", "did not")) else SIDES[head[:2]]


def is_side(line: str) -> bool:
    """Whether a line begins the names of a side, or a roll."""
    return bool(SIDE_HEAD.match(line))


def is_of_roll(line: str) -> bool:
    """Whether a line is of a roll: a name with its vote."""
    return bool(ROLL_ROW.fullmatch(line.strip(" .;")))


def votes_of_names(text: str) -> Votes | None:
    """The vote, by those who are named on each side; None where none is told so, or not whole."""
    return _votes_of_lists(text) or _votes_of_roll(text) or _votes_told(text)


def _votes_of_lists(text: str) -> Votes | None:
    """The members of both sides, where they are listed whole and no count is printed."""
    sides = list(LISTED_SIDE.finditer(text))
    if len(sides) < 2:
        return None
    # Names need no titles where two sides are printed, or a roll was called.
    roll = len(sides) > 1 or any(ROLL.match(side["side"]) for side in sides)
    ends = [side.start() for side in sides[1:]] + [len(text)]
    lists: dict[str, Names] = {}
    for side, end in zip(sides, ends, strict=True):
        which = "absent" if ABSENT.match(side["side"]) else side_of(side["side"])
        members = _listed(text[side.end() : end], last=end == len(text), roll=roll)
        counted = side["n"] is None or int(side["n"]) == len(members or ())
        if members is None or which in lists or not counted:
            return None
        lists[which] = members
    return _votes(lists)


def _votes(lists: dict[str, Names]) -> Votes | None:
    """The vote of these lists, if both sides are among them."""
    if "favour" not in lists or "against" not in lists or not any(lists.values()):
        return None
    favour, against, abstained = (lists.get(s) for s in ("favour", "against", "abstained"))
    return Votes(
        len(favour or ()),
        len(against or ()),
        None if abstained is None else len(abstained),
        favour or (),
        against or (),
        abstained or (),
    )


def _listed(text: str, *, last: bool, roll: bool) -> Names | None:
    """The names in a list of nothing else; None where it is no list, or breaks off. The `last` list
    of a text ends where a line tells the result."""
    kept: list[str] = []
    for line in text.strip().split("\n"):
        if last and kept and NO_MEMBERS.search(line):
            break
        kept.append(line.strip())
    told = " ".join(kept)
    told = (RESULT_BEHIND.sub("", told) if last else told).strip(" .;")
    if NOBODY.fullmatch(told):
        return ()
    if EVERYBODY.match(told):
        return None  # how many they are is not told
    counted = COUNTED.search(told)
    told = (told[: counted.start()] if counted else told).strip(" .;–-")
    told = LEAD.sub("", told)
    parts = [part.strip(" .") for part in BETWEEN_NAMES.split(told)]
    whole = all(NAME.fullmatch(part) for part in parts)
    whole = whole and (roll or TITLE.match(told) is not None)
    whole = whole and (counted is None or int(counted[1]) == len(parts))
    return tuple(parts) if whole and not told.endswith(",") else None


def _votes_of_roll(text: str) -> Votes | None:
    """The vote of a roll that was called: each name with its vote behind it."""
    rows = list(ROLL_ROW.finditer(text))
    if len(rows) < MIN_ROLL:
        return None
    between = [text[a.end() : b.start()] for a, b in pairwise(rows)]
    if not all(map(BETWEEN_ROWS.fullmatch, between)) or _goes_on(text[rows[-1].end() :]):
        return None
    nobody: list[tuple[str, Names]] = [("for", ()), ("against", ())]
    return _by_side([*nobody, *((row["side"], (row["name"],)) for row in rows)])


def _goes_on(behind: str) -> bool:
    """Whether a roll seems to go on behind its last row with a name without a vote."""
    following = behind.strip(" .;,\n").split("\n")[0].strip(" .;,")
    is_name = NAME.fullmatch(following) and not NO_MEMBERS.search(following)
    return behind.startswith("\n") and bool(is_name)


def _votes_told(text: str) -> Votes | None:
    """The vote of a sentence: "Councillors Ash and Elm voted for and Councillor Oak against"."""
    told = list(TOLD_SIDE.finditer(text))
    if not any(one["voted"] for one in told):
        return None
    found = []
    for one in told:
        names = [part.strip(" .") for part in re.split(r",? (?:and|&) |, ?", one["names"])]
        if not all(map(NAME.fullmatch, names)):
            return None
        found.append((one["side"], tuple(names)))
    return _by_side(found)


def _by_side(found: Iterable[tuple[str, Names]]) -> Votes | None:
    lists: dict[str, Names] = {}
    for head, names in found:
        which = "absent" if ABSENT.match(head.capitalize()) else side_of(head)
        lists[which] = (*lists.get(which, ()), *names)
    return _votes(lists)
