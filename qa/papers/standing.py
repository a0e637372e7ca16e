"""What words are worth: resolved, proposed, merely recorded, a formal answer.

The phrases stand in standing.toml. In minutes a resolution opens with a phrase that decides, and
goes on over the list under it; a motion or amendment is only proposed, whatever it says, until a
result is printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.papers.paper import Passage, Standing
from qa.papers.register import Outcome, Resolution
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
DECIDED = _PHRASES["decided"]
AGREED = _PHRASES["agreed_in_a_sentence"]
OPINION = _PHRASES["opinion"]
RESULT = _PHRASES["result"]
AGREED_ALONE = _PHRASES["agreed_alone"]
LOST = _PHRASES["lost"]
TO_THE_VOTE = _PHRASES["to_the_vote"]
VOTE_COUNT = _PHRASES["vote_count"]
MOVED = _PHRASES["moved"]
CARRIED_AS_MOVED = _PHRASES["carried_as_moved"]
CARRIED_BELOW = _PHRASES["carried_below"]
FOLLOWING = _PHRASES["following"]
BODY_ALONE = _PHRASES["body_alone"]
LISTED_VERB = _PHRASES["listed_verb"]
RECOMMENDATION_HEADING = _PHRASES["recommendation_heading"]
NAMED_BODY = _PHRASES["named_body"]
OFFICERS_LABEL, AFTER_OFFICERS = _PHRASES["officers_label"], _PHRASES["after_officers"]
DECISION_LABEL = _PHRASES["decision_label"]
NEXT_LABEL = _PHRASES["next_label"]

# A piece of minutes in which a sentence tells a decision is decided if it has at most these words.
MAX_DECISION_WORDS = 70
# A passage is decided if so much of it is words of the register that were decided.
MOSTLY_DECIDED = 0.5
OUTCOMES_DECIDED: tuple[Outcome, ...] = ("unanimous", "carried", "agreed", "deferred", "noted")
MARKED_OR_SMALL = re.compile(r"^(?:[•\uf0b7\-–]|\(?[a-zivx]{1,4}[).]|\(\d{1,2}\)|[a-z“\"])")
# "RESOLVED –", "agreed:-", "RESOLVED/-"
LEADS_ON = re.compile(r"(?:[:;,/]\s?[-–—]?|\s[-–—]|\band|\bor)$")


def standing_in_decision(text: str, before: Standing) -> Standing:
    """The standing of a piece of a record of decision that stands under one worth `before`."""
    if DECISION_LABEL.match(text):
        return "decided"
    return "recorded" if NEXT_LABEL.match(text) else before


def is_of_another_body(text: str, committee: str | None) -> bool:
    """Whether the minutes of a `committee` report what the council or the cabinet decided."""
    named = NAMED_BODY.search(text)
    own = (committee or "").casefold()
    if not named or not own or "council" in own:
        return False
    return named["body"].casefold() not in own


def is_opinion(text: str) -> bool:
    """Whether words say what was agreed to be so, and not what was agreed to be done."""
    return "greed" in text and OPINION.search(text) is not None


def _agrees(text: str) -> bool:
    return AGREED.search(text) is not None and not is_opinion(text)


def standings_in_minutes(
    texts: Sequence[str],
    indents: Sequence[float],
    is_heading: Sequence[bool],
    committee: str | None = None,
) -> list[Standing]:
    """The standing of each piece of one item's minutes.

    `indents` are left edges in points. A resolution ends at a heading. What the council decided is
    no decision of the `committee` that met.
    """
    standings: list[Standing] = ["recorded"] * len(texts)
    running: Standing = "recorded"  # what the next piece is worth if it goes on with this one
    edge = 0.0  # the left edge of the piece that the next one may go on with
    carried_below = -1  # the index of a piece that is resolved, whatever its words
    advised = officers_words(texts, is_heading)
    for i, text in enumerate(texts):
        if i in advised:
            standings[i], running = "proposed", "recorded"
            continue
        result = RESULT.match(text.strip())
        below = texts[i + 1] if i + 1 < len(texts) else ""
        if BODY_ALONE.match(text.strip()) and LISTED_VERB.match(below):
            running, edge = "decided", min(indents[i], indents[i + 1] - 7)
            standings[i] = "decided"
            continue
        if is_heading[i] or is_of_another_body(text, committee):
            running = "recorded"
        elif (DECIDED.match(text) and not is_opinion(text)) or i == carried_below:
            running, edge = "decided", indents[i]
            standings[i] = "decided"
            continue
        elif result:
            standings[i] = "recorded" if LOST.fullmatch(result["fate"]) else "decided"
            running = "recorded"
            continue
        elif _agrees(text) and len(text.split()) <= MAX_DECISION_WORDS:
            standings[i] = "decided"
            continue
        elif MOVED.search(text):
            carried = bool(CARRIED_AS_MOVED.search(text))
            running = "proposed" if FOLLOWING.search(text) and not carried else "recorded"
            edge = indents[i]
            standings[i] = "decided" if carried else "proposed"
            carried_below = i + 1 if carried and CARRIED_BELOW.search(text) else -1
            continue
        if running != "recorded" and _goes_on(texts[i - 1], text, indents[i], edge):
            standings[i] = running
        else:
            running = "recorded"
    return standings


def officers_words(texts: Sequence[str], is_heading: Sequence[bool]) -> set[int]:
    """Which pieces of one item's minutes are what officers recommended: those under the label that
    says so, as far as they begin with "That" or go on with a list."""
    found, under = set[int](), False
    for i, text in enumerate(texts):
        labelled = bool(OFFICERS_LABEL.match(text.strip())) and not MOVED.search(text)
        ends = is_heading[i] or AFTER_OFFICERS.match(text.strip()) or MOVED.search(text)
        first = i - 1 in found and OFFICERS_LABEL.fullmatch(texts[i - 1].strip()) is not None
        goes_on = first or MARKED_OR_SMALL.match(text.strip()) or text.startswith(("That ", "To "))
        under = labelled or bool(under and not ends and goes_on)
        if under:
            found.add(i)
    return found


def with_decided(found: Sequence[Passage], entries: Sequence[Resolution]) -> Iterator[Passage]:
    """The passages, of which those are decided that the register's decisions mostly make up, with
    who moved them and how they ended.

    The register reads what follows a motion, and forms of minutes that no phrase here knows:
    "R2025-41 A. Oak, B. Elm: That the rate be set. Carried". What is told as moved is decided too
    where its result stands further down, but not where an amendment of its item was carried: then
    these words are not the ones that were.
    """
    amended = {
        _place(found[words.passage])
        for entry in entries
        if entry.kind == "amendment" and entry.outcome in OUTCOMES_DECIDED
        for words in entry.words
    }
    own = defaultdict[int, set[int]](set)  # places of letters, by passage
    for entry in entries:
        is_put_off = entry.kind == "motion" and entry.outcome == "deferred"
        if entry.kind in ("amendment", "actions") or is_put_off:
            continue
        if entry.outcome in OUTCOMES_DECIDED:
            holds = {words.passage for words in entry.words}
            for words in (*entry.words, *(how for how in entry.how if how.passage in holds)):
                own[words.passage].update(range(words.start, words.end))
    for i, passage in enumerate(found):
        letters = [n for n, letter in enumerate(passage.text) if not letter.isspace()]
        share = sum(n in own[i] for n in letters) if i in own else 0
        is_put = passage.standing == "proposed" and _place(passage) not in amended
        if (passage.standing == "recorded" or is_put) and share > MOSTLY_DECIDED * len(letters):
            passage = replace(passage, standing="decided")
        yield passage


def _place(passage: Passage) -> tuple[object, ...]:
    """The meeting and the item that a passage is of."""
    return passage.meeting.date, passage.section, passage.item


def _goes_on(before: str, text: str, indent: float, edge: float) -> bool:
    """Whether a piece still belongs to the resolution or motion begun above it."""
    if TO_THE_VOTE.search(text) or VOTE_COUNT.match(text):
        return False
    if indent > edge + 6 or LEADS_ON.search(before.rstrip()):
        return True
    return bool(MARKED_OR_SMALL.match(text.strip()))
