"""Votes as minutes print them: in a block with the names, or in a sentence with the counts.

The phrases stand in vote.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qa.papers.register import Outcome, Votes
from qa.papers.registers.ballot import named_sides, side_of, votes_of_names
from qa.papers.registers.tally import Tally, tally
from qa.papers.registers.vote_columns import has_columns, votes_in_columns
from qa.papers.registers.vote_table import votes_in_table
from qa.phrases import Phrase, Phrases

_PHRASES = Phrases.beside(__file__)
SIDE = _PHRASES["side"]
EVEN, CARRIED = (_PHRASES["even"], _PHRASES["even_before"]), _PHRASES["carried"]
NAMED_SIDE = _PHRASES["named_side"]
BOTH = (
    _PHRASES["favour_to_against"],
    _PHRASES["favour_votes_to_against"],
)
FIGURES = tuple(
    _PHRASES[name]
    for name in (
        "figures_in_brackets",
        "figures_labelled",
        "figures",
        "figures_in_short",
        "figures_below",
        "figures_before",
    )
)
FIGURES_ALONE = _PHRASES["figures_alone"]
HAS_ANOTHER_SIDE = _PHRASES["has_another_side"]
MOTION_SIDES = (
    _PHRASES["named_motion"],
    _PHRASES["motion_side"],
    _PHRASES["and_for_the_motion"],
    _PHRASES["motion_behind"],
    _PHRASES["motion_received"],
    _PHRASES["motion_line"],
)
AMENDMENT_SIDES = (
    _PHRASES["named_amendment"],
    _PHRASES["amendment_side"],
    _PHRASES["and_for_the_amendment"],
    _PHRASES["amendment_behind"],
    _PHRASES["amendment_received"],
    _PHRASES["amendment_line"],
)
_IN_ORDER: tuple[Outcome, ...] = (
    "withdrawn",
    "fell",
    "lost",
    "unanimous",
    "carried",
    "agreed",
    "deferred",
    "noted",
)
RESULTS = tuple((_PHRASES[outcome], outcome) for outcome in _IN_ORDER)
# Behind the sides of a vote: "ABSENT: (1) Ash".
NO_PART = re.compile(r"\b(?:A(?i:bsent)|E(?i:xcused)|R(?i:ecused)|V(?i:acant))\b\s*[:(–-]")
HONOUR = re.compile(r"[A-Z]{2,4}")  # letters after a name, and no name: "Mr Ash, OBE, Mr Elm"
MAJORITY = re.compile(r"\bmajority\b|\b(?:agreed|approved|resolved|accepted) with\b", re.IGNORECASE)
UNSURE = re.compile(r"(?:approved|agreed|adopted|resolved)\b[^(]*/", re.IGNORECASE)
MAX_UNSURE = 15  # members on a side
# No small letters begin a word of a name, but for those of a few: "The motion was put and".
NAME_ALONE = re.compile(
    r"[^\W\d_a-z]\S*(?: (?:[^a-z\s]\S*|\(\w+\)?|de|der|van|von|la|le|ap|ab|of|the|and))*"
)
MAX_NAME_LENGTH = 60  # characters
_ONES = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
NUMBERS = {**{word: n for n, word in enumerate(_ONES)}, **_TENS, "nil": 0, "none": 0, "nobody": 0}
# The one count that is printed is of a vote: "carried with 9 in favour".
LONE = re.compile(
    r"\bin favou?r\b|\b(?:votes? for|vot(?:ed|ing) for)\b(?: the (?:motion|amendment))?\W*\d"
    r"|\d (?:\w+ ){0,2}(?:votes? for|vot(?:ed|ing) for)\b|o blaid"
    r"|\b(?:ayes?|yeas?|yes)[.)]*$|^\W*(?:vote\W+)?\d{1,2} (?:ayes?|yeas?|yes)\b",
    re.IGNORECASE,
)
# The one count that is printed compares: "18 complaints in June, against 22."
COMPARED = _PHRASES["compared"]
# Text without a number and one of these words prints no vote.
NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join([*_ONES, *_TENS, 'nil', 'none'])})\b",
    re.IGNORECASE,
)
SIGNS = (
    *(
        "for",
        "favo",
        "against",
        "abst",
        "vote",
        "aye",
        "yea",
        "yes",
        "nay",
        "noes",
        "by ",
        "with ",
    ),
    *("carrie", "lost", "passe", "fail", "defeat", "approved", "agreed", "adopted", "resolved"),
    *("o blaid", "yn erbyn", "ar son", "aghaidh", "atal", "oppos", "not voting", "tá", "níl"),
    "unanim",
    *("decision:", "result:", "outcome:"),
)


def outcome_in(text: str) -> Outcome | None:
    """What the words of a result say became of what was put; None where they do not say."""
    return next((outcome for pattern, outcome in RESULTS if pattern.search(text)), None)


def is_figures(text: str) -> bool:
    """Whether a clause is nothing but the counts of a vote: "(7/0)"."""
    return FIGURES_ALONE.fullmatch(text) is not None


def votes(text: str, *, amendment: bool = False) -> Votes | None:
    """The counts, and the names, that stand in `text`; None where there are no counts.

    Where members vote either for the motion or for the amendment, those for the other are against:
    `amendment` says whose vote is asked for.
    """
    small = text.lower()
    if not any(sign in small for sign in SIGNS):
        return None
    if has_columns(text):
        return votes_in_columns(text)
    if "\n" in text and (tabled := votes_in_table(text)):
        return tabled  # a table may have marks and no number
    if listed := votes_of_names(text, amendment=amendment):
        printed = _printed_beside(listed, text)
        return printed or listed
    return _with_names(_counted_votes(text, amendment), text) if NUMBER.search(text) else None


def _printed_beside(listed: Votes, text: str) -> Votes | None:
    """The counts of a result that are not those of the names beside it, as where some of these are
    read under another side; None where they are, or none are printed."""
    told = _first(BOTH, text) or _figures(text)
    if told is None:
        return None
    counts = _count(told["favour"]), _count(told["against"])
    same = sorted(counts) == sorted((listed.favour or 0, listed.against or 0))
    return None if same else _as_lost(Votes(*counts), text)


def _counted_votes(text: str, amendment: bool) -> Votes | None:
    """The vote by the numbers that are printed."""
    told = tally(text, NUMBERS)
    if divided := _votes_of_sides(text, amendment):
        abstained = told.counts.get("abstained")
        return divided if abstained is None else replace(divided, abstained=abstained)
    found = _votes_behind_names(text) or _votes_in_block(text) or _votes_in_sentence(text, told)
    return _whole(found, told, text)


def _with_names(found: Votes | None, text: str) -> Votes | None:
    """A vote with the names of a side that are told beside its numbers: "5 for, 1 against, with
    Cllr Oak abstaining"; one who is named and not counted counts with those who abstained."""
    if found is None or found.favour is None:
        return found
    names = named_sides(text)
    if found.abstained is None and names.get("abstained"):
        found = replace(found, abstained=len(names["abstained"]))
    if not found.is_whole:
        return found
    return replace(
        found,
        in_favour=found.in_favour or _if_all(names.get("favour"), found.favour),
        opposed=found.opposed or _if_all(names.get("against"), found.against),
        abstaining=found.abstaining or _if_all(names.get("abstained"), found.abstained),
    )


