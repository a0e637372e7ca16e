"""Clauses of minutes with those who moved and seconded, to learn from.

They stand in moved.txt, with braces for the names, which are drawn from names.toml; more are put
together of pieces.
"""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.evaluation.decisions.chain import Row, learned
from qa.evaluation.decisions.examples import of_written
from qa.papers.registers.mover import FILE, OTHER, SIGNS, TAGS, features, named, tokens
from qa.papers.registers.tagger import Tagger, as_text

WRITTEN, NAMES = Path(__file__).with_name("moved.txt"), Path(__file__).with_name("names.toml")
MANIFEST = Path(__file__).with_name("movers.sha256")
FOLDS = 3
SLOT = re.compile(r"\{(proposer|seconder|other)(?: (short|titled|full|initials|initial))?\}")
STYLES = {
    "short": "last",
    "titled": "title last",
    "full": "first last",
    "initial": "initial last",
    "initials": "initials",
}
SEED, TIMES = 1, 4  # how often a clause is made with names that are drawn
PUT_TOGETHER = 1200  # clauses that are put together of pieces
SHARE_BEFORE = 0.6  # of names with the verb before them
CAPITALS = " in capitals"  # the end of the name of a style that is printed so
MIN_WORDS = 2  # clauses that have a word in small letters, for it to be known


@dataclass(frozen=True, slots=True)
class Example:
    """A clause, and the names in it by role; all of a `piece` are made of one that was written."""

    piece: str
    text: str
    proposer: str | None = None
    seconder: str | None = None


def learn(some: Sequence[Example]) -> Tagger:
    """A tagger of those who moved and seconded."""
    counts = Counter(word for one in some for word in tokens(one.text) if word.islower())
    words = frozenset(word for word, count in counts.items() if count >= MIN_WORDS)
    rows = [row for one in some if (row := _row(one, words))]
    return learned(rows, TAGS, words)


def _row(one: Example, words: frozenset[str]) -> Row | None:
    """A clause as a row of words; None where a name does not stand in it as whole words."""
    found, tags = tokens(one.text), [OTHER] * len(tokens(one.text))
    for name, role in ((one.proposer, "proposer"), (one.seconder, "seconder")):
        if name is None:
            continue
        own = tokens(name)
        places = (i for i in range(len(found)) if found[i : i + len(own)] == own)
        place = next((i for i in places if {*tags[i : i + len(own)]} == {OTHER}), None)
        if place is None:
            return None
        tags[place : place + len(own)] = [role, *[f"{role} goes on"] * (len(own) - 1)]
    return Row(features(one.text, words), tags)


@dataclass(slots=True)
class LeftOut:
    """How a tagger does on clauses whose pieces it was not learned from, for one role: in so many
    `clauses` so many are `named`, of whom so many are found right; `wrong` are others or nobody's.
    """

    clauses: int = 0
    named: int = 0
    right: int = 0
    wrong: int = 0


def left_out(some: Sequence[Example]) -> dict[str, LeftOut]:
    """How taggers do on the pieces left out, a part of them at a time."""
    pieces = sorted({one.piece for one in some})
    found = {role: LeftOut() for role in ("proposer", "seconder")}
    for fold in range(FOLDS):
        held = set(pieces[fold::FOLDS])
        tagger = learn([one for one in some if one.piece not in held])
        for one in (one for one in some if one.piece in held):
            for role, name in named(one.text, tagger).items():
                wanted, told = getattr(one, role), found[role]
                told.clauses += 1
                told.named += wanted is not None
                told.right += name is not None and name == wanted
                told.wrong += name is not None and name != wanted
    return found


def write(tagger: Tagger, file: Path = FILE, manifest: Path = MANIFEST) -> str:
    """Write a tagger, and its SHA-256, also returned, into the manifest: by that a test knows that
    the file is what the command made."""
    text = as_text(tagger)
    file.write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    manifest.write_text(f"{digest}  {file.name}\n", "utf-8")
    return digest


def written() -> Iterator[Example]:
    """The clauses that were written, with names that are drawn, and those put together of pieces;
    tales of decisions have nobody who moved."""
    chance, names = random.Random(SEED), Names()
    for line in WRITTEN.read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            for _ in range(TIMES):
                yield _filled(line, names, chance)
    for _ in range(PUT_TOGETHER):
        yield _filled(names.clause(chance), names, chance)
    tales = {one.context.text for one in of_written() if one.told == "tale"}
    yield from (Example(text, text) for text in sorted(tales) if SIGNS.search(text))


def _filled(line: str, names: Names, chance: random.Random) -> Example:
    """A line that was written, with names of one style in its braces."""
    style = names.style(chance)
    named: dict[str, str] = {}

    def drawn(slot: re.Match[str]) -> str:
        name = names.drawn(chance, STYLES.get(slot[2], style))
        return named.setdefault(slot[1], name) if slot[1] != "other" else name

    text = names.among_others(SLOT.sub(drawn, line), chance)
    told = (named.get(role) for role in ("proposer", "seconder"))
    return Example(line, text, *told)


class Names:
    """Names of people, made of parts that stand in names.toml."""

    def __init__(self) -> None:
        self._parts: dict[str, list[str]] = tomllib.loads(NAMES.read_text("utf-8"))

    def style(self, chance: random.Random) -> str:
        """One of the ways in which a paper writes names."""
        return chance.choice(self._parts["styles"])

    def clause(self, chance: random.Random) -> str:
        """A clause put together of pieces: who moved, what, and who seconded, or some of these."""

        def of(role: str, name: str) -> str:
            before = chance.random() < SHARE_BEFORE
            piece = chance.choice(self._parts[f"{role}_{'before' if before else 'behind'}"])
            return f"{piece} {{{name}}}" if before else f"{{{name}}} {piece}"

        mover, seconder = of("mover", "proposer"), of("seconder", "seconder")
        matter, join = (chance.choice(self._parts[name]) for name in ("matter", "join"))
        return chance.choice(
            [
                f"{mover}{join}{seconder}",
                f"{mover}{join}{seconder} {matter}",
                f"{mover} {matter}{join}{seconder}",
                f"{mover} {matter}{join}{seconder}",
                f"{mover} {matter}",
                f"{mover}",
                f"{seconder}",
                f"{matter} ({mover}{join}{seconder})",
            ]
        ) + chance.choice(["", ".", ":"])

    def among_others(self, text: str, chance: random.Random) -> str:
        """A clause with something before it or behind it, or as it is."""
        before, behind = (chance.choice(self._parts[name]) for name in ("before", "behind"))
        apart = text[-1:] in ".:)”"
        return chance.choice([text, text, before + text, text + behind if apart else text])

    def drawn(self, chance: random.Random, style: str) -> str:
        """A name in a style: "title initial last"."""
        plain = style.removesuffix(CAPITALS)
        words = [
            "-".join(chance.choice(self._parts[part]) for part in word.split("-"))
            for word in plain.split()
        ]
        return " ".join(words).upper() if plain != style else " ".join(words)
