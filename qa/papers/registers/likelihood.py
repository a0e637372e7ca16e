"""How likely it is that a clause tells what its meeting decided, and no tale of a decision.

"The Council resolved to buy a mower" decides; "the Council had resolved to buy one", "to agree a
mower" under aims, and "officers recommend that it agree" only tell. A logistic regression tells
them apart by the verb that decides, what stands around it and who does it, and by the clauses and
the label around it. Its weights stand in likelihood.json, which `python -m qa train decisions`
makes from clauses of many councils. Without that file nothing is known, and phrases alone decide.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from qa.papers.registers.clause import Clause
from qa.phrases import Phrases

Told = Literal["decided", "put", "tale"]
TOLD: tuple[Told, ...] = ("decided", "put", "tale")

WEIGHTS = Path(__file__).with_suffix(".json")
_PHRASES = Phrases.beside(__file__)
NO_SENTENCE = _PHRASES["no_sentence"]
_TOKEN = re.compile(r"\d[\d,./:–-]*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[:?;…()“”\"]")
_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\W")
MAX_TOKENS = 60  # of a clause: a longer one tells by how it begins
AROUND, OPENING = 5, 5  # tokens beside the verb, and at the beginning, whose place is told
MAX_LABEL = 8  # words
MAX_VERBS = 2  # of a clause, whose surroundings are looked at
SUBJECTS = ("BODY", "CHAIR", "TITLE", "OFFICER", "OTHERS", "PRONOUN", "WE")
LENGTHS = (4, 8, 14, 25, 40)  # words


@dataclass(frozen=True, slots=True)
class Context:
    """A clause with what stands around it.

    `label` is the last short line without an end above it: a title, or "Officer's recommendation:".
    """

    text: str
    before: str = ""
    after: str = ""
    label: str = ""


def contexts(clauses: Sequence[Clause]) -> Iterator[Context]:
    """Each clause of an item with what stands around it."""
    before = label = ""
    for i, clause in enumerate(clauses):
        after = clauses[i + 1].text if i + 1 < len(clauses) else ""
        yield Context(clause.text, before, after, label)
        before = clause.text
        is_line = clause.first or clause.new_line
        if is_line and len(before.split()) <= MAX_LABEL and before[-1:] not in ".;,":
            label = before


def features(context: Context) -> set[str]:
    """The names of what the model sees of a clause."""
    return set(_features(context))


def _features(one: Context) -> Iterator[str]:
    raw = _TOKEN.findall(one.text)[:MAX_TOKENS]
    words = _words(one.text)
    sorts = [_sort(word) for word in words]
    yield from (f"has {word}" for word in words if word != "Name")
    yield from (f"caps {word.lower()}" for word in raw if len(word) > 3 and word.isupper())
    yield from (f"pair {a} {b}" for a, b in pairwise(sorts))
    yield from _opening(words, sorts)
    places = [i for i, word in enumerate(words) if _is_verb(word)][:MAX_VERBS]
    yield from (f for n, verb in enumerate(places) for f in _around(sorts, words, verb, n))
    yield f"words {sum(len(words) > n for n in LENGTHS)}"
    yield f"ends {one.text.rstrip()[-1:]}"
    if _MARK.match(one.text):
        yield "mark"
    yield from _beside(one)


def _opening(words: Sequence[str], sorts: Sequence[str]) -> Iterator[str]:
    yield f"opens {' '.join(sorts[:3])}"
    yield f"opens {' '.join(sorts[:2])}"
    yield from (f"{i} {word}" for i, word in enumerate(words[:OPENING]))


def _around(sorts: Sequence[str], words: Sequence[str], verb: int, number: int) -> Iterator[str]:
    """What stands before and behind a verb that decides."""
    if not number:
        yield f"verb {words[verb]}"
        yield f"verb at {min(verb // 3, 5)}"
    before, behind = sorts[max(0, verb - AROUND) : verb], sorts[verb + 1 : verb + 1 + AROUND]
    yield from (f"before {sort}" for sort in before)
    yield from (f"behind {sort}" for sort in behind)
    for n in (1, 2, 3):
        yield f"before {' '.join(before[-n:])} {sorts[verb]}"
        yield f"behind {sorts[verb]} {' '.join(behind[:n])}"
    named = [sort for sort in sorts[:verb] if sort in SUBJECTS]
    yield f"subject {' '.join(named[:1])} {sorts[verb]}"
    yield f"nearest {' '.join(named[-1:])} {sorts[verb]}"


def _beside(one: Context) -> Iterator[str]:
    """What the clauses around it, and its label, say."""
    before, after, label = (_TOKEN.findall(text) for text in (one.before, one.after, one.label))
    if not before:
        yield "first"
    yield from (f"under {_sort(_small(word, 1))}" for word in before[-2:])
    yield f"under ends {one.before.rstrip()[-1:]}"
    yield from (f"over {_sort(_small(word, 1))}" for word in after[:2])
    yield from (f"label {_small(word, 1)}" for word in label[:8] if _small(word, 1) != "Name")


def _words(text: str) -> list[str]:
    return [_small(word, i) for i, word in enumerate(_TOKEN.findall(text)[:MAX_TOKENS])]


def _is_verb(word: str) -> bool:
    return _kinds().get(word, "").startswith("V")


def _small(word: str, at: int) -> str:
    """A word in small letters; a name, a number or a month by what it is."""
    if word[0].isdigit():
        return "0"
    small = word.lower()
    if small in _kinds():
        return small
    is_name = at and word[0].isupper() and not word.isupper()
    return "Name" if is_name else small


def _sort(word: str) -> str:
    """The sort of a word: who decides, a person's title, a verb that decides and its form; a word
    of grammar is itself."""
    return _kinds().get(word) or ("Name" if word == "Name" else "other")


@cache
def _kinds() -> dict[str, str]:
    found = {word: word for word in _PHRASES.words("grammar")}
    for kind, words in _PHRASES.data["kinds"].items():
        found |= dict.fromkeys(words.split(), kind)
    for form, words in _PHRASES.data["verbs"].items():
        found |= dict.fromkeys(words.split(), f"V{form}")
    return found


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely it is that a clause decides, that it moves or puts something or tells how that
    ended, and that it only tells a tale: from 0 to 1, together 1, or all 0 where nothing is known.
    """

    decided: float = 0.0
    put: float = 0.0
    tale: float = 0.0


NOTHING_KNOWN = Likelihood()


def likelihood(
    context: Context, weights: Mapping[str, Sequence[float]] | None = None
) -> Likelihood:
    """What a clause tells; nothing is known of one without a verb that decides, moves or ends.

    `weights` are others than those of the project where a training measures them.
    """
    weights = _weights() if weights is None else weights
    if not weights or not verbs(context.text):
        return NOTHING_KNOWN
    found = [weights[""], *(weights[name] for name in features(context) if name in weights)]
    sums = [math.fsum(worth) for worth in zip(*found, strict=True)]  # the same in any order
    highest = max(sums)
    odds = [math.exp(one - highest) for one in sums]
    return Likelihood(*(one / sum(odds) for one in odds))


def verbs(text: str) -> list[str]:
    """The verbs of a clause that decide, move or end something, each by its form: "ed", "moved"."""
    return [_kinds()[word][1:] for word in _words(text) if _is_verb(word)]


@cache
def _weights() -> Mapping[str, Sequence[float]]:
    """The worth of each feature for each of `TOLD`; that of the empty name is the beginning."""
    try:
        found: dict[str, list[float]] = json.loads(WEIGHTS.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return found
