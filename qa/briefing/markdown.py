"""A briefing as Markdown, with its sources as footnotes.

All text is escaped, so that it is shown as it stands: also by GitHub, which turns addresses, names
and signs into links after Markdown was read, and by Pandoc, which knows more kinds of lists.
"""

from __future__ import annotations

import re
from itertools import groupby

from qa.briefing.blocks import Block, Link, Style, blocks
from qa.briefing.briefing import Briefing, Source
from qa.briefing.printable import one_line, printable

# Characters with a meaning anywhere, and those with one at the beginning of a line: "- a", "12) b",
# "(a) c", "i. d", ": e", "% f".
ANYWHERE = re.compile(r"([\\`*_{}\[\]<>#|~^=+$]|&(?=[\w#]))")
BEGINNING = re.compile(r"^(|\w+(?=[.()]))([-.:()%])")
# Addresses (https://…, www.…, somebody@…), people (@…), numbers of issues and :signs: become links
# even when they are escaped. A word joiner, which has no width, between their characters prevents
# that.
JOINER = "\N{WORD JOINER}"
LIVE = re.compile(r"(?<=:)(?=//|[\w+-]+:)|(?<=@)(?=\S)|(?<=#)(?=\d)|(?<=www)(?=\.)", re.IGNORECASE)
BEFORE: dict[Style, str] = {"title": "# ", "heading": "## ", "subheading": "### "}


def markdown(briefing: Briefing, link: Link | None = None) -> str:
    """The briefing as Markdown; `link` gives the addresses that footnotes open."""
    written = [_written(block) for block in blocks(briefing)]
    footnotes = [_footnote(source, link) for source in briefing.sources]
    return "\n\n".join([*written, *footnotes]) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, escaped so that it may stand at the beginning of a line."""
    words = ANYWHERE.sub(r"\\\1", LIVE.sub(JOINER, one_line(text)))
    return BEGINNING.sub(r"\1\\\2", words)


def _written(block: Block) -> str:
    bold = f"**{escaped(block.bold)}** " if block.bold else ""
    if block.style == "source" and block.source:
        return f"{block.source.n}. {escaped(block.text)}"
    if block.style == "quote":
        words = _lines(block.text) + (f"[^{block.source.n}]" if block.source else "")
        return "\n".join(f"> {one}".rstrip() for one in words.split("\n"))
    return (BEFORE.get(block.style, "") + bold + _lines(block.text)).rstrip()


def _lines(text: str) -> str:
    """`text` in its lines and paragraphs."""
    lines = [escaped(one) for one in printable(text).split("\n")]
    return "\n\n".join("\\\n".join(some) for filled, some in groupby(lines, bool) if filled)


def _footnote(source: Source, link: Link | None) -> str:
    words = escaped(source.line)
    if link:
        words = _to(source.line, link(source.reference))
    links = [f". {_to(link.words, link.address)}" for link in source.external_links]
    return f"[^{source.n}]: {words}. {escaped(source.citation.paper)}{''.join(links)}"


def _to(words: str, address: str) -> str:
    """A link; "&" is escaped, as "&copy;" in an address would otherwise be read as a sign."""
    return f"[{escaped(words)}](<{address.replace('&', '&amp;')}>)"
