"""Links to where a paper was published: they lead where they say, and are only addresses."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.papers.source import Source
from qa.publication import external_links, safe_address
from tests.attacks import ATTACKS

SITE = "https://democracy.example.gov.uk"
COPY = f"{SITE}/documents/g1/Printed%20minutes.pdf?T=1"
MEETING = f"{SITE}/ieListDocuments.aspx?CId=1&MId=2"


def test_both_are_named_with_the_site_that_they_are_on() -> None:
    said = Source(COPY, MEETING, meeting_date=date(2021, 7, 13))
    copy, meeting = external_links(said, 3)
    assert (copy.words, copy.address) == (
        "The council's copy, on democracy.example.gov.uk",
        f"{COPY}#page=3",
    )
    assert meeting.words == "The meeting of 13 July 2021, on democracy.example.gov.uk"
    assert meeting.address == MEETING
    assert external_links(None) == external_links(Source()) == []


def test_a_copy_that_was_withdrawn_is_not_said_to_be_there() -> None:
    [copy] = external_links(Source(COPY, withdrawn=date(2026, 3, 3)))
    assert copy.what == "Former address of the council's copy"


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("HTTPS://Example.GOV.uk/a b.pdf", "https://example.gov.uk/a%20b.pdf"),
        ("http://127.0.0.1:8000/a.pdf#page=2", "http://127.0.0.1:8000/a.pdf#page=2"),
        ("http://[::1]:8000/a.pdf", "http://[::1]:8000/a.pdf"),
        ("https://b\u00fccher.example/\u00e9", "https://xn--bcher-kva.example/%C3%A9"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
    ],
)
def test_an_address_stays_the_same_address(address: str, whole: str) -> None:
    assert safe_address(address) == whole


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/a",
        "https://",
        "https:///a",
        "https://democracy.example.gov.uk@evil.example/",
        "https://evil.example\\@democracy.example.gov.uk/",
        "https://a b.example/",
        "https://[::1/",
        "https://a..b/",
        "file:///etc/passwd",
        "",
    ],
)
def test_what_is_no_address_of_the_web_or_hides_its_site_is_no_link(address: str) -> None:
    assert safe_address(address) is None
    assert external_links(Source(address, address)) == []


@given(st.text(max_size=60) | st.sampled_from(sorted(ATTACKS.values())))
def test_nothing_in_an_address_is_a_sign_elsewhere(words: str) -> None:
    for address in (words, f"https://{words}", f"https://example.org/{words}"):
        whole = safe_address(address, 2)
        if whole is None:
            continue
        assert whole.startswith(("http://", "https://"))
        assert whole.isascii() and whole.isprintable()
        assert not set(whole) & set(' "<>\\`{|}^')
        [link] = external_links(Source(address))
        assert urlsplit(whole).netloc == link.site
        assert safe_address(whole) == whole
