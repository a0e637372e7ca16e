"""The ways in which a text may hold enough of a subject, as the index of words is asked for them.

A search shows the best passages; that a subject is spoken of nowhere, or how often it is, only the
index tells, which knows every passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from qa.answers.story.subject import MAX_NAME_WORDS, Subject
from qa.answers.understanding.synonyms import other_names
from qa.library.stemming import spans

MAX_WORDS = 8  # of a subject that are looked for, those that weigh most


def names_by_stem(text: str) -> dict[str, list[str]]:
    """By the stem of each word of a subject: the word, and its other names in the papers.

    These are names of the word by itself, or of it and the words beside it.
    """
    words = spans(text)
    names: dict[str, list[str]] = {}
    for stem, start, end in words:
        names.setdefault(stem, [text[start:end]])
    named: list[set[int]] = []
    for length in range(1, MAX_NAME_WORDS + 1):
        for first in range(len(words) - length + 1):
            together = set(range(first, first + length))
            if any(one <= together for one in named):
                continue
            others = other_names(text[words[first][1] : words[first + length - 1][2]])
            if others:
                named.append(together)
            for n in together:
                names[words[n][0]] += others
    return names


def sufficient(
    subject: Subject, names: dict[str, list[str]], least: float
) -> list[list[Sequence[str]]]:
    """Each smallest set of words that hold the share `least` of a subject: for each word, all its
    names."""
    by_weight = sorted(subject.weights.items(), key=lambda one: (-one[1], one[0]))
    weights = dict(by_weight[:MAX_WORDS])
    enough = least * sum(weights.values())
    found: list[set[str]] = []
    for number in range(1, len(weights) + 1):
        for some in map(set, combinations(weights, number)):
            if sum(map(weights.__getitem__, some)) >= enough and not any(s <= some for s in found):
                found.append(some)
    numbers = [[number] for number in sorted(subject.numbers)]
    return [[*(names[stem] for stem in sorted(some)), *numbers] for some in found]
