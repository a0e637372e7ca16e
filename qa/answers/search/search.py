"""Finding the passages that speak of a question: by its words and by its meaning, together.

The nearest passages by BM25 and by cosine are gathered; to a passage's own cosine that of its
nearest sentence is added, since a bullet of a long debate may say in one sentence what is asked.
Both scores are brought to 0…1 and added (`ranking.py` has the weights). What stands beside a good
passage under the same item, and what the question leans towards, is put forward; boilerplate is
weighed down. Near-copies are then folded together, so that ten passages are ten different things.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

import numpy as np

from qa.answers.search.ranking import RANKING, Ranking
from qa.answers.search.replies import ASKED, put_first
from qa.answers.understanding.preference import Leaning
from qa.answers.understanding.question import Question
from qa.library.boilerplate import boilerplate_share, sentence_hashes
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Matrix, Outline, Searched, StoredPassage
from qa.papers.text import mended

CANDIDATES = 200  # from each of the two searches
WEIGHED = 30  # passages, the best ones, that are looked at for boilerplate
THREAD = 3  # passages whose meaning a story follows
COPIES = 50  # passages beyond those wanted that are looked through for near-copies
KEPT = 4096  # texts whose runs are kept, to be compared with others again
SAME = 0.8  # passages that share so much of the shorter one's three-word runs say the same

Runs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `score` 0…1 within this search, `cosine` its vector's to the question's.

    `sentences` are the cosines of its sentences, in the order of `qa.papers.text.sentences`;
    `copies` are the passages further down that say the same.
    """

    stored: StoredPassage
    score: float
    cosine: float
    sentences: tuple[float, ...] = ()
    copies: tuple[StoredPassage, ...] = ()


def search(
    question: Question,
    vector: Matrix,
    library: Library,
    filters: Filters,
    limit: int,
    ranking: Ranking = RANKING,
) -> list[Hit]:
    """The passages within `filters` that speak of `question`, best first, near-copies folded.

    `vector`, float32 [dimension], is the question's, as `question_vector` makes it.
    """
    allowed = library.allowed(filters)
    if allowed is not None and not allowed:
        return []
    nearest = {i for i, _ in library.vectors.search(vector, CANDIDATES, allowed)}
    asked = [*question.terms, *(question.names if ranking.names else ())]
    words = dict(library.store.words.search(asked, CANDIDATES, allowed))
    near = _near([*{*nearest, *words}], vector, library)
    meaning = {i: one.cosine + ranking.sentence * max(one.sentences) for i, one in near.items()}
    by_meaning, by_words = _levelled(meaning), _levelled(words)
    part = ranking.naming if question.named else ranking.meaning
    scores = {i: part * by_meaning[i] + (1 - part) * by_words.get(i, 0.0) for i in by_meaning}
    outlines = {i: one.outline for i, one in near.items()}
    _lean(scores, outlines, question.leaning, library, ranking)
    if ranking.replies and not ASKED.search(question.text):
        put_first(scores, outlines, library)
    ranked = sorted(scores, key=lambda i: (-scores[i], i))[: limit + COPIES]
    best = library.store.passages.get(ranked)
    _weigh_down(scores, best[:WEIGHED], library, ranking)
    hits = [Hit(s, scores[s.id], near[s.id].cosine, near[s.id].sentences) for s in best]
    return _folded(sorted(hits, key=lambda hit: (-hit.score, hit.stored.id)), limit)


def follow(
    nearest: Sequence[Hit], vector: Matrix, library: Library, ranking: Ranking = RANKING
) -> Matrix:
    """The vector of a question whose story goes on from the `nearest` passages found for it.

    A story changes its words from meeting to meeting: it is followed by those that its nearest
    passages use.
    """
    _, thread = library.store.vectors.get([hit.stored.id for hit in nearest[:THREAD]])
    if not len(thread):
        return vector
    drawn = vector + ranking.thread * thread.mean(axis=0)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def nearness(ids: Sequence[int], vector: Matrix, library: Library) -> dict[int, tuple[float, ...]]:
    """The cosines of the sentences of each passage of `ids` to `vector`, float32 [dimension]."""
    return {i: one.sentences for i, one in _near(ids, vector, library).items()}


@dataclass(frozen=True, slots=True)
class _Near:
    """How near a passage and each of its sentences are to a question, as cosines."""

    outline: Outline
    cosine: float
    sentences: tuple[float, ...]


def _near(ids: Sequence[int], vector: Matrix, library: Library) -> dict[int, _Near]:
    """The passages of `ids` that are still there, each by its id."""
    found = library.store.vectors.candidates(ids)
    if not found.outlines:
        return {}
    cosines, said = _cosines(found.vectors, vector), _cosines(found.sentences, vector)
    ends = [*found.begins[1:], len(said)]
    return {
        outline.id: _Near(outline, cosine, tuple(said[begin:end]))
        for outline, cosine, begin, end in zip(
            found.outlines, cosines, found.begins, ends, strict=True
        )
    }


