"""Whether what a sentence tells as decided or done was but proposed, or of another meeting."""

from __future__ import annotations

from typing import Any

from qa.checking.acting import acted_by_another
from qa.checking.comparing import Comparison
from qa.checking.cues import PHRASES

TENTATIVE, DECIDED, WILL = PHRASES["tentative"], PHRASES["decided"], PHRASES["will"]
TOLD_AS_DECIDED, PROPOSAL_ENDS = PHRASES["told_as_decided"], PHRASES["proposal_ends"]
FEWEST = 3  # words of a clause that is judged by itself
CLAUSE = 0.6  # what a clause that is all behind a cue counts for
DOUBTFUL = 0.5  # from here on who acts is another than the sentence says
OPENING_TIME = PHRASES["opening_time"]
AS_OPEN = PHRASES["as_open"]


def tentative(compared: Comparison) -> float:
    """How much of what the sentence tells as done or decided is but proposed in the passage."""
    is_decision = _claims_decision(compared, DECIDED) and has_decision(compared)
    if is_decision and acted_by_another(compared) < DOUBTFUL:
        return 0.0
    return _governed(compared, TENTATIVE)


def _claims_decision(compared: Comparison, decided: Any) -> bool:
    """Whether the sentence tells that something was decided, by such words."""
    starts = {one.start() for one in decided.finditer(compared.sentence.lower)}
    return any(one.start in starts and not one.denied for one in compared.sentence.units)


def has_decision(compared: Comparison) -> bool:
    """Whether the passage has a word of a decision."""
    found = DECIDED.search(compared.passage.reading.lower)
    return found is not None or compared.passage.standing == "decided"


def is_proposal(compared: Comparison) -> float:
    """Whether the sentence tells a decision, or what will be, where the passage is a motion or the
    like that does not say so."""
    if compared.passage.standing not in ("proposed", "draft"):
        return 0.0
    words = {one[0] for one in TOLD_AS_DECIDED.finditer(compared.sentence.lower)}
    held = compared.passage.reading.lower
    is_to_be = WILL.search(compared.sentence.lower) and not WILL.search(held)
    return float(bool(is_to_be) or any(word not in held for word in words))


def decided_unlike(compared: Comparison) -> float:
    """Whether the sentence tells a decision of which the passage has no word."""
    return float(_claims_decision(compared, TOLD_AS_DECIDED) and not has_decision(compared))


def _governed(compared: Comparison, cue: Any) -> float:
    """The share of the sentence's words that stand behind a cue in their sentence of the passage,
    or in a list under one."""
    units = compared.held
    under = _under_cue(compared, cue)
    counts: dict[int, list[int]] = {}  # by clause: words that stand for others, and those behind
    own = compared.sentence.lower
    cues = [one.start() for some in (cue, AS_OPEN) for one in some.finditer(own)]
    clauses = {one.clause for one in compared.sentence.units if one.start in cues}
    for one, j in zip(compared.own, compared.aligned, strict=True):
        if j >= 0 and one.weight >= 1 and not one.is_name:
            spans = under.get(units[j].sentence, ())
            is_under = any(start <= units[j].start < end for start, end in spans)
            said = one.clause in clauses or any(at < one.start for at in cues)
            tally = counts.setdefault(one.clause, [0, 0])
            tally[0] += 1
            tally[1] += is_under and not said
    shares = [behind / all_of_it for all_of_it, behind in counts.values() if all_of_it >= FEWEST]
    whole = sum(all_of_it for all_of_it, _ in counts.values())
    share = sum(behind for _, behind in counts.values()) / whole if whole else 0.0
    return max([share, *(one * CLAUSE for one in shares)])


def _under_cue(compared: Comparison, cue: Any) -> dict[int, list[tuple[int, int]]]:
    """The numbers of the sentences of the passage that have a cue, each with what stands behind
    one, and of those that stand in a list under one."""
    reading = compared.passage.reading
    spans: dict[int, list[int]] = {}
    for one in reading.units:
        span = spans.setdefault(one.sentence, [one.start, one.end])
        span[1] = one.end
    found: dict[int, list[tuple[int, int]]] = {}
    leads = False
    for number, (start, end) in sorted(spans.items()):
        words = reading.text[start:end].lower()
        tail = reading.text[end : end + 2].strip()
        cues = [one.start() for one in cue.finditer(words)]
        if leads and not DECIDED.search(words):
            found[number] = [(start, end)]
        elif cues:
            found[number] = [(start + at, start + _scope(words, at)) for at in cues]
        if cues and (tail.startswith(":") or words.rstrip().endswith(("that", "to"))):
            leads = True
        elif DECIDED.search(words) or (not cues and tail.startswith((".", "?")) and leads):
            leads = False
    return found


def _scope(words: str, at: int) -> int:
    """Where what stands behind a cue of a sentence ends."""
    ends = PROPOSAL_ENDS.search(words, at)
    return ends.start() if ends else len(words)


def other_day(compared: Comparison) -> float:
    """Whether the sentence opens with a time that is not that of the meeting."""
    return float(opening_time_is_other(compared))


def opening_time_is_other(compared: Comparison) -> bool:
    """Whether a sentence tells what was done at a time at which this meeting was not."""
    met = compared.passage.met
    times = [one for one in compared.own if one.figure and one.figure.is_of_time]
    if not met or not times or not OPENING_TIME.match(compared.sentence.text):
        return False
    first = times[0]
    if first.start > 14 or first.figure is None or first.figure.fits(met):
        return False
    if isinstance(first.figure.value, tuple) and first.figure.value[0] is None:
        return False
    # A time that the paper gives whole is known to be meant; "in July" may be of any year.
    held = (one.figure for one in compared.passage.reading.figures)
    return not any(
        (one and one.fits(first.figure) and isinstance(one.value, tuple) and one.value[0])
        or (one and first.figure.fits(one) and isinstance(one.value, tuple) and one.value[0])
        for one in held
    )
