"""Who is to do what, and by when, in the words of a resolution or of a list of actions.

The phrases stand in action.toml.
"""

from __future__ import annotations

from qa.papers.dates import MONTH_IN_FULL, dates_in
from qa.papers.register import Action, Words
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__, month=MONTH_IN_FULL)
ACTIONS = _PHRASES["actions"]
BODY_ACTS = _PHRASES["body_acts"]
GIVEN_TO = _PHRASES["given_to"]
BEGINS_WITH = _PHRASES["begins_with"]
INITIALS = _PHRASES["initials"]
OFFICE = _PHRASES["office"]
OBJECT = _PHRASES["object"]
DUE = _PHRASES["due"]


def action(text: str, words: Words, listed: bool = False) -> Action | None:
    """The action in `text`, which stands at `words`; None if it names neither an owner nor a time.

    A line of a list of actions (`listed`) is an action even if it names neither.
    """
    owner = _owner(text, listed)
    due = DUE.search(text)
    if not (owner or due or listed):
        return None
    dates = dates_in(due[0]) if due else []
    return Action(words, owner, due[0] if due else None, dates[0][0] if dates else None)


def _owner(text: str, listed: bool) -> str | None:
    """Who is to act: the first that is named by office or title, or else by initials."""
    given = [match["owner"] for match in GIVEN_TO.finditer(text)]
    begins = BEGINS_WITH.match(text) if listed else None
    if begins:
        given.insert(0, begins["owner"])
    owners = (OBJECT.split(" ".join(one.split()), maxsplit=1)[0].strip(" ,") for one in given)
    named = next((one for one in owners if OFFICE.search(one)), None)
    initials = INITIALS.search(text)
    return named or (initials["owner"] if initials else None)
