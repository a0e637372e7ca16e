"""The sentences in what a model writes, each as soon as it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import from_json

from qa.writing.failure import WriterFailed
from qa.writing.prompt import MAX_SENTENCES

MAX_TEXT = 32_000  # characters that are written in all, thoughts included
THOUGHT, THOUGHT_ENDS = "<think>", "</think>"
FORM = "What it wrote has another form than it was asked for."


class Sentence(BaseModel, extra="forbid", strict=True):
    """A sentence as a model gives it, with the number of the passage that it says it is from."""

    text: str
    passage: int


class Sentences(BaseModel, extra="forbid", strict=True):
    """All that a model gives."""

    sentences: list[Sentence] = Field(max_length=MAX_SENTENCES)


def sentences_in(pieces: Iterable[str]) -> Iterator[Sentence]:
    """The sentences in a text that comes in pieces, each as soon as it is whole.

    Raises `WriterFailed` where the text has another form than was asked for, maybe only at its end.
    """
    text, given = "", 0
    for piece in pieces:
        text += piece
        if len(text) > MAX_TEXT:
            raise WriterFailed("It wrote at too great a length.")
        if any(sign in piece for sign in "}],"):
            found = _whole_so_far(without_thoughts(text))
            yield from found[given:]
            given = max(given, len(found))
    yield from _all(without_thoughts(text))[given:]


def without_thoughts(text: str) -> str:
    """What a model wrote after it thought. Some templates begin the thought themselves."""
    text = text.lstrip()
    while not text.startswith("{") and THOUGHT_ENDS in text:
        text = text.partition(THOUGHT_ENDS)[2].lstrip()
    return "" if text.startswith(THOUGHT) else text


def _whole_so_far(text: str) -> list[Sentence]:
    """The sentences that are whole in the beginning of a text."""
    if not text.startswith("{"):
        return []
    try:
        told = from_json(text, allow_partial=True)
    except ValueError as error:
        raise WriterFailed(FORM) from error
    items = told.get("sentences")
    if not isinstance(items, list):
        return []  # not there yet, or wrong, which is seen at the end
    if len(items) > MAX_SENTENCES:
        raise WriterFailed("It wrote more than it was asked for.")
    # A number at the very end may go on; a text that is not closed is left out of its item.
    is_closed = text.rstrip().endswith(("}", "]", ","))
    try:
        whole = [Sentence.model_validate(one) for one in items[:-1]]
    except ValidationError as error:
        raise WriterFailed(FORM) from error
    if items and is_closed:
        try:
            whole.append(Sentence.model_validate(items[-1]))
        except ValidationError:
            return whole
    return whole


def _all(text: str) -> list[Sentence]:
    try:
        return Sentences.model_validate_json(text).sentences
    except ValidationError as error:
        raise WriterFailed(FORM) from error
