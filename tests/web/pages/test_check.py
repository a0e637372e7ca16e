"""The page where a text is checked, as a visitor uses it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from qa.checking.paragraph import MAX_SENTENCES
from tests.web.conftest import HOSTILE
from tests.web.pages.test_decisions import shown

RIGHT = "The committee heard that 412 bus passes were renewed in the spring."
WRONG = "The committee heard that 421 bus passes were renewed in the spring."
NOTHING = "Unicorns graze beside the observatory telescope."


@pytest.fixture
def box(page: AppTest) -> AppTest:
    """The page, as a visitor first sees it."""
    page.switch_page("check.py").run()
    assert not page.exception
    return page


def check(page: AppTest, text: str) -> str:
    """What the page shows of a text."""
    page.text_area[0].set_value(text)
    page.form_submit_button[0].click().run()
    assert not page.exception
    return shown(page)


def entry(found: str, sentence: str) -> str:
    """What is shown of a sentence."""
    start = found.index(f"<h3><bdi>{sentence}")
    return found[start : found.index("</article>", start)]


def test_it_says_first_that_it_may_be_mistaken(box: AppTest) -> None:
    assert box.title[0].value == "Check"
    assert "The check may be mistaken" in box.markdown[0].value
    assert "<article" not in shown(box)


def test_each_sentence_is_shown_with_what_the_papers_say(box: AppTest) -> None:
    found = check(box, f"{RIGHT} {WRONG} {NOTHING}")
    assert "<strong>3 sentences</strong>: 1 borne out; 1 not borne out; 1 not found." in found
    right, wrong = entry(found, RIGHT), entry(found, WRONG)
    assert "Borne out</strong>" in right
    assert "412 bus passes were renewed" in right
    assert 'of <bdi class="file">minutes july.pdf</bdi>' in right
    assert "Not borne out</strong> <bdi>The figure 421 is not there.</bdi>" in wrong
    assert "<details open> <summary>The nearest passage</summary>" in wrong
    assert "Not found</strong>" in entry(found, NOTHING)


def test_the_words_of_a_text_cannot_act_as_html(box: AppTest) -> None:
    found = check(box, HOSTILE)
    assert "<script" not in found and "<img src=x" not in found and "<b>bold" not in found


def test_what_cannot_be_checked_is_told_in_words(box: AppTest) -> None:
    check(box, "It rained. " * (MAX_SENTENCES + 1))
    assert str(MAX_SENTENCES) in box.warning[0].value


def test_the_text_does_not_stand_in_the_address(box: AppTest) -> None:
    check(box, RIGHT)
    assert not box.query_params
