"""Phrases that councils use, kept as data: a TOML file beside the module that looks for them.

A phrase has a name and several wordings, each a regular expression, beside a comment that says in
what sort of council it was seen:

    decided = [
      'resolved\\b',  # county and district councils: "RESOLVED that …"
      'decision\\s*:',  # Scottish and Welsh councils
    ]

What all wordings of a phrase have in common is said once, in a table of its own:

    [decided]
    before = '^(?:it was )?'
    any = ['resolved\\b', 'agreed\\b']
    after = '(?! with\\b)'
    case = true  # capitals matter; they do not otherwise

"{body}" stands for any wording of the phrase `body` of the same file:

    body = ['committee', 'cabinet']
    noted = ['^the {body} noted\\b']

The flags (`case`, and `dotall`: a dot is a line end too) are those of the phrase that is asked for.
Where capitals matter, "A-Z" and "a-z" stand for letters with accents and strokes too, since names
are looked for so.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from qa.letters import with_all_letters

PART = re.compile(r"\{([a-z_]+)\}")


class Phrase:
    """A pattern that is compiled when it is first looked for.

    Hundreds are named when modules are imported, and a question needs few of them.
    """

    def __init__(self, read: Callable[[], re.Pattern[str]]) -> None:
        self._read = read

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, whose own methods stand in for those below once it is compiled: they
        are called some thousand times for each paper."""
        pattern = self._read()
        for name in ("search", "match", "fullmatch", "finditer", "split", "sub"):
            self.__dict__[name] = getattr(pattern, name)
        return pattern

    @property
    def pattern(self) -> str:
        """The text of the pattern."""
        return self.compiled.pattern

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Where it first stands in `text`. See `re.Pattern`, as of the methods below."""
        return self.compiled.search(text, start, end)

    def match(self, text: str) -> re.Match[str] | None:
        """What `text` begins with."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The whole of `text`."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Each place where it stands in `text`, in order."""
        return self.compiled.finditer(text, start)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """What stands between these places."""
        return self.compiled.split(text, maxsplit)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with `by` in each of these places."""
        return self.compiled.sub(by, text)


class SignedPhrase:
    """A phrase that is only looked for in text that holds one of its `signs`, which are words in
    small letters. That is much quicker: most sentences have none of them."""

    def __init__(self, phrase: Phrase, signs: str) -> None:
        self._phrase = phrase
        self._signs = tuple(signs.split())

    def _may_stand_in(self, text: str) -> bool:
        return any(map(text.lower().__contains__, self._signs))

    def search(self, text: str) -> re.Match[str] | None:
        """Where it first stands in `text`."""
        return self._phrase.search(text) if self._may_stand_in(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """What `text` begins with."""
        return self._phrase.match(text) if self._may_stand_in(text) else None


class Phrases:
    """The phrases in the file at `path`, which is read when one of them is first looked for.

    `parts` are patterns that its wordings may name in braces, beside its own phrases.
    """

    def __init__(self, path: Path, **parts: str) -> None:
        self._path = path
        self._parts = parts
        self._phrases: dict[str, Phrase] = {}
        self._words: dict[str, frozenset[str]] = {}

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What the file holds, read when it is first asked for."""
        return tomllib.loads(self._path.read_text("utf-8"))

    @classmethod
    def beside(cls, module: str, **parts: str) -> Phrases:
        """The phrases of the file with the name of a module: `Phrases.beside(__file__)`."""
        return cls(Path(module).with_suffix(".toml"), **parts)

    def __getitem__(self, name: str) -> Phrase:
        """One pattern that matches any wording of the phrase `name`."""
        if name not in self._phrases:
            self._phrases[name] = Phrase(lambda: self._compiled(self.data[name]))
        return self._phrases[name]

    def unnamed(self, phrase: Mapping[str, Any] | list[str] | str) -> Phrase:
        """A phrase of the file that has no name, because it stands in a list of tables."""
        return Phrase(lambda: self._compiled(phrase))

    def words(self, name: str) -> frozenset[str]:
        """The words of a list that is written as one text: `titles = "mr mrs ms miss"`."""
        if name not in self._words:
            self._words[name] = frozenset(str(self.data[name]).split())
        return self._words[name]

    def _compiled(self, phrase: Mapping[str, Any] | list[str] | str) -> re.Pattern[str]:
        pattern, flags = self._filled(phrase), _flags(phrase)
        if not flags & re.IGNORECASE:
            pattern = with_all_letters(pattern)
        return re.compile(pattern, flags)

    def _filled(self, phrase: Mapping[str, Any] | list[str] | str) -> str:
        """The text of a pattern, with the phrases that it names in braces put in."""

        def named(part: re.Match[str]) -> str:
            name = part[1]
            own = self._parts[name] if name in self._parts else self._filled(self.data[name])
            return f"(?:{own})"

        return PART.sub(named, _joined(phrase))


def _joined(phrase: Mapping[str, Any] | list[str] | str) -> str:
    """The text of the pattern of a phrase: a wording, a list of them, or a table."""
    table: Mapping[str, Any] = phrase if isinstance(phrase, Mapping) else {"any": phrase}
    wordings = [table["any"]] if isinstance(table["any"], str) else table["any"]
    pattern = "|".join(wordings)
    if "before" in table or "after" in table:
        pattern = f"{table.get('before', '')}(?:{pattern}){table.get('after', '')}"
    return pattern


def _flags(phrase: Mapping[str, Any] | list[str] | str) -> re.RegexFlag:
    table = phrase if isinstance(phrase, Mapping) else {}
    flags = re.NOFLAG if table.get("case") else re.IGNORECASE
    return flags | re.DOTALL if table.get("dotall") else flags
