"""Links and typed addresses come out fit to be asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InputRefused, SiteRefused
from qa.moderngov.address import absolute_address, site_address

BASE = "https://papers.example.org/council"


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        (" documents/s1/Budget 2026.pdf\r\n", "/council/documents/s1/Budget%202026.pdf"),
        ("documents/s1/Bud\r\nget.pdf", "/council/documents/s1/Budget.pdf"),
        ("documents/s1/Budget%202026.pdf", "/council/documents/s1/Budget%202026.pdf"),
        ("documents/s1/Up 5%.pdf?T=9#page=2", "/council/documents/s1/Up%205%25.pdf?T=9"),
        ("/documents/g1/x.pdf", "/documents/g1/x.pdf"),
        ("documents/s1/Café.pdf", "/council/documents/s1/Caf%C3%A9.pdf"),
    ],
)
def test_a_link_becomes_a_whole_encoded_address(link: str, whole: str) -> None:
    assert absolute_address(link, BASE) == f"https://papers.example.org{whole}"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.c", "file:///etc/passwd"])
def test_other_than_the_web_is_refused(link: str) -> None:
    with pytest.raises(SiteRefused, match="no web address"):
        absolute_address(link, BASE)


@given(st.text(alphabet=st.characters() | st.sampled_from(" \r\n%2F?&#/.:@[]"), max_size=60))
def test_an_address_is_plain_and_stays_as_it_is(link: str) -> None:
    try:
        whole = absolute_address(f"documents/{link}", BASE)
    except SiteRefused:
        return
    assert whole.isascii() and whole.isprintable() and " " not in whole
    assert absolute_address(whole, BASE) == whole


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("papers.example.org", "https://papers.example.org"),
        (" https://papers.example.org/council/ ", "https://papers.example.org/council"),
        ("http://papers.example.org/mgListCommittees.aspx?bcr=1#x", "http://papers.example.org"),
        ("https://Papers.Example.org/c/mgWebService.asmx/GetMeeting", f"{BASE[:-7]}c"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
    ],
)
def test_what_is_typed_becomes_a_base(typed: str, base: str) -> None:
    assert site_address(typed) == base


@pytest.mark.parametrize(
    "typed", ["", "ftp://x.example.org", "a b", "https://", "me@x.example.org"]
)
def test_what_is_no_site_is_told(typed: str) -> None:
    with pytest.raises(InputRefused, match="no web address"):
        site_address(typed)
