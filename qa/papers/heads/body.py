"""The body that met, among all bodies that a head names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.papers.dates import days_in
from qa.papers.heads.cues import cues_in
from qa.papers.heads.head import ITEM, HeadLines
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
NOUN, LINKS = _PHRASES["noun"], _PHRASES["links"]
TOKEN = re.compile(
    r"\([^()\n]{1,60}\)|\n|['’][sS]\b|[^\W_](?:[\w.&/-]|['’](?![sS]\b))*[\w.]|[^\W_]|&|[^\s\w]"
)
SINGLE = ("Council", "Cabinet", "Executive")  # bodies of one word, also parts of other names
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENDS_ON_LINK = re.compile(r"(?:,|\band|&|\bof|\bfor|\bthe)$", re.IGNORECASE)
MAX_TOKENS, MAX_TAIL = 14, 8  # of a name before its noun, and behind
OWN_NAME = re.compile(r"[^\d\s]\D* \D*")  # of a council: two words or more, without figures
MAX_WRAPPED = 4  # tokens of a name in small letters that may stand on its second line
RUN = 120  # characters before a name by which it is known
THEN_A_DAY = 28  # characters behind a name within which a day follows it
LONG_LINE = 60  # characters
MAX_TITLE_WORDS = 6  # of a line that may be the first of a name
# The meeting of a whole council, whatever it is called: "Full Council", "the Parish Council".
WHOLE_COUNCIL = "Council"


@dataclass(frozen=True, slots=True)
class BodyCandidate:
    """A name that may be that of the body that met, and what speaks for or against it."""

    name: str
    features: frozenset[str]

    @property
    def body(self) -> str:
        """The one name of the body, however a paper spells it: "Parks and Arts Committee" for
        "Parks & Arts Committee", "Council" for all of a council."""
        return one_name(in_ordinary_letters(self.name.replace("&", " and ")))


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name of a council or an authority, the index of its line, what stands before and after it
    there, whether it runs over a line end and what is then on its second line, and whether it is
    the end of a longer name too."""

    name: str
    line: int
    before: str
    after: str
    crossed: bool
    second_line: str
    longer: bool


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    crossed: bool = False  # it runs on over a line end


def one_name(name: str) -> str:
    """The one name of a body: that of all meetings of a whole council is "Council"."""
    return WHOLE_COUNCIL if is_council(name) else name


def is_council(name: str) -> bool:
    """Whether a name is that of a council, all of which meets."""
    return bool(_PHRASES["council"].search(name)) and not _PHRASES["no_council"].search(name)


def is_any_council(name: str) -> bool:
    """Whether a name says only that it is all of a council that meets: "Full Council"."""
    return bool(_PHRASES["any_council"].fullmatch(name.strip()))


def is_name(text: str) -> bool:
    """Whether a text names a body, rather than any: "Committee" alone does not."""
    return not _PHRASES["no_name"].fullmatch(text.strip())


def electors_meeting(lines: Sequence[str]) -> str | None:
    """The meeting of the electors that one of these lines names: it is of no council."""
    found = (_PHRASES["electors"].search(line) for line in lines)
    return next((one[0].title() for one in found if one), None)


def areas_named(head: HeadLines) -> Iterator[NameAt]:
    """The councils and authorities that a head names, in order, each by a name of its own."""
    spans = _spans(head.text)
    for one in spans:
        name = _name(head, one)
        if not _is_area(name) or is_any_council(name) or not OWN_NAME.fullmatch(name):
            continue
        i = head.line_at(one.start)
        before, after = head.text[head.starts[i] : one.start], head.after(one.end)
        longer = any(o.end == one.end and o.start < one.start for o in spans)
        second = head.text[one.start : one.end].partition("\n")[2]
        yield NameAt(name, i, before, after, one.crossed, second, longer)


