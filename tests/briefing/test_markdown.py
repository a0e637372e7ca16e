"""A briefing in Markdown: its own headings, quotes and footnotes, and inert words."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.briefing.briefing import Briefing, briefing
from qa.briefing.markdown import JOINER, escaped, markdown
from qa.briefing.printable import one_line
from qa.briefing.selection import Selection
from qa.library.protocol import Store
from tests.made import PUBLISHED
from tests.web.conftest import HOSTILE

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = "\\`*_{}[]()<>#+-.!|~=:&^$@%'\"1aiwW \t\n"
# What GitHub looks for in the text when Markdown is done.
FOUND_LATER = re.compile(r"www\.|://|@\w|#\d|:[\w+-]+:", re.IGNORECASE)


def read(text: str) -> list[Token]:
    """The tokens of Markdown, those within a line among them."""
    tokens = READER.parse(text)
    return [one for token in tokens for one in (token, *(token.children or ()))]


def kinds(text: str) -> set[str]:
    return {token.type for token in read(text)}


def said(text: str) -> str:
    """The words that Markdown shows."""
    shown = [token.content for token in read(text) if token.type in ("text", "text_special")]
    return "".join(shown).replace(JOINER, "")


@given(st.text(SIGNS, max_size=40) | st.text(max_size=40))
@example(HOSTILE)
@example("[ref]: http://a.b")
@example("1) a")
@example("    code")
@example("| a | b |")
@example("mailto:a@b.c :smile: #12 http://www.a.b/&amp;")
def test_a_line_of_words_is_a_line_of_words(words: str) -> None:
    shown = escaped(words)
    assert kinds(shown) <= {"paragraph_open", "inline", "text", "paragraph_close"}
    assert said(shown) == one_line(words)
    for token in read(shown):
        assert not FOUND_LATER.search(token.content) or token.type == "inline"


def test_a_briefing_has_its_parts(store: Store, selection: Selection) -> None:
    text = markdown(briefing(selection, store))
    lines = text.split("\n")
    assert lines[0] == "# Passes: spring & summer"
    assert "## Draft question" in lines
    assert "> 412 bus passes were renewed[^1]" in lines
    assert "**Recorded:** debate or narrative, not a decision" in lines
    assert "**Note:** Ask for the cost.\\" in lines
    assert (
        "[^1]: Adults and communities scrutiny committee, 13 July 2021, minutes, item 8, "
        "p. 3 (PDF p. 1). minutes july.pdf"
    ) in lines


def test_a_footnote_links_to_its_citation_and_nothing_else_is_a_link(
    store: Store, selection: Selection
) -> None:
    made = briefing(selection, store)
    text = markdown(made, lambda reference: f"https://papers.example/paper?cite={reference}")
    body, _, notes = text.partition("[^1]: ")
    assert not kinds(body) & {"link_open", "image", "html_inline", "html_block", "code_inline"}
    links = [token.attrs["href"] for token in read(notes) if token.type == "link_open"]
    assert links == [
        f"https://papers.example/paper?cite={source.reference}" for source in made.sources
    ]


def test_quotes_are_quotes_with_all_their_words(store: Store, selection: Selection) -> None:
    made = briefing(selection, store)
    text = markdown(made)
    quoted = re.findall(r"(?:^> .*\n)+", text, re.MULTILINE)
    assert [said(one).removesuffix(f"[^{n}]") for n, one in enumerate(quoted, 1)] == [
        one_line(source.quote.text) for source in made.sources
    ]


def test_paragraphs_of_a_question_stay_apart(store: Store, selection: Selection) -> None:
    assert "\n\nHow many passes?\n\nAnd what next?\n\n" in markdown(briefing(selection, store))


def test_a_footnote_links_to_where_its_paper_was_published(published: Briefing) -> None:
    text = markdown(published)
    body, _, notes = text.partition("[^1]: ")
    assert not kinds(body) & {"link_open", "image", "html_inline"}
    links = [token.attrs["href"] for token in read(notes) if token.type == "link_open"]
    assert links == [f"{PUBLISHED.address}#page=1", PUBLISHED.meeting_address]
    assert "\\.[Former" not in notes and ". [Former address of the council's copy, on" in notes
    withdrawn = "**Withdrawn from the council's site:** first noticed on 3 March 2026"
    assert body.index(withdrawn) < body.index("> 412 bus passes were renewed[^1]")
    assert "Status of the meeting: Rescheduled from 6 July 2021" in body
    assert "published as “<b>*Minutes*</b>”" in said(body)
