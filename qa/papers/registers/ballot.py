"""Votes by name: who voted how, in whatever order sides and names are printed.

Each side stands before its members ("Ayes: Ash, Elm. Nays: None", "FOR THE MOTION" over a list) or
behind them ("Councillors Ash and Elm voted aye; Oak voted nay", "Ash – yes, Elm – yes"). Sides that
follow each other are one ballot. It is told as a whole or not at all: where a list breaks off, or
somebody in a roll has no vote, it is not known how many voted how. The phrases stand in
ballot.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.papers.register import Votes
from qa.papers.registers.vote_table import is_head
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
NAMES, ONE_NAME, BETWEEN = _PHRASES["names"], _PHRASES["one_name"], _PHRASES["between"]
HEAD, TAIL, COUNTED = _PHRASES["head"], _PHRASES["tail"], _PHRASES["counted"]
SHARED_TITLE = _PHRASES["shared_title"]
TITLED, NOBODY = _PHRASES["titled"], _PHRASES["nobody"]
LEAD_OF_NAMES = _PHRASES["lead_of_names"]
BETWEEN_SIDES, BEFORE_SIDES = _PHRASES["between_sides"], _PHRASES["before_sides"]
ROW_WITHOUT_VOTE = _PHRASES["row_without_vote"]
RESULT_BEHIND = _PHRASES["result_behind"]
# What each head of a side begins with, in small letters, and the side.
SIDES = {
    **dict.fromkeys(("fo", "in", "af", "ay", "ye", "o ", "tá", "ar"), "favour"),
    **dict.fromkeys(("ag", "no", "na", "ne", "op", "yn", "ní", "di"), "against"),
    **dict.fromkeys(("ab", "at", "st", "ym"), "abstained"),
    **dict.fromkeys(("ex", "re", "co"), "absent"),
    "mo": "motion",
    "am": "amendment",
}
OF_AMENDMENT = re.compile(r"\bamendment\b", re.IGNORECASE)
# Text without any of these is no vote by name: most of it has "for" and "no" in a sentence.
SIGN = re.compile(
    r"\b(?:against|affirmative|ayes?|yeas?|naye?s?|noes|oppos(?:ed|ing)|abst\w*|not voting|o blaid"
    r"|yn erbyn|atal|ymatal|tá|níl|ar son|in aghaidh|in opposition"
    r"|vot(?:ed|ing) (?:for|in|yes|no))\b"
    r"|\b(?:for|no|yes|favou?r|motion|amendment)\b(?: the \w+)?(?: ?\(\d+\))?(?: were| was)?"
    r" ?(?:[:\n–—-]|$|(?-i:[A-Z]))"
    r"|\b(?:for|no|yes)[;,.)]"
    r"|[\w.] ?[,:–—-] ?(?:for|no|yes)\b",
    re.IGNORECASE,
)
NOUGHT = re.compile(r"\(?0\)?(?=\W|$)(?![./]\d)")  # "Members abstaining: (0)"
COUNT_IN_HEAD = re.compile(r"\s*[:(–-]{1,2}\s*\d{1,3}\)?")  # "Yes (4)   No (7)"
NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]*\.?\)?$")
MIN_ROLL = 3  # members of a roll; of one in brackets, one less
MAX_LETTERS = 6000  # of a text that is looked through
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """A side with its members, where they stand, and the number that is printed with them.

    `names` is None where what stands there is no list of names, or one that breaks off. `head` says
    that the side stands before them, `told` that a verb says how they voted, `firm` that the words
    end with it, `bare` that "Amendment" alone is its head.
    """

    start: int
    end: int
    side: str
    names: Names | None
    count: int | None = None
    head: bool = False
    told: bool = False
    firm: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """Sides that follow each other in a text, from `start` to `end`."""

    start: int
    end: int
    sides: tuple[_Side, ...]

    @property
    def names(self) -> dict[str, Names] | None:
        """The members of each side; None where those of one are not known."""
        found: dict[str, Names] = {}
        for one in self.sides:
            if one.names is None or (one.head and one.side in found):
                return None
            if one.count is not None and one.count != len(one.names):
                return None
            found[one.side] = (*found.get(one.side, ()), *one.names)
        if "amendment" in found and "favour" in found and "motion" not in found:
            found["motion"] = found.pop("favour")
        elif "amendment" in found and "motion" not in found:
            found["favour"] = found.pop("amendment")
        return found

    @property
    def is_roll(self) -> bool:
        """Whether each member stands with a vote, so that nobody is missing on a side that is not
        there."""
        rows = [one for one in self.sides if not (one.head or one.told)]
        return len(rows) > 1 and all(one.names and len(one.names) == 1 for one in rows)


def side_of(head: str) -> str:
    """The side that the head of a list, or the vote of a member, names."""
    head = head.lower()
    if head.startswith(("not in", "not for", "in opp", "in agh")):
        return "against"
    if head.startswith(("not ", "did not")):
        return "abstained"
    return "absent" if head.startswith("abse") else SIDES[head[:2]]


def is_ballot(line: str) -> bool:
    """Whether a line is of a vote by name and says nothing besides, or begins a side of one."""
    found = ballots(line)
    if not found:
        return False
    begins = BEFORE_SIDES.fullmatch(line[: found[0].start])
    head = found[0].sides[0].head
    return begins is not None and (head or _ends(line[found[-1].end :]))


def is_list(line: str) -> bool:
    """Whether a line has names and nothing else."""
    return NAMES.fullmatch(line.strip(" .;,()")) is not None


def votes_of_names(text: str, *, amendment: bool = False) -> Votes | None:
    """The vote, by those who are named on each side; None where none is told so, or not whole."""
    found = [told for one in ballots(text) if (told := _votes(one, amendment))]
    return found[0] if len(found) == 1 else None


def named_sides(text: str) -> dict[str, Names]:
    """The members of the sides that are named in `text`, be it one side alone."""
    found: dict[str, Names] = {}
    for one in ballots(text):
        for side, names in (one.names or {}).items():
            if side in found:
                return {}
            found[side] = names
    return found


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where ballots of several sides, or of a head and its list, stand: what is one clause."""
    for one in ballots(text):
        if len(one.sides) > 1 or (one.sides[0].head and one.sides[0].names):
            yield one.start, one.end


