"""What a site's web service answers, and what is made of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from qa.errors import SiteFailed
from qa.moderngov import content, opening
from qa.moderngov import service as module
from qa.moderngov.records import Agenda, Committee, Item, LinkedDocument, Meeting
from qa.moderngov.service import Service
from qa.moderngov.service_xml import parse, raw_text
from qa.papers.pages.worker import Worker

SITE = "https://democracy.thurlbridge.example"
CABINET = Committee(12, "Cabinet")
MEETING = Meeting(700, CABINET, date(2024, 3, 7), "10.00 am", "Confirmed")
SAMPLES = Path(__file__).parents[3] / "shared" / "moderngov"


class Site:
    """Answers by method, and the addresses that were asked."""

    def __init__(self, **answers: str | bytes) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def page(self, address: str) -> bytes:
        self.asked.append(address)
        answer = self.answers[urlsplit(address).path.rpartition("/")[2]]
        return answer.encode() if isinstance(answer, str) else answer


def service(**answers: str | bytes) -> Service:
    return Service(Site(**answers), SITE)


def committees(xml: str | bytes) -> list[Committee]:
    return service(GetCommittees=xml).committees()


def meetings(
    *listed: str, first: date | None = None, last: date | None = None
) -> list[tuple[int, date]]:
    xml = f"<getmeetings><committee><committeemeetings>{''.join(listed)}"
    xml += "</committeemeetings></committee></getmeetings>"
    found = service(GetMeetings=xml).meetings(CABINET, first, last)
    return [(meeting.id, meeting.date) for meeting in found]


def listed(number: int | str, day: str, more: str = "") -> str:
    return (
        f"<meeting><meetingid>{number}</meetingid><meetingdate>{day}</meetingdate>{more}</meeting>"
    )


def agenda(inside: str) -> Agenda:
    xml = f"<meeting><meetingid>700</meetingid>{inside}</meeting>"
    return service(GetMeeting=xml).agenda(MEETING)


def item(title: str, *documents: str, more: str = "") -> str:
    return (
        f"<agendaitems><agendaitem><agendaitemnumber>7</agendaitemnumber>{more}"
        f"<agendaitemtitle>{title}</agendaitemtitle><linkeddocuments>{''.join(documents)}"
        "</linkeddocuments></agendaitem></agendaitems>"
    )


def document(url: str, title: str = "Report", more: str = "") -> str:
    return f"<linkeddoc><title>{title}</title><url>{url}</url>{more}</linkeddoc>"


def only_title(raw: str) -> str:
    [found] = agenda(item(raw)).items
    return found.title


def test_committees_are_listed_with_those_that_meet_no_more() -> None:
    xml = """\ufeff<?xml version="1.0" encoding="utf-8"?>
    <ArrayOf xmlns="http://tempuri.org/"><Committees>
      <Committee><CommitteeId> 12 </CommitteeId><CommitteeTitle>Cabinet</CommitteeTitle>
        <CommitteeDeleted>False</CommitteeDeleted><CommitteeExpired>FALSE</CommitteeExpired>
        <CommitteeCategory>Executive</CommitteeCategory><Unheard><Of/></Unheard></Committee>
      <committee><committeeid>13</committeeid><committeetitle>Parks
        panel</committeetitle><committeeexpired>1</committeeexpired></committee>
      <committee><committeeid>14</committeeid><committeetitle>Gone</committeetitle>
        <committeedeleted>true</committeedeleted></committee>
      <committee><committeeid>x15</committeeid><committeetitle>Odd</committeetitle></committee>
      <committee><committeetitle>Nameless number</committeetitle></committee>
      <committee><committeeid>12</committeeid><committeetitle>Cabinet</committeetitle></committee>
    </Committees></ArrayOf>"""
    assert committees(xml) == [
        Committee(12, "Cabinet", "Executive"),
        Committee(13, "Parks panel", None, former=True),
    ]


@pytest.mark.parametrize(
    "xml", ["<committees/>", "<root><committeescount>0</committeescount></root>"]
)
def test_a_site_may_have_no_committees(xml: str) -> None:
    assert committees(xml) == []


def test_meetings_are_asked_for_by_days_as_the_service_writes_them() -> None:
    site = Site(GetMeetings="<getmeetings/>")
    Service(site, f"{SITE}/").meetings(CABINET, date(2024, 3, 1), None)
    [asked] = site.asked
    assert asked.startswith(f"{SITE}/mgWebService.asmx/GetMeetings?")
    assert parse_qs(urlsplit(asked).query) == {
        "lCommitteeId": ["12"],
        "sFromDate": ["01/03/2024"],
        "sToDate": ["31/12/2070"],
    }


def test_meetings_are_filtered_again_sorted_and_each_once() -> None:
    found = meetings(
        listed(3, "01/04/2024"),
        listed(2, "07/03/2024"),
        listed(2, "07/03/2024"),
        listed(1, "29/02/2024"),
        listed(4, "02/04/2024"),
        first=date(2024, 3, 7),
        last=date(2024, 4, 1),
    )
    assert found == [(2, date(2024, 3, 7)), (3, date(2024, 4, 1))]


@pytest.mark.parametrize("day", ["", "31/02/2024", "to be fixed", "00/00/0000", "1/1/99999"])
def test_a_meeting_without_a_day_is_left_out(day: str) -> None:
    assert meetings(listed(1, day), listed(2, "07/03/2024 00:00:00")) == [(2, date(2024, 3, 7))]


def test_meetings_of_another_committee_are_left_out() -> None:
    other = listed(1, "07/03/2024", "<committeeid>99</committeeid>")
    own = listed(2, "07/03/2024", "<committeeid>12</committeeid>")
    assert meetings(other, own) == [(2, date(2024, 3, 7))]


def test_too_many_meetings_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MEETINGS", 1)
    assert len(meetings(listed(1, "07/03/2024"))) == 1
    with pytest.raises(SiteFailed, match="more than 1 meetings of Cabinet"):
        meetings(listed(1, "07/03/2024"), listed(2, "08/03/2024"))


def test_an_agenda_has_its_items_and_the_documents_of_the_whole() -> None:
    found = agenda(
        item("Parking", document("documents/s5/Parking.pdf"))
        + "<linkeddocuments>"
        + document(f"{SITE}/documents/g700/Minutes.pdf?T=1", "Minutes")
        + "</linkeddocuments>"
    )
    report = LinkedDocument(f"{SITE}/documents/s5/Parking.pdf", "Report")
    minutes = LinkedDocument(f"{SITE}/documents/g700/Minutes.pdf?T=1", "Minutes")
    page = f"{SITE}/ieListDocuments.aspx?CId=12&MId=700&Ver=4"
    assert found == Agenda(MEETING, page, (Item("7", "Parking", (report,)),), (minutes,))


def test_documents_are_found_wherever_they_are_nested() -> None:
    inner = item("Streets", document("documents/s6/B.pdf", "B"))
    found = agenda(
        item("Parking", document("documents/s5/A.pdf", "A"), more=f"<more>{inner}</more>")
        + f"<odd><files>{document('documents/s8/C.pdf', 'C')}</files></odd>"
    )
    places = [(held.title, [d.title for d in held.documents]) for held in found.items]
    assert places == [("Parking", ["A"]), ("Streets", ["B"])]
    assert [d.title for d in found.documents] == ["C"]


def test_a_meeting_may_be_wrapped_with_its_items_beside_it() -> None:
    inside = "<meeting><meetingid>700</meetingid><isrestricted>True</isrestricted></meeting>"
    xml = f"<getmeeting>{inside}{item('Parking', document('documents/s5/A.pdf'))}</getmeeting>"
    [found] = service(GetMeeting=xml).agenda(MEETING).items
    assert (found.title, found.restricted, len(found.documents)) == ("Parking", True, 1)


def test_a_meeting_is_as_it_is_now() -> None:
    moved = agenda(
        "<meetingdate>14/03/2024</meetingdate><meetingtime>2.00 pm</meetingtime>"
        "<meetingstatus>Confirmed; Rescheduled from 7 March 2024</meetingstatus>"
    ).meeting
    status = "Confirmed; Rescheduled from 7 March 2024"
    assert moved == Meeting(700, CABINET, date(2024, 3, 14), "2.00 pm", status)
    assert agenda("<meetingdate>soon</meetingdate>").meeting == MEETING


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Fees &amp;amp;amp; Charges", "Fees & Charges"),
        ("Fees &amp; Charges", "Fees & Charges"),
        ("Mayor&amp;#39;s&amp;nbsp;news", "Mayor's news"),
        ("<![CDATA[Fees &amp; Charges]]>", "Fees & Charges"),
        ("  Two\n\t lines ", "Two lines"),
        ("Hid\u200bden \u202eturned", "Hidden turned"),
        ("A bell&#7; rings&#x1F;", "A bell rings"),
        ("x" * 5000, "x" * 300),
        ("", ""),
    ],
)
def test_titles_are_made_plain(raw: str, title: str) -> None:
    assert only_title(raw) == title


@pytest.mark.parametrize(
    "more",
    [
        "<isrestricted>True</isrestricted>",
        "<isrestricted> 1 </isrestricted>",
        "<isrestricted>perhaps</isrestricted>",
        "<isdisplayallowed>False</isdisplayallowed>",
        "<isdisplayallowed>0</isdisplayallowed>",
        "<isrestricted>False</isrestricted><isdisplayallowed>FALSE</isdisplayallowed>",
    ],
)
def test_what_is_restricted_is_marked(more: str) -> None:
    [found] = agenda(item("Land", document("documents/s5/A.pdf"), more=more)).items
    assert found.restricted
    [found] = agenda(item("Land", document("documents/s5/A.pdf", more=more))).items
    assert [held.restricted for held in found.documents] == [True]
    whole = agenda(more + item("Land") + document("documents/s5/A.pdf"))
    assert whole.items[0].restricted
    assert whole.documents[0].restricted


@pytest.mark.parametrize("more", ["", "<isrestricted>false</isrestricted>", "<isrestricted/>"])
def test_what_is_public_is_not(more: str) -> None:
    [found] = agenda(item("Land", document("documents/s5/A.pdf", more=more), more=more)).items
    assert not found.restricted
    assert not found.documents[0].restricted


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://files.example/a.pdf", ""])
def test_a_link_that_cannot_be_used_is_no_crash(link: str) -> None:
    [found] = agenda(item("Parking", document(link))).items
    assert found.documents == (LinkedDocument("", "Report"),)


def test_links_hold_line_breaks_spaces_and_doubled_escapes() -> None:
    link = "\n documents/g700/Printed minutes.pdf?x=1&amp;amp;T=1 \n"
    [found] = agenda(document(link, "")).documents
    assert found.address == f"{SITE}/documents/g700/Printed%20minutes.pdf?x=1&T=1"
    assert found.title == "Printed minutes.pdf"


def test_too_many_documents_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_DOCUMENTS", 1)
    with pytest.raises(SiteFailed, match="links 2 documents"):
        agenda(document("a.pdf") + document("b.pdf"))


def test_another_meeting_than_was_asked_for_is_refused() -> None:
    with pytest.raises(SiteFailed, match="something else than meeting 700"):
        service(GetMeeting="<meeting><meetingid>701</meetingid></meeting>").agenda(MEETING)


def test_a_web_page_within_an_answer_is_no_web_page() -> None:
    minutes = "<minutesnonemptyhtmlbody><![CDATA[<!DOCTYPE html><html>]]></minutesnonemptyhtmlbody>"
    assert [held.title for held in agenda(item("Parking", more=minutes)).items] == ["Parking"]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in</body></html>",
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        "\ufeff<!-- old --><!-- older -->\n<!doctype  HTML><p>",
        "\n\n <HTML><BODY>Closed for work &nbsp;</BODY></HTML>",
    ],
)
def test_a_web_page_in_place_of_a_list_is_told(page: str) -> None:
    with pytest.raises(SiteFailed, match="web page where its list of committees should be"):
        committees(page)


BOMB = (
    '<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<committees><committee><committeeid>1</committeeid>"
    "<committeetitle>&b;</committeetitle></committee></committees>"
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Service unavailable",
        b"<committees><committee>",
        b"<committees>\xff\xfe</committees>",
        b'<?xml version="1.0" encoding="no-such"?><committees/>',
        BOMB.encode(),
        b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><committees>&x;</committees>',
        b"<committees>" * 100_000 + b"</committees>" * 100_000,
        b"<error>No such method</error>",
    ],
    ids=["empty", "words", "cut", "bytes", "encoding", "bomb", "outside", "deep", "other"],
)
def test_what_is_no_list_is_told(body: bytes) -> None:
    with pytest.raises(SiteFailed, match=r"[Tt]ry again later"):
        committees(body)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this checkout")
def test_real_answers_are_read() -> None:
    [listed] = SAMPLES.glob("GetCommittees.*")
    found = committees(listed.read_bytes())
    assert [(c.id, c.former) for c in found] == [(984, False), (329, True), (331, False)]
    [single] = SAMPLES.glob("GetMeeting.*")
    meeting = Meeting(17355, Committee(142, "Council"), date(2020, 1, 1))
    read = service(GetMeeting=single.read_bytes()).agenda(meeting)
    assert read.meeting.date == date(2026, 3, 4)
    assert [len(held.documents) for held in read.items] == [1, 5]
    assert [d.title for d in read.items[1].documents if d.restricted] == ["Exempt appendix"]
    assert read.items[1].documents[2].title == "Appendix 02 - Fees & Charges"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [(b"<a>" * 3_000_000, "too deep"), (b"<a>" + b"<b/>" * 600_000, "too many")],
)
def test_what_would_fill_the_memory_is_left_before_it_is_read_whole(
    body: bytes, wrong: str
) -> None:
    with pytest.raises(SiteFailed, match=wrong):
        parse(body, "list of meetings")


@pytest.mark.parametrize("limit", [{"SECONDS": 0.2}, {"MEGABYTES": 300}], ids=["time", "memory"])
def test_what_takes_too_much_to_open_is_told_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch, limit: dict[str, float]
) -> None:
    limits = {"SECONDS": opening.SECONDS, "MEGABYTES": opening.MEGABYTES, **limit}
    limited = Worker(limits["SECONDS"], int(limits["MEGABYTES"]))
    monkeypatch.setattr(opening, "worker", limited)
    many = b"<a>" + b"<b>some words of a title</b>" * 490_000 + b"</a>"
    with pytest.raises(SiteFailed, match=r"cannot be read: the file .* Try again later"):
        parse(many, "list of meetings")
    monkeypatch.setattr(opening, "worker", Worker(opening.SECONDS, opening.MEGABYTES))
    assert parse(b"<a> <b>x<i>y</i>z</b>w</a>", "list of meetings").findtext("b") == "x"
    opening.worker.close()
    limited.close()


def test_the_texts_of_an_element_are_those_within_it_in_their_order() -> None:
    root = parse(b"<N:A xmlns:N='urn:x'><B>one <I>two</I> three</B> four</N:A>", "list")
    assert (root.tag, raw_text(root, "b")) == ("a", "one two three")


@pytest.mark.parametrize("held", [b"<input " * 200_000, b"<!-- " * 200_000, b"<script " * 200_000])
def test_a_page_that_no_pattern_comes_to_an_end_with_holds_nothing_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, held: bytes
) -> None:
    limited = Worker(0.5, opening.MEGABYTES)
    monkeypatch.setattr(opening, "worker", limited)
    (tmp_path / "page.html").write_bytes(b"<html>" + held)
    with suppress(SiteFailed):  # some of them are soon read
        opening.opened("page", content.digest, tmp_path / "page.html")
    limited.close()
