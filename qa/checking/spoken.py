"""A sentence as it stands in a speech or a letter, without what is said to those who hear it.

"And I am glad to say that the roof is finished" says no more of the roof than "The roof is
finished": papers have no words for the rest, and are not asked for them.
"""

from __future__ import annotations

from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
JOINT, FRAME, NONE = PHRASES["joint"], PHRASES["frame"], PHRASES["none"]
FEWEST = 4  # words that are left of a sentence
MOST = 3  # such phrases before it


def unaddressed(sentence: str) -> str:
    """The sentence without what is said to its hearers; as it is where little would be left."""
    said = NONE.sub(r"\g<head>0", sentence)
    rest = said
    for _ in range(MOST):
        found = JOINT.match(rest) or FRAME.match(rest)
        if not found:
            break
        rest = rest[found.end() :]
    if rest == said or len(rest.split()) < FEWEST:
        return said
    return rest[0].upper() + rest[1:]