@lru_cache(maxsize=2048)
def ballots(text: str) -> tuple[Ballot, ...]:
    """The ballots that a text holds, in order."""
    if len(text) > MAX_LETTERS or not SIGN.search(text):
        return ()
    chains: list[list[_Side]] = []
    for one in _sides(text):
        last = chains[-1][-1] if chains else None
        beside = last and BETWEEN_SIDES.fullmatch(text[last.end : one.start])
        again = last and any(one.head and other.side == one.side for other in chains[-1])
        if beside and not again:
            chains[-1].append(one)
        else:
            chains.append([one])
    found = [_without_loose(_without_motion(chain), text) for chain in chains]
    found = [_broken_off(chain, text) if chain else chain for chain in found]
    return tuple(Ballot(c[0].start, c[-1].end, tuple(c)) for c in found if c)


def _without_motion(chain: list[_Side]) -> list[_Side]:
    """A chain where "Motion" and "Amendment" over names are only sides if both are there: else
    the one stands over who moved it."""
    both = {"motion", "amendment"} <= {one.side for one in chain}
    return chain if both else [one for one in chain if one.side != "motion" and not one.bare]


def _without_loose(chain: list[_Side], text: str) -> list[_Side]:
    """A chain without rows at its end that other words go on with: "Cllr Ash for a time"."""
    while chain and not chain[-1].firm and not _ends(text[chain[-1].end :]):
        chain = chain[:-1]
    if len(chain) == 1 and not (chain[0].firm or chain[0].head):
        return []
    return chain


def _broken_off(chain: list[_Side], text: str) -> list[_Side]:
    """A chain whose last side has no names where somebody in a roll has no vote: behind it, or in
    "Ash – yes, Elm, Oak – no"."""
    rows = [one for one in chain if not (one.head or one.told)]
    if len(rows) < 2:
        return chain
    goes_on = not chain[-1].head and ROW_WITHOUT_VOTE.match(text[chain[-1].end :])
    each = {len(one.names or ()) for one in rows}
    within = text[rows[0].start : rows[-1].end]
    is_mixed = 1 in each and len(each) > 1 and not re.search(r"[;.\n]", within)
    return [*chain[:-1], replace(chain[-1], names=None)] if goes_on or is_mixed else chain


def _ends(behind: str) -> bool:
    """Whether what stands behind a side does not go on with it."""
    return RESULT_BEHIND.match(behind) is not None


def _votes(ballot: Ballot, amendment: bool) -> Votes | None:
    lists = ballot.names
    if lists is None:
        return None
    if "motion" in lists and "amendment" in lists:
        names = ("against", "favour") if amendment else ("favour", "against")
        lists = {**lists, names[0]: lists["motion"], names[1]: lists["amendment"]}
    members = sum(map(len, lists.values()))
    if ballot.is_roll and members >= MIN_ROLL - (len(ballot.sides) == members):
        lists = {"favour": (), "against": (), **lists}
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


