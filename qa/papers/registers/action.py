"""Who is to do what, and by when, in the words of a resolution or of a list of actions."""

from __future__ import annotations

import re

from qa.papers.dates import MONTH_IN_FULL, dates_in
from qa.papers.register import Action, Words

# The line over a list of actions: "Actions arising:".
ACTIONS = re.compile(
    r"^actions?(?: arising| points?| agreed| to be taken| required)?\s*:?$", re.IGNORECASE
)
# "delegates authority to the Corporate Director of …, in consultation with …, to …", "asks the
# Cabinet to …", "requests that the Leader writes …", "call on the Cabinet Member for … to:".
GIVEN_TO = re.compile(
    r"\b(?:delegat\w+(?: authority)?(?: be given)? to|authority be given to|authoris\w+"
    r"|instruct(?:s|ed)?|request(?:s|ed)?(?: that)?|ask(?:s|ed)?(?: that)?|invit(?:es?|ed)"
    r"|calls? (?:up)?on|urg(?:es?|ed)|requir(?:es?|ed)(?: that)?)"
    r" (?:the )?(?!to\b)(?P<owner>[^.;:()]{2,120}?)"
    r"(?=,? (?:in|after|following) consultation|,? to\b|:"
    r"| (?:that|be|is|are|writes?|calls?|considers?|engages?|reports?|provides?|works?)\b)",
    re.IGNORECASE,
)
# A line that begins with whose it is: "The Deputy Monitoring Officer to provide …".
BEGINS_WITH = re.compile(
    r"^(?:[•\uf0b7\-–]\s*|\(?\w{1,3}[).]\s*)?(?:The )?"
    r"(?P<owner>[A-Z][^.;:]{2,80}?) to (?!be\b)[a-z]+\b"
)
# Community councils write initials: "Agreed that MK should apply …", "HR would write …".
INITIALS = re.compile(
    r"\b(?P<owner>[A-Z]{2,3}|[A-Z]{1,2}[a-z]{1,2}[A-Z]{1,2}) (?:should|would|will)\b"
)
# What the words for an owner hold: an office, or a person's title.
OFFICE = re.compile(
    r"\b(?:cabinet|executive|director\w*|officers?|leader|chief|head|chair\w*|clerk|manager"
    r"|secretary|treasurer|counsel|council|councillors?|cllr|mr|mrs|ms|miss|dr|panel|committee)\b",
    re.IGNORECASE,
)
# "Delegates to the Monitoring Officer the submission of …": what is given follows whom it is given.
OBJECT = re.compile(r"(?<!\bfor)(?<!\bof)(?<!\band)(?<!\bin)(?<!\bwith) (?:the|authority|all|any) ")
# "by 1 April 2022", "no later than 1 March 2023", "at its meeting on 14 September 2021", "within
# five days", "before the January 2024 deadline", "by September 2023".
DUE = re.compile(
    r"\b(?:by|before|no later than|not later than|at (?:its|the|their) meeting (?:on|of|in)"
    r"|to (?:its|the|their) (?:next )?meeting (?:on|of|in)|in place by|at the latest by)"
    r" (?:the )?(?:(?:end|start|beginning|middle) of )?(?:\d{1,2}(?:st|nd|rd|th)? )?"
    rf"{MONTH_IN_FULL}(?: 20\d\d)?(?: deadline| meeting)?\b"
    r"|\bwithin (?:\d{1,3}|a|one|two|three|four|five|six|seven|ten|twelve|fourteen) "
    r"(?:working )?(?:day|week|month)s?\b"
    r"|\b(?:at|to) (?:its|the|a) (?:next|following) meeting\b",
    re.IGNORECASE,
)


def action(text: str, words: Words, listed: bool = False) -> Action | None:
    """The action that `text`, which stands at `words`, lays down; None where it names no owner and
    no time.

    One of a list of actions (`listed`) is an action whatever it names.
    """
    owner = _owner(text, listed)
    due = DUE.search(text)
    if not (owner or due or listed):
        return None
    dates = dates_in(due[0]) if due else []
    return Action(words, owner, due[0] if due else None, dates[0][0] if dates else None)


def _owner(text: str, listed: bool) -> str | None:
    given = [match["owner"] for match in GIVEN_TO.finditer(text)]
    begins = BEGINS_WITH.match(text) if listed else None
    if begins:
        given.insert(0, begins["owner"])
    owners = (OBJECT.split(" ".join(one.split()), maxsplit=1)[0].strip(" ,") for one in given)
    named = next((one for one in owners if OFFICE.search(one)), None)
    initials = INITIALS.search(text)
    return named or (initials["owner"] if initials else None)
