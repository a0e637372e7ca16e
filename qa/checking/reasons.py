"""Why a passage does not bear a sentence out. Each of these alone is enough to refuse it.

How much of a sign refuses was chosen on sentences over papers of eleven councils that are right:
each refuses at most one in a hundred of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qa.checking.acting import absent_actor
from qa.checking.comparing import Comparison
from qa.checking.coverage import word_not_there
from qa.checking.missing import missing_figure, missing_name
from qa.checking.passage import CheckedPassage
from qa.papers.dates import MONTHS

# What a passage must have of a sentence's words, in other words too, and in the same. Of 60
# sentences that are right none has less, of 77 that say it in other words five; of 1,646 that are
# of another passage two have more, of 500 that are invented none. In the sentences that are nearest
# one of the 60 has half of them, all others more.
LEAST_COVER, LEAST_SAME, LEAST_AT_HOME = 0.75, 0.5, 0.45


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign that refuses from `least` on, and what is said then."""

    sign: str
    least: float
    why: Callable[[Comparison], str]


def refusal(compared: Comparison, signs: Mapping[str, float]) -> str | None:
    """Why the passage does not bear the sentence out; None where no rule refuses it."""
    if words := missing_words(compared):
        return words
    if signs["cover"] < LEAST_COVER or signs["exact"] < LEAST_SAME:
        return "No passage says this."
    if signs["cover at home"] < LEAST_AT_HOME:
        return "The passage has its words, but apart."
    if word := word_not_there(compared):
        return f"Nothing says “{word}”."
    for rule in RULES:
        if signs[rule.sign] >= rule.least:
            return rule.why(compared)
    return None


def missing_words(compared: Comparison) -> str | None:
    """What of the figures, days and names of the sentence is not in the passage, told."""
    if figure := missing_figure(compared):
        opens = compared.sentence.text[: figure.start].strip() in OPENINGS
        if opens and figure.kind in ("day", "month") and compared.passage.met:
            return _other_meeting(compared)
        noun = "date" if figure.is_of_time else "figure"
        return f"The {noun} {figure.text} is not there."
    if name := missing_name(compared):
        return f"The name {name} is not there."
    return None


OPENINGS = ("On", "In", "By", "At", "At the meeting on", "At its meeting on")


def _day(passage: CheckedPassage) -> str:
    day = passage.meeting_date
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "another day"


def _absent(compared: Comparison) -> str:
    return f"Nothing says that {_lower_first(absent_actor(compared) or 'they')} did this."


def _lower_first(words: str) -> str:
    return words[0].lower() + words[1:] if words.split()[0] in ("The", "Members") else words


def _other_meeting(compared: Comparison) -> str:
    return f"It is of another meeting: this one was on {_day(compared.passage)}."


def _says(words: str) -> Callable[[Comparison], str]:
    return lambda compared: words


RULES = (
    Rule("actor absent", 1.0, _absent),
    Rule("another acted", 1.0, _says("It was another who said so.")),
    Rule("wrong way", 1.0, _says("The figures stand the other way round.")),
    Rule("another column", 1.0, _says("The figure is that of another time in the table.")),
    Rule("voted otherwise", 1.0, _says("The vote is told otherwise.")),
    Rule("is proposal", 1.0, _says("It was proposed, not decided.")),
    Rule("swapped", 0.05, _says("Two figures or names stand in each other's place.")),
    Rule("substituted", 0.07, _says("The paper has another figure or date beside these words.")),
    Rule("miscounted", 0.2, _says("The paper has another number beside these words.")),
    Rule("denied", 0.3, _says("The paper does not deny this: the sentence does.")),
    Rule("undenied", 0.3, _says("The paper denies this: the sentence does not.")),
    Rule("opposites", 0.3, _says("The paper says the opposite.")),
    Rule("decided unlike", 1.0, _says("Nothing says that it was decided.")),
    Rule("tentative", 0.5, _says("It was proposed or expected, not decided or done.")),
    Rule("other day", 1.0, _other_meeting),
)
