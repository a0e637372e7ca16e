"""The page as a visitor uses it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from qa.answers.suggestions.openings import KINDS
from qa.library.library import Library
from qa.web import state
from tests.made import WordEmbedder, a_paper, a_passage
from tests.web.conftest import PAGE, PAPERS, a_reference, answers, ask, build, key_of


def test_an_answer_is_a_quote_with_its_citation_in_full(page: AppTest, library: Library) -> None:
    shown = ask(page, "how many bus passes were renewed?")
    quote = shown.index("<blockquote>The committee heard that 412 bus passes were renewed")
    citation = shown[quote:]
    for words in (
        'class="standing recorded">Recorded</strong> debate or narrative',
        "Adults and communities scrutiny committee</bdi></strong>, <bdi>Thurlbridge Council</bdi>",
        "Tuesday 13 July 2021, published with the papers for Tuesday 14 September 2021",
        "Minutes, <bdi>8. BUS PASSES</bdi>",
        'Printed page 3 (PDF page 1) of <bdi class="file">minutes july.pdf</bdi>',
        "<mark>The committee heard that 412 bus passes were renewed in the spring.</mark>",
    ):
        assert words in citation
    assert f'href="papers/{key_of(library, "minutes july.pdf")}.pdf#page=1"' in citation
    assert "Searched 3 papers, of meetings from Tuesday 13 July 2021" in shown


def test_the_passages_around_are_shown_and_not_marked(page: AppTest) -> None:
    shown = ask(page, "how many bus passes were renewed?")
    assert '<p class="around">RESOLVED: that the mobile library keeps its round' in shown


def test_a_follow_up_leans_on_the_question_before(page: AppTest) -> None:
    ask(page, "how many bus passes were renewed?")
    shown = ask(page, "and who said that?")
    assert "Understood as: <bdi>how many bus passes were renewed? and who said that?" in shown
    assert "412 bus passes" in shown
    assert len(answers(page)) == 2


def test_a_whole_conversation_is_kept_for_the_briefing(page: AppTest) -> None:
    ask(page, "how many bus passes were renewed?")
    quoted = answers(page)[0].count("<blockquote>")
    next(button for button in page.button if button.label == "Keep it all").click().run()
    kept = page.session_state["selection"].selection.kept
    assert len(kept) == len({one.reference for one in kept}) == quoted > 0
    for one in kept:
        assert one.note.startswith("In answer to: how many bus passes were renewed?")


def test_how_a_question_was_read_can_be_changed(page: AppTest) -> None:
    ask(page, "how many bus passes were renewed?")
    leaning = ask(page, "and who said that?")
    follow(page, link_called(leaning, "Ask it as a new question"))
    alone = answers(page)[-1]
    assert "Understood as" not in alone
    follow(page, link_called(alone, "Add it to the last one"))
    assert "Understood as: <bdi>how many bus passes were renewed? and who said" in answers(page)[-1]


def test_a_first_question_is_not_said_to_be_read_alone(page: AppTest) -> None:
    assert "Read as a new question" not in ask(page, "how many bus passes were renewed?")


def link_called(shown: str, words: str) -> str:
    """The address of the link with these words."""
    return unescape(re.findall(rf'href="([^"]*)">{words}</a>', shown)[-1])


def follow(page: AppTest, address: str) -> None:
    """Open an address of the chat page within the visit."""
    page.query_params.clear()
    for name, value in parse_qsl(address.partition("?")[2]):
        page.query_params[name] = value
    page.run()


def test_a_new_conversation_forgets_the_last_one(page: AppTest) -> None:
    ask(page, "how many bus passes were renewed?")
    next(button for button in page.button if button.label == "New conversation").click().run()
    assert not page.chat_message
    assert "Understood as" not in ask(page, "and who said that?")


def test_filters_limit_the_answer_and_are_named(page: AppTest) -> None:
    committee, kind, council = page.selectbox
    assert council.options == ["All councils", "<i>Council</i>", "Thurlbridge Council"]
    assert committee.options == [
        "All committees",
        "<u>Committee</u>",
        "Adults and communities scrutiny committee",
        "Cabinet",
    ]
    assert kind.options == ["All kinds", "Minutes", "Report", "Letter"]
    committee.select("Cabinet")
    page.date_input[0].set_value(date(2021, 8, 1))
    shown = ask(page, "bus passes for older riders")
    assert "300 bus passes" in shown
    assert "412 bus passes" not in shown
    assert "Searched 1 paper," in shown
    assert "Limited to: <bdi>Cabinet; from Sunday 1 August 2021</bdi>." in shown


def test_dates_the_wrong_way_round_are_told(page: AppTest) -> None:
    page.date_input[0].set_value(date(2021, 11, 9))
    page.date_input[1].set_value(date(2021, 7, 13)).run()
    assert "is after the last" in page.error[0].value
    assert page.chat_input[0].disabled


def test_nothing_found_says_what_was_searched_and_offers_the_nearest(page: AppTest) -> None:
    shown = ask(page, "are there mermaids in the harbour?")
    assert "The papers do not answer this." in shown
    assert "Searched 3 papers" in shown
    assert "<blockquote>" not in shown
    nearest = shown.index("The nearest passages, which may be about something else")
    assert "bus passes" in shown[nearest:]


def test_words_from_papers_are_inert(page: AppTest) -> None:
    shown = ask(page, "what did the hostile witness write?")
    assert "The hostile witness wrote &lt;script&gt;" in shown
    for live in ("<script", "<img src=x", "<b>", "<i>", "<u>", 'href="javascript'):
        assert live not in shown


def test_a_question_is_shown_as_it_was_typed(page: AppTest) -> None:
    ask(page, "what of <b>bus</b> *passes* :smile:?")
    assert "<bdi>what of &lt;b&gt;bus&lt;/b&gt; *passes* :smile:?</bdi>" in questions(page)[0]


def test_a_long_text_without_a_question_asks_for_one(page: AppTest) -> None:
    type_in(page, "bus passes " * 100)
    assert not page.chat_message
    assert page.subheader[0].value.startswith("No question was found in your letter")


def test_of_a_letter_the_person_chooses_what_to_ask(page: AppTest) -> None:
    story = "The bus has not come past our door since the spring, and nobody knows why. " * 8
    type_in(page, f"{story} How many bus passes were renewed? Why was the mobile library moved?")
    assert page.subheader[0].value == "Your letter asks 2 things. Which do you want to ask?"
    choice = next(one for one in page.button if "bus passes were renewed" in one.label)
    choice.click().run()
    assert "412 bus passes" in answers(page)[0]


def test_the_one_question_of_a_letter_is_answered(page: AppTest) -> None:
    story = "The bus has not come past our door since the spring, and nobody knows why. " * 8
    type_in(page, f"Dear Sir,\n\n{story}\n\nHow many bus passes were renewed?\n\nYours, A. Smith")
    assert "<bdi>How many bus passes were renewed?</bdi>" in questions(page)[0]
    assert "412 bus passes" in answers(page)[0]


def type_in(page: AppTest, words: str) -> None:
    """Type `words` where a question is typed."""
    page.chat_input[0].set_value(words).run()


@pytest.fixture
def sample_page(index: Path, samples: Library, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over the sample papers."""
    monkeypatch.setattr(state, "library", lambda: samples)
    return AppTest.from_file(str(PAGE), default_timeout=300).run()


