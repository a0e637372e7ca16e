"""Who moved and who seconded, as minutes print it.

Each word of a clause is tagged as of the proposer's name, of the seconder's, or of neither, by what
stands around it. What was learned of that stands in mover.json, which `python -m qa train movers`
makes. Without that file nobody is named. The words stand in mover.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.papers.registers.tagger import Tagger, read
from qa.phrases import Phrase, Phrases

FILE = Path(__file__).with_suffix(".json")
OTHER = "other"
TAGS = (OTHER, "proposer", "proposer goes on", "seconder", "seconder goes on")
_PHRASES = Phrases.beside(__file__)
SUGGESTED = _PHRASES["suggested"]
ORDINAL = _PHRASES["ordinal"]
FROM_THE_CHAIR = _PHRASES["from_the_chair"]
CHAIR = _PHRASES["chair"]
AT_ONCE = _PHRASES["proposes_at_once"]
SECONDER_LABELLED = _PHRASES["seconder_labelled"]
MOVED_BY = _PHRASES["moved_by"]
IN_SHORT = _PHRASES["in_short"]
VOTED = re.compile(r"(?: and [A-Z][\w’-]+)? (?:opposed|dissent\w*|abstain\w*|voted|voting)\b")
AFTER_BY = re.compile(r"\bBY\W+$")  # Mr Green, and not the colour
POSSESSIVE = re.compile(r"['’]s?$")
# Text without any of these names nobody who moved or seconded.
SIGNS = re.compile(
    r"propos|moved|mover|\bprop\b|\bsecs?\b|2nd|nominat|motion|in the name"
    r"|\bsecond(?!ary| (?:deputy|vice|floor|street|avenue|home|phase)\b)"
    r"|suggest|submitted|\bsupport(?:ed|ing)?\b|\(Crs? |\d [A-Z]\w*/|\d [A-Z]\. \w+ [–-]"
    r"|cynigi|eiliwyd|\bM/S|\bMS[CPU]\b"
    r"|[–-] that\b|^\S*\d\S* (?:\w+\.? ){2,4}that\b|amendment by|[a-z.] ?/ ?[A-Z]|\([A-Z]+/"
    r"|, [A-Z]\. ?\w+[:;]|[:;]$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’‐-][^\W\d_]+)*|\d[\d,.:/]*|\S")
AS_A_VERB = re.compile(
    r"\b2nd\b|[–-] that\b|^\S*\d\S* (?:\w+\.? ){2,4}that\b", re.IGNORECASE
)  # "2nd: AB", "Mr Ash – that …"
MAX_WORDS_BESIDE = 8  # of a clause that only names the two: "Ash/Elm"
MAX_TOKENS = 250  # of a clause; a longer one is a list of something else
REACH = 60  # words behind the last that moves or seconds, up to which a name is looked for
SURE = ("proposes", "seconds")  # the verbs that nearly always say so
AROUND = 4  # words beside a word that are told of it
FAR, MANY = 6, 3  # words to the next verb, and names before, beyond which none is counted


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a mark of a clause: where it stands, its small letters or what it is, the sort of
    its letters ("Xx" with a capital), the sort of verb that moves or seconds."""

    start: int
    end: int
    word: str
    shape: str
    verb: str


@lru_cache(maxsize=4096)
def movers(text: str) -> tuple[str | None, str | None]:
    """The proposer and the seconder that `text` names, as printed; None where it names none."""
    text = ORDINAL.sub(_as_another, text)
    if not SIGNS.search(text):
        return None, None
    if short := IN_SHORT.search(text):
        return short["proposer"], short["seconder"]
    tagger = _tagger()
    told = named(text, tagger) if tagger else {}
    proposer, seconder = told.get("proposer"), told.get("seconder")
    proposer, seconder = (
        None if name and _votes(name, text) else name for name in (proposer, seconder)
    )
    if not proposer and (at_once := AT_ONCE.match(text)):
        proposer = at_once["name"]
    if not proposer and (by := MOVED_BY.search(text)):
        proposer = by["name"]
    if not seconder and (labelled := SECONDER_LABELLED.match(text)):
        seconder = labelled["name"]
    if not proposer and FROM_THE_CHAIR.search(text):
        chair = CHAIR.search(text)
        proposer = chair[0] if chair else "the Chair"
    return proposer, seconder


def _votes(name: str, text: str) -> bool:
    """Whether a clause says how the one of that name voted: "the motion passed; Ash and Elm
    opposed"."""
    behind = text[text.find(name) + len(name) :]
    return VOTED.match(behind) is not None


def _as_another(ordinal: re.Match[str]) -> str:
    """An ordinal that is read like "second" and is as long, but never stands for seconding."""
    return ordinal[0][: -len("second")] + "fourth"


def suggester(text: str) -> str | None:
    """Who suggested something that may then have been agreed."""
    return _person(SUGGESTED, text)