def _cosines(vectors: Matrix, vector: Matrix) -> list[float]:
    # Not "@": that goes to threads that wait for more at full speed, and take a core from others.
    found: list[float] = np.einsum("nd,d->n", vectors, vector).tolist()
    return found


def _lean(
    scores: dict[int, float],
    found: Mapping[int, Outline],
    leaning: Leaning,
    library: Library,
    ranking: Ranking,
) -> None:
    """Put forward what the question leans towards, and what stands beside a passage that fits."""
    alone = dict(scores)
    for i, one in found.items():
        beside = (found.get(j) for j in (i - 1, i + 1))
        scores[i] += ranking.neighbour * max(
            (alone[other.id] for other in beside if other and _together(one, other)), default=0
        )
        scores[i] += ranking.leaning * (leaning.timely(one) + leaning.fitting(one))
    if leaning.now:
        whole = library.totals.searched
        for i, one in found.items():
            scores[i] += ranking.now * _lateness(one.meeting.date, whole)


def _together(a: Outline, b: Outline) -> bool:
    return a.paper_id == b.paper_id and a.item == b.item


def _lateness(day: date | None, whole: Searched) -> float:
    """Where `day` lies between the first meeting (0) and the last (1)."""
    if not (day and whole.earliest and whole.latest and whole.earliest < whole.latest):
        return 0.0
    return (day - whole.earliest) / (whole.latest - whole.earliest)


def _weigh_down(
    scores: dict[int, float], found: Iterable[StoredPassage], library: Library, ranking: Ranking
) -> None:
    """Take from what is printed again and again."""
    said = {s.id: sentence_hashes(s.passage) for s in found}
    places = library.store.words.item_counts({one for each in said.values() for one in each})
    for i, sentences in said.items():
        scores[i] -= ranking.again * boilerplate_share(sentences, places)


def question_vector(question: Question, library: Library, ranking: Ranking = RANKING) -> Matrix:
    """The question's vector, drawn a little towards the other names of what it speaks of."""
    vector = library.embedder.embed_one(question.subject)
    if question.names and ranking.names:
        named = f"{question.subject} ({', '.join(question.names[:12])})"
        vector = vector + ranking.names * library.embedder.embed_one(named)
        vector /= np.linalg.norm(vector)
    return vector


def _levelled(scores: dict[int, float]) -> dict[int, float]:
    """The best CANDIDATES of `scores` brought to 0…1; any beyond them are 0.

    Where there are fewer, none of them is the last of many: 0 stays 0.
    """
    if not scores:
        return {}
    best = sorted(scores.values(), reverse=True)[:CANDIDATES]
    low, high = best[-1] if len(best) == CANDIDATES else 0.0, best[0]
    return {i: max(0.0, s - low) / (high - low) if high > low else 1.0 for i, s in scores.items()}


def _folded(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits that say different things, each with its near-copies."""
    kept: list[Hit] = []
    lengths: list[int] = []
    said: dict[str, list[int]] = defaultdict(list)  # which of `kept` say each run
    for hit in hits:
        own = runs(hit.stored.passage.text)
        shared = Counter(chain.from_iterable(said[run] for run in own & said.keys()))
        alike = (at for at, n in shared.items() if n >= SAME * min(len(own), lengths[at]))
        at = min(alike, default=None)
        if at is not None:
            kept[at] = _with_copy(kept[at], hit)
        elif len(kept) < limit:
            for run in own:
                said[run].append(len(kept))
            kept.append(hit)
            lengths.append(len(own))
    return kept


def _with_copy(kept: Hit, copy: Hit) -> Hit:
    """The one of two near-copies to cite, with the other beside it.

    Of minutes served twice, as a paper of their own and in the next meeting's pack, the former.
    """
    if (
        _published_late(kept.stored)
        and not _published_late(copy.stored)
        and kept.stored.passage.meeting.date == copy.stored.passage.meeting.date
    ):
        copies = (*kept.copies, kept.stored)
        return replace(copy, score=kept.score, cosine=kept.cosine, copies=copies)
    return replace(kept, copies=(*kept.copies, copy.stored))


def _published_late(stored: StoredPassage) -> bool:
    return stored.passage.published_with != stored.passage.meeting.date


@lru_cache(KEPT)
def runs(text: str) -> Runs:
    """The three-word runs of `text`."""
    words = re.findall(r"[a-z0-9£%]+", mended(text).lower())
    # Joined, since thousands of tuples are gone through each time Python looks for garbage.
    found = frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return found or frozenset({" ".join(words)})


def same(a: Runs, b: Runs) -> bool:
    """Whether two texts, by their runs, say the same."""
    return len(a & b) >= SAME * min(len(a), len(b))
