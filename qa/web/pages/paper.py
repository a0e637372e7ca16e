"""The page of one paper, at one of its pages: the address of every citation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from qa.answers.citation import Citation, Quote
from qa.errors import InputRefused
from qa.library.protocol import Store
from qa.library.records import StoredPaper, StoredPassage
from qa.library.reference import Reference
from qa.papers.paper import HELD_KINDS
from qa.web import inputs, register_view, state
from qa.web.address import CITE, PAGE, PAPER
from qa.web.answer_view import CitationView
from qa.web.markdown import escaped
from qa.wording import count

MAX_PASSAGES = 60  # passages of one page that are shown
MAX_AROUND = 10  # passages on either side of the cited one, in a paper without pages
NO_PAPER = "This address names no paper of the library. Choose one on the page Papers."
TAKEN_OUT = (
    "The paper that this address cites is no longer in the library: it was taken out, or its file "
    "was changed. Ask for its words on the page Ask."
)
NOT_THERE = "The words that this address cites are not in this paper as it was read last."


def page() -> None:
    """Show the paper that the address names, at its page or at the words that it cites."""
    title = st.empty()
    title.title("Paper", anchor=False)  # stays where there is no paper to show
    store = state.library().store
    asked = st.query_params.get(CITE, "")
    reference = Reference.parse(asked) if asked else None
    paper = store.papers.get(reference.paper if reference else st.query_params.get(PAPER, ""))
    if paper is None:
        raise InputRefused(TAKEN_OUT if reference else NO_PAPER)
    title.title(escaped(paper.name), anchor=False)
    found = store.passages.find(reference) if reference else None
    if reference and not found:
        st.warning(NOT_THERE)
    wanted = str(reference.page) if reference else st.query_params.get(PAGE, "1")
    number = nearest(wanted, paper.pages)
    if paper.pages and str(number) != wanted and paper.form == "pdf":
        st.info(escaped(f"It has no PDF page {wanted[:20]}: this is page {number}."))
    cited = shown(found, store, reference) if found else None
    on_page = _near(found, paper, number, store)
    held = {page for one in paper.problems if one.kind in HELD_KINDS for page in one.pages}
    st.html(
        register_view.render(
            "paper.html",
            paper=paper,
            parts=store.meetings.parts([paper.id]),
            number=number if paper.pages else None,
            held=number in held,
            reference=reference if found else None,
            cited=cited,
            passages=[cited if one == found and cited else shown(one, store) for one in on_page],
        )
    )
    label = f"Show {count(paper.passages, 'passage')}, all of this paper"
    if paper.passages and inputs.kept_in_address(
        "all", bool, lambda on: "yes" if on else "", lambda key: st.toggle(label, key=key)
    ):
        register_view.show_in_parts(
            range(paper.passages), paper.key, partial(in_order, paper, store)
        )


def _near(
    found: StoredPassage | None, paper: StoredPaper, number: int, store: Store
) -> list[StoredPassage]:
    """The passages to show with the cited one: those of its page, or in a paper without pages those
    around it."""
    if not found or paper.form == "pdf":
        return store.passages.on_page(paper.id, number, MAX_PASSAGES)
    around = store.passages.neighbours(found.id, MAX_AROUND)
    before = [one for one in around if one.id < found.id]
    return [*before, found, *around[len(before) :]]


def nearest(wanted: str, pages: int) -> int:
    """The number of the existing page nearest to `wanted`; 1 where that is no number."""
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 1
    return max(1, min(number, pages))


def shown(stored: StoredPassage, store: Store, reference: Reference | None = None) -> CitationView:
    """A passage to be shown, with the words of `reference` as its quote."""
    citation = Citation.of(stored, 1, 1.0)
    if reference is None:
        return CitationView(citation, None)
    printed = store.papers.printed_pages([stored.paper_id] if citation.breaks else [])
    start, end = reference.start, reference.end
    quote = Quote.of(citation, start, end, printed.get(stored.paper_id))
    return CitationView(citation, quote)


def in_order(paper: StoredPaper, store: Store, heading: str, some: Sequence[int]) -> str:
    """Passages of a paper as HTML under a heading; `some` are their numbers, from 0."""
    found = store.passages.in_order(paper.id, some[0], len(some))
    passages = [shown(stored, store) for stored in found]
    return register_view.render("paper.html", heading=heading, paper=paper, passages=passages)


if __name__ == "__main__":
    page()