def named(text: str, tagger: Tagger) -> dict[str, str | None]:
    """The proposer and the seconder of a clause by what is known of its words. Where no verb says
    what they did ("Ash/Elm"), one without the other is none."""
    places = [(token.start(), token.end()) for token in _TOKEN.finditer(text)][:MAX_TOKENS]
    ways = [_as_a_sentence(text, tagger.words), text] if text.isupper() else [text]
    each = [_told(tagger, way, text, places) for way in ways]
    found = max(each, key=lambda told: sum(map(bool, told.values())))  # the first of the best
    says_so = AS_A_VERB.search(text) or any(_verb(text[a:b].lower()) for a, b in places)
    short = len(text.split()) <= MAX_WORDS_BESIDE
    beside = all(name and (short or _may_be_alone(name)) for name in found.values())
    return found if says_so or beside else dict.fromkeys(found)


def _may_be_alone(name: str) -> bool:
    """Whether a name is a person's though no verb stands by it: a surname, or one with a title or
    initials; a longer clause may begin with "Footpaths and Bridleways/Parks"."""
    words = name.replace(".", " ").split()
    titled = words[0].lower() in _PHRASES.words("titles") or len(words[0]) == 1
    return len(words) == 1 or titled


def _told(
    tagger: Tagger, way: str, text: str, places: Sequence[tuple[int, int]]
) -> dict[str, str | None]:
    """Who is named by role in a clause, where its words are written in a `way`."""
    tags = tagger.tagged(features(way, tagger.words, reach=REACH))
    return {role: _first(text, places, tags, role) for role in ("proposer", "seconder")}


def _as_a_sentence(text: str, words: frozenset[str]) -> str:
    """A clause in capitals as a sentence has it: the words that are known in small letters, and all
    others as names. Nothing changes its place."""

    def written(found: re.Match[str]) -> str:
        small = found[0].lower()
        is_word = small in words or bool(_verb(small))
        if is_word and not AFTER_BY.search(text, 0, found.start()):
            return small if len(small) == len(found[0]) else found[0]
        return found[0].capitalize()

    return _TOKEN.sub(written, text)


def _first(
    text: str, places: Sequence[tuple[int, int]], tags: Sequence[str], role: str
) -> str | None:
    """The first name in a role."""
    if role not in tags:
        return None
    begins = ends = tags.index(role)
    if (
        begins
        and places[begins - 1][1] == places[begins][0]
        and text[places[begins][0] - 1].isdigit()
    ):
        return None  # the letter of a number: "R2024-019B"
    while ends + 1 < len(tags) and tags[ends + 1] == f"{role} goes on":
        ends += 1
    ends = _whole(text, places, ends)
    return _tidy(text[places[begins][0] : places[ends][1]].lstrip("-–: "))


def _whole(text: str, places: Sequence[tuple[int, int]], ends: int) -> int:
    """Where a name ends that was tagged up to a word, with the surname that a particle begins."""
    words = [text[a:b] for a, b in places[ends : ends + 3]]
    particles = _PHRASES.words("particles")
    for n, word in enumerate(words[:-1]):
        is_particle = word.lower() in particles and (len(word) == 1 or not word.isupper())
        if is_particle and words[n + 1][0].isupper():
            return _whole(text, places, ends + n + 1)
    return ends


def features(text: str, words: frozenset[str], *, reach: int = MAX_TOKENS) -> list[list[str]]:
    """What the model sees of each word and mark of a clause; `words` are known in small letters.

    Nothing is looked at `reach` words behind the last that moves or seconds: a long motion goes on
    with what it is about.
    """
    tokens = [_token(found, words) for found in _TOKEN.finditer(text)][:MAX_TOKENS]
    row = _Row(tokens, text)
    verbs = [at for at, token in enumerate(tokens) if token.verb]
    sure = [at for at in verbs if tokens[at].verb in SURE or tokens[at].word == "supported"]
    last = max(sure or verbs, default=len(tokens))
    return [list(_features(row, at)) for at in range(min(len(tokens), last + reach))]


def tokens(text: str) -> list[str]:
    """The words and marks of a clause."""
    return _TOKEN.findall(text)[:MAX_TOKENS]


class _Row:
    """The words and marks of a clause, with what is asked of each: how many names stand before it,
    which words that move or second are nearest, and where the name ends that it may be of."""

    def __init__(self, tokens: Sequence[_Token], text: str) -> None:
        self.tokens, self.text = tokens, text
        count, verb, other = 0, -1, -1
        self.names: list[int] = []
        self.verb_before: list[int] = []
        self.name_begins: list[int] = []  # the last word before it that is of no name
        for at, token in enumerate(tokens):
            is_name = _may_be_name(token)
            count += is_name and not (at and _may_be_name(tokens[at - 1]))
            verb = at if token.verb else verb
            other = other if _is_of_name(token) else at
            self.names.append(count)
            self.verb_before.append(verb)
            self.name_begins.append(other)
        self.verb_behind, self.name_ends = [-1] * len(tokens), [-1] * len(tokens)
        verb = other = -1
        for at in range(len(tokens) - 1, -1, -1):
            other = other if _is_of_name(tokens[at]) else at
            self.verb_behind[at], self.name_ends[at] = verb, other
            verb = at if tokens[at].verb else verb
        self.is_seconded = any(one.verb == "seconds" for one in tokens)


