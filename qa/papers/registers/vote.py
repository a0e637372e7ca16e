"""Votes as minutes print them: in a block with the names, or in a sentence with the counts."""

from __future__ import annotations

import re

from qa.papers.register import Outcome, Votes

# "For (39)" over a line of names; at times the next heading stands at the end of that line.
SIDE = re.compile(r"\b(?P<side>For|Against|Abstain\w*|Abstention\w*)\s*[:(]\s*(?P<n>\d{1,3})\)?")
HONOUR = re.compile(r"(?:[A-Z]{2,4}|JP|QC)")  # "Mr Ash, OBE, Mr Elm": no name of its own
_N = r"(?P<{}>\d{{1,3}}|nil|none|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# "by 6 votes to 0, with 2 abstentions"; "carried by 14 to 9".
TO = re.compile(
    rf"\bby {_N.format('favour')}(?: votes?)?(?: in favour)? to {_N.format('against')}\b", re.I
)
# "10 in favour, 2 against and 1 abstention"; "with 2 abstentions".
FAVOUR = re.compile(rf"\b{_N.format('n')} (?:votes? |members? )?(?:for|in favour)\b", re.I)
AGAINST = re.compile(rf"\b{_N.format('n')} (?:votes? |members? )?(?:were |voted )?against\b", re.I)
ABSTAINED = re.compile(rf"\b{_N.format('n')} (?:members? )?abst(?:ention|ained|aining)", re.I)
_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS = {**{word: n for n, word in enumerate(_WORDS)}, "eleven": 11, "twelve": 12}
NUMBERS |= {"nil": 0, "none": 0}
# What became of what was put, in its words.
FATES: tuple[tuple[re.Pattern[str], Outcome], ...] = (
    (re.compile(r"\bwithdr(?:ew|awn)\b", re.I), "withdrawn"),
    (re.compile(r"\bfell\b(?! (?:ill|from|by|to \d))", re.I), "fell"),
    (
        re.compile(
            r"\b(?:was|were|been|be|and|then|motion|amendment|recommendations?)\s"  # no connection
            r"(?:lost|defeated|rejected|not (?:carried|agreed|approved))\b",
            re.I,
        ),
        "lost",
    ),
    (re.compile(r"\bunanimous(?:ly)?\b|\bnem\.? con", re.I), "unanimous"),
    (re.compile(r"\b(?:carried|passed)\b", re.I), "carried"),
    (re.compile(r"\b(?:agreed|approved|accepted)\b", re.I), "agreed"),
)


def fate(text: str) -> Outcome | None:
    """What the words of a result say became of what was put; None where they do not say."""
    return next((outcome for words, outcome in FATES if words.search(text)), None)


def votes(text: str) -> Votes | None:
    """The counts, and the names, that stand in `text`; None where there are no counts."""
    return _block(text) or _sentence(text)


def _block(text: str) -> Votes | None:
    sides = list(SIDE.finditer(text))
    if not sides:
        return None
    ends = [side.start() for side in sides[1:]] + [len(text)]
    counts: dict[str, int] = {}
    names: dict[str, tuple[str, ...]] = {}
    for side, end in zip(sides, ends, strict=True):
        which = side["side"].lower()[:2]  # fo, ag, ab
        counts[which] = int(side["n"])
        names[which] = _names(text[side.end() : end], counts[which])
    return Votes(
        counts.get("fo"),
        counts.get("ag"),
        counts.get("ab"),
        names.get("fo", ()),
        names.get("ag", ()),
        names.get("ab", ()),
    )


def _names(text: str, most: int) -> tuple[str, ...]:
    """The names of one side, in order; the line of the result that may follow them is no name."""
    found: list[str] = []
    for part in re.split(r"[,\n]", text):
        name = " ".join(part.split()).strip(" .")
        if found and HONOUR.fullmatch(name):
            found[-1] += f", {name}"
        elif name and name[0].isupper() and not fate(name) and len(name) < 60:
            found.append(name)
    return tuple(found) if most else ()


def _sentence(text: str) -> Votes | None:
    both = TO.search(text)
    favour = _count(both["favour"]) if both else _counted(FAVOUR, text)
    against = _count(both["against"]) if both else _counted(AGAINST, text)
    abstained = _counted(ABSTAINED, text)
    if favour is None and against is None:
        return None
    # "Lost by 13 votes to 10" begins with the greater number, whichever side it is.
    if both and favour and against and favour > against and fate(text) == "lost":
        favour, against = against, favour
    return Votes(favour, against, abstained)


def _counted(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return _count(found["n"]) if found else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
