"""When a subject was discussed: how many passages speak of it, meeting by meeting.

Nobody reads through what is counted, so more is asked of a passage than where the best are shown:
most of the subject stands in it, and it is near in meaning. All passages are counted, not only the
candidates of a search: the index of words finds them.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.answers.search.context import understand
from qa.answers.search.refusal import HOLDING, NEAR, refuse
from qa.answers.search.search import search
from qa.answers.search.term_weights import TermWeights
from qa.answers.story.subject import subject_of
from qa.answers.story.ways import names_by_stem, sufficient
from qa.answers.understanding.synonyms import is_known
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.meetings import PassageCount
from qa.library.records import Searched

# The share of a subject, by weight, that a passage must hold: of two words that weigh the same,
# both. With half of it, most of the passages counted are about something else.
MIN_SHARE = 0.67
MIN_COSINE = NEAR - HOLDING * MIN_SHARE  # of a passage that is near enough and holds so much
DOUBTED = "The papers may not speak of this."
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
    names = names_by_stem(question.subject)
    ways = sufficient(subject, names, MIN_SHARE)
    ids = library.store.words.containing(ways, limits, MAX_PASSAGES)
    found = library.store.vectors.cosines(ids, context.vector)
    near = [i for i, cosine in found if cosine >= MIN_COSINE]
    meetings, undated = library.store.meetings.count_passages(near)
    return Discussed(
        question.text,
        limits,
        searched,
        (*context.notes, *([f"{DOUBTED} {context.doubt}"] if context.doubt else [])),
        words=tuple(own[0] for stem, own in names.items() if stem in subject.weights),
        meetings=tuple(meetings),
        undated=undated,
        more=len(ids) == MAX_PASSAGES,
    )


def _missing_word(weights: TermWeights) -> str | None:
    """Why the papers do not speak of a subject, if one of its words is in none of them."""
    missing = next((word for word in weights.missing if not is_known(word)), None)
    return f"No paper mentions “{missing}”." if missing else None