def _if_all(names: tuple[str, ...] | None, count: int | None) -> tuple[str, ...]:
    """Those named, if they are as many as were counted."""
    return names if names and len(names) == count else ()


def _whole(found: Votes | None, told: Tally, text: str) -> Votes | None:
    """The vote, if no side of it whose number is printed is missing; otherwise what is told of all
    sides together, or nothing, since half a vote is worse than none."""
    favour, against, abstained = told.sides
    if favour is not None and against is not None and not told.half:
        same = found and (found.favour, found.against) == (favour, against)
        return replace(found if found and same else Votes(favour, against), abstained=abstained)
    if found and _names_the_other_side(found, told):
        return None
    if (
        found is None
        or found.favour is None
        or found.against is not None
        or not HAS_ANOTHER_SIDE.search(text)
    ):
        return found
    return None


def _names_the_other_side(found: Votes, told: Tally) -> bool:
    """Whether a side without a number is spoken of, by names or in other words."""
    without = {"favour": found.favour is None, "against": found.against is None}
    return sum(without.values()) == 1 and any(without[s] for s in without if s in told.named)


def _votes_of_sides(text: str, amendment: bool) -> Votes | None:
    motion, other = (_counted(sides, text) for sides in (MOTION_SIDES, AMENDMENT_SIDES))
    if motion is None or other is None:
        return None
    return Votes(other, motion) if amendment else Votes(motion, other)