def body_candidates(head: HeadLines, document: str) -> list[BodyCandidate]:
    """The bodies of a head, each with its features for a paper of that kind."""
    spans = [
        one for one in _spans(head.text) if not _PHRASES["no_name"].fullmatch(_name(head, one))
    ]
    names = [_name(head, one) for one in spans]
    above = [head.line_at(one.start) < head.first_item for one in spans]
    beside = [_beside(spans, names, above, n) for n in range(len(spans))]
    return [
        BodyCandidate(name, frozenset({*_features(head, one, name, n, document), *others}))
        for n, (one, name, others) in enumerate(zip(spans, names, beside, strict=True))
    ]


def _spans(text: str) -> list[_Span]:
    """Where names stand, but for those that only begin a longer one on the same line."""
    spans = list(dict.fromkeys(_all_spans(text)))
    whole = [one for one in spans if not one.crossed]
    return [
        one for one in spans if not any(o.start <= one.start and one.end < o.end for o in whole)
    ]


def _all_spans(text: str) -> Iterator[_Span]:
    tokens = list(TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        if not NOUN.fullmatch(token[0].strip(".")):
            continue
        end = tokens[_end(tokens, at)].end()
        behind = text[end : end + RUN]
        if _PHRASES["not_met"].match(behind) or (
            token[0] in SINGLE and _PHRASES["goes_on"].match(behind)
        ):
            continue
        if _PHRASES["of_people"].match(text[token.end() : end]):
            if token[0][0].isupper():
                yield _Span(token.start(), end)  # without the place before it
            continue
        if token[0][0].islower():
            if (
                not token[0].endswith("s")
                and (start := _start_of_sentence_case(tokens, at)) is not None
            ):
                begins = tokens[start].start()
                yield _Span(begins, end, "\n" in text[begins:end])
            continue
        for start, crossed in _starts(tokens, at):
            yield _Span(tokens[start].start(), end, crossed)
    for match in _PHRASES["whole"].finditer(text):
        yield _Span(match.start(), match.end(), "\n" in match[0])


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
    start, crossed = at, False
    for i in range(at - 1, max(-1, at - MAX_TOKENS - 1), -1):
        word = tokens[i][0]
        if word == "\n":
            before = tokens[i - 1][0] if i else ""
            result.append((start, crossed))
            if crossed or not _may_run_on(before):
                return result
            crossed = True
        elif not _may_be_in_name(tokens, i, at):
            break
        elif word[0].isalnum() and not word[0].islower() and not LINKS.fullmatch(word):
            start = i
    if (start, not crossed) not in result and (start, crossed) not in result:
        result.append((start, crossed))
    return result


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
    ends = last_word[:1].isalnum() or last_word in ("&", ",")
    return ends and not NOUN.fullmatch(last_word.strip("."))


def _may_be_in_name(tokens: Sequence[re.Match[str]], i: int, at: int) -> bool:
    word = tokens[i][0]
    low = word.lower().strip(".")
    before = tokens[i - 1][0] if i else ""
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


def _name(head: HeadLines, one: _Span) -> str:
    """A name in ordinary letters, without an article."""
    return in_ordinary_letters(head.text[one.start : one.end])


def in_ordinary_letters(text: str) -> str:
    """A name as it is written in a sentence, without an article: capitals are lowered."""
    text = re.sub(r"\s+", " ", text).strip(" .,:;-–—")
    text = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    if text.isupper():
        text = WORD.sub(_capital, text)
    small = _PHRASES.words("small")
    words = text.split()
    return " ".join(w.lower() if n and w.lower() in small else w for n, w in enumerate(words))


def _capital(word: re.Match[str]) -> str:
    return word[0].capitalize()


def _beside(
    spans: Sequence[_Span], names: Sequence[str], above: Sequence[bool], n: int
) -> set[str]:
    """What the other names of a head say of one of them. Those that are named within the items of
    business, and not `above` them, are no rivals of one that is."""
    one, name = spans[n], names[n]
    councils, areas = list(map(is_council, names)), list(map(_is_area, names))
    rivals = [i for i in range(len(names)) if above[i] or not above[n]]
    same_end = [other for other in spans if other.end == one.end]
    said = {
        "repeated": Counter(each.casefold() for each in names)[name.casefold()] > 1,
        "council": councils[n],
        "council, and others": councils[n] and not all(councils[i] for i in rivals),
        "area": areas[n],
        "area, and others": areas[n] and not all(areas[i] for i in rivals),
        "first council": councils[n] and not any(councils[:n]),
        "first that is no council": not councils[n] and all(councils[:n]),
        "longer there is": any(other.start < one.start for other in same_end),
        "shorter there is": any(other.start > one.start for other in same_end),
    }
    return {feature for feature, true in said.items() if true}


def _is_area(name: str) -> bool:
    """Whether a name is that of a council or of an authority, of which bodies may be part."""
    return is_council(name) or bool(_PHRASES["authority"].search(name))


def _features(head: HeadLines, one: _Span, name: str, order: int, document: str) -> set[str]:
    i = head.line_at(one.start)
    own, after = head.text[head.starts[i] : one.start], head.after(one.end)
    behind = head.text[one.end : one.end + 2 * THEN_A_DAY].replace("\n", " ")
    found = {f"line {min(i, 8)}", f"order {min(order, 4)}", f"words {min(len(name.split()), 5)}"}
    found.update(f"before {cue}" for cue in cues_in("before_body", own))
    found.update(f"run {cue}" for cue in cues_in("before_body", head.before(one.start, 1)[-RUN:]))
    found.update(f"after {cue}" for cue in cues_in("after_body", after))
    found.update(f"in {cue}" for cue in head.cues[i])
    found.update(f"above {cue}" for cue in head.cues[i - 1] if i)
    below = head.cues[i + 1] if i + 1 < len(head.cues) else frozenset()
    found.update(f"below {cue}" for cue in below)
    noun = NOUN.search(name)
    found.add(f"kind {noun[0].lower()}" if noun else "kind none")
    found.update(_over_lines(head, one, own, after))
    said = {
        "then a day": any(day.start < THEN_A_DAY for day in days_in(behind)),
        "alone": not own.strip() and not after.strip(" .,:"),
        "in item": bool(ITEM.match(head.lines[i])),
        "behind items": i >= head.first_item,
        "behind present": i >= head.first_present,
        "capitals": head.text[one.start : one.end].isupper(),
    }
    found.update(feature for feature, true in said.items() if true)
    by_document = {f for f in found if f.split()[0] in ("line", "before", "alone", "kind")}
    return found | {f"{document}: {feature}" for feature in by_document}


def _over_lines(head: HeadLines, one: _Span, own: str, after: str) -> set[str]:
    """Whether a name may begin on the line before its own, or does."""
    i = head.line_at(one.start)
    if not one.crossed:
        if own.strip() or not i:
            return set()
        above = head.lines[i - 1]
        bare = {"bare above"} if _is_bare(above) else set()
        return bare | {"link above" if ENDS_ON_LINK.search(above) else "begins line"}
    line_end = head.text.find("\n", one.start)
    first, second = head.text[one.start : line_end], head.text[line_end + 1 : one.end]
    said = {
        "crossed": True,
        "crossed from line start": not own.strip(),
        "crossed to noun alone": len(second.split()) == 1,
        "crossed on link": bool(ENDS_ON_LINK.search(first.strip())),
        "crossed to other capitals": first.isupper() != second.isupper(),
        "crossed from long line": len(head.lines[i]) > LONG_LINE,
        "crossed from bare line": not own.strip() and _is_bare(head.lines[i]),
        "crossed to line end": not after.strip(),
    }
    return {feature for feature, true in said.items() if true}


def _is_bare(line: str) -> bool:
    """Whether a line is a few words of a title and names no body: the name may go on below it."""
    words = line.split()
    titled = all(
        word[0].isupper() or LINKS.fullmatch(word.lower()) or word == "&" for word in words
    )
    return len(words) <= MAX_TITLE_WORDS and titled and not any(map(NOUN.fullmatch, words))
