"""A question as it is searched: its terms, its names, its preference, and what sort it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qa.answers.understanding.leaning import leans
from qa.answers.understanding.period import names_a_time, without_time
from qa.answers.understanding.preference import (
    Preference,
    preference_of,
    without_councils,
    without_limits,
)
from qa.answers.understanding.synonyms import is_known, other_names
from qa.library.stemming import stems
from qa.papers.names import other_spellings
from qa.papers.text import mended, unaccented
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_QUESTION_LENGTH = 500  # characters of a question that are read
STOP_WORDS = PHRASES.words("stop_words")
WORD = re.compile(r"[a-z0-9£€$%&]+(?:['’.-][a-z0-9]+)*")
TOKEN = re.compile(r"[A-Za-z0-9£€$][A-Za-z0-9'&]*")
TITLE_CASE = 0.6  # of the words: if so many begin with a capital, capitals show no names
MIN_NAME_LENGTH = 3  # characters
MAX_CORRECTION = 6  # words that carry a subject; a longer question stands alone


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched."""

    text: str
    """The question, completed from the one before it if it is a follow-up."""
    own: str
    """What was asked now, of which `text` may be a completion."""
    subject: str
    """What it is about: the text without "what happened to …"."""
    terms: tuple[str, ...]
    """The words of the subject that carry it."""
    names: tuple[str, ...]
    """Other names of what the subject speaks of."""
    named: tuple[str, ...]
    """Words that name something: people, places, roads, numbers."""
    preference: Preference
    story: bool
    """Whether it asks for what happened over time."""
    listed: bool = False
    """Whether it asks for all there are of something."""

    @property
    def asks_for_questions(self) -> bool:
        """Whether it asks what was asked, rather than what was replied."""
        return bool(PHRASES["asks_for_questions"].search(self.text))


def parse_question(
    question: str,
    previous: str | None = None,
    committees: Sequence[str] = (),
    councils: Sequence[str] = (),
    *,
    joined: bool | None = None,
) -> Question:
    """What a question asks; one that is a follow-up is completed from the `previous` one.

    `committees` and `councils` are those that the library has papers of. `joined` says whether it
    is a follow-up where the person said so.
    """
    own = text = " ".join(question[:MAX_QUESTION_LENGTH].split())
    if previous and (is_follow_up(own) if joined is None else joined):
        text = _completed(" ".join(previous[:MAX_QUESTION_LENGTH].split()), own)
    searched = without_limits(text)
    subject = PHRASES["request"].sub(" ", PHRASES["story_words"].sub(" ", searched))
    subject = " ".join(subject.split())
    if not any(word not in STOP_WORDS for word in terms(subject)):
        subject = searched
    preference = preference_of(text, committees, councils)
    # Among papers of several councils, one that is named is preferred, and no part of the matter.
    apart = without_councils(subject, sorted(preference.councils))
    if any(word not in STOP_WORDS for word in terms(apart)):
        subject = apart
    asks_for_story = PHRASES["story_words"].search(own) or PHRASES["story"].search(own)
    return Question(
        text=text,
        own=own,
        subject=subject,
        terms=tuple(dict.fromkeys(terms(subject))),
        names=(*other_names(mended(subject)), *other_spellings(subject)),
        named=tuple(_named(text)),
        preference=preference,
        story=bool(asks_for_story),
        listed=bool(PHRASES["listed"].search(own)),
    )


def _completed(previous: str, own: str) -> str:
    """The previous question and what is asked now, in which a new time replaces the old one.

    "How close was the vote in February?" and "no, the March one" ask about March.
    """
    asked = PHRASES["correction"].sub("", own) or own
    if names_a_time(own):
        return f"{without_time(previous).rstrip(' ?.!,')}, {asked}"
    return f"{previous} {asked}"


def terms(text: str) -> list[str]:
    """The words of `text` that carry a subject; all of its words if none does."""
    words = WORD.findall(unaccented(text).lower())
    return [w.removesuffix("'s") for w in words if not is_stop_word(w)] or words


def is_stop_word(word: str) -> bool:
    """Whether `word`, in lower case, says nothing of what a question is about."""
    whole = word.removesuffix("'s")
    return (
        whole in STOP_WORDS
        or bool(PHRASES["shortened"].fullmatch(word))
        or (len(whole) < 2 and word.isalpha())
    )


@cache
def dealing_stems() -> frozenset[str]:
    """The stems of words that say how a matter was dealt with, and not what the matter is."""
    return frozenset(stems(" ".join(PHRASES.words("dealing"))))


def is_follow_up(question: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    if PHRASES["correction"].match(question):
        return carrying_words(question) <= MAX_CORRECTION
    return leans(question, carrying_words(question))


def carrying_words(question: str) -> int:
    """The number of words of a question that carry its subject."""
    return sum(word not in STOP_WORDS for word in terms(question))


def _named(question: str) -> list[str]:
    """The words of a question that name something: with a capital, or with figures in them."""
    text = unaccented(without_time(question))
    words = list(TOKEN.finditer(text))
    capitals = sum(word[0][0].isupper() for word in words)
    if capitals > TITLE_CASE * len(words):
        return []
    names = []
    for word in words:
        name = word[0].removesuffix("'s")
        if len(name) < MIN_NAME_LENGTH or _is_common(name.lower()):
            continue
        begins_sentence = not re.search(r"[\w,;:'\"’)-]\s*$", text[: word.start()])
        has_figure = any(char.isdigit() for char in name)
        if has_figure or (name[0].isupper() and not begins_sentence):
            names.append(name)
    return list(dict.fromkeys(names))


def _is_common(word: str) -> bool:
    """Whether a word names nothing that a passage must have, even if it has a capital."""
    return is_stop_word(word) or word in PHRASES.words("titles") or is_known(word)
