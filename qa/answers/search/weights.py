"""What the parts of a passage's score count for: all the weights of the search, in one place.

Each weight was measured on the questions of several councils, and is kept because it made answers
better. `qa/evaluation/README.md` has the figures, and what was tried and left out;
`python -m qa ablate` measures again what each part adds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the search; 0 or False leaves a part out."""

    meaning: float = 0.6
    """The share of the score by meaning (cosine); the rest is the score by words (BM25)."""
    meaning_with_names: float = 0.47
    """The same, for a question that names people, places or numbers."""
    sentence: float = 1.0
    """What the cosine of the nearest sentence counts for beside that of the whole passage."""
    names: float = 0.5
    """What the other names of a subject count for in the vector of the question."""
    month: float = 0.6
    """Added to a passage of the meeting's day or month that the question names."""
    time: float = 0.3
    """Added to one of a longer time that it names, which may be when something else happened."""
    kind: float = 0.2
    """Added to a passage of the committee, the kind of paper or the standing that it prefers."""
    told: float = 0.4
    """Added to that for one of a kind of paper of which the question asks what it says."""
    late: float = 2.0
    """What late interaction (0…1) counts for: how near the tokens of the question are to theirs."""
    council: float = 0.3
    """Added to a passage of the council that the question names, where there are several."""
    thread: float = 0.6
    """What the passages found first count for beside the question where a story is followed."""
    replies: bool = True
    """Whether a reply takes the place of its question."""
    spelling: bool = True
    """Whether typing errors are corrected."""
    refusal: bool = True
    """Whether an answer is refused for more than its distance from the question."""


WEIGHTS = Weights()