def _features(row: _Row, at: int) -> Iterator[str]:
    tokens = row.tokens

    def beside(place: int) -> tuple[str, str]:
        if 0 <= at + place < len(tokens):
            return tokens[at + place].word, tokens[at + place].shape
        return ("^", "^") if at + place < 0 else ("$", "$")

    near = {place: beside(place) for place in range(-AROUND, AROUND + 1)}
    yield "always"
    yield from (f"{place} {word}" for place, (word, _) in near.items())
    yield from (f"{place} as {near[place][1]}" for place in range(-2, 3))
    yield f"shapes {near[-1][1]} {near[0][1]} {near[1][1]}"
    for some in ((-2, -1), (-1, 0), (0, 1), (1, 2), (-3, -2, -1)):
        yield f"{some[0]} {' '.join(near[place][0] for place in some)}"
    if at == 0 or "\n" in row.text[tokens[at - 1].end : tokens[at].start]:
        yield "begins a line"
    yield from _verbs(row, at)
    yield from _around_the_name(row, at)


def _verbs(row: _Row, at: int) -> Iterator[str]:
    """The nearest words that move or second, before a word and behind it."""
    places = (row.verb_before[at], row.verb_behind[at])
    verbs = [row.tokens[i].verb if i >= 0 else "none" for i in places]
    far = [min(abs(at - i), FAR) if i >= 0 else FAR for i in places]
    yield f"under {verbs[0]}"
    yield f"over {verbs[1]}"
    yield f"under {verbs[0]} {far[0]}"
    yield f"over {verbs[1]} {far[1]}"
    yield f"between {verbs[0]} {verbs[1]}"
    names = min(row.names[at], MANY)
    yield f"name {names}"
    yield f"name {names} between {verbs[0]} {verbs[1]}"
    if row.is_seconded:
        yield "seconded"


def _around_the_name(row: _Row, at: int) -> Iterator[str]:
    """The words before and behind the name that a word may be of."""
    last, first = row.name_ends[at], row.name_begins[at]
    behind = row.tokens[last].word if last >= 0 else "$"
    before = row.tokens[first].word if first >= 0 else "^"
    yield f"name before {behind}"
    yield f"name behind {before}"
    yield f"name within {before} {behind}"


def _may_be_name(token: _Token) -> bool:
    return token.shape[0] == "X"


def _is_of_name(token: _Token) -> bool:
    return _may_be_name(token) or token.word == "."


def _token(found: re.Match[str], words: frozenset[str]) -> _Token:
    word, small = found[0], found[0].lower()
    return _Token(
        found.start(), found.end(), _known(word, small, words), _shape(word), _verb(small)
    )


def _known(word: str, small: str, words: frozenset[str]) -> str:
    if word[0].isdigit():
        return "0"
    if small in _PHRASES.words("titles") or small in words or not word[0].isupper():
        return small
    return "NAME" if word.isupper() else "Name"


def _shape(word: str) -> str:
    """The sort of the letters of a word."""
    if word[0].isdigit():
        return "0"
    if not word[0].isalpha():
        return word[0]
    if not word[0].isupper():
        return "x"
    if word.isupper():
        return "X" * min(len(word), 3)
    return "XxX" if any(letter.isupper() for letter in word[1:]) else "Xx"


@cache
def _verb(small: str) -> str:
    """Which sort of moving a word is of; empty where it is of none."""
    for sort, stems in _PHRASES.data["verbs"].items():
        for stem in stems.split():
            if small == stem or (stem.endswith("*") and small.startswith(stem[:-1])):
                return str(sort)
    return ""


@cache
def _tagger() -> Tagger | None:
    return read(FILE)


def _person(pattern: Phrase, text: str) -> str | None:
    """Whom the text names, by a pattern with a group for each of its wordings."""
    found = pattern.search(text)
    return _tidy(next(filter(None, found.groups()), None)) if found else None


def _tidy(name: str | None) -> str | None:
    if name is None:
        return None
    name = " ".join(name.split()).rstrip(",")
    if POSSESSIVE.search(name) or not name[:1].isalpha() or "/" in name:
        return None
    if name.startswith("No "):
        return None  # "No Member seconded."
    if name.count("(") != name.count(")"):
        return None  # "the Ministry of Housing (MMAH)."
    if name.split()[-1].lower() in _PHRASES.words("things") and not CHAIR.match(name):
        return None
    return name if re.search(r"(?:\b[A-Z]\.)$", name) else name.rstrip(".")