def test_each_kind_of_user_is_offered_questions_that_are_answered(sample_page: AppTest) -> None:
    assert {head.value for head in sample_page.subheader} == set(KINDS)
    offered = [button.label for button in sample_page.button if button.label.endswith("?")]
    assert len(offered) == len(set(offered)) >= 6
    next(one for one in sample_page.button if one.label == offered[0]).click().run()
    assert "<blockquote>" in answers(sample_page)[0]
    assert not [one for one in sample_page.button if one.label == offered[0]]


def test_an_answer_is_followed_by_what_the_papers_answer_too(sample_page: AppTest) -> None:
    ask(sample_page, "what happened to the reconciliation process?")
    assert [head.value for head in sample_page.subheader] == ["You could ask next"]
    offered = [button for button in sample_page.button if button.label.endswith("?")]
    offered[0].click().run()
    assert "<blockquote>" in answers(sample_page)[1]
    assert "Understood as" not in answers(sample_page)[1]


def test_new_papers_are_seen_at_once(page: AppTest, index: Path) -> None:
    assert "The papers do not answer this." in ask(page, "who feeds the harbour seals?")
    build(index, (*PAPERS, a_paper("seals.pdf", a_passage("Volunteers feed the harbour seals."))))
    assert "Volunteers feed the harbour seals." in ask(page, "who feeds the harbour seals?")


def test_a_library_that_was_built_again_is_seen_at_once(page: AppTest, index: Path) -> None:
    ask(page, "how many bus passes were renewed?")
    shutil.rmtree(index)
    build(index, (a_paper("seals.pdf", a_passage("Volunteers feed the harbour seals.")),))
    shown = ask(page, "who feeds the harbour seals?")
    assert "Volunteers feed the harbour seals." in shown
    assert "Searched 1 paper," in shown


def test_an_empty_library_says_what_to_do(index: Path) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    assert not page.exception
    assert not page.chat_input
    assert page.error[0].value.replace("\\", "") == (
        "No papers are indexed yet. Run: python -m qa index FOLDER"
    )


