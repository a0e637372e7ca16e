"""What speaks for or against a passage bearing a sentence out: numbers that a model weighs.

Each sign is a number from 0 to 1, or about that. What they are worth together is learned
(`weights.py`), from sentences over papers that are right, and from the same made wrong.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.checking.acting import acted_by_another, actor_is_absent
from qa.checking.apart import farthest_apart
from qa.checking.certainty import too_certain
from qa.checking.columns import stands_in_another_column
from qa.checking.comparing import Comparison
from qa.checking.coverage import (
    cause_without_word,
    cover,
    cover_at_home,
    exact,
    least_clause,
    run_uncovered,
    uncovered,
)
from qa.checking.crossing import crossed
from qa.checking.deciding import decided_unlike, is_proposal, other_day, tentative
from qa.checking.denials import denied, opposites, undenied
from qa.checking.directions import wrong_way
from qa.checking.places import far, miscounted, substituted, swapped
from qa.checking.roles import other_subject, unreal
from qa.checking.votes import voted_otherwise

Signs = dict[str, float]


def signs_of(compared: Comparison) -> Signs:
    """All signs of a sentence beside a passage, by name."""
    return {name: round(float(sign(compared)), 4) for name, sign in SIGNS.items()}


SIGNS: dict[str, Callable[[Comparison], float]] = {
    "cover": cover,
    "exact": exact,
    "cover at home": cover_at_home,
    "least clause": least_clause,
    "uncovered": uncovered,
    "run uncovered": run_uncovered,
    "swapped": swapped,
    "substituted": substituted,
    "miscounted": miscounted,
    "far": far,
    "denied": denied,
    "undenied": undenied,
    "opposites": opposites,
    "tentative": tentative,
    "is proposal": is_proposal,
    "decided unlike": decided_unlike,
    "cause": cause_without_word,
    "other day": other_day,
    "wrong way": wrong_way,
    "another column": stands_in_another_column,
    "voted otherwise": voted_otherwise,
    "actor absent": actor_is_absent,
    "another acted": acted_by_another,
    "other subject": other_subject,
    "unreal": unreal,
    "too certain": too_certain,
    "crossed": crossed,
    "farthest apart": farthest_apart,
}
