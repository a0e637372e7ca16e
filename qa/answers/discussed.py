"""When a subject was discussed: how many passages speak of it, meeting by meeting.

What is counted is read through by nobody, so that more is asked of a passage than where the best
are shown: most of the subject stands in it, and it is near in meaning. All of them are counted,
by the index of words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from qa.answers.answering import TOP
from qa.answers.search.refusal import HOLDING, NEAR, doubt
from qa.answers.search.search import question_vector, search
from qa.answers.search.term_weights import Evidence, evidence
from qa.answers.story.timeline import LONGEST, Subject, subject
from qa.answers.understanding.question import understood
from qa.answers.understanding.spelling import corrected
from qa.answers.understanding.synonyms import is_known, other_names
from qa.library.allowed import Allowed
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.meetings import PassageCount
from qa.library.records import Searched
from qa.library.stemming import spans

# Of a subject, by its worth: of two words that are worth the same, both. With half of it, "care
# leavers accommodation" counted 70 passages of a county's packs; with this 31, of which 28 were
# about that.
MOST_OF_IT = 0.67
LEAST = NEAR - HOLDING * MOST_OF_IT  # cosine of what is near enough and holds so much
WORDS = 8  # of a subject that are looked for, those that are worth most
MOST = 50_000  # passages that are counted


@dataclass(frozen=True, slots=True)
class Discussed:
    """When a subject was discussed: the passages that speak of it, by `meetings`, oldest first.

    `asked` is the subject as it was read, `words` are those of it that were looked for, `limits`
    what that was limited to, and `reason` says why the papers are not believed to speak of it, if
    they are not. `undated` passages are of no known meeting. `more` says that there were too many
    to count them all.
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
    typed, slips = corrected(text, library)
    asked = understood(typed, None, library.totals.committees)
    limits = filters.within(asked.leaning.limits)
    notes = (*(slip.said() for slip in slips), *filter(None, [asked.leaning.said()]))
    searched = library.searched(limits)
    vector, known = question_vector(asked, library), evidence(asked, library)
    first = search(asked, vector, library, limits, TOP)
    reason = _unheard(known) or doubt(asked, first, known, library)
    if reason:
        return Discussed(asked.text, limits, searched, notes, reason)
    about = subject(asked, first, known)
    called = _called(asked.subject)
    words = tuple(names[0] for stem, names in called.items() if stem in about.worth)
    allowed = library.allowed(limits)
    ids = library.store.words.containing(_enough(about, called), allowed, MOST)
    found = library.vectors.search(vector, len(ids), Allowed.of(ids))
    near = [i for i, near in found if near >= LEAST]
    meetings, undated = library.store.meetings.count_passages(near)
    more = len(ids) == MOST
    return Discussed(
        asked.text, limits, searched, notes, None, words, tuple(meetings), undated, more
    )


def _unheard(known: Evidence) -> str | None:
    """Why a subject is in no paper, if one of its words is in none."""
    missing = next((word for word in known.unheard if not is_known(word)), None)
    return f"No paper mentions “{missing}”." if missing else None


def _called(text: str) -> dict[str, list[str]]:
    """By the stem of each word of a subject, the word, and what else the papers may call it, by
    itself or with the words beside it."""
    said = spans(text)
    called: dict[str, list[str]] = {}
    for stem, start, end in said:
        called.setdefault(stem, [text[start:end]])
    named: list[set[int]] = []
    for length in range(1, LONGEST + 1):
        for first in range(len(said) - length + 1):
            together = set(range(first, first + length))
            if any(one <= together for one in named):
                continue
            others = other_names(text[said[first][1] : said[first + length - 1][2]])
            if others:
                named.append(together)
            for n in together:
                called[said[n][0]] += others
    return called


def _enough(about: Subject, called: dict[str, list[str]]) -> list[list[Sequence[str]]]:
    """Each set of words that hold most of a subject and would not without one of them: of each
    word, what it is called."""
    worth = dict(sorted(about.worth.items(), key=lambda one: (-one[1], one[0]))[:WORDS])
    least = MOST_OF_IT * sum(worth.values())
    found: list[set[str]] = []
    for number in range(1, len(worth) + 1):
        for some in map(set, combinations(worth, number)):
            if sum(map(worth.__getitem__, some)) >= least and not any(s <= some for s in found):
                found.append(some)
    numbers = [[number] for number in sorted(about.numbers)]
    return [[*(called[stem] for stem in sorted(some)), *numbers] for some in found]
