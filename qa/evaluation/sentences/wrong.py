"""Sentences that were right, each made wrong in one way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from qa.checking.comparing import Comparison
from qa.checking.cues import PHRASES as CUES
from qa.checking.figures import Figure, figures_in
from qa.checking.passage import CheckedPassage
from qa.checking.reading import read
from qa.evaluation.sentences.example import Example
from qa.evaluation.sentences.right import SMALL, statements
from qa.evaluation.sentences.subtle import (
    number_of_passage,
    of_another,
    other_of_passage,
    scope,
    surer,
    undone,
)
from qa.letters import with_all_letters
from qa.papers.dates import MONTHS
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
NAME = re.compile(
    with_all_letters(
        r"(?<=\w )(?:(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Mayor)\.?\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
        r"|[A-Z][a-z]+(?:\s[A-Z][a-z]+)+)"
    )
)
BODY = PHRASES["body"]
HELPER = PHRASES["helper"]
DENIED = PHRASES["denied"]
PROPOSED = PHRASES["proposed"]
RECOMMENDED = PHRASES["recommended"]
FUTURE = PHRASES["future"]
THING = PHRASES["thing"]
HALF = re.compile(r",?\s(?:and|which|who|with|after|while)\s")
Edit = Callable[[Example, Sequence[CheckedPassage], Random], Example | None]


def wrong_ones(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> list[Example]:
    """The same sentence made wrong in each way that it can be. `others` are passages of the same
    library, from which names and words are taken."""
    found = []
    for kind, edit in EDITS.items():
        made = edit(right, others, chosen)
        if made and made.sentence != right.sentence:
            found.append(replace(made, borne_out=False, kind=kind))
    return found


def _with(right: Example, sentence: str) -> Example:
    return replace(right, sentence=sentence)


def _put(right: Example, one: Figure, said: str) -> Example:
    text = right.sentence
    return _with(right, text[: one.start] + said + text[one.end :])


def _held(right: Example) -> list[Figure]:
    return [one for passage in right.passages for one in figures_in(passage.text)]


def _number(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Another figure, which the passages have not."""
    numbers = [one for one in figures_in(right.sentence) if isinstance(one.value, Decimal)]
    if not numbers:
        return None
    one, held = chosen.choice(numbers), _held(right)
    for _ in range(10):
        said = _changed(one, chosen)
        found = figures_in(said)
        if (
            found
            and not any(found[0].fits(other) for other in held)
            and found[0].value != one.value
        ):
            return _put(right, one, said)
    return None


def _changed(one: Figure, chosen: Random) -> str:
    digits = [i for i, char in enumerate(one.text) if char.isdigit()]
    if one.in_words or not digits:
        said: str = chosen.choice(list(SMALL.values()))
        return said
    if len(digits) > 1 and chosen.random() < 0.5:  # two digits in each other's place
        at = chosen.randrange(len(digits) - 1)
        a, b = digits[at : at + 2]
        text = list(one.text)
        text[a], text[b] = text[b], text[a]
        if text[digits[0]] != "0":
            return "".join(text)
    at = chosen.choice(digits)
    other = chosen.choice([d for d in "123456789" if d != one.text[at]])
    return one.text[:at] + other + one.text[at + 1 :]


def _swap(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Two figures in each other's place, or one of the passage in the place of another."""
    own = [one for one in figures_in(right.sentence) if one.kind in ("money", "percent", "number")]
    pairs = [
        (a, b) for i, a in enumerate(own) for b in own[i + 1 :]
        if a.kind == b.kind and a.value != b.value and a.in_words == b.in_words
    ]  # fmt: skip
    text = right.sentence
    if pairs:
        a, b = chosen.choice(pairs)
        return _with(
            right, text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]
        )
    kinds = ("money", "percent", "day")
    instead = [
        (a, b) for a in figures_in(text) if a.kind in kinds
        for b in _held(right) if a.kind == b.kind and not a.fits(b) and b.text not in text
    ]  # fmt: skip
    if not instead:
        return None
    a, b = chosen.choice(instead)
    return _put(right, a, b.text)


