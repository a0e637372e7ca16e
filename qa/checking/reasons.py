"""Why a passage does not bear a sentence out.

A rule alone is enough to refuse it. How much of a sign refuses was chosen on sentences that are
right over papers of eleven councils, and on 306 that people wrote otherwise: each refuses at most
one in a hundred of them. What is but doubtful is weighed with everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qa.checking.acting import absent_actor
from qa.checking.comparing import Comparison
from qa.checking.coverage import word_not_there
from qa.checking.missing import missing_figure, missing_name, missing_time
from qa.checking.passage import CheckedPassage
from qa.papers.dates import MONTHS

# What a passage must have of a sentence's words where nothing tells how like they are in meaning:
# the share in other words too, in the same, and in the nearest sentences.
LEAST_COVER, LEAST_SAME, LEAST_AT_HOME = 0.75, 0.75, 0.45


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign that refuses from `least` on, where the passage has at least the share `same` of the
    sentence's words as they are; and what is said then."""

    sign: str
    least: float
    why: Callable[[Comparison], str]
    same: float = 0.0

    def breaks(self, signs: Mapping[str, float]) -> bool:
        """Whether a sentence with these signs is refused."""
        return signs[self.sign] >= self.least and signs["exact"] >= self.same


def refusal(compared: Comparison, signs: Mapping[str, float]) -> str | None:
    """Why the passage does not bear the sentence out; None where no rule refuses it."""
    return missing_words(compared) or _broken(RULES, compared, signs)


def doubt(compared: Comparison, signs: Mapping[str, float]) -> str | None:
    """What speaks most plainly against a sentence that no rule refuses, but that is not likely."""
    return _broken(DOUBTS, compared, signs)


def refusal_by_words(compared: Comparison, signs: Mapping[str, float]) -> str | None:
    """Why a sentence is refused where the meaning of words in their context cannot be had."""
    if signs["cover"] < LEAST_COVER or signs["exact"] < LEAST_SAME:
        return "No passage says this."
    if signs["cover at home"] < LEAST_AT_HOME:
        return "The passage has its words, but apart."
    if word := word_not_there(compared):
        return f"Nothing says “{word}”."
    return doubt(compared, signs)


def _broken(rules: Sequence[Rule], compared: Comparison, signs: Mapping[str, float]) -> str | None:
    broken = (rule for rule in rules if rule.breaks(signs))
    return next((rule.why(compared) for rule in broken), None)


def missing_words(compared: Comparison) -> str | None:
    """What of the figures, days and names of the sentence is not in the passage, told."""
    if figure := missing_figure(compared):
        opens = compared.sentence.text[: figure.start].strip() in OPENINGS
        if opens and figure.kind in ("day", "month") and compared.passage.met:
            return _other_meeting(compared)
        noun = "date" if figure.is_of_time else "figure"
        return f"The {noun} {figure.text} is not there."
    if time := missing_time(compared):
        return f"The passage has another time than {time}."
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


PROPOSED = _says("It was proposed, not decided.")
TO_BE = _says("It was proposed, or is to be done: nothing says that it was done.")
NOT_DONE = _says("It was proposed or expected, not decided or done.")
DENIED = _says("The paper does not deny this: the sentence does.")
UNDENIED = _says("The paper denies this: the sentence does not.")
OPPOSITE = _says("The paper says the opposite.")
OTHER = _says("The paper has somebody else do this.")

RULES = (
    Rule("actor absent", 1.0, _absent),
    Rule("another acted", 1.0, _says("It was another who said so.")),
    Rule("wrong way", 1.0, _says("The figures stand the other way round.")),
    Rule("another column", 1.0, _says("The figure is that of another time in the table.")),
    Rule(
        "voted otherwise",
        1.0,
        _says("The paper tells otherwise how the vote or the decision went."),
    ),
    Rule("swapped", 0.05, _says("Two figures or names stand in each other's place.")),
    Rule("crossed", 1.0, _says("Two figures or names stand in each other's place.")),
    Rule(
        "substituted",
        0.1,
        _says("The paper has another figure or date beside these words."),
        same=0.9,
    ),
    Rule("miscounted", 0.2, _says("The paper has another number beside these words."), same=0.9),
    Rule("decided unlike", 1.0, _says("Nothing says that it was decided.")),
    Rule("other day", 1.0, _other_meeting),
    Rule("is proposal", 1.0, PROPOSED),
    Rule("unreal", 0.5, TO_BE, same=0.75),
    Rule("too certain", 0.5, NOT_DONE),
    Rule("tentative", 0.7, NOT_DONE, same=0.9),
    Rule("denied", 0.3, DENIED, same=0.9),
    Rule("undenied", 0.3, UNDENIED, same=0.9),
    Rule("opposites", 0.3, OPPOSITE, same=0.75),
    Rule("other subject", 1.0, OTHER, same=0.9),
    Rule("cause", 1.0, _says("The passage gives no such cause.")),
)

# Signs that are seen in right sentences too: they are weighed with all others (`weights.py`), and
# say why where these are against a sentence.
DOUBTS = (
    Rule("other subject", 1.0, OTHER),
    Rule("denied", 0.3, DENIED),
    Rule("undenied", 0.3, UNDENIED),
    Rule("opposites", 0.3, OPPOSITE),
    Rule("tentative", 0.5, NOT_DONE),
)
