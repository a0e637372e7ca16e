"""Questions to begin with, made from what the newest minutes in the library are about."""

from __future__ import annotations

import re
from datetime import timedelta

from qa.library.filters import Filters
from qa.library.store import Store
from qa.papers.paper import Passage

MEETINGS = 5  # that are looked through, newest first
LONGEST = 70  # characters of an item's title: longer ones make no question
WORD = re.compile(r"[^\W\d_]+")
MIDWAY = re.compile(r"(?<=[a-z,] )[^\W\d_]+")  # where only a name has a capital
NUMBER = re.compile(r"^[\W\d_]+")
# What stood on nearly every agenda that was read while this was written, and asks nothing.
ROUTINE = re.compile(
    r"apolog|substitut|declaration|^(?:the )?minutes|minutes of|election of|^welcome|^introduction"
    r"|(?:chair\w*|mayor|leader)['’]s|announcement|\bquestions\b|^petitions|^deputations|urgent"
    r"|any other business|next meeting|exclusion of|exempt|work(?:ing)? (?:plan|programme)"
    r"|forward plan|agenda|close of|adjourn|evacuation|recording",
    re.IGNORECASE,
)
ASKED = ("What happened to {}?", "What was decided about {}?", "What is the latest on {}?")


def examples(store: Store) -> list[str]:
    """A few questions about items of the newest minutes; none where no minutes say their items."""
    titles: dict[str, str] = {}
    minutes = Filters(document="minutes")
    for _ in range(MEETINGS):
        newest = store.searched(minutes).latest
        if newest is None or len(titles) >= len(ASKED):
            break
        ids = store.passage_ids(Filters(document="minutes", date_from=newest, date_to=newest))
        for stored in store.passages(ids or []):
            title = subject(stored.passage)
            if title:
                titles.setdefault(title.casefold(), title)
        minutes = Filters(document="minutes", date_to=newest - timedelta(days=1))
    return [asked.format(title) for asked, title in zip(ASKED, titles.values(), strict=False)]


def subject(passage: Passage) -> str:
    """The title of the passage's item as a sentence has it; empty where it makes no question."""
    title = NUMBER.sub("", " ".join((passage.item or "").split())).rstrip(" .:;")
    if not title or len(title) > LONGEST or ROUTINE.search(title):
        return ""
    if not title.isupper():
        return title
    # A title in capitals: its words as the text spells them, so that names keep theirs.
    spelled = {word.casefold(): word for word in MIDWAY.findall(passage.text)}
    return WORD.sub(lambda word: spelled.get(word[0].casefold(), word[0].lower()), title)
