"""Whether a person who is named in a question is one whose name is printed in a paper.

Members of one surname are told apart by their titles: "Ms Oak" is not the "Mr Oak" beside her.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qa.answers.line.person import PHRASES
from qa.answers.understanding.question import PHRASES as QUESTIONS
from qa.papers.names import other_spellings
from qa.papers.text import unaccented


def persons_named(asked: str, printed: Iterable[str]) -> list[str]:
    """Those of the names `printed` that may be the person `asked` for.

    All words of the surname are the same, and no title speaks against it. Where that finds nobody,
    the given name may stand as its initial or not at all, if one person only has the surname.
    """
    names = [name for name in printed if not _titles_differ(asked, name)]
    for spelling in (asked, " ".join(other_spellings(asked))):
        wanted = {*_words_without_titles(spelling)}
        if found := [name for name in names if wanted and wanted <= {*_words_of(name)}]:
            return found
    given, surname = _given_and_surname(asked)
    if not given:
        return []
    own = [name for name in names if [*_words_without_titles(name)][-1:] == [surname]]
    return [name for name in own if _may_be_given(given, name)] if len(own) == 1 else []


def _given_and_surname(asked: str) -> tuple[str, str]:
    """The first word of a name of two words or more, without its titles, and the last."""
    words = [*_words_without_titles(asked)]
    return (words[0], words[-1]) if len(words) > 1 else ("", "")


def _may_be_given(given: str, printed: str) -> bool:
    """Whether a name as printed leaves room for the `given` name: "Mr Oak" and "Mr R Oak" do for
    Ruth or Robin, and "Mr J Oak" does not."""
    first, *surname = _words_without_titles(printed)
    return not surname or (len(first) == 1 and given.startswith(first))


def _titles_differ(asked: str, printed: str) -> bool:
    """Whether one has a man's title and the other a woman's."""
    sides = [
        {side for side in ("of_men", "of_women") if {*_words_of(name)} & PHRASES.words(side)}
        for name in (asked, printed)
    ]
    return all(sides) and sides[0].isdisjoint(sides[1])


def _words_without_titles(name: str) -> Iterator[str]:
    left_out = QUESTIONS.words("titles") | QUESTIONS.words("stop_words") | PHRASES.words("honours")
    return (word for word in _words_of(name) if word not in left_out)


def _words_of(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unaccented(name).lower())
