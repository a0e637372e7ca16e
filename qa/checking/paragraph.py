"""A text against the papers of a library: each of its sentences borne out, not, or not found.

The passages that a sentence is compared with are those that the library's own search finds for it,
or those that the caller refers to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.answers.citation import Citation
from qa.answers.search.context import context_for
from qa.answers.search.search import search
from qa.answers.understanding.question import parse_question
from qa.checking.check import MAX_SENTENCE, check
from qa.checking.passage import CheckedPassage
from qa.checking.registered import as_told, tells_decision, told_otherwise
from qa.errors import InputRefused
from qa.library.library import Library, consistent
from qa.library.records import Entry, StoredPassage
from qa.library.reference import Reference
from qa.papers.register import Resolution
from qa.papers.text import sentences, sound

Finding = Literal["borne out", "not borne out", "not found"]
MAX_TEXT = 8_000  # characters of a text
MAX_SENTENCES = 40  # of a text; each is searched for
SEARCHED = 8  # passages that a sentence is compared with
WORD_FOR_WORD = 1.0  # certainty of what a passage has so
NEAR = 0.25  # certainty below which no passage speaks of the matter
NOTHING = "The papers that were searched do not speak of it."
GONE = "No paper in the library has the words of one of these references now."


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence, what was found of it, and why. `citation` is the passage that bears it out, or
    else the one that is nearest to it; None where there is none."""

    sentence: str
    finding: Finding
    why: str
    citation: Citation | None = None

    @property
    def borne_out(self) -> bool:
        """Whether a passage bears it out."""
        return self.finding == "borne out"


def sentences_of(text: str) -> list[str]:
    """The sentences of a text. Raises `InputRefused` where it is empty or too long."""
    text = sound(text)
    if len(text) > MAX_TEXT:
        raise InputRefused(f"This is longer than {MAX_TEXT:,} characters. Check it in parts.")
    found = [" ".join(text[start:end].split()) for start, end in sentences(text)]
    found = [one for one in found if any(char.isalnum() for char in one)]
    if not found:
        raise InputRefused("There is nothing to check. Give a sentence in words.")
    if len(found) > MAX_SENTENCES:
        raise InputRefused(f"These are more than {MAX_SENTENCES} sentences. Check them in parts.")
    return found


def check_text(text: str, library: Library) -> list[Checked]:
    """What the papers of `library` say of each sentence of `text`. Raises `InputRefused`."""
    return [check_against_library(one, library) for one in sentences_of(text)]


@consistent
def check_against_library(sentence: str, library: Library) -> Checked:
    """What the passages say that the library finds for a sentence."""
    question = parse_question(sentence[:MAX_SENTENCE])
    hits = search(context_for(question, library, top=SEARCHED)).hits
    return _checked(sentence, [hit.stored for hit in hits], library)


@consistent
def check_references(sentence: str, references: Sequence[Reference], library: Library) -> Checked:
    """What the passages of `references` say of a sentence. Raises `InputRefused` where one is
    no longer there."""
    found = [library.store.passages.find(one) for one in references]
    stored = [one for one in found if one is not None]
    if len(stored) < len(found):
        raise InputRefused(GONE)
    return _checked(sentence, stored, library)


def _checked(sentence: str, stored: Sequence[StoredPassage], library: Library) -> Checked:
    verdict = check(sentence, [CheckedPassage.of_stored(one) for one in stored])
    if verdict.nearest is None:
        return Checked(sentence, "not found", NOTHING if not stored else verdict.why)
    one = stored[verdict.nearest]
    # What a passage says word for word, it says, however its decision was read.
    if tells_decision(sentence) and verdict.certainty < WORD_FOR_WORD:
        entries = library.store.registers.resolutions([each.id for each in stored])
        if not verdict.borne_out:
            if found := _as_entered(sentence, entries):
                return found
        elif why := _otherwise(sentence, one, entries):
            return Checked(sentence, "not borne out", why, Citation.of(one, 1, NEAR))
    if not verdict.borne_out and verdict.certainty < NEAR:
        return Checked(sentence, "not found", NOTHING)
    finding: Finding = "borne out" if verdict.borne_out else "not borne out"
    return Checked(sentence, finding, verdict.why, Citation.of(one, 1, verdict.certainty))


def _otherwise(
    sentence: str, stored: StoredPassage, entries: Sequence[Entry[Resolution]]
) -> str | None:
    """What the entries that stand in a passage have otherwise than a sentence."""
    own = [one for one in entries if stored.id in {part.id for part in one.passages.values()}]
    return told_otherwise(sentence, own, stored.passage.text)


def _as_entered(sentence: str, entries: Sequence[Entry[Resolution]]) -> Checked | None:
    """A sentence that an entry of the register bears out, whose vote or mover stands apart from
    what was decided."""
    told = [(one, words) for one in entries if (words := as_told(sentence, one))]
    verdict = check(sentence, [words for _, words in told])
    if not verdict.borne_out or verdict.nearest is None:
        return None
    entry = told[verdict.nearest][0]
    stored = entry.passages[entry.record.words[0].passage]
    return Checked(sentence, "borne out", verdict.why, Citation.of(stored, 1, verdict.certainty))
