"""The kind of a step, found from its words: accepted, delayed, completed and so on.

The rules are data (`kind.toml`): words on the page, in order of precedence. Where no rule fits, the
kind follows from the standing of the words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import re2

from qa.papers.paper import STANDINGS, Passage, Standing, StepKind
from qa.papers.text import mended

RULES = Path(__file__).with_suffix(".toml")
MATCHES_NOTHING = r"[^\s\S]"
SENTENCE_END = re.compile(r"(?<=[.!?]) ")
CACHED = 4096  # sentences whose kind is remembered: stories of one subject share them


class Rules:
    """The rules of `kind.toml`, in order of precedence."""

    def __init__(self, rules: Sequence[Mapping[str, Any]]) -> None:
        self._kinds: list[tuple[StepKind, frozenset[Standing]]] = [
            (rule["step"], frozenset(rule.get("standings", STANDINGS))) for rule in rules
        ]
        self._says = _pattern_set(rule["says"] for rule in rules)
        self._unless = _pattern_set(rule.get("unless", [MATCHES_NOTHING]) for rule in rules)

    def kind(self, text: str, standing: Standing) -> StepKind | None:
        """The kind of the first rule that fits `text`, in the form that `_plain` gives it.

        None where no rule for this `standing` fits.
        """
        # What excepts one sentence ("all but two") says nothing of the others.
        fitting = self._fitting(text).union(*map(self._fitting, SENTENCE_END.split(text)))
        kinds = (self._kinds[n] for n in sorted(fitting))
        return next((kind for kind, standings in kinds if standing in standings), None)

    def _fitting(self, text: str) -> set[int]:
        """The numbers of the rules that fit a text, taken as a whole."""
        matched = self._says.Match(text)
        return {*matched} - {*(self._unless.Match(text) or ())} if matched else set()


@lru_cache(CACHED)
def kind_by_words(text: str, standing: Standing) -> StepKind | None:
    """The kind of step that the words of `text` show; None where they show none."""
    return _rules()[0].kind(_plain(text), standing)


def kind_of(text: str, standing: Standing, lead: str = "") -> StepKind:
    """The kind of step that `text` is: by its words, by the `lead` before it, or by its standing.

    What is only proposed is "recommended", whatever it says was agreed or done.
    """
    by_standing = _rules()[1]
    if standing == "proposed":
        return by_standing[standing]
    return kind_by_words(text, standing) or kind_by_words(lead, standing) or by_standing[standing]


def lead_of(passage: Passage, start: int) -> str:
    """The line that introduces the clause of a resolution that begins at `start`.

    For example "RESOLVED: That the committee recommends to cabinet that:".
    """
    above = [line for line in passage.text[:start].splitlines() if line.rstrip().endswith(":")]
    context = passage.context if passage.context.endswith(":") else ""
    return (above or [context])[-1] if passage.standing == "decided" else ""


def _plain(text: str) -> str:
    """Lower case, straight quotes, no runs of blanks; lines stay lines."""
    return "\n".join(" ".join(line.split()) for line in mended(text).lower().splitlines())


@cache
def _rules() -> tuple[Rules, dict[Standing, StepKind]]:
    """The rules, and the kind of each standing where no rule fits."""
    data = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return Rules(data["rule"]), data["standing"]


def _pattern_set(each: Iterable[Sequence[str]]) -> re2.Set:
    """A set that finds, by their numbers, which of several lists of patterns match a text.

    RE2 looks for all patterns at once, where `re` looks for one after another, and its time is
    linear in the length of the text.
    """
    patterns = re2.Set.SearchSet()
    for alternatives in each:
        patterns.Add("|".join(f"(?:{pattern})" for pattern in alternatives))
    patterns.Compile()
    return patterns