def test_a_library_of_another_model_says_what_to_do(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(index)
    monkeypatch.setattr(WordEmbedder, "name", "other words")
    page = AppTest.from_file(str(PAGE), default_timeout=300).run()
    assert not page.exception
    assert "The library was made with model words" in page.error[0].value


def test_a_limit_that_the_question_sets_is_kept_and_said_back(page: AppTest) -> None:
    shown = ask(page, "bus passes, reports only")
    assert "Searched reports only, as you asked." in shown
    assert "300 bus passes be printed" in shown
    assert "412 bus passes" not in shown


def test_a_refusal_says_why(page: AppTest) -> None:
    shown = ask(page, "how many bus passes did the A4042 scheme pay for?")
    assert "The papers do not answer this." in shown
    assert "None of the passages found mentions “A4042”." in shown
    assert "The nearest passages, which may be about something else:" in shown


def questions(page: AppTest) -> list[str]:
    """The questions on the page as HTML."""
    asked = [message for message in page.chat_message if message.name == "user"]
    return [node.proto.body for message in asked for node in message.get("html")]


def visited(address: dict[str, str]) -> AppTest:
    """The page as an address opens it."""
    page = AppTest.from_file(str(PAGE), default_timeout=300)
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def test_an_address_asks_for_more_like_a_passage_once(library: Library) -> None:
    page = visited({"like": a_reference(library)})
    assert not page.exception
    assert "More like: “The committee heard that 412 bus passes" in questions(page)[0]
    assert "300 bus passes" in answers(page)[0]
    assert len(answers(page.run())) == 1


def test_an_address_follows_a_passage_through_time(library: Library) -> None:
    page = visited({"follow": a_reference(library)})
    assert "Followed through time: “The committee heard" in questions(page)[0]
    assert "412 bus passes" in answers(page)[0]


def test_an_address_of_a_passage_that_is_gone_says_so(library: Library) -> None:
    reference = a_reference(library)
    build(library.folder, PAPERS[1:])
    assert "no longer in the library" in answers(visited({"like": reference}))[0]


@pytest.mark.parametrize("reference", ["-1", "1; DROP TABLE passages", "٣", "<b>" * 1000])
def test_an_address_that_names_no_words_says_so(library: Library, reference: str) -> None:
    page = visited({"like": reference, "follow": reference})
    assert not page.exception
    assert "This address names no words of the papers." in answers(page)[0]


def test_an_address_opens_the_same_answer(page: AppTest) -> None:
    page.selectbox[0].select("Cabinet")
    asked = ask(page, "bus passes for older riders")
    [link] = re.findall(r'href="\./\?([^"]+)">Link to this answer', asked)
    address = dict(parse_qsl(unescape(link)))
    assert address == {"q": "bus passes for older riders", "committee": "Cabinet"}
    opened = visited(address)
    assert opened.selectbox[0].value == "Cabinet"
    assert answers(opened) == [asked]


def test_an_address_of_a_follow_up_opens_the_same_answer(page: AppTest) -> None:
    ask(page, "how many bus passes were renewed?")
    asked = ask(page, "and who said that?")
    [link] = re.findall(r'href="\./\?([^"]+)">Link to this answer', asked)
    assert answers(visited(dict(parse_qsl(unescape(link))))) == [asked]


def test_limits_act_on_the_last_answer_at_once(page: AppTest) -> None:
    ask(page, "how many bus passes were renewed?")
    wide = ask(page, "bus passes for older riders")
    assert "Searched 3 papers" in wide
    page.selectbox[0].select("Cabinet").run()
    first, narrow = answers(page)
    assert "412 bus passes" in first
    assert "Searched 1 paper," in narrow
    assert "Limited to: <bdi>Cabinet</bdi>." in narrow
    assert page.query_params["q"] == "bus passes for older riders"
    next(button for button in page.button if button.label == "All papers").click().run()
    assert "Searched 3 papers" in answers(page)[-1]


def test_the_limits_are_seen_beside_the_question_box(page: AppTest) -> None:
    assert "all papers" in chosen_limits(page)
    page.selectbox[0].select("Cabinet")
    page.date_input[0].set_value(date(2021, 8, 1)).run()
    assert "Cabinet; from Sunday 1 August 2021" in chosen_limits(page)


def chosen_limits(page: AppTest) -> str:
    """The limits as they are shown, as HTML."""
    [found] = [n.proto.body for n in page.get("html") if 'class="chosen"' in n.proto.body]
    return str(found)


def test_the_front_page_says_whose_papers_there_are_and_what_is_new(sample_page: AppTest) -> None:
    shown = " ".join(node.proto.body for node in sample_page.get("html"))
    assert re.search(r"\d+ papers of <bdi>Thurlbridge", shown)
    assert "of meetings from" in shown
    lately = shown[shown.index("Decided lately") :]
    assert re.search(r"<strong>(agreed|carried|lost)", lately)
    assert 'href="paper?cite=' in lately
    ask(sample_page, "what happened to the reconciliation process?")
    assert "Decided lately" not in " ".join(n.proto.body for n in sample_page.get("html"))


def test_the_same_is_asked_again_when_it_is_typed_again(page: AppTest) -> None:
    for n in (1, 2):
        assert "412 bus passes" in ask(page, "how many bus passes were renewed?")
        assert len(answers(page)) == n
