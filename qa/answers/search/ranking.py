"""What the parts of a passage's score count for: all the weights of the search, in one place.

Each was measured on the development questions of four councils, and is there because it paid.
`qa/evaluation/README.md` has the figures, and what was tried and left out; `python -m qa ablate`
measures again what each adds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights; 0 leaves a part out.

    `meaning` is the vectors' share beside the words', `naming` the same for a question that names
    people, places or numbers. `sentence` is what the nearest sentence's cosine counts for beside
    the passage's, `names` what the other names of a subject count for in the question's vector.
    A passage is put forward by `leaning` where it is of the time that the question names, and
    again where it is of the kind; by up to `now` the later it is, where the present is asked for;
    and by `neighbour` times the score of the better passage beside it under the same item. `again`
    is taken from boilerplate. `thread` is what the passages found first count for beside the
    question where a story is followed. `replies` says whether a reply takes the place of its
    question, `spelling` whether typing errors are mended, `doubt` whether an answer is doubted for
    more than its distance.
    """

    meaning: float = 0.65
    naming: float = 0.5
    sentence: float = 1.0
    names: float = 0.5
    leaning: float = 0.2
    now: float = 0.1
    neighbour: float = 0.1
    again: float = 0.2
    thread: float = 0.6
    replies: bool = True
    spelling: bool = True
    doubt: bool = True


RANKING = Ranking()
