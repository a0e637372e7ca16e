"""Which papers of a meeting are wanted, by the ways in which sites list them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.moderngov.records import Agenda, Committee, Item, LinkedDocument, Meeting
from qa.moderngov.selection import (
    IN_PACK,
    IN_SINGLES,
    NOT_A_PAPER,
    OLD_WORD,
    OTHER_MEETING,
    RESTRICTED,
    UNKNOWN,
    UNUSABLE,
    Selection,
    Wanted,
    select_documents,
)
from qa.papers.source import as_text, from_text

SITE = "https://democracy.thurlbridge.example"
MEETING = Meeting(700, Committee(12, "Cabinet"), date(2024, 3, 7), "10.00 am", "Confirmed")
PAGE = f"{SITE}/ieListDocuments.aspx?CId=12&MId=700&Ver=4"
FRONT = LinkedDocument(f"{SITE}/documents/g700/Agenda%20frontsheet.pdf?T=0", "Agenda frontsheet")
MINUTES = LinkedDocument(f"{SITE}/documents/g700/Printed%20minutes.pdf?T=1", "Printed minutes")
PACK = LinkedDocument(
    f"{SITE}/documents/g700/Public%20reports%20pack.pdf?T=10", "Public reports pack"
)
DECISIONS = LinkedDocument(
    f"{SITE}/documents/g700/Printed%20decisions.pdf?T=2", "Printed decisions"
)
SUPPLEMENT = LinkedDocument(
    f"{SITE}/documents/b41/Late%20papers.pdf?T=9", "Supplement: late papers"
)
REPORT = LinkedDocument(f"{SITE}/documents/s501/Parking%20report.pdf", "Parking report")
CONVERTED = LinkedDocument(f"{SITE}/mgConvert2PDF.aspx?ID=501", "Parking report (PDF)")
APPENDIX = LinkedDocument(f"{SITE}/documents/s502/Appendix%20A.pdf", "Appendix A - Streets")
PARKING = Item("7", "Parking", (REPORT, APPENDIX))


def selection(*items: Item, documents: tuple[LinkedDocument, ...] = ()) -> Selection:
    return select_documents(Agenda(MEETING, PAGE, items, documents), "Thurlbridge Borough Council")


def titles(made: Selection) -> list[str | None]:
    return [wanted.source.title for wanted in made.wanted]


def reasons(made: Selection) -> dict[str, str]:
    return {left.title: left.reason for left in made.left_out}


def only(made: Selection) -> Wanted:
    [wanted] = made.wanted
    return wanted


def test_single_papers_stand_before_the_pack() -> None:
    made = selection(PARKING, documents=(FRONT, PACK, MINUTES, SUPPLEMENT))
    assert [(w.source.title, w.role) for w in made.wanted] == [
        ("Parking report", "single"),
        ("Appendix A - Streets", "single"),
        ("Agenda frontsheet", "front sheet"),
        ("Printed minutes", "minutes"),
        ("Supplement: late papers", "supplement"),
    ]
    assert reasons(made) == {"Public reports pack": IN_SINGLES}


def test_a_pack_stands_for_papers_that_are_not_published_one_by_one() -> None:
    made = selection(Item("7", "Parking"), documents=(FRONT, PACK, MINUTES))
    assert [w.role for w in made.wanted] == ["pack", "minutes"]
    assert reasons(made) == {"Agenda frontsheet": IN_PACK}


@pytest.mark.parametrize(
    "of_no_use",
    [
        replace(REPORT, restricted=True),
        replace(REPORT, address=f"{SITE}/documents/s501/Parking.doc"),
        replace(REPORT, address=""),
    ],
)
def test_papers_that_cannot_be_had_do_not_keep_the_pack_out(of_no_use: LinkedDocument) -> None:
    made = selection(Item("7", "Parking", (of_no_use,)), documents=(PACK,))
    assert titles(made) == ["Public reports pack"]


def test_a_paper_of_the_whole_meeting_does_not_keep_the_pack_out() -> None:
    made = selection(documents=(REPORT, DECISIONS, PACK))
    assert [w.role for w in made.wanted] == ["single", "single", "pack"]


def test_the_source_says_what_the_site_knows() -> None:
    source = selection(PARKING).wanted[0].source
    assert source.address == REPORT.address
    assert source.meeting_address == PAGE
    assert source.council == "Thurlbridge Borough Council"
    assert source.committee == "Cabinet"
    assert source.meeting_date == date(2024, 3, 7)
    assert (source.time, source.status) == ("10.00 am", "Confirmed")
    assert (source.item, source.title) == ("7. Parking", "Parking report")
    assert source.document is None
    assert source.draft is None
    assert from_text(as_text(source)) == source


@pytest.mark.parametrize(
    ("number", "title", "item"),
    [("7.", "Parking", "7. Parking"), (None, "Parking", "Parking"), (None, "", None)],
)
def test_an_item_is_its_number_and_title(number: str | None, title: str, item: str | None) -> None:
    assert only(selection(Item(number, title, (REPORT,)))).source.item == item


def test_kinds_that_are_certain_are_named() -> None:
    made = selection(PARKING, documents=(FRONT, MINUTES, DECISIONS, SUPPLEMENT))
    assert {w.source.title: w.source.document for w in made.wanted} == {
        "Parking report": None,
        "Appendix A - Streets": "appendix",
        "Agenda frontsheet": "agenda",
        "Printed minutes": "minutes",
        "Printed decisions": "decision",
        "Supplement: late papers": None,
    }


def test_restricted_documents_and_those_of_restricted_items_are_never_wanted() -> None:
    exempt = replace(APPENDIX, restricted=True)
    made = selection(Item("7", "Parking", (exempt,)), Item("8", "Land", (REPORT,), restricted=True))
    assert not made.wanted
    assert set(reasons(made).values()) == {RESTRICTED}


@pytest.mark.parametrize(
    "again", [REPORT, CONVERTED, replace(REPORT, address=REPORT.address.upper() + "#page=2")]
)
def test_what_is_restricted_in_one_place_is_so_in_all(again: LinkedDocument) -> None:
    made = selection(
        Item("3", "Minutes", (again,)),
        Item("7", "Parking", (replace(REPORT, restricted=True), APPENDIX)),
    )
    assert titles(made) == ["Appendix A - Streets"]
    assert all(left.reason == RESTRICTED for left in made.left_out)


def test_a_document_under_several_items_is_of_the_first() -> None:
    made = selection(
        PARKING, Item("8", "Streets", (CONVERTED, REPORT)), documents=(REPORT, MINUTES, MINUTES)
    )
    assert titles(made) == ["Parking report", "Appendix A - Streets", "Printed minutes"]
    assert made.wanted[0].source.item == "7. Parking"
    assert not made.left_out


def test_what_the_site_made_of_the_whole_meeting_is_of_no_item() -> None:
    wanted = only(selection(Item("2", "Minutes", (MINUTES,)), documents=(MINUTES,)))
    assert (wanted.role, wanted.source.item) == ("minutes", None)


def test_a_word_file_does_not_hide_the_pdf_of_it() -> None:
    word = LinkedDocument(f"{SITE}/documents/s501/Parking.docx", "Parking (Word)")
    made = selection(Item("7", "Parking", (word, CONVERTED)))
    assert only(made).address == CONVERTED.address
    assert not reasons(made)


def test_a_word_file_or_a_web_page_is_fetched_where_there_is_no_pdf() -> None:
    word = LinkedDocument(f"{SITE}/documents/s501/Parking.docx", "Parking")
    page = LinkedDocument(f"{SITE}/documents/s502/Notes.html", "Notes")
    made = selection(Item("7", "Parking", (word, page)))
    assert [one.name for one in made.wanted] == ["Parking.docx", "Notes.html"]


def test_minutes_that_only_the_page_of_a_meeting_has_are_fetched_from_there() -> None:
    made = selection(Item("7", "Parking", (), minuted=True))
    wanted = only(made)
    assert wanted.address == made.wanted[0].source.meeting_address
    assert (wanted.role, wanted.source.document) == ("minutes page", "minutes")
    assert wanted.name.endswith(".html")


def test_the_page_of_a_meeting_is_not_fetched_beside_printed_minutes_nor_of_closed_items() -> None:
    made = selection(Item("7", "Parking", (), minuted=True), documents=(MINUTES,))
    assert [one.role for one in made.wanted] == ["minutes"]
    assert not selection(Item("7", "A claim", (), restricted=True, minuted=True)).wanted


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (f"{SITE}/documents/s9/Budget.xlsx", NOT_A_PAPER),
        (f"{SITE}/documents/s9/Plans.zip", NOT_A_PAPER),
        (f"{SITE}/documents/s9/Recording.mp3", NOT_A_PAPER),
        (f"{SITE}/documents/s9/Report%2Edoc", OLD_WORD),
        (f"{SITE}/ieDecisionDetails.aspx?ID=9", NOT_A_PAPER),
        ("https://films.example/watch", NOT_A_PAPER),
        (f"{SITE}/documents/g700/Private%20pack.pdf?T=11", UNKNOWN),
        (f"{SITE}/documents/g700/Something.pdf", UNKNOWN),
        (f"{SITE}/documents/b41/Something.pdf?T=7", UNKNOWN),
        (f"{SITE}/documents/g699/Printed%20minutes.pdf?T=1", OTHER_MEETING),
        ("", UNUSABLE),
        ("javascript:alert(1)", UNUSABLE),
        ("ftp://files.example/a.pdf", UNUSABLE),
        ("https://[half/a.pdf", UNUSABLE),
        (f"{SITE}/documents/s9/{'a' * 2000}.pdf", UNUSABLE),
    ],
)
def test_what_is_left_out_has_a_reason(address: str, reason: str) -> None:
    made = selection(Item("7", "Parking", (LinkedDocument(address, "It"),)))
    assert not made.wanted
    assert reasons(made) == {"It": reason}
    assert made.left_out[0].address == (None if reason == UNUSABLE else address)


@pytest.mark.parametrize(
    "address",
    [
        f"{SITE}/Documents/S9/Report.PDF",
        f"{SITE}/documents/s9/Report%20v1.2",
        f"{SITE}/democracy/mgconvert2pdf.ASPX?id=9",
        "https://papers.example/reports/plan.pdf",
    ],
)
def test_single_papers_are_known_by_their_address(address: str) -> None:
    assert only(selection(Item("7", "Parking", (LinkedDocument(address, "It"),)))).role == "single"


def test_t_is_read_in_either_case() -> None:
    made = selection(documents=(replace(MINUTES, address=MINUTES.address.replace("?T", "?x=1&t")),))
    assert only(made).role == "minutes"


@pytest.mark.parametrize(
    ("title", "draft"),
    [
        ("Printed minutes", None),
        ("Draft minutes", True),
        ("Minutes (unconfirmed)", True),
        ("Minutes to be approved on 4 April", True),
        ("Approved minutes", False),
        ("Minutes, signed", False),
    ],
)
def test_minutes_are_a_draft_or_approved_where_they_say_so(title: str, draft: bool | None) -> None:
    assert only(selection(documents=(replace(MINUTES, title=title),))).source.draft is draft


def test_a_link_tells_of_a_draft_too() -> None:
    address = f"{SITE}/documents/g700/Draft_minutes.pdf?T=1"
    assert only(selection(documents=(LinkedDocument(address, "Minutes"),))).source.draft is True


def test_the_previous_minutes_under_an_item_are_not_this_meetings() -> None:
    previous = LinkedDocument(
        f"{SITE}/documents/s77/Minutes.pdf", "Draft minutes of the last meeting"
    )
    wanted = only(selection(Item("2", "Minutes of the previous meeting", (previous,))))
    assert (wanted.role, wanted.source.document, wanted.source.draft) == ("single", None, None)


def test_what_the_site_made_of_a_meeting_is_called_by_its_day_and_committee() -> None:
    made = LinkedDocument(
        f"{SITE}/documents/g700/Printed%20minutes%207th-Mar-2024.pdf?T=1", "Minutes"
    )
    [wanted] = selection(documents=(made,)).wanted
    assert wanted.name == "Printed minutes 7th-Mar-2024.pdf"
    assert wanted.source.title == "Minutes"


def test_file_names_are_safe_and_differ() -> None:
    named = ["budget 2025-26.pdf", "Budget 2025/26", "../../etc/passwd", "CON", "a" * 300, "\u202e"]
    documents = [
        LinkedDocument(f"{SITE}/documents/s{n}/x.pdf", title) for n, title in enumerate(named, 900)
    ]
    names = [wanted.name for wanted in selection(Item("1", "All", tuple(documents))).wanted]
    assert names[:4] == [
        "budget 2025-26.pdf",
        "Budget 2025-26 (2).pdf",
        "-..-etc-passwd.pdf",
        "paper CON.pdf",
    ]
    assert len(names[4]) < 170
    assert names[5] == "paper.pdf"


def test_what_is_said_is_bounded() -> None:
    long = Item("7", "Parking " * 100, (replace(REPORT, title="Report " * 100),))
    source = only(selection(long)).source
    assert from_text(as_text(source)) == source
