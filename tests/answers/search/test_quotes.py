"""Quotes: whole sentences of their passage, on their very page, with what they continue."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qa.answers import contract as described
from qa.answers.citation import Citation, Quote
from qa.answers.search.quotes import best_quote
from qa.answers.search.unit import AMONG_OTHERS, unit_around
from qa.answers.understanding.question import parse_question
from qa.library.records import StoredPassage
from qa.papers.paper import Standing
from qa.papers.text import sentences
from tests.made import KEY, a_passage

PADDING = "The committee considered the report of the director at some length. " * 6


def quoted(
    text: str,
    question: str,
    nearest: int,
    breaks: tuple[int, ...] = (),
    standing: Standing = "recorded",
) -> Quote:
    """The quote from a passage on page 4 of which sentence `nearest` is nearest in meaning."""
    passage = replace(
        a_passage(text, page=4), page_end=4 + len(breaks), breaks=breaks, standing=standing
    )
    citation = Citation.of(StoredPassage(1, 1, KEY, "minutes.pdf", passage), 1, 1.0)
    scores = [0.9 if n == nearest else 0.1 for n in range(len(sentences(text)))]
    return best_quote(parse_question(question), citation, scores)


def test_a_quote_is_cited_by_the_page_it_stands_on() -> None:
    wait = "The longest wait for an assessment was 214 days."
    quote = quoted(PADDING + wait, "how long was the longest wait?", 6, (len(PADDING),))
    assert quote.text == wait
    assert quote.pdf_page == 5


def test_a_quote_that_runs_over_two_pages_names_both() -> None:
    vote = "For (2): Ash, Birch. Against (1): Cole."
    turned = vote.index("Against")
    quote = quoted(vote, "how did they vote?", 0, (turned,))
    assert (quote.text, quote.pdf_page, quote.pdf_page_end) == (vote, 4, 5)
    assert described.Quote.of(quote)["pdf_page_end"] == 5
    alone = quoted(PADDING + vote, "how did they vote?", 6, (len(PADDING) - 1,))
    assert (alone.pdf_page, alone.pdf_page_end) == (5, 5)


def test_a_sentence_that_continues_another_brings_it_along() -> None:
    text = PADDING + "The mobile library was sold. It went to a dealer in Hexley."
    quote = quoted(text, "where did it go?", 7)
    assert quote.text.endswith("The mobile library was sold. It went to a dealer in Hexley.")


def test_the_sentence_that_answers_is_marked() -> None:
    quote = quoted(PADDING + "The pool shut in May. A new one opens soon.", "when did it shut?", 6)
    assert quote.marked
    assert quote.text[slice(*quote.marked)] == "The pool shut in May."


def test_a_bullet_is_quoted_whole() -> None:
    bullet = (
        "• It was asked when the ferry would run. The ferry master said that the chain had to be "
        "replaced. She hoped for a start in April. Members thanked her, and asked for a report on "
        "the cost of the chain, on the hire of another boat, and on what the bus company had been "
        "paid since the ferry was taken off in the autumn of the year before."
    )
    quote = quoted(f"{PADDING}\n{bullet}\n{PADDING}", "when will the ferry run?", 8)
    assert quote.text == bullet


VOTE = (
    "Mr Ash proposed and Ms Elm seconded that the market be moved to the quay.\n"
    "The motion was put to the vote and the voting was as follows:\nFor (3)\nMr Ash, Ms Elm, "
    "Mr Oak\nAgainst (14)\n" + ", ".join(f"Mr B{'a' * n}rch" for n in range(14)) + "\n"
    "Abstain (0)\nMotion lost.\n"
)


def test_a_vote_is_never_quoted_without_its_end() -> None:
    quote = quoted(PADDING + "\n" + VOTE + PADDING, "how did the vote on the market go?", 7)
    assert "For (3)" in quote.text
    assert quote.text.endswith("Motion lost.")


def test_the_lead_of_a_list_comes_with_it() -> None:
    text = PADDING + "\nRESOLVED that:\n(a) the tolls be doubled from June; and\n" + PADDING
    assert "RESOLVED that:\n(a) the tolls" in quoted(text, "what of the tolls?", 7).text


def test_a_colon_brings_what_it_leads_to() -> None:
    text = PADDING + "RESOLVED: That the committee:\n(a) notes the report."
    quote = quoted(text, "what was decided?", 6)
    assert quote.text.endswith("(a) notes the report.")


QUESTIONED = (
    "PQ 1 Mr W Impey, Hexley\nWe were promised that the pool would open in May. Who is at fault?\n"
    "Response:\nThe contractor found that the beams were rotten. "
    "The pool will open on 3 September 2022 at the latest, and lessons will begin that week. "
    "The council has apologised to the swimming club and to all of the schools."
)


def test_of_a_formal_question_the_reply_is_quoted() -> None:
    quote = quoted(QUESTIONED, "when will the pool open?", 1, standing="answered")
    assert "We were promised" not in quote.text
    assert "3 September 2022" in quote.text


def test_what_was_asked_is_quoted_where_that_is_the_question() -> None:
    quote = quoted(QUESTIONED, "what was asked about the pool?", 1, standing="answered")
    assert "We were promised" in quote.text


LONG_ROW = (
    "The parish of Tarn pays for the repair of the weir over ten years, beginning in April, by a "
    "loan of the Public Works Loan Board, and asks the anglers, the mill and the two farms below "
    "it to bear a third of what it comes to"
)


def test_a_heading_is_never_quoted_without_what_it_heads() -> None:
    text = f"16.4 Repair of the weir\n{LONG_ROW}.\n{LONG_ROW}."
    a, b = unit_around(text, 0, [0.9, 0.1, 0.1], size=AMONG_OTHERS)
    assert text[a:b].endswith("comes to.")
    row = f"Repair of the weir 4,000\n{LONG_ROW}."
    a, b = unit_around(row, 0, [0.9, 0.1], size=AMONG_OTHERS)
    assert row[a:b] == "Repair of the weir 4,000"  # no heading, but a row with its figure


def test_a_short_passage_is_quoted_whole() -> None:
    text = "Apologies were received from Councillor Rao."
    assert quoted(text, "who sent apologies?", 0).text == text


@given(st.lists(st.text("ab .!?\n", max_size=60), max_size=6).map(" ".join), st.text(max_size=80))
def test_a_quote_is_always_the_words_of_its_passage(text: str, question: str) -> None:
    passage = StoredPassage(1, 1, KEY, "minutes.pdf", a_passage(text))
    citation = Citation.of(passage, 1, 1.0)
    scores = [0.5] * len(sentences(text))
    quote = best_quote(parse_question(question), citation, scores)
    assert quote.text == text[quote.start : quote.end]


def test_names_in_two_columns_are_quoted_to_the_result_of_the_vote() -> None:
    text = (
        "Moved by Councillor Rowan\nThat the grant to the regatta be deleted.\n"
        "Councillor Larch asked for a recorded vote on the matter.\nYea Nay\n"
        "Councillor Rowan Councillor Larch\nCouncillor Yew\n“LOST”"
    )
    best = 1
    scores = [0.9 if n == best else 0.1 for n in range(len(sentences(text)))]
    start, end = unit_around(text, best, scores, size=AMONG_OTHERS)
    assert text[start:end].endswith(
        "Yea Nay\nCouncillor Rowan Councillor Larch\nCouncillor Yew\n“LOST”"
    )


def test_a_resolution_is_quoted_with_the_clauses_that_end_it() -> None:
    text = (
        "WHEREAS Larch Ltd has watched the tip for the township since the spring of 2022;\n"
        "NOW THEREFORE we ask the clerk to sign the agreement, by which it goes on until 2028;\n"
        "AND THAT the cost will be $39,000 in 2026; $39,500 in 2027 and $39,900 in 2028.\nCarried."
    )
    scores = [0.9 if n == 1 else 0.1 for n in range(len(sentences(text)))]
    start, end = unit_around(text, 1, scores, size=AMONG_OTHERS)
    assert text[start:end].endswith("$39,900 in 2028.\nCarried.")
