"""Who is said to act in a sentence, and whether the passage says that of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.checking.comparing import SAME, Comparison
from qa.checking.passage import CheckedPassage
from qa.checking.reading import Reading, Unit
from qa.letters import with_all_letters
from qa.library.stemming import stems
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
BEFORE = 6  # units before a verb in which who acts is looked for
NEAR = 14  # units of a passage before or behind the act
ASKED_BY = PHRASES["asked_by"]
ANSWER = PHRASES["answer"]
CAPITALS = re.compile(
    with_all_letters(r"\b[A-Z][\w’'-]*(?:\s(?:for|and|of|the|&)\s[A-Z][\w’'-]*|\s[A-Z][\w’'-]*)+")
)


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, by the stems of the words, and the unit that says what they do."""

    actor: tuple[str, ...]
    verb: Unit
    words: str


def acts_in(reading: Reading) -> Iterator[Act]:
    """What a sentence says of who did what."""
    units = reading.units
    for i, one in enumerate(units):
        if one.word not in PHRASES.words("acts"):
            continue
        actor = _actor_before(units, i)
        if actor:
            words = reading.text[actor[0].start : actor[-1].end]
            yield Act(tuple(unit.stem for unit in actor if _counts(unit)), one, words)


def _counts(unit: Unit) -> bool:
    return unit.word not in PHRASES.words("between")


def _actor_before(units: tuple[Unit, ...], i: int) -> list[Unit]:
    """The words that name who acts before the unit at `i`: a name, or a body or office."""
    found: list[Unit] = []
    for one in reversed(units[max(0, i - BEFORE) : i]):
        if one.sentence != units[i].sentence:
            break
        is_actor = one.is_name or one.word in PHRASES.words("actors")
        if is_actor or (found and one.word in PHRASES.words("between")):
            found.insert(0, one)
        elif found or _ends_subject(one):
            break
    while found and found[0].word in PHRASES.words("between"):
        found.pop(0)
    return found


def _ends_subject(one: Unit) -> bool:
    """Whether a word between who acts and the verb shows that they are not its subject."""
    is_adverb = not one.weight or one.word in PHRASES.words("adverbs")
    return not is_adverb or one.word in PHRASES.words("stops")


def actor_is_absent(compared: Comparison) -> float:
    """Whether somebody acts in the sentence whom the passage does not know."""
    return float(absent_actor(compared) is not None)


def absent_actor(compared: Comparison) -> str | None:
    """The words for somebody who acts in the sentence, and of whom the passage says nothing."""
    for act in acts_in(compared.sentence):
        if not is_known(act.actor, compared.passage):
            return act.words
    return None


def is_known(actor: tuple[str, ...], passage: CheckedPassage) -> bool:
    """Whether a passage, or what it is of, names an actor, in words, initials or by office."""
    known = passage.stems | initials(passage)
    generic = {
        stem
        for word in PHRASES.data["of_kind"].get(passage.document, "").split()
        for stem in stems(word)
    }
    return all(stem in known or stem in generic for stem in actor)


def initials(passage: CheckedPassage) -> frozenset[str]:
    """The initials of the names of a passage, in small letters."""
    found = set()
    for match in CAPITALS.finditer(passage.reading.text):
        words = re.findall(r"[^\W\d_]+", match[0])
        found.add("".join(word[0] for word in words if word[0].isupper()).lower())
    return frozenset(found)


def acted_by_another(compared: Comparison) -> float:
    """How far the passage has who acts elsewhere than beside what they are said to do."""
    return max((_is_elsewhere(act, compared) for act in acts_in(compared.sentence)), default=0.0)


def _is_elsewhere(act: Act, compared: Comparison) -> float:
    passage = compared.passage
    if not is_known(act.actor, passage):
        return 0.0
    verb = next((i for i, one in enumerate(compared.own) if one.start == act.verb.start), None)
    if asks_instead(act, compared):
        return 1.0
    committee = frozenset(stems(f"{passage.committee} {passage.council}"))
    is_body = set(act.actor) <= committee | {"member", "committe"}
    if verb is None:
        return 0.0
    places = [j for j in range(len(compared.held)) if compared.nearness[verb, j] >= SAME]
    if not places:
        return 0.0 if is_body else 0.3
    for j in places:
        if _stands_beside(act.actor, compared.held[j], passage.reading):
            return 0.0
    if is_body or any(_has_pronoun(compared.held[j], passage.reading) for j in places):
        return 0.2
    return 0.8


def _stands_beside(actor: tuple[str, ...], verb: Unit, reading: Reading) -> bool:
    """Whether an actor stands before a verb of the passage, or behind its "by"; not where the
    matter is put to them ("recommends to the cabinet member")."""
    at = next(i for i, one in enumerate(reading.units) if one.start == verb.start)
    first = max(0, at - NEAR)
    around = reading.units[first : at + NEAR]
    for i, one in enumerate(around):
        if not _may_be_subject(one, verb, reading, at):
            continue
        if one.stem != actor[-1] and not _begins_initials(one, actor):
            continue
        ahead = [unit.word for unit in around[max(0, i - len(actor) - 1) : i]]
        if first + i < at and not set(ahead) & PHRASES.words("receivers"):
            return True
        if first + i > at and "by" in ahead:
            return True
    return False


def _may_be_subject(one: Unit, verb: Unit, reading: Reading, at: int) -> bool:
    """Whether a unit stands in the sentence of a verb, or leads to the list that this begins."""
    if one.sentence == verb.sentence:
        return True
    begins = at < 3 or reading.units[at - 3].sentence != verb.sentence
    return begins and one.sentence == verb.sentence - 1


def _begins_initials(one: Unit, actor: tuple[str, ...]) -> bool:
    letters = "".join(stem[0] for stem in actor)
    return len(letters) > 1 and one.word.replace(".", "") in (
        letters,
        letters[0] + "f" + letters[1:],
    )


def _has_pronoun(verb: Unit, reading: Reading) -> bool:
    """Whether a verb of the passage is said of somebody whom the words before it name."""
    at = next(i for i, one in enumerate(reading.units) if one.start == verb.start)
    return any(one.word in PHRASES.words("pronouns") for one in reading.units[max(0, at - 4) : at])


def asks_instead(act: Act, compared: Comparison) -> bool:
    """Whether who asked is said to have stated what is the answer of another."""
    text = compared.passage.reading.text
    asked, answer = ASKED_BY.search(text), ANSWER.search(text)
    if not asked or not answer or act.verb.word not in PHRASES.words("stating"):
        return False
    asker = frozenset(stems(asked["asker"]))
    only = 0  # words of the sentence that stand in the answer alone
    for row in compared.nearness:
        places = [j for j, near in enumerate(row) if near >= SAME]
        only += bool(places) and all(compared.held[j].start > answer.start() for j in places)
    return set(act.actor) <= asker and only > 0
