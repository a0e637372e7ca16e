"""A letter or an e-mail that was pasted where a question is typed: what it asks."""

from __future__ import annotations

import re

from qa.answers.understanding.question import MAX_QUESTION_LENGTH, carrying_words, is_follow_up
from qa.papers.text import sentences
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
MAX_LETTER_LENGTH = 5000  # characters of a letter that are read
MAX_QUESTIONS = 8  # of one letter
PARAGRAPH = re.compile(r"\n\s*\n")


def is_letter(text: str) -> bool:
    """Whether a text is longer than a question is read."""
    return len(" ".join(text.split())) > MAX_QUESTION_LENGTH


def questions_in(letter: str) -> tuple[str, ...]:
    """What a letter asks, in its own words and order; nothing where it asks nothing.

    A question that leans on what was written before ("When will it be mended?") is given with the
    sentence before it.
    """
    found: list[str] = []
    for paragraph in PARAGRAPH.split(letter[:MAX_LETTER_LENGTH]):
        before = ""
        for sentence in _sentences(paragraph):
            if _asks(sentence):
                leaning = is_follow_up(sentence) or carrying_words(sentence) <= 1
                whole = f"{before} {sentence}".strip() if leaning else sentence
                found.append(whole if len(whole) <= MAX_QUESTION_LENGTH else sentence)
            before = sentence
    short = [" ".join(one[:MAX_QUESTION_LENGTH].split()) for one in found]
    return tuple(dict.fromkeys(short))[:MAX_QUESTIONS]


def question_and_note(text: str) -> tuple[str, str]:
    """The question to answer in `text`, and a note that says how a letter was read; else empty."""
    if not is_letter(text):
        return text, ""
    questions = questions_in(text)
    if not questions:
        return text, (
            f"Only the first {MAX_QUESTION_LENGTH} characters were read, as no question was found. "
            "Ask in a sentence of your own."
        )
    first, *others = questions
    if others:
        return first, (
            f"Your letter asks {len(questions)} things. This answers the first, “{first}” "
            "Ask the others one by one."
        )
    return first, f"Read as the question in your letter: “{first}”"


def _sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, whose lines may have been broken where a page ended."""
    text = " ".join(paragraph.split())
    return [text[start:end].strip() for start, end in sentences(text)]


def _asks(sentence: str) -> bool:
    """Whether a sentence asks something that a paper could answer."""
    if PHRASES["courtesy"].search(sentence) or not carrying_words(sentence):
        return False
    if sentence.rstrip("\"'”’)").endswith("?"):
        return True
    return bool(PHRASES["asks"].search(sentence)) and not PHRASES["announces"].search(sentence)
