"""Names of persons in a sentence, for who asks who did something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from qa.letters import with_all_letters
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
PART = r"(?:[A-Z](?![\w'’-])\.?|(?:Mrs?|Ms|Dr|Cllr|St)\.|[A-Z][\w'’-]*[a-z][\w'’-]*)"
# Words with a capital, one after another on a line: "Mr Ash", "In December Mr Ash", "Kent Library";
# but no honours and abbreviations: "Ann Elm OBE".
RUN = re.compile(with_all_letters(rf"(?<![\w'’-]){PART}(?: {PART})*"))
WORD = re.compile(r"[^ ]+")
TITLE = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady)\.?")
OF_NAME = re.compile(with_all_letters(r"[A-Z](?:(?!\d)[\w'’-])*[a-z](?:(?!\d)[\w'’-])*"))
INITIAL = re.compile(with_all_letters(r"[A-Z]\.?"))
MOST_AFTER_TITLE = 3  # words of a name behind a title
LEAST, MOST = 2, 4  # words of a name without one


def persons_in(text: str) -> Iterator[tuple[int, int]]:
    """Where the names of persons stand: behind a title, or two words or more with capitals that
    name no body, place, paper or time."""
    for run in RUN.finditer(text):
        yield from _names([*WORD.finditer(text, *run.span())])


def _names(words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The names in a run of words with capitals."""
    titles = [i for i, word in enumerate(words) if TITLE.fullmatch(word[0])]
    for i, following in pairwise([*titles, len(words)]):
        own = words[i + 1 : min(following, i + 1 + MOST_AFTER_TITLE)]
        own = [*takewhile(lambda word: _may_be_of_name(word[0]), own)]
        if own:
            yield words[i].start(), own[-1].end()
    if titles:
        return
    # What ends as names of bodies do is no person's: "Ash Town Council"; but "Head Clerk Ann Elm".
    own = [*takewhile(lambda word: _may_be_of_name(word[0]), reversed(words))][::-1]
    while own and own[0][0].lower() in PHRASES.words("before_names"):
        own = own[1:]
    if LEAST <= len(own) <= MOST and OF_NAME.fullmatch(own[0][0]):
        yield own[0].start(), own[-1].end()


def _may_be_of_name(word: str) -> bool:
    bare = word.rstrip(".").removesuffix("'s").removesuffix("’s")
    if bare.lower() in PHRASES.words("not_of_persons"):
        return False
    return bool(OF_NAME.fullmatch(bare) or INITIAL.fullmatch(word))
