"""The list of actions that minutes print under an item."""

from __future__ import annotations

from qa.papers.layout.block import MARKER
from qa.papers.register import Action
from qa.papers.registers.action import ACTIONS, BODY_ACTS, action
from qa.papers.registers.clause import Clause
from qa.papers.registers.people import people


class ActionList:
    """The actions that are listed under an item; `listing` is true while clauses are listed."""

    def __init__(self) -> None:
        self.found: list[Action] = []
        self.listing = False

    def opens(self, clause: Clause) -> bool:
        """Whether a clause is the heading of a list."""
        return ACTIONS.match(clause.text) is not None

    def takes(self, clause: Clause) -> bool:
        """Take a clause of the list, and say whether it is one."""
        if self.opens(clause):
            self.listing = True
            return True
        marked = bool(MARKER.match(clause.text)) or not clause.first
        marked = marked and not any(people(clause.text))  # "ACTION: Motion by Mr Ash …", cities
        marked = marked and not BODY_ACTS.match(clause.text)
        self.listing = self.listing and clause.standing == "recorded" and marked
        found = action(clause.text, clause.words, listed=True) if self.listing else None
        if found:
            self.found.append(found)
        return self.listing
