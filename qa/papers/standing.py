"""What words are worth: resolved, proposed, merely recorded, a formal answer.

The phrases are data. In minutes a resolution opens with one of DECIDED and runs on over the list
under it; a motion or amendment is only proposed, whatever it says, until a result is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.papers.paper import Standing

# How a resolution opens.
DECIDED = re.compile(
    r"^(?:\(?\w{1,3}[).]\s*)?(?:"
    r"(?:it was )?(?:unanimously )?resolved\b"  # "RESOLVED that …", "It was resolved …"
    r"|resolution\s*:"
    r"|decision\s*:"  # Scottish and Welsh minutes
    r"|(?:the )?(?:committee|cabinet|council|panel|board|members|sub-committee)(?: unanimously)?"
    r" (?:resolved|agreed|approved|decided|noted|supported|endorsed|unanimously agreed"
    r"|notes|agrees|recommend(?:s|ed) that|makes? the following recommendations?)\b"
    r"(?! (?:with|by)\b)"
    r"|agreed(?: unanimously)?(?:\s*[:.]|\s*$|\s+(?:that|to)\b)"  # "Agreed unanimously."
    r"|that (?:the )?(?:committee|cabinet|council|panel|board)\s*:"  # resolution without the word
    r"|it was (?:unanimously )?(?:agreed|decided)\b"
    r")",
    re.IGNORECASE,
)
# A decision told in a sentence of running minutes ("It was agreed to pay £25 a year").
AGREED = re.compile(
    r"(?:^|[.;:–-]\s)(?:it was|was|the \w+|members|all)?\s*(?:unanimously |also |further )?"
    r"(?:agreed|resolved|decided)(?: unanimously)?\s+(?:to|that)\b",
    re.IGNORECASE,
)
SHORT = 70  # words: a paragraph of minutes no longer than this is its decision
# A result in the words of a vote. The group says what became of it.
RESULT = re.compile(
    r"^(?:\(?\w{1,3}[).]\s*)?(?:the )?(?:amended |substantive |original )*"
    r"(?:amendment|motion|recommendation|proposal)s?(?: \w+){0,4} (?:was |were )?"
    r"(?P<fate>carried|agreed|approved|passed|lost|fell|defeated|rejected|withdrawn|not carried)\b"
    r"(?: unanimously)?\.?$",
    re.IGNORECASE,
)
# The result of a vote in a word, under its counts: "Agreed."
AGREED_ALONE = re.compile(r"^(?:agreed|carried)(?: unanimously)?\.?$", re.IGNORECASE)
LOST = ("lost", "fell", "defeated", "rejected", "withdrawn", "not carried")
# What leads up to a vote.
TO_THE_VOTE = re.compile(r"\bto (?:the|a) vote\b|\bvoting was as follows\b|\brecorded vote\b", re.I)
VOTE_COUNT = re.compile(r"^(?:for|against|abstain(?:ed|ing|tions?)?)\s*[:(]?\s*\d+\)?", re.I)
# "Councillor A proposed and Councillor B seconded …": the preamble of a resolution, or a motion.
MOVED = re.compile(
    r"\b(?:proposed|moved)\b.{0,150}\bseconded\b|\bproposed by\b.{0,80}\bseconded by\b", re.I | re.S
)
CARRIED_AS_MOVED = re.compile(
    r"\b(?:which|and) (?:were|was) (?:agreed|approved|carried)\b|\bresolved\b"
    r"|\b(?:agreed|carried|approved) (?:unanimously|by \d+ votes?)\b"
    r"|\bvote.{0,40}\b(?:carried|agreed)\b",
    re.IGNORECASE,
)
FOLLOWING = re.compile(r"\b(?:following|below|as follows|that)\b.{0,120}:?$|[:“\"]$", re.I | re.S)
# "The recommendations below were proposed … and carried unanimously.": what stands below it is
# resolved, whatever its words.
CARRIED_BELOW = re.compile(r"\b(?:recommendations?|motion) (?:below|as follows)\b", re.IGNORECASE)
# A resolution of which only this stands before its list, at times in bold: "The Committee".
BODY = re.compile(
    r"^(?:that )?(?:the )?(?:committee|cabinet|council|panel|board|sub-committee)\s*:?$", re.I
)
LISTED_VERB = re.compile(
    r"^(?:[•\uf0b7\-–]|\(?[a-zivx\d]{1,4}[).])\s*(?:notes?|agrees?|approves?|recommends?|endorses?"
    r"|supports?|requests?|asks?|adopts?|receives?|welcomes?)\b",
    re.IGNORECASE,
)
# Under these headings a report proposes.
RECOMMENDATION_HEADING = re.compile(
    r"^(?:\d[\d.]*\s*)?(?:(?:officer'?s?|proposed|key|summary of) )?recommend(?:ation|ed)", re.I
)

# In a record of decision (the form that the regulations of 2012 on executive decisions ask for),
# what was decided stands under its label, up to the next label.
DECISION_LABEL = re.compile(r"^(?:the )?decisions?(?: made| taken| agreed)?\s*(?::|\n|$)", re.I)
NEXT_LABEL = re.compile(
    r"^(?:\d[\d.]*\s*)?(?:reasons?|background|financial|legal|(?:any |other )?alternative|any "
    r"|other options|consultation|cabinet committee|conflicts?|declarations?|dispensation"
    r"|sign(?:ed|ature)|date|for publication|(?:electoral )?(?:wards?|divisions?)|key decision"
    r"|subject|appendi)",
    re.IGNORECASE,
)


def in_decision(text: str, before: Standing) -> Standing:
    """The standing of a piece of a record of decision that stands under one worth `before`."""
    if DECISION_LABEL.match(text):
        return "decided"
    return "recorded" if NEXT_LABEL.match(text) else before


def in_minutes(
    texts: Sequence[str], indents: Sequence[float], fresh: Sequence[bool]
) -> list[Standing]:
    """The standing of each piece of one item's minutes.

    `indents` are left edges in points; `fresh` marks headings, at which a resolution ends.
    """
    standings: list[Standing] = ["recorded"] * len(texts)
    mode: Standing = "recorded"
    edge, below = 0.0, -1
    for i, text in enumerate(texts):
        result = RESULT.match(text.strip())
        following = texts[i + 1] if i + 1 < len(texts) else ""
        if BODY.match(text.strip()) and LISTED_VERB.match(following):
            mode, edge = "decided", min(indents[i], indents[i + 1] - 7)
            standings[i] = "decided"
            continue
        if fresh[i]:
            mode = "recorded"
        elif DECIDED.match(text) or i == below:
            mode, edge = "decided", indents[i]
            standings[i] = "decided"
            continue
        elif result:
            fate = result["fate"].lower()
            standings[i] = "recorded" if fate in LOST else "decided"
            mode = "recorded"
            continue
        elif AGREED.search(text) and len(text.split()) <= SHORT:
            standings[i] = "decided"
            continue
        elif MOVED.search(text):
            carried = bool(CARRIED_AS_MOVED.search(text))
            mode = "proposed" if FOLLOWING.search(text) and not carried else "recorded"
            edge = indents[i]
            standings[i] = "decided" if carried else "proposed"
            below = i + 1 if carried and CARRIED_BELOW.search(text) else -1
            continue
        if mode != "recorded" and _runs_on(texts[i - 1], text, indents[i], edge):
            standings[i] = mode
        else:
            mode = "recorded"
    return standings


def _runs_on(before: str, text: str, indent: float, edge: float) -> bool:
    """Whether a piece still belongs to the resolution or motion begun above it."""
    if TO_THE_VOTE.search(text) or VOTE_COUNT.match(text):
        return False
    if indent > edge + 6 or before.rstrip().endswith((":", ";", ",", " and", " or")):
        return True
    return bool(re.match(r"^(?:[•\uf0b7\-–]|\(?[a-zivx]{1,4}[).]|[a-z“\"])", text.strip()))
