"""That the stand-in misbehaves as the real sites are said to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import Element

import httpx
import pytest
from defusedxml import ElementTree
from pypdf import PdfReader

from tests.moderngov.council import GROUP, Council, Document, cut
from tests.moderngov.site import (
    Dropped,
    Html,
    Huge,
    NotModifiedIgnored,
    Redirect,
    Slow,
    StandIn,
    Status,
    Wrong,
)

SAMPLES = Path(__file__).parents[3] / "shared" / "moderngov"
WIDE = {"lCommitteeId": 140, "sFromDate": "01/01/2000", "sToDate": "31/12/2099"}
RISING = WIDE | {"bIsAscendingDateOrder": "true"}


@pytest.fixture
def client(site: StandIn) -> Iterator[httpx.Client]:
    with httpx.Client(headers={"User-Agent": "tests/1.0 (of us)"}, timeout=5) as client:
        yield client


def ask(client: httpx.Client, site: StandIn, method: str, **query: object) -> httpx.Response:
    asked = {name: str(value) for name, value in query.items()}
    return client.get(f"{site.base}/mgWebService.asmx/{method}", params=asked)


def texts(body: bytes, name: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(body).iter(name)]


def shape(body: bytes) -> set[str]:
    """The paths of all elements under the root, the name of which differs between sites."""

    def below(node: Element, path: str = "") -> Iterator[str]:
        for child in node:
            yield f"{path}/{child.tag}"
            yield from below(child, f"{path}/{child.tag}")

    return set(below(ElementTree.fromstring(body)))


@pytest.mark.parametrize("agent", ["", "python-httpx/0.28.1", "curl/8.5.0", "python-requests/2"])
def test_refuses_who_does_not_say_who_asks(site: StandIn, agent: str) -> None:
    refused = httpx.get(
        f"{site.base}/mgWebService.asmx/GetCommittees", headers={"User-Agent": agent}
    )
    assert refused.status_code == 403 and "<html>" in refused.text
    assert site.asked[-1].headers["user-agent"] == agent


def test_lists_committees_that_are_no_more(site: StandIn, client: httpx.Client) -> None:
    body = ask(client, site, "GetCommittees").content
    assert texts(body, "committeeexpired").count("True") == 1
    assert texts(body, "committeedeleted").count("True") == 1


def test_escapes_text_twice(site: StandIn, client: httpx.Client) -> None:
    body = ask(client, site, "GetCommittees").content
    assert b"Libraries &amp;amp; Leisure" in body
    assert "Libraries &amp; Leisure Working Group" in texts(body, "committeetitle")


def test_dates_are_british_and_others_ignored(site: StandIn, client: httpx.Client) -> None:
    all_of_them = texts(ask(client, site, "GetMeetings", **WIDE).content, "meetingid")
    july = WIDE | {"sFromDate": "13/07/2021", "sToDate": "13/07/2021"}
    assert texts(ask(client, site, "GetMeetings", **july).content, "meetingdate") == ["13/07/2021"]
    iso = WIDE | {"sFromDate": "2023-01-01"}
    assert texts(ask(client, site, "GetMeetings", **iso).content, "meetingid") == all_of_them
    site.council.ignores_dates = True
    assert texts(ask(client, site, "GetMeetings", **july).content, "meetingid") == all_of_them


def test_needs_all_parameters(site: StandIn, client: httpx.Client) -> None:
    answer = ask(client, site, "GetMeetings", lCommitteeId=140, sFromDate="01/01/2000")
    assert answer.status_code == 500 and "sToDate" in answer.text
    assert ask(client, site, "GetAllMeetingsByDate", **WIDE).status_code == 500
    assert ask(client, site, "GetMeeting", lMeetingId="x").status_code == 500


def test_lists_meetings_by_date(site: StandIn, client: httpx.Client) -> None:
    site.council.all_bodies = -1
    every = ask(client, site, "GetAllMeetingsByDate", **RISING | {"lCommitteeId": -1}).content
    assert len(texts(every, "meetingid")) == len(site.council.meetings)
    falling = RISING | {"bIsAscendingDateOrder": "false"}
    dates = texts(ask(client, site, "GetAllMeetingsByDate", **falling).content, "meetingdate")
    assert dates[0] == "14/11/2023" and dates[-1] == "13/07/2021"


def test_links_hold_spaces_and_line_breaks_and_repeat(site: StandIn, client: httpx.Client) -> None:
    links = texts(ask(client, site, "GetMeeting", lMeetingId=4101).content, "url")
    assert any(" \n" in link.strip() for link in links)
    assert len({link.strip().partition("documents")[0] for link in links}) == 3  # forms
    assert len([link for link in links if "s50101" in link]) == 3
    assert client.get(site.base + "/documents/s50103/Pool%20%0Ahall%20roof.pdf").status_code == 400
    assert "//localhost:" in ask(client, site, "GetMeeting", lMeetingId=4302).text


def test_restricted_documents_lead_to_a_sign_in_page(site: StandIn, client: httpx.Client) -> None:
    told = ask(client, site, "GetMeeting", lMeetingId=4102).content
    assert texts(told, "isdisplayallowed").count("False") == 1
    assert texts(told, "isrestricted").count("True") == 1  # of an item, not of its document
    for title in ("Exempt appendix", "Claims against", "Briefing for members"):
        address = site.address(site.council.document(title))
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200 and "Sign in" in answer.text
        assert site.asked_for(httpx.URL(address).path)


@pytest.mark.parametrize("name", ["GetCommittees", "GetMeeting", "GetAllMeetingsByDate"])
def test_has_the_shape_of_the_samples(site: StandIn, client: httpx.Client, name: str) -> None:
    samples = list(SAMPLES.glob(f"{name}.*.xml"))
    if not samples:
        pytest.skip(f"the samples of ModernGov sites are not at {SAMPLES}")
    query: dict[str, object] = {**RISING, "lMeetingId": 4301}
    whole = shape(ask(client, site, name, **query).content)
    site.council.terse = True
    terse = shape(ask(client, site, name, **query).content)
    known = [shape(sample.read_bytes()) for sample in samples]
    assert all(paths <= whole for paths in known)
    # The sample of a meeting has no documents of the whole, which ours has.
    assert {path for path in terse if not path.startswith("/linked")} == min(known, key=len)


def test_a_meeting_has_its_own_page(site: StandIn, client: httpx.Client) -> None:
    page = client.get(site.page_of(site.council.meeting(4105)))
    assert page.status_code == 200 and "Cancelled" in page.text
    assert client.get(site.page_of(site.council.meeting(4105)) + "9").status_code == 200
    assert client.get(site.page_of(site.council.meeting(4105)).replace("140", "1")).is_error


def test_what_changes_on_the_site_shows(site: StandIn, client: httpx.Client) -> None:
    meeting = site.council.meeting(4401)
    paper = meeting.document("Plan")
    meeting.reschedule(date(2022, 5, 10))
    more = meeting.add_supplement(60901, "Late paper", cut("Appendix 1"))
    meeting.withdraw(paper)
    told = ask(client, site, "GetMeeting", lMeetingId=4401).content
    assert texts(told, "meetingstatus") == ["Confirmed; Rescheduled from 3 May 2022"]
    assert texts(told, "meetingdate") == ["10/05/2022"]
    assert "?T=9" in site.address(more) and client.get(site.address(more)).content == more.data
    assert texts(told, "title") == ["Late paper"]
    assert client.get(f"{site.base}/documents/s{paper.id}/{paper.name}").status_code == 404


def test_every_document_is_where_its_link_says(site: StandIn, client: httpx.Client) -> None:
    for meeting in site.council.meetings:
        for document in meeting.all_documents():
            if not meeting.closed(document):
                address = httpx.URL(site.base + "/").join(
                    site.link(meeting, document).strip().replace("\n", "")
                )
                assert client.get(address).content == document.data
                assert client.get(site.address(document)).content == document.data


def test_a_supplement_may_say_what_a_paper_says(council: Council) -> None:
    paper, supplement = (
        council.meeting(4102).document(title)
        for title in ("Waiting times in adult", "Supplementary pack")
    )
    papers = [PdfReader(BytesIO(document.data)) for document in (paper, supplement)]
    first, second = ([page.extract_text() for page in paper.pages] for paper in papers)
    assert first == second and paper.data != supplement.data


@pytest.mark.parametrize("known", ["etag", "last-modified"])
def test_tells_whether_a_document_changed(site: StandIn, client: httpx.Client, known: str) -> None:
    document = site.council.meeting(4401).document("Plan")
    header = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}[known]
    before = {header: client.get(site.address(document)).headers[known]}
    same = client.get(site.address(document), headers=before)
    assert same.status_code == 304 and not same.content
    site.fail("documents/", NotModifiedIgnored())
    assert client.get(site.address(document), headers=before).status_code == 200
    document.replace(cut("Appendix 1"))
    assert client.get(site.address(document), headers=before).content == cut("Appendix 1")
    document.etag, document.modified = False, None
    assert known not in client.get(site.address(document), headers=before).headers


def test_tells_sizes_or_not(site: StandIn, client: httpx.Client) -> None:
    document = site.council.document("Plan")
    assert client.head(site.address(document)).headers["content-length"] == str(len(document.data))
    site.head = "no length"
    assert "content-length" not in client.head(site.address(document)).headers
    site.head = "refused"
    assert client.head(site.address(document)).status_code == 405


def test_robots(site: StandIn, client: httpx.Client) -> None:
    address = httpx.URL(site.base).join("/robots.txt")
    assert client.get(address).status_code == 404
    site.robots = "User-agent: *\nDisallow: /democracy/documents/"
    robots = RobotFileParser()
    robots.parse(client.get(address).text.splitlines())
    assert not robots.can_fetch("tests", site.address(site.council.document("Plan")))


def test_faults(site: StandIn, client: httpx.Client) -> None:
    document: Document = site.council.document("Plan")
    address = site.address(document)
    site.fail("Plan for the", Status(503, retry_after="1"), times=2)
    site.fail("documents/s", Html())
    site.fail("documents/s", Wrong())
    site.fail("documents/s", Redirect(site.base, 301))
    site.fail("documents/s", Huge(200_000))
    assert ask(client, site, "GetCommittees").status_code == 200
    for _ in range(2):
        assert client.get(address).headers["retry-after"] == "1"
    assert client.get(address).headers["content-type"].startswith("text/html")
    wrong = client.get(address)
    assert wrong.headers["content-type"] == "application/pdf" and wrong.content[:4] != b"%PDF"
    assert client.get(address).headers["location"] == site.base
    huge = client.get(address)
    assert len(huge.content) == 200_000 and "content-length" not in huge.headers
    site.fail("documents/s", Slow(0.05, drip=True))
    assert client.get(address).content == document.data
    assert not site.faults


@pytest.mark.parametrize(
    "fault", [Dropped(), Dropped(0), Dropped(500), Dropped(500, chunked=True), Dropped(10**6)]
)
def test_connections_drop(site: StandIn, client: httpx.Client, fault: Dropped) -> None:
    site.fail("documents/", fault)
    address = site.address(site.council.document("Plan"))
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(address)
    assert client.get(address).status_code == 200


def test_ends_while_it_is_slow(council: Council) -> None:
    with StandIn(council) as site:
        site.fail("", Slow(60))
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(site.base, timeout=0.05)
    with pytest.raises(httpx.ConnectError):
        httpx.get(site.base)


def test_a_cheap_committee(council: Council) -> None:
    papers = [meeting.all_documents() for meeting in council.meetings_of(council.body(GROUP))]
    assert [len(list(found)) for found in papers] == [1, 0]
