"""What Markdown must not read as its own."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.web.markdown import JOINER, escaped, initial


@given(st.text())
def test_the_words_stay_as_they_are(text: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", escaped(text)).replace(JOINER, "")
    assert shown == " ".join(text.replace(JOINER, "").split())


@given(st.text(alphabet=string.punctuation + "wx \n"))
def test_every_mark_is_escaped(text: str) -> None:
    left = re.sub(r"\\[^\w\s]|\\_", "", escaped(text))
    assert set(left) <= {"w", "x", " ", JOINER}


@pytest.mark.parametrize(
    "live",
    [":smile:", ":material/home:", "https://b.org", "a@b.org", "www.b.org", "a -> b", "a -- b"],
)
def test_what_is_read_past_a_backslash_is_kept_apart(live: str) -> None:
    assert JOINER in escaped(live)


def test_a_label_begins_with_a_capital() -> None:
    assert initial("decision notice") == "Decision notice"
    assert initial("") == ""
