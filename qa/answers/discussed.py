"""When a subject was discussed: how many passages speak of it, meeting by meeting.

Nobody reads through what is counted, so more is asked of a passage than where the best are shown:
most of the subject stands in it, and it is near in meaning. All passages are counted, not only the
candidates of a search: the index of words finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from qa.answers.search.context import understand
from qa.answers.search.refusal import HOLDING, NEAR, refuse
from qa.answers.search.search import search
from qa.answers.search.term_weights import TermWeights
from qa.answers.story.subject import MAX_NAME_WORDS, Subject, subject_of
from qa.answers.understanding.synonyms import is_known, other_names
from qa.library.allowed import Allowed
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.meetings import PassageCount
from qa.library.records import Searched
from qa.library.stemming import spans

# The share of a subject, by weight, that a passage must hold: of two words that weigh the same,
# both. With half of it, most of the passages counted are about something else.
MIN_SHARE = 0.67
MIN_COSINE = NEAR - HOLDING * MIN_SHARE  # of a passage that is near enough and holds so much
MAX_WORDS = 8  # of a subject that are looked for, those that weigh most
MAX_PASSAGES = 50_000  # that are counted


@dataclass(frozen=True, slots=True)
class Discussed:
    """When a subject was discussed: the passages that speak of it, by `meetings`, oldest first.

    `asked` is the subject as it was read, `words` those of its words that were looked for, `limits`
    what the search was limited to. `reason` says why the papers are not believed to speak of it,
    if they are not. `undated` passages are of no known meeting. `more` says that there were too
    many to count them all.
    """

    asked: str
    limits: Filters
    searched: Searched
    notes: tuple[str, ...]
    reason: str | None = None
    words: tuple[str, ...] = ()
    meetings: tuple[PassageCount, ...] = ()
    undated: int = 0
    more: bool = False

    @property
    def passages(self) -> int:
        """How many passages speak of it at known meetings."""
        return sum(one.passages for one in self.meetings)


def discussed(text: str, library: Library, filters: Filters) -> Discussed:
    """When the papers within `filters` speak of the subject that `text` names."""
    context = refuse(search(understand(text, library, filters)))
    question, limits = context.question, context.limits
    searched = library.searched(limits)
    reason = _missing_word(context.term_weights) or context.refusal
    if reason:
        return Discussed(question.text, limits, searched, context.notes, reason)
    subject = subject_of(question, context.hits, context.term_weights)
    names = _names_by_stem(question.subject)
    allowed = library.allowed(limits)
    ids = library.store.words.containing(_sufficient(subject, names), allowed, MAX_PASSAGES)
    found = library.vectors.search(context.vector, len(ids), Allowed.of(ids))
    near = [i for i, cosine in found if cosine >= MIN_COSINE]
    meetings, undated = library.store.meetings.count_passages(near)
    return Discussed(
        question.text,
        limits,
        searched,
        context.notes,
        words=tuple(own[0] for stem, own in names.items() if stem in subject.weights),
        meetings=tuple(meetings),
        undated=undated,
        more=len(ids) == MAX_PASSAGES,
    )


def _missing_word(weights: TermWeights) -> str | None:
    """Why the papers do not speak of a subject, if one of its words is in none of them."""
    missing = next((word for word in weights.missing if not is_known(word)), None)
    return f"No paper mentions “{missing}”." if missing else None


def _names_by_stem(text: str) -> dict[str, list[str]]:
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


def _sufficient(subject: Subject, names: dict[str, list[str]]) -> list[list[Sequence[str]]]:
    """Each smallest set of words that hold enough of a subject: for each word, all its names."""
    by_weight = sorted(subject.weights.items(), key=lambda one: (-one[1], one[0]))
    weights = dict(by_weight[:MAX_WORDS])
    least = MIN_SHARE * sum(weights.values())
    found: list[set[str]] = []
    for number in range(1, len(weights) + 1):
        for some in map(set, combinations(weights, number)):
            if sum(map(weights.__getitem__, some)) >= least and not any(s <= some for s in found):
                found.append(some)
    numbers = [[number] for number in sorted(subject.numbers)]
    return [[*(names[stem] for stem in sorted(some)), *numbers] for some in found]
