"""Whether an item of a record begins on a line, by what the line and those beside it look like.

It is learned (`python -m qa.evaluation.items.training`) and asked where the series of labels
(`qa.papers.layout.numbering`) says nothing: of lines that are numbered beside it, wrongly or in
another depth, and in records that number nothing and set nothing apart.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache, cached_property
from pathlib import Path

from qa.papers.layout.label import Label, label_of
from qa.papers.layout.numbering import Record
from qa.papers.layout.title import ends_in_aside, has_verb, is_aside, is_movers, is_remark, title_of
from qa.papers.linear import Linear

FILE = Path(__file__).with_name("item_line.json")
WORD = re.compile(r"[^\W\d_]+")
RESOLVES = re.compile(
    r"(?:it was )?(?:resolved|agreed|moved|motion|recommended|decision|noted|that)\b", re.IGNORECASE
)
LEADS = re.compile(
    r"\b(?:resolved|recommend\w*|agreed|decided|moved|that)\b.{0,60}[:;,–-]\W*$", re.IGNORECASE
)
INFINITIVE = re.compile(r"to [a-z]", re.IGNORECASE)
# Words from which on a line has as many as a longer one, and the bounds of short, medium and long.
LENGTHS = ((4, "few words"), (8, "a line"), (14, "a long title"))
SHORT, LONG = 45, 85  # characters of a line beside
MIN_LETTERS = 4  # of a word that titles give a capital
MAX_TOLD = 3  # items of the series, from which on more say no more
UNLIKELY = frozenset({"has verb", "is long", "is remark", "is movers"})


class ItemLines:
    """The lines of a record, of which those at `firsts` are known to begin items."""

    def __init__(self, record: Record, firsts: Collection[int]) -> None:
        self._lines = record.lines
        self._firsts = frozenset(firsts)
        self._labels = [
            None if line.stamped or is_aside(line.text) else label_of(line.text)
            for line in record.lines
        ]
        self._texts: dict[int, frozenset[str]] = {}
        self._shapes = {self._look(at) for at in self._firsts}
        self._labelled_like = {label.shape for at in self._firsts if (label := self._labels[at])}

    def signs(self, at: int) -> set[str]:
        """What is known of a line."""
        label = self._labels[at]
        kind = "plain" if label is None else "letter" if label.is_letter else "labelled"
        signs = {f"{kind}: {one}" for one in self._text(at)}
        signs |= {f"before: {one}" for one in _beside(self._words_at(at - 1))}
        below = self._words_at(at + 1)
        signs |= {f"after: {one}" for one in _beside(below)}
        if len(below) > 1.5 * len(self._lines[at].text):
            signs.add("after: longer")
        known = min(MAX_TOLD, len(self._firsts))
        likely = ", likely" if self._is_likely(at) else ""
        if at in self._firsts:
            return signs | {f"{kind} in the series of {known}"}
        signs.add(f"{kind} beside the series of {known}")
        if known:
            like = self._look(at) in self._shapes
            shaped = label is not None and label.shape in self._labelled_like
            as_items = "like items" if like else "labelled like items" if shaped else "other"
            signs.add(f"{kind} {as_items}{likely}")
            signs.add(f"{kind} {'before' if at < min(self._firsts) else 'within'} items")
        peers = [other for other in self._by_look[self._look(at)] if other != at]
        share = 4 * sum(map(self._is_likely, peers)) // len(peers) if peers else -1
        signs.add(f"{kind} with likely peers {share}{likely}")
        return signs

    @cached_property
    def _by_look(self) -> dict[object, list[int]]:
        found: dict[object, list[int]] = defaultdict(list)
        for at in range(len(self._lines)):
            found[self._look(at)].append(at)
        return found

    def _look(self, at: int) -> tuple[object, ...]:
        """How a line is labelled and set."""
        line, label = self._lines[at], self._labels[at]
        words = line.text[label.end :] if label else line.text
        return label.shape if label else "", line.bold, words.isupper(), round(line.size)

    def _is_likely(self, at: int) -> bool:
        return "is title" in self._text(at) and UNLIKELY.isdisjoint(self._text(at))

    def _text(self, at: int) -> frozenset[str]:
        if at not in self._texts:
            self._texts[at] = frozenset(_of_text(self._title_at(at), self._labels[at]))
        return self._texts[at]

    def _title_at(self, at: int) -> str:
        """The words behind the label of a line, or those on the line below one that has no more."""
        label = self._labels[at]
        words = self._lines[at].text[label.end :].strip() if label else self._lines[at].text
        return words or self._words_at(at + 1)

    def _words_at(self, at: int) -> str:
        return self._lines[at].text if 0 <= at < len(self._lines) else ""


def _of_text(text: str, label: Label | None) -> Iterator[str]:
    """What can be told of the words behind a label."""
    words = text.split()
    yield next((name for most, name in LENGTHS if len(words) <= most), "is long")
    if len(words) <= LENGTHS[0][0]:
        yield f"{len(words)} words"
    if text.isupper() and len(text) > MIN_LETTERS:
        yield "in capitals"
    if long := [word for word in WORD.findall(text) if len(word) >= MIN_LETTERS]:
        yield f"capitals {4 * sum(word[0].isupper() for word in long) // len(long)}"
    yield from _edges(text)
    found = title_of(text)
    yield "no title" if found is None else "is title" if found.sure else "begins with a title"
    signs = {
        "has verb": has_verb(text),
        "infinitive": bool(INFINITIVE.match(text)),
        "runs on": bool(found and found.runs_on),
        "is remark": is_remark(text),
        "is movers": is_movers(text),
        "has place": ends_in_aside(text),
        "has figure": any(map(str.isdigit, text)),
    }
    yield from (name for name, is_so in signs.items() if is_so)


def _beside(text: str) -> Iterator[str]:
    """What can be told of a line above or below."""
    if not text:
        yield "none"
        return
    yield from _edges(text)
    signs = {
        "short": len(text) < SHORT,
        "long": len(text) > LONG,
        "has verb": has_verb(text),
        "in capitals": text.isupper(),
        "is remark": is_remark(text),
        "is place": is_aside(text),
        "resolves": bool(RESOLVES.match(text)),
        "is labelled": label_of(text) is not None,
        "leads": bool(LEADS.search(text)),
    }
    yield from (name for name, is_so in signs.items() if is_so)


def _edges(text: str) -> Iterator[str]:
    """How a text begins and ends."""
    first, last = text[:1], text.rstrip()[-1:]
    begins = (
        "capital"
        if first.isupper()
        else "small"
        if first.islower()
        else "figure"
        if first.isdigit()
        else "sign"
    )
    yield f"begins with {begins}"
    yield f"ends with {'word' if last.isalnum() else last}"


@cache
def item_weights() -> Linear | None:
    """What the signs are worth, as comes with the program; None where that file is gone."""
    try:
        bias, weights = json.loads(FILE.read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Linear(bias, weights)
