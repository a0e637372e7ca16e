"""Where names of bodies stand in the text of a head, over line ends too.

The words stand in name_span.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
NOUN, LINKS = _PHRASES["noun"], _PHRASES["links"]
TOKEN = re.compile(
    r"\([^()\n]{1,60}\)|\n|['’][sS]\b|[^\W_](?:[\w.&/-]|['’](?![sS]\b))*[\w.]|[^\W_]|&|[^\s\w]"
)
SINGLE = ("Council", "Cabinet", "Executive")  # bodies of one word, also parts of other names
MAX_TOKENS, MAX_TAIL = 14, 8  # of a name before its noun, and behind
MAX_LINES = 3  # over which a name runs
INNER = re.compile(r"\([A-Z][a-z]+s?\)")  # within a name: "Licensing (Hearings) Sub-Committee"
MAX_WRAPPED = 4  # tokens of a name in small letters that may stand on its second line
RUN = 120  # characters behind a name in which it may be told that it is none


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    crossed: bool = False  # it runs on over a line end


def name_spans(text: str) -> list[Span]:
    """Where names stand, but for those that only begin a longer one on the same line."""
    spans = list(dict.fromkeys(_all_spans(text)))
    whole = [one for one in spans if not one.crossed]
    return [
        one for one in spans if not any(o.start <= one.start and one.end < o.end for o in whole)
    ]


def _all_spans(text: str) -> Iterator[Span]:
    tokens = list(TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        if not NOUN.fullmatch(token[0].strip(".")):
            continue
        end = tokens[_end(tokens, at)].end()
        behind = text[end : end + RUN]
        if _is_of_something_else(text, end) or (
            token[0] in SINGLE and _PHRASES["goes_on"].match(behind)
        ):
            continue
        if _PHRASES["of_people"].match(text[token.end() : end]):
            if token[0][0].isupper():
                yield Span(token.start(), end)  # without the place before it
            continue
        if token[0][0].islower():
            if (
                not token[0].endswith("s")
                and (start := _start_of_sentence_case(tokens, at)) is not None
            ):
                begins = tokens[start].start()
                yield Span(begins, end, "\n" in text[begins:end])
            continue
        for start, crossed in _starts(tokens, at):
            yield Span(tokens[start].start(), end, crossed)
    for match in _PHRASES["whole"].finditer(text):
        yield Span(match.start(), match.end(), "\n" in match[0])


def _is_of_something_else(text: str, end: int) -> bool:
    """Whether a name that ends there is only part of one that goes on: "Council Chamber"."""
    behind = text[end : end + RUN]
    if _PHRASES["place_of"].match(behind):
        return True
    line = text[text.rfind("\n", 0, end) + 1 : end]
    titled = not any(word[0].islower() and not LINKS.fullmatch(word) for word in line.split())
    ends_title = behind.startswith("\n") and titled
    return not ends_title and bool(_PHRASES["not_met"].match(behind))


def _end(tokens: Sequence[re.Match[str]], at: int) -> int:
    """The last token of a name whose noun stands at `at`: "Board of Selectmen"."""
    if _PHRASES["noun_first"].fullmatch(tokens[at][0]):
        breaks = _PHRASES["breaks"].fullmatch
        while (
            at + 1 < len(tokens)
            and tokens[at + 1][0][0].isupper()
            and not breaks(tokens[at + 1][0].lower())
        ):
            at += 1
        return at
    words = [token[0] for token in tokens[at + 1 : at + MAX_TAIL]]
    tail = _PHRASES["tail"].match(" ".join(words))
    taken = len(tail[0].split()) if tail else 0
    while taken < len(words) and tail and len(" ".join(words[:taken])) < len(tail[0].strip()):
        taken += 1
    while taken > 1 and tail and len(" ".join(words[: taken - 1])) >= len(tail[0].strip()):
        taken -= 1
    return at + taken


def _starts(tokens: Sequence[re.Match[str]], at: int) -> list[tuple[int, bool]]:
    """The tokens at which the name whose noun stands at `at` may begin, and whether it then runs
    over a line end."""
    result: list[tuple[int, bool]] = []
    start, lines = at, 1
    for i in range(at - 1, max(-1, at - MAX_TOKENS - 1), -1):
        word = tokens[i][0]
        if word == "\n":
            before = tokens[i - 1][0] if i else ""
            result.append((start, lines > 1))
            if lines == MAX_LINES or not _may_run_on(before) or _is_of_place(tokens, i):
                return result
            lines += 1
        elif not _may_be_in_name(tokens, i, at):
            break
        elif word[0].isalnum() and not word[0].islower() and not LINKS.fullmatch(word):
            start = i
    if start not in (begun for begun, _ in result):
        result.append((start, lines > 1))
    return result


def _is_of_place(tokens: Sequence[re.Match[str]], end: int) -> bool:
    """Whether the line that ends at a token names a place, "City of Larch", and no body."""
    start = next((i + 1 for i in range(end - 1, -1, -1) if tokens[i][0] == "\n"), 0)
    return bool(_PHRASES["place"].match(" ".join(token[0] for token in tokens[start:end])))


def _start_of_sentence_case(tokens: Sequence[re.Match[str]], at: int) -> int | None:
    """The token at which a name begins of which only the first word has a capital: "Adults and
    communities scrutiny committee". None where no such name ends at `at`."""
    for i in range(at - 1, max(-1, at - MAX_TOKENS - 1), -1):
        word = tokens[i][0]
        if word == "\n" and at - i <= MAX_WRAPPED:
            continue
        if not (word[0].isalpha() or word in ("&", ",")):
            return None
        low = word.lower()
        if word[0].isupper():
            return None if _PHRASES["breaks"].fullmatch(low) or NOUN.fullmatch(low) else i
        if low in ("the", "of") or _PHRASES["breaks"].fullmatch(low) or NOUN.fullmatch(low):
            return None
    return None


def _may_run_on(last_word: str) -> bool:
    """Whether the name on a line may have begun on the one before, which ends in `last_word`."""
    ends = last_word[:1].isalnum() or last_word in ("&", ",") or bool(INNER.fullmatch(last_word))
    return ends and not NOUN.fullmatch(last_word.strip("."))


def _may_be_in_name(tokens: Sequence[re.Match[str]], i: int, at: int) -> bool:
    word = tokens[i][0]
    low = word.lower().strip(".")
    before = tokens[i - 1][0] if i else ""
    if INNER.fullmatch(word):
        return before[:1].isupper()
    if _PHRASES["breaks"].fullmatch(low) or word.startswith("("):
        return False
    if low in ("'s", "’s"):  # "Children's Services Panel", but not "the Panel's"
        return before[:1].isupper() and not NOUN.fullmatch(before)
    if word == ",":
        behind = " ".join(token[0].lower() for token in tokens[i + 1 : at])
        return before[:1].isupper() and bool(re.search(r"\band\b|&", behind))
    if low == "of":
        return bool(_PHRASES["of_place"].fullmatch(before.lower()))
    if LINKS.fullmatch(low):
        return low != "the" and before[:1].isupper() and not NOUN.fullmatch(before)
    if NOUN.fullmatch(low):
        return bool(_PHRASES["inner"].fullmatch(low))
    return word[0].isupper() or (word[0].isdigit() and len(word) < 3)
