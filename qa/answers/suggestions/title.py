"""The title of an item: the subjects that it names, each as a sentence has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Set

from qa.answers.understanding.question import terms
from qa.library.stemming import stems
from qa.papers.dates import MONTH_IN_FULL
from qa.papers.text import mended
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__, month=MONTH_IN_FULL)
MAX_LENGTH, MAX_WORDS = 70, 10  # characters and words of a subject
MAX_TITLE_LENGTH = 300  # characters: what is longer is a paragraph rather than a title

# A title may begin with its number or that of a decision, which are no part of the subject.
NUMBER = re.compile(r"^(?:\d\d/\d{4,6}\b|\d{1,3}[.):]*\s|[^\w£€$]+)+")
# A title that is a number of a resolution or a report names nothing: "R2026-87", "CLSFS20-031".
CODE = re.compile(r"^[A-Za-z]{0,8}[\d./-]*\d[\w./-]*$")
# Dashes, colons and brackets divide a title into parts.
PARTS = re.compile(r"\s+[-–—]\s+|:\s+|\s*[\[\]]\s*|\s+&\s+(?=\.\.\.)")
# "(Item 7)": what stands in brackets is no part of the subject either.
ASIDE = re.compile(r"\s*\([^)]*\)?")
MARKUP = re.compile(r"[<>{}\\|@`*#$]")
LINK = re.compile(r"\s(?:for|in|on|with|to|from|at|by|across|within|against|of)\s")
YEARS = re.compile(r"\s+[\d/–-]+$")
WORD_RUN = re.compile(
    r"[^\W\d_][\w'-]*"
    r"(?: (?:and |& )?(?!(?:and|at|by|for|from|in|of|on|the|to|with)\b)[^\W\d_][\w'-]*)*",
    re.IGNORECASE,
)
# After a whole noun phrase comes a sign or one of these words.
NOUN_ENDS = (
    r"(?=[^\w\s]|\s(?:and|as|at|by|for|from|had|has|in|is|of|on|or|that|to|was|were|will|with)\b|$)"
)


def subjects(
    title: str | None, text: str = "", knows: Callable[[str], bool] = str.isupper
) -> list[str]:
    """The subjects that a `title` names, as a sentence has them, best first.

    None where the title would make no question. `text` shows how its words are spelt in sentences;
    a word that it does not show is taken for no name if one `knows` it.
    """
    found: list[str] = []
    text, title = mended(text), " ".join(mended(title or "").split())
    if len(title) > MAX_TITLE_LENGTH or MARKUP.search(title) or not title.isprintable():
        return found
    title = NUMBER.sub("", ASIDE.sub("", title))
    for part in PARTS.split(title):
        part = part.strip(" .,;:")
        named = PHRASES["tail"].sub("", PHRASES["lead"].sub("", part))
        words = named.split()
        no_subject = is_routine(part) or is_routine(named) or CODE.match(named)
        if no_subject or PHRASES["broken"].search(named):
            continue
        if len(named) > MAX_LENGTH or len(words) > MAX_WORDS:
            continue
        if len(words) > 1 or (named == part and len(named) > 3):
            found.append(_with_article(_spelt(named, text, knows), text))
    return found


def is_routine(title: str) -> bool:
    """Whether a title stands on many agendas, and names no subject by itself."""
    return bool(PHRASES["routine"].search(title))


def _spelt(title: str, text: str, knows: Callable[[str], bool]) -> str:
    """A title as a sentence has it: its words as `text` spells them, so that names keep theirs."""
    one_capital = title[1:] == title[1:].lower()

    def spelling(words: re.Match[str]) -> str:
        run = words[0]
        midway = _midway(re.escape(run), text)
        if midway:
            return Counter(midway).most_common(1)[0][0]
        if title.isupper():
            return run.lower()
        opening = run.split()[0]
        seen = _midway(re.escape(opening), text)
        known = 2 * seen.count(opening.lower()) > len(seen) or (not seen and knows(opening.lower()))
        if one_capital and not words.start() and known:
            return run[0].lower() + run[1:]
        return run

    return WORD_RUN.sub(spelling, title)


def _midway(words: str, text: str) -> list[str]:
    """How `words`, a pattern, are printed within sentences of `text`.

    There only names have capitals. Headings, which may be in capitals, do not count.
    """
    found = re.finditer(rf"(\b[a-z][\w'-]*,? )?\b((?i:{words}))\b", text)
    printed = [match[2] for match in found if match[1] or match[2][0].islower()]
    return [one for one in printed if words.isupper() or not one.isupper()]


def spelt(phrase: str, text: str) -> str:
    """A phrase as `text` prints it most, of one thing or of several, and as a sentence has it."""
    words = rf"{re.escape(phrase)}s?"
    printed = _midway(words, text) or re.findall(rf"\b{words}\b", text, re.IGNORECASE)
    return _with_article(Counter(printed or [phrase]).most_common(1)[0][0], text)


def _with_article(subject: str, text: str) -> str:
    """A subject with "the" before it, if `text` mostly has it so or such things are counted."""
    if subject.lower().startswith("the "):
        return f"the {subject[4:]}"
    whole = YEARS.sub("", subject)
    head = YEARS.sub("", LINK.split(subject, maxsplit=1)[0])
    called = re.findall(rf"(\bthe )?\b{re.escape(head)}\b{NOUN_ENDS}", text, re.IGNORECASE)
    heads = [whole, *(part for part in head.split(" and ") if part)]
    counted = any(one.split()[-1].lower() in PHRASES.words("counted") for one in heads)
    of = re.match(r"(?!\w+s\b)\w+ of\b", subject)
    one = not head.endswith("s") and 2 * sum(map(bool, called)) > len(called)
    return f"the {subject}" if counted or of or one else subject


def about(subject: str) -> frozenset[str]:
    """The stems of the words of `subject`, but for stop words and years."""
    return frozenset(stems(" ".join(terms(YEARS.sub("", subject)))))


def alike(a: Set[str], b: Set[str]) -> bool:
    """Whether two subjects, by their stems, are about the same."""
    return 2 * len(a & b) >= min(len(a), len(b))
