"""Whether who acts, and whether it was done, are in the passage as the sentence has them.

Where all words of a sentence stand in a passage, what makes it wrong is who did it, or that it was
but to be done. Both are seen from the words beside the act, without naming acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from qa.checking.acting import PHRASES as ACTING
from qa.checking.acting import is_known
from qa.checking.comparing import SAME, Comparison
from qa.checking.deciding import has_decision
from qa.checking.reading import POSSESSIVE, Unit
from qa.checking.votes import has_lists
from qa.library.stemming import stems
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
ACTS = 3  # words behind who acts, among which the act is
REACH = 8  # units in which who acts is looked for before an act of the passage
BESIDE = 3  # units before a word that say whether it is or is to be


def other_subject(compared: Comparison) -> float:
    """Whether the first act of a sentence stands in the passage too, but with somebody else; not
    where who is named undergoes it ("residents were told")."""
    subject, rest = _subject(compared.sentence.units)
    acts = [one for one in rest[:ACTS] if one.weight and not one.figure and not _may_act(one)]
    if not subject or rest[0].word in PHRASES.words("undergone"):
        return 0.0
    if _is_owned(rest[0], subject, compared) or (acts and _is_vote_of_list(acts[0], compared)):
        return 0.0
    named = frozenset(one.stem for one in subject if one.weight)
    if _is_of_meeting(named, compared) or not is_known(tuple(named), compared.passage):
        return 0.0
    for act in acts[:1]:
        found = [_is_of_another(place, named, compared) for place in _places(act, compared)]
        known = [one for one in found if one is not None]
        return float(bool(known) and all(known))
    return 0.0


def unreal(compared: Comparison) -> float:
    """The share of what a sentence tells as done that is to be, or may be, done in the passage."""
    answers = []
    for i, one in enumerate(compared.sentence.units):
        if not _is_told_as_done(i, compared.sentence.units):
            continue
        places = list(_places(one, compared))
        if places:
            answers.append(all(_is_to_be(place, compared) for place in places))
    return sum(answers) / len(answers) if answers else 0.0


def _subject(units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Who acts at the beginning of a sentence, and the units behind; none where it begins with
    something else."""
    found: list[Unit] = []
    for i, one in enumerate(units):
        if _may_act(one):
            found.append(one)
        elif found and one.word not in ACTING.words("between"):
            return found, list(units[i:])
        elif one.weight and not one.figure:
            return [], []
    return [], []


def _is_owned(one: Unit, subject: Sequence[Unit], compared: Comparison) -> bool:
    """Whether it is no act that stands behind who acts, but what is theirs ("the Mayor's report"),
    or part of the name, as in the passage: "the Streetwise survey"."""
    last = subject[-1]
    if not last.is_name and POSSESSIVE.search(compared.sentence.text[last.start : last.end]):
        return True
    pairs = pairwise(compared.passage.reading.units)
    return any((a.stem, b.stem) == (subject[-1].stem, one.stem) for a, b in pairs)


def _is_vote_of_list(act: Unit, compared: Comparison) -> bool:
    """Whether it is said who voted, of whom the passage has lists."""
    return act.stem == "vote" and has_lists(compared.passage.reading.text)


def _is_of_meeting(named: frozenset[str], compared: Comparison) -> bool:
    """Whether who acts is the body whose meeting it is, which papers need not name."""
    passage = compared.passage
    return named <= frozenset(stems(f"{passage.committee} {passage.council}")) | {"member"}


def _may_act(one: Unit) -> bool:
    return one.is_name or one.word in ACTING.words("actors")


def _places(one: Unit, compared: Comparison) -> Iterator[Unit]:
    """Where the same word stands in the nearest sentences of the passage."""
    row = next((i for i, own in enumerate(compared.own) if own.start == one.start), None)
    if row is None:
        return
    for j in np.flatnonzero((compared.nearness[row] >= SAME) & compared.at_home(1, 1)):
        yield compared.held[j]


def _at(place: Unit, compared: Comparison) -> int:
    return compared.passage.reading.units.index(place)


def _is_of_another(place: Unit, named: frozenset[str], compared: Comparison) -> bool | None:
    """Whether somebody else stands before an act of the passage, or behind its "by"; None where
    nobody does."""
    units = compared.passage.reading.units
    at = _at(place, compared)
    if agent := _agent(units[at + 1 : at + REACH]):
        return not {one.stem for one in agent} & named
    before = [one for one in units[:at] if one.sentence == place.sentence]
    if any(one.stem in named for one in before):
        return False
    for one in reversed(before[-REACH:]):
        if one.word in ACTING.words("pronouns"):
            return None
        if _may_act(one):
            return True
    return None


def _agent(behind: Sequence[Unit]) -> list[Unit]:
    """Who stands behind the first "by" of the units behind an act; none where there is none."""
    words = [one.word for one in behind]
    found: list[Unit] = []
    for one in behind[words.index("by") + 1 :] if "by" in words else ():
        if _may_act(one):
            found.append(one)
        elif found:
            break
    return found


def _is_told_as_done(i: int, units: Sequence[Unit]) -> bool:
    """Whether a word stands behind "has been", "were" and the like, not behind what denies it or
    leaves it open."""
    one = units[i]
    if not one.weight or one.figure or one.is_name or one.denied:
        return False
    before = helpers_before(i, units)
    return bool(before & PHRASES.words("done")) and not before & PHRASES.words("to_be")


def helpers_before(i: int, units: Sequence[Unit]) -> set[str]:
    """The small words right before a unit in its clause, over adverbs: "has since been"."""
    found = set()
    for one in reversed(units[max(0, i - BESIDE) : i]):
        is_adverb = one.word.endswith("ly") or one.word in ACTING.words("adverbs")
        if one.clause != units[i].clause or (one.weight and not is_adverb):
            break
        if one.word in PHRASES.words("determiners"):
            break
        found.add(one.word)
    return found


def _is_to_be(place: Unit, compared: Comparison) -> bool:
    before = helpers_before(_at(place, compared), compared.passage.reading.units)
    if before <= {"be", "to"} and place.word in PHRASES.words("by_decision"):
        return not has_decision(compared)
    return bool(before & PHRASES.words("to_be")) and not before & PHRASES.words("done")
