"""A briefing as Markdown in which no word is anything but a word, with its sources as footnotes.

So it is for GitHub, which looks for links and signs once more when Markdown is done, and for
Pandoc, which knows more of lists than others do.
"""

from __future__ import annotations

import re
from itertools import groupby

from qa.briefing.blocks import Block, Link, Style, blocks
from qa.briefing.briefing import Briefing, Source
from qa.briefing.printable import one_line, printable

# What means something wherever it stands, and what does at the beginning of a line: "- a", "12) b",
# "(a) c", "i. d", ": e", "% f".
ANYWHERE = re.compile(r"([\\`*_{}\[\]<>#|~^=+$]|&(?=[\w#]))")
BEGINNING = re.compile(r"^(|\w+(?=[.()]))([-.:()%])")
# Addresses (https://…, www.…, somebody@…), people (@…), numbers of issues and :signs: are found
# past every backslash. A word joiner, which takes no room, keeps them apart.
JOINER = "\N{WORD JOINER}"
LIVE = re.compile(r"(?<=:)(?=//|[\w+-]+:)|(?<=@)(?=\S)|(?<=#)(?=\d)|(?<=www)(?=\.)", re.IGNORECASE)
BEFORE: dict[Style, str] = {"title": "# ", "heading": "## ", "subheading": "### "}


def markdown(briefing: Briefing, link: Link | None = None) -> str:
    """The briefing as Markdown; `link` gives the addresses that footnotes open."""
    written = [_written(block) for block in blocks(briefing)]
    footnotes = [_footnote(source, link) for source in briefing.sources]
    return "\n\n".join([*written, *footnotes]) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, to be put at the beginning of one, inert."""
    words = ANYWHERE.sub(r"\\\1", LIVE.sub(JOINER, one_line(text)))
    return BEGINNING.sub(r"\1\\\2", words)


def _written(block: Block) -> str:
    bold = f"**{block.bold}** " if block.bold else ""
    if block.style == "source" and block.source:
        return f"{block.source.n}. {escaped(block.text)}"
    if block.style == "quote" and block.source:
        words = f"{_lines(block.text)}[^{block.source.n}]"
        return "\n".join(f"> {one}".rstrip() for one in words.split("\n"))
    return BEFORE.get(block.style, "") + bold + _lines(block.text)


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
    """A link. What stands in its address is no sign of Markdown, not even "&copy;"."""
    return f"[{escaped(words)}](<{address.replace('&', '&amp;')}>)"