def _date(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Another day, month or year, which the passages have not."""
    held = [*_held(right), *(one.met for one in right.passages if one.met)]
    times = [one for one in figures_in(right.sentence) if one.is_of_time]
    for one in chosen.sample(times, len(times)):
        for _ in range(8):
            said = _other_time(one.text, chosen)
            found = figures_in(said)
            if found and not any(found[0].fits(other) for other in held):
                return _put(right, one, said)
    return None


def _other_time(text: str, chosen: Random) -> str:
    month = next((name for name in MONTHS if name in text), None)
    way = chosen.random()
    if month and way < 0.5:
        return text.replace(month, chosen.choice(MONTHS))
    if (year := re.search(r"(?:19|20)\d\d", text)) and way < 0.8:
        return text.replace(year[0], str(int(year[0]) + chosen.choice((-2, -1, 1, 2))), 1)
    return re.sub(r"\b\d{1,2}\b", lambda one: str(chosen.randint(1, 28)), text, count=1)


def _name(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Another name, of another paper of the library; or another body."""
    text = right.sentence
    bodies = list(BODY.finditer(text))
    if bodies and chosen.random() < 0.4:
        one = chosen.choice(bodies)
        known = " ".join(f"{p.text} {p.committee} {p.council}" for p in right.passages).lower()
        fresh = [b for b in PHRASES.data["bodies"] if b.lower().removeprefix("the ") not in known]
        if fresh:
            said = chosen.choice(fresh)
            said = said[0].upper() + said[1:] if one.start() == 0 else said
            return _with(right, text[: one.start()] + said + text[one.end() :])
    names = list(NAME.finditer(text))
    if not names:
        return None
    one, known = chosen.choice(names), " ".join(p.text for p in right.passages)
    for other in chosen.sample(list(others), min(12, len(others))):
        found = [m[0] for m in NAME.finditer(other.text) if m[0].split()[-1] not in known]
        found = [name for name in found if _titled(name) == _titled(one[0])]
        if found:
            return _with(right, text[: one.start()] + chosen.choice(found) + text[one.end() :])
    return None


def _titled(name: str) -> bool:
    return bool(re.match(r"(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Mayor)\b", name))


def _other_role(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Two names in each other's place."""
    text = right.sentence
    names = list(NAME.finditer(text))
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if a[0] != b[0]]
    if not pairs or "and" in text[pairs[0][0].end() : pairs[0][1].start()]:
        return None
    a, b = pairs[0]
    return _with(
        right, text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]
    )