def _sides(text: str) -> Iterator[_Side]:
    """The sides in a text with their members, in order, none over another."""
    heads = [one for found in HEAD.finditer(text) if (one := _behind_head(text, found))]
    heads = [one for one in heads if not _is_of_columns(text, one.start)]
    tails = _before_tails(text)
    end = -1
    for one in sorted([*heads, *tails], key=lambda side: (side.start, not side.head)):
        if one.start >= end:
            yield one
            end = one.end


def _is_of_columns(text: str, at: int) -> bool:
    """Whether a head stands in a row of heads: names below it may be of any of their columns."""
    begins, ends = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = COUNT_IN_HEAD.sub("", text[begins : ends if ends >= 0 else len(text)])
    return is_head(line.strip()) and len(line.split()) > 1


def _behind_head(text: str, found: re.Match[str]) -> _Side | None:
    """The side that begins with a head; None where no list may stand behind it."""
    side = _of_what(found)
    bare = found["side"].lower() == "amendment"
    count = int(found["n"]) if found["n"] else None
    at = found.end()
    if nobody := NOBODY.compiled.match(text, at):
        end = _count_behind(text, nobody.end())[1]
        return _Side(found.start(), end, side, (), count, head=True, bare=bare)
    if lead := LEAD_OF_NAMES.compiled.match(text, at):
        at = lead.end()
    listed = NAMES.compiled.match(text, at)
    if listed is None and count == 0:
        return _Side(found.start(), found.end("n") + 1, side, (), 0, head=True, bare=bare)
    if listed is None and (nobody := NOUGHT.match(text, at)):
        return _Side(found.start(), nobody.end(), side, (), 0, head=True, bare=bare)
    if listed is None:
        is_last = at >= len(text.rstrip())
        return _Side(found.start(), at, side, None, head=True, bare=bare) if is_last else None
    printed, end = _count_behind(text, listed.end())
    names = _split(listed[0]) if _ends(text[end:]) else None
    count = count if printed is None else printed
    return _Side(found.start(), end, side, names, count, head=True, bare=bare)


def _of_what(found: re.Match[str]) -> str:
    """The side of a head; those for the amendment are of another side where some are for the
    motion."""
    side = side_of(found["side"])
    if side == "favour" and found["of"]:
        return "amendment" if OF_AMENDMENT.search(found["of"]) else side
    return side


def _count_behind(text: str, at: int) -> tuple[int | None, int]:
    """The number behind a list that ends at an offset, and where all that ends."""
    found = COUNTED.compiled.match(text, at)
    return (int(found["n"] or found["m"]), found.end()) if found else (None, at)


def _before_tails(text: str) -> list[_Side]:
    """The sides that stand behind their members."""
    tails = [one for one in TAIL.finditer(text) if NAME_BEFORE.search(text[: one.start()])]
    lists = {found.end(): found for found in NAMES.finditer(text)} if tails else {}
    sides = []
    for found in tails:
        listed = lists.get(found.start())
        if listed is None:
            continue
        names: Names | None = _split(listed[0])
        begins = listed.start()
        if found["link"] == " " and not (found["verb"] or _is_one(listed[0])):
            # "Requested by Cllr Ash" over "Cllr Elm No"; "Cllr Ash Cllr Elm No" is of both
            names = None if _begins_a_line(text, begins) else _split(listed[0])[-1:]
            begins = listed.start() + listed[0].rindex("\n") + 1 if "\n" in listed[0] else begins
        told = bool(found["verb"]) or found["side"].lower().endswith(("ing", "ed"))
        firm = found["ends"] is not None
        side = side_of(found["side"])
        sides.append(_Side(begins, found.end(), side, names, told=told, firm=firm))
    return sides


def _begins_a_line(text: str, at: int) -> bool:
    """Whether a line or a sentence begins at an offset."""
    return text[:at].rstrip(" ")[-1:] in ("", "\n", ".", ";", ":")


def _is_one(names: str) -> bool:
    return ONE_NAME.fullmatch(names) is not None


def _split(names: str) -> Names:
    """The names of a list, each as printed, without a title that stands for all of them."""
    found = []
    at = 0
    while one := ONE_NAME.compiled.match(names, at):
        found.append(SHARED_TITLE.compiled.sub("", " ".join(one[0].split())))
        between = BETWEEN.compiled.match(names, one.end())
        at = between.end() if between else len(names)
        if at >= len(names):
            break
    return tuple(found)