def _votes_in_block(text: str) -> Votes | None:
    sides = list(SIDE.finditer(text))
    if not sides:
        return None
    ends = [side.start() for side in sides[1:]] + [len(text)]
    # Names below heads that stand side by side may be of any of them: "Yes (4)   No (7)".
    in_columns = any(not text[a.end() : b.start()].strip(" ") for a, b in pairwise(sides))
    counts: dict[str, int] = {}
    names: dict[str, tuple[str, ...]] = {}
    for side, end in zip(sides, ends, strict=True):
        which = side_of(side["side"])
        counts[which] = int(side["n"])
        names[which] = () if in_columns else _names(text[side.end() : end], counts[which])
    if "favour" not in counts and "against" not in counts:
        return None
    if len(counts) == 1 and not re.search(r"[:(]", sides[0][0]):
        return None  # "the zoning for 622 Alder Drive"
    return Votes(
        counts.get("favour"),
        counts.get("against"),
        counts.get("abstained"),
        names.get("favour", ()),
        names.get("against", ()),
        names.get("abstained", ()),
    )


def _votes_behind_names(text: str) -> Votes | None:
    found = NAMED_SIDE.finditer(text)
    counts = {side_of(one["side"]): int(one["n"] or one["m"]) for one in found}
    if not counts:
        return None
    return Votes(counts.get("favour"), counts.get("against"), counts.get("abstained"))


def _names(text: str, count: int) -> tuple[str, ...]:
    """The names of one side, in order, without those who had no part in the vote and the line of
    the result that may follow; none if they are more than were counted."""
    text = NO_PART.split(text, maxsplit=1)[0]
    found = _listed(text, r"[,\n]")
    found = found if len(found) == count else _listed(text, r"[,\n]|\band\b|&")
    return tuple(found) if len(found) <= count else ()


def _listed(text: str, between: str) -> list[str]:
    """The names of a list, with what stands between them."""
    found: list[str] = []
    for part in re.split(between, text):
        name = " ".join(part.split()).strip(" .")
        if found and HONOUR.fullmatch(name):
            found[-1] += f", {name}"
        elif NAME_ALONE.fullmatch(name) and not outcome_in(name) and len(name) < MAX_NAME_LENGTH:
            found.append(name)
    return found


def _votes_in_sentence(text: str, told: Tally) -> Votes | None:
    favour, against, abstained = told.sides
    if both := _first(BOTH, text):
        printed = Votes(_count(both["favour"]), _count(both["against"]), abstained)
        return _as_lost(printed, text)
    figures = _figures(text)
    is_whole = favour is not None and against is not None
    if not (figures and not is_whole):
        lone = favour is not None and (LONE.search(text) or abstained is not None)
        if lone or (against is not None and (is_whole or not COMPARED.search(text))):
            return Votes(favour, against, abstained)
        if even := _first(EVEN, text):
            return Votes(_count(even["n"]), _count(even["n"]), abstained)
    if not figures:
        of_a_vote = CARRIED.search(text) or MAJORITY.search(text)
        return Votes(abstained=abstained) if abstained and of_a_vote else None
    third = figures.groupdict().get("abstained")
    printed = Votes(
        int(figures["favour"]), int(figures["against"]), int(third) if third else abstained
    )
    return _as_lost(printed, text)


def _as_lost(votes: Votes, text: str) -> Votes:
    """The vote, turned round if it "was lost by 13 votes to 10": the first count, the greater one,
    is then of those against."""
    favour, against = votes.favour or 0, votes.against or 0
    if favour > against and outcome_in(text) in ("lost", "fell"):
        return Votes(votes.against, votes.favour, votes.abstained)
    return votes


def _first(patterns: Sequence[Phrase], text: str) -> re.Match[str] | None:
    """Where the first of `patterns` that stands in `text` does."""
    return next((found for pattern in patterns if (found := pattern.search(text))), None)


def _figures(text: str) -> re.Match[str] | None:
    """The figures of a vote; "RESOLVED 22/14" and "Agreed 24/25" may be numbers and years."""
    found = _first(FIGURES, text)
    counts = max(int(found["favour"]), int(found["against"])) if found else 0
    return None if found and counts > MAX_UNSURE and UNSURE.match(found[0]) else found


def _counted(patterns: Sequence[Phrase], text: str) -> int | None:
    found = _first(patterns, text)
    return _count(found["n"]) if found else None


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return sum(NUMBERS[part] for part in word.lower().replace("-", " ").split())
