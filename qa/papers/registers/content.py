"""Whether a clause says what was moved or decided, and not only by whom and how it went.

"A vote was taken on the amendment, which was not carried" and "On the motion of Councillors Ash and
Elm" are of no use to who does not see what stood before them. The words stand in content.toml.
"""

from __future__ import annotations

import re

from qa.papers.registers.ballot import is_ballot, is_list
from qa.papers.registers.people import MAX_PEOPLE, besides, people
from qa.papers.registers.vote_columns import is_row_of_names
from qa.phrases import Phrases

_PHRASES = Phrases.beside(__file__)
PROCEDURE, TITLED = _PHRASES.words("procedure"), _PHRASES["titled"]
_WORD = re.compile(r"[^\W\d_]{2,}")
_THAT = re.compile(r"\W*(?:that|to)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[£$€] ?\d")


def says_what(text: str) -> bool:
    """Whether a clause has words of what was moved or decided."""
    if len(text) > MAX_PEOPLE or _AMOUNT.search(text):
        return True
    of_a_vote = is_ballot(text) or is_list(text) or is_row_of_names(text)
    if of_a_vote and not _THAT.match(text):
        return False
    rest = TITLED.sub(" ", besides(text, people(text)))
    return any(word.lower() not in PROCEDURE for word in _WORD.findall(rest))
