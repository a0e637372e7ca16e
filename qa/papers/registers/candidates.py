"""Elections with more than one candidate: each is proposed and seconded, and one is elected.

What was moved last is not what was carried then, as elsewhere, but the nomination of the one who is
named. The phrases stand in candidates.toml.
"""

from __future__ import annotations

import re

from qa.papers.registers.clause import Clause
from qa.papers.registers.motion import Motion
from qa.papers.registers.proceedings import Proceedings
from qa.papers.registers.telling import lead
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
ELECTED = _PHRASES["elected"]
NOMINEE = re.compile(r"\b(?:Councillor|Cllr|Cr|Alderman|Mr|Mrs|Ms|Dr) [A-Z]")
PROPOSES = re.compile(r"\b(?:propos|mov)ed that\b")  # that somebody be elected
MAX_WORDS = 30  # of a nomination


def elects(clause: Clause, proceedings: Proceedings) -> bool:
    """Take a clause that says which of several candidates was elected; say whether it does."""
    found = ELECTED.search(clause.text)
    rivals = [motion for motion in proceedings.waiting if len(motion.text.split()) <= MAX_WORDS]
    if found is None or not rivals or PROPOSES.search(clause.text[: found.end()]):
        return False
    surname = next(filter(None, found.groups())).split()[-1]
    chosen = [motion for motion in rivals if surname in _besides_the_movers(motion).split()]
    if not chosen and not lead(clause.text):  # of somebody whose nomination was not read
        return any(NOMINEE.search(_besides_the_movers(motion)) for motion in rivals)
    if len(rivals) < 2 or len(chosen) != 1:
        return False
    if lead(clause.text):  # the resolution carries what was moved last
        proceedings.all.remove(chosen[0])
        proceedings.all.append(chosen[0])
        return False
    chosen[0].end("agreed", [clause])
    chosen[0].bare = False
    proceedings.latest, proceedings.current = chosen[0], None
    return True


def _besides_the_movers(motion: Motion) -> str:
    """The words of a nomination without those who proposed and seconded it."""
    text = motion.text
    for name in filter(None, (motion.proposer, motion.seconder)):
        text = text.replace(name, " ", 1)
    return "".join(letter if letter.isalnum() or letter in "’'-" else " " for letter in text)
