"""The body that met, among all bodies that a head names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qa.papers.dates import days_in
from qa.papers.heads.body_name import in_ordinary_letters, is_area, is_council, is_name, one_name
from qa.papers.heads.cues import cues_in
from qa.papers.heads.head import ITEM, HeadLines
from qa.papers.heads.name_span import LINKS, NOUN, Span, name_spans

ENDS_ON_LINK = re.compile(r"(?:,|\band|&|\bof|\bfor|\bthe)$", re.IGNORECASE)
RUN = 120  # characters before a name by which it is known
THEN_A_DAY = 28  # characters behind a name within which a day follows it
LONG_LINE = 60  # characters
MAX_TITLE_WORDS = 6  # of a line that may be the first of a name


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


def body_candidates(head: HeadLines, document: str) -> list[BodyCandidate]:
    """The bodies of a head, each with its features for a paper of that kind."""
    named = [
        (one, in_ordinary_letters(head.text[one.start : one.end])) for one in name_spans(head.text)
    ]
    spans = [one for one, name in named if is_name(name)]
    names = [name for _, name in named if is_name(name)]
    above = [head.line_at(one.start) < head.first_item for one in spans]
    beside = [_beside(spans, names, above, n) for n in range(len(spans))]
    return [
        BodyCandidate(name, frozenset({*_features(head, one, name, n, document), *others}))
        for n, (one, name, others) in enumerate(zip(spans, names, beside, strict=True))
    ]


def _beside(spans: Sequence[Span], names: Sequence[str], above: Sequence[bool], n: int) -> set[str]:
    """What the other names of a head say of one of them. Those that are named within the items of
    business, and not `above` them, are no rivals of one that is."""
    one, name = spans[n], names[n]
    councils, areas = list(map(is_council, names)), list(map(is_area, names))
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


def _features(head: HeadLines, one: Span, name: str, order: int, document: str) -> set[str]:
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


def _over_lines(head: HeadLines, one: Span, own: str, after: str) -> set[str]:
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
