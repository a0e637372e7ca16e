"""The councils and authorities that a head names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.papers.heads.body_name import in_ordinary_letters, is_any_council, is_area
from qa.papers.heads.head import HeadLines
from qa.papers.heads.name_span import name_spans

OWN_NAME = re.compile(r"[^\d\s]\D* \D*")  # of a council: two words or more, without figures


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name of a council or an authority, the index of its line, what stands before and after it
    there, whether it runs over a line end and what is then on its second line, and whether it is
    the end of a longer name too."""

    name: str
    line: int
    before: str
    after: str
    crossed: bool
    second_line: str
    longer: bool


def areas_named(head: HeadLines) -> Iterator[NameAt]:
    """The councils and authorities that a head names, in order, each by a name of its own."""
    spans = name_spans(head.text)
    for one in spans:
        name = in_ordinary_letters(head.text[one.start : one.end])
        if not is_area(name) or is_any_council(name) or not OWN_NAME.fullmatch(name):
            continue
        i = head.line_at(one.start)
        before, after = head.text[head.starts[i] : one.start], head.after(one.end)
        longer = any(o.end == one.end and o.start < one.start for o in spans)
        second = head.text[one.start : one.end].partition("\n")[2]
        yield NameAt(name, i, before, after, one.crossed, second, longer)
