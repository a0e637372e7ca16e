"""A briefing: stored words in the visitor's order, and what is gone named."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from docx import Document

from qa.briefing.blocks import MISREAD, blocks, drafted
from qa.briefing.briefing import Briefing, briefing
from qa.briefing.markdown import markdown
from qa.briefing.plain_text import text
from qa.briefing.selection import Selection
from qa.briefing.word import word
from qa.library.protocol import Store
from qa.spreadsheet import csv_text, source_row
from tests.briefing.conftest import FIRST, SECOND, words
from tests.made import KEY, PUBLISHED, a_paper, a_passage, library_of


def test_a_quote_is_the_words_that_were_kept(store: Store, selection: Selection) -> None:
    [source, hostile] = briefing(selection, store).sources
    assert source.quote.text == "412 bus passes were renewed"
    assert source.note.startswith("Ask for the cost.")
    assert (source.n, hostile.n) == (1, 2)
    assert hostile.quote.text == hostile.citation.text


def test_a_quote_is_cited_by_the_pages_that_it_stands_on(store: Store) -> None:
    both, later = words(store, FIRST + SECOND), words(store, SECOND)
    [whole, second] = briefing(Selection().toggled(both).toggled(later), store).sources
    assert whole.line.endswith("minutes, item 4, p. 3 (PDF pp. 1–2)")
    assert second.line.endswith("minutes, item 4, p. 4 (PDF p. 2)")


def test_the_order_is_the_visitors(store: Store, selection: Selection) -> None:
    first, second = (kept.reference for kept in selection.kept)
    turned = briefing(selection.exchanged(first, second), store)
    assert [source.reference for source in turned.sources] == [second, first]
    assert [source.n for source in turned.sources] == [1, 2]


def test_words_that_are_gone_are_named_with_their_note(store: Store, selection: Selection) -> None:
    there = selection.kept[0].reference
    other_words = replace(there, passage="0" * 8)
    other_paper = replace(there, paper=KEY, page=7)
    made = briefing(
        selection.toggled(other_words).toggled(other_paper).with_note(other_words, "Was it here?"),
        store,
    )
    assert [gone.line for gone in made.gone] == [
        "Words on PDF page 1 of minutes july.pdf",
        "Words on PDF page 7 of a paper that is no longer in the library",
    ]
    assert len(made.sources) == 2
    told = text(blocks(made))
    assert "No longer in the library\n\nWords on PDF page 1 of minutes july.pdf." in told
    assert "Note: Was it here?" in told


def test_as_text_each_quote_stands_over_its_source(store: Store, selection: Selection) -> None:
    told = text(blocks(briefing(selection, store)))
    line = (
        "Adults and communities scrutiny committee, 13 July 2021, minutes, item 8, p. 3 (PDF p. 1)"
    )
    assert f"“412 bus passes were renewed”\n{line}\n\nRecorded: debate or narrative" in told
    assert "Minutes, 8. BUS PASSES\nPrinted page 3 (PDF page 1) of minutes july.pdf\n" in told
    assert "Published with the papers for Tuesday 14 September 2021" in told
    assert "Note: Ask for the cost." in told
    assert "of meetings from Tuesday 13 July 2021 to Tuesday 9 November 2021" in told


def test_a_draft_has_its_sources_beneath(store: Store, selection: Selection) -> None:
    told = text(drafted(briefing(selection, store)))
    question, _, sources = told.partition("\n\nSources\n\n")
    assert question == "How many passes?\n\nAnd what next?"
    assert [line[:3] for line in sources.split("\n")] == ["1. ", "2. "]


def test_an_empty_selection_is_a_briefing_without_a_word_of_papers(store: Store) -> None:
    assert [block.style for block in blocks(briefing(Selection(), store))] == ["title", "about"]


def test_words_of_a_picture_say_so_in_every_file(tmp_path: Path) -> None:
    read, printed = a_passage("The baths were shut."), a_passage("They were opened.", page=2)
    with library_of([a_paper("scan.pdf", replace(read, ocr=True), printed)], tmp_path) as library:
        store = library.store
        kept = Selection().with_question("When?").toggled(words(store, read.text))
        made = briefing(kept.toggled(words(store, printed.text)), store)
        other = briefing(Selection().toggled(words(store, printed.text)), store)
    label, line = "Read from a picture (OCR):", "read from a picture (OCR)"
    in_word = "\n".join(one.text for one in Document(io.BytesIO(word(made))).paragraphs)
    for told in (text(blocks(made)), in_word):
        assert told.count(f"{label} check the words on the page") == 1
        assert told.count(f"PDF p. 1), {line}") == told.count("PDF p. 1)")
        assert MISREAD in told
    told = markdown(made).replace("\\", "")
    assert told.count(f"PDF p. 1), {line}") == 2
    assert f"**{label}** check the words on the page" in told
    assert text(drafted(made)).count(f"{line}\n2. ") == 1
    assert line not in markdown(other).lower() and MISREAD not in text(blocks(other))
    rows = csv_text(map(source_row, made.sources)).splitlines()
    assert [",yes," in row for row in rows] == [False, True, False]


def test_what_is_pasted_has_the_address_of_the_councils_copy(published: Briefing) -> None:
    pasted = (
        "p. 3 (PDF p. 1), withdrawn from the council's site, "
        "https://democracy.example.gov.uk/documents/g1/Printed%20minutes.pdf?T=1&copy=2#page=1"
    )
    quoted, listed = text(blocks(published)), text(drafted(published))
    assert "“412 bus passes were renewed”\nAdults and communities" in quoted
    assert quoted.count(pasted) == 2 and listed.count(pasted) == 1
    assert PUBLISHED.address and PUBLISHED.address not in published.sources[0].line