def _negation(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Denied, or no longer denied, or told as its opposite."""
    text = right.sentence
    if found := DENIED.search(text):
        return _with(right, text[: found.start()] + " " + text[found.end() :])
    words = [
        (one, opposite) for one in re.finditer(r"\b[a-z]+\b", text)
        for opposite in _opposites_of(one[0])
    ]  # fmt: skip
    if words and chosen.random() < 0.5:
        one, other = chosen.choice(words)
        return _with(right, text[: one.start()] + other + text[one.end() :])
    helpers = list(HELPER.finditer(text))
    if not helpers:
        return None
    one = chosen.choice(helpers)
    return _with(right, f"{text[: one.end()]} not{text[one.end() :]}")


def _opposites_of(word: str) -> list[str]:
    """The opposites of a word that have its ending."""
    ending = word[-2:]
    for left, right in CUES.data["opposites"]:
        for some, others in ((left.split(), right.split()), (right.split(), left.split())):
            if word in some:
                return [one for one in others if one[-2:] == ending]
    return []


def _status(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """What was but proposed, recommended or to come, told as decided or done."""
    text = right.sentence
    if found := PROPOSED.search(text):
        said = PHRASES.data["decided_instead"]
        return _with(right, text[: found.start()] + chosen.choice(said) + text[found.end() :])
    if found := RECOMMENDED.search(text):
        return _with(right, f"{text[: found.start()]}{found['before']}agreed{text[found.end() :]}")
    if found := FUTURE.search(text):
        was = chosen.choice(("was", "has been"))
        return _with(right, f"{text[: found.start()]}{was} {text[found.end() :]}")
    return None


def _meeting(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Told of another meeting."""
    passage = right.passages[0]
    day, text = passage.meeting_date, right.sentence
    if not day or not re.match(r"(?:The|A|An|Members|Officers|In|On)\b", text):
        return None
    other = day + timedelta(days=chosen.choice((-400, -180, -90, -35, 35, 90, 180, 400)))
    when = f"{other.day} {MONTHS[other.month - 1]} {other.year}"
    if chosen.random() < 0.3:
        when = f"{MONTHS[other.month - 1]} {other.year}"
    if any(figures_in(when)[0].fits(one) for one in [*_held(right)]):
        return None
    opening = re.match(r"(?:In|On) (?:\d+ )?[A-Z][a-z]+ \d{4},?\s", text)
    rest = text[opening.end() :] if opening else text[0].lower() + text[1:]
    frame = "On" if when[0].isdigit() else "In"
    told = (
        "" if opening or "committee" in rest[:20] else chosen.choice(("", "it was reported that "))
    )
    return _with(right, f"{frame} {when} {told}{rest}")


def _merged(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """The beginning from one passage, and the end from another."""
    for other in chosen.sample(list(others), min(8, len(others))):
        for text in statements(other):
            halves, ends = HALF.search(right.sentence, 25), HALF.search(text, 25)
            begin = right.sentence[: halves.start()] if halves else right.sentence.rstrip(".")
            ending = text[ends.end() :] if ends else text[0].lower() + text[1:]
            if len(ending.split()) < 4 or _bears(right.passages[0], ending):
                continue
            joint = ends[0] if ends and halves else ", and "
            return replace(
                right, sentence=f"{begin}{joint}{ending}", passages=(*right.passages, other)
            )
    return None


def _bears(passage: CheckedPassage, words: str) -> bool:
    compared = Comparison(read(words), passage)
    return bool(compared.covered.mean() > 0.6) if len(compared.own) else True


def _invented(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """With a cause or more that the passage has not."""
    more = [one for one in PHRASES.data["inventions"] if not _bears(right.passages[0], one)]
    return _with(right, f"{right.sentence.rstrip('.')}{chosen.choice(more)}.") if more else None


def _deed(right: Example, others: Sequence[CheckedPassage], chosen: Random) -> Example | None:
    """Something that the passage speaks of, and what was not done to it: "The library was sold"."""
    passage = right.passages[0]
    things = [one["thing"] for one in THING.finditer(passage.text)]
    things = [one for one in things if read(one).units[0].weight >= 1]
    deeds = [one for one in PHRASES.data["deeds"] if not read(one).stems & passage.stems]
    if not things or not deeds:
        return None
    thing, times = chosen.choice(things), [one for one in _held(right) if one.is_of_time]
    told = chosen.choice(("were", "have been") if thing.endswith("s") else ("was", "has been"))
    told = chosen.choice((told, told, "will be"))
    when = ""
    if times and chosen.random() < 0.4:
        time = chosen.choice(times)
        when = f" {'on' if time.kind == 'day' else 'in'} {time.text.rstrip('.')}"
    said = f"The {thing} {told} {chosen.choice(deeds)}{when}."
    return replace(right, sentence=said, source="beside")


EDITS: dict[str, Edit] = {
    "number": _number,
    "swap": _swap,
    "date": _date,
    "name": _name,
    "role": _other_role,
    "negation": _negation,
    "status": _status,
    "meeting": _meeting,
    "merged": _merged,
    "invented": _invented,
    "deed": _deed,
    "name of the passage": other_of_passage,
    "number of the passage": number_of_passage,
    "scope": scope,
    "surer": surer,
    "undone": undone,
    "of another": of_another,
}
