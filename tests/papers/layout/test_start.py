"""Items are found however a council numbers them, and nothing else is taken for one.

The councils, subjects and numbers are invented; each way of numbering was seen in a council.
"""

from __future__ import annotations

import pytest

from qa.papers.layout.item import items
from qa.papers.layout.pieces import pieces
from qa.papers.layout.running_heads import bodies
from qa.papers.layout.start import starts
from qa.papers.pages.sheet import Line, Sheet

TAB = 60.0  # points


def a_line(text: str, at: int, bold: bool = False) -> Line:
    """A line of a page; what stands behind a tab is another cell, and `**` set round words that
    begin the line makes them bold."""
    lead = 0
    if text.startswith("**"):
        _, first, rest = text.split("**")
        bold, lead, text = True, len(first) if rest else 0, first + rest
    cells = tuple((50 + TAB * n, cell) for n, cell in enumerate(text.split("\t")))
    words = " ".join(text.split())
    top = 100 + 14 * at
    x1 = 50 + 4.5 * len(text)
    return Line(words, 1, 50, x1, top, top + 10, 10, bold, cells, lead=lead)


def found(*texts: str) -> list[str]:
    lines = [a_line(text, at) for at, text in enumerate(texts)]
    return [f"{start.label} {start.title}" for start in starts(lines)]


@pytest.mark.parametrize(
    "labels",
    [
        ["1.", "2.", "3."],
        ["41", "42", "43"],
        ["7/24", "8/24", "9/24"],  # parishes
        ["24/97", "24/98", "24/99"],
        ["23.07.1", "23.07.2", "23.07.3"],
        ["PC/24/09", "PC/24/10", "PC/24/11"],
        ["HSC.11/23", "HSC.12/23", "HSC.13/23"],  # unitary councils
        ["22-23/PEN/8", "22-23/PEN/9", "22-23/PEN/10"],  # joint authorities
        ["C98", "C99", "C100"],  # districts
        ["Item 1", "Item 2", "Item 3"],
        ["MINUTE 4:", "MINUTE 5:", "MINUTE 6:"],
        ["I", "II", "III"],  # Scottish councils
        ["9/RB", "10/RB", "11/RB"],
    ],
)
@pytest.mark.parametrize("gap", [" ", "\t", " - "])
def test_items_are_found_by_the_series_that_their_labels_make(labels: list[str], gap: str) -> None:
    titles = ["Apologies for absence", "The ferry at Wenbury", "Grit bins"]
    texts: list[str] = []
    for label, title in zip(labels, titles, strict=True):
        texts += [
            label + gap + title,
            "A report was made on 14 July by the clerk, who was thanked.",
        ]
    names = [name.replace(". ", " ") for name in found("Present: Councillor Ames", *texts)]
    wanted = [label.rstrip(".:").removeprefix("MINUTE ") for label in labels]
    assert names == [f"{label} {title}" for label, title in zip(wanted, titles, strict=True)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("12/24 Apologies: none", "Apologies"),
        ("12/24 Apologies: Cllr Ames, Cllr Bell", "Apologies"),
        ("12/24 Allotments - three plots are free.", "Allotments"),
        ("12/24 Allotments – water – PRICE LIST", "Allotments"),
        ("12/24 Minutes of 4 May agreed.", "Minutes of 4 May"),
        ("12/24 Apologies for absence were received from Mr Ames.", "Apologies for absence"),
        ("12/24 PLANNING RESOLVED that the plan be noted.", "PLANNING"),
        ("12/24 Playground.  Mr Ames said the slide was worn.", "Playground"),
        ("12/24 St. John's Hall", "St. John's Hall"),
        ("12/24 CCTV in the square", "CCTV in the square"),
        ("12/24 WASTE – A NEW DEPOT", "WASTE – A NEW DEPOT"),
        ("12/24 To note the balance at the bank", "To note the balance at the bank"),
        ("**12/24 The old quay **Mr Ames had measured it", "The old quay"),
    ],
)
def test_a_title_ends_where_the_text_of_its_item_begins(line: str, title: str) -> None:
    assert found("11/24 Welcome", line, "13/24 Date of next meeting")[1] == f"12/24 {title}"


def test_a_title_that_goes_on_over_the_line_is_whole() -> None:
    long = "4. TO CONSIDER WHETHER THE FERRY AT WENBURY IS TO BE KEPT OPEN IN WINTER AND TO"
    names = found("3. APOLOGIES", "None.", long, "RECEIVE A REPORT ON ITS COST", "It was noted.")
    assert names[1] == f"{long} RECEIVE A REPORT ON ITS COST"


def test_titles_may_stand_above_or_below_their_labels() -> None:
    above = found("FERRIES", "8 The Provost said they ran.", "ROADS", "9 It was agreed.")
    assert above == ["8. FERRIES", "9. ROADS"]
    assert found("8", "FERRIES", "They ran.", "9", "ROADS", "None.") == ["8. FERRIES", "9. ROADS"]


def test_what_is_numbered_under_an_item_is_one_if_it_has_a_title() -> None:
    names = found(
        "6. Planning",
        "6.1 Applications",
        "6.1.1 A barn at Low Fen",
        "Members had no objection.",
        "6.2 Appeals",
        "7. Finance",
        "(a) Payments",
        "As listed.",
        "(b) Insurance",
        "It was due.",
    )
    assert names == [
        "6. Planning",
        "6.1 Applications",
        "6.1.1 A barn at Low Fen",
        "6.2 Appeals",
        "7. Finance",
        "(a) Payments",
        "(b) Insurance",
    ]


def test_numbered_paragraphs_and_lists_are_no_items() -> None:
    names = found(
        "6. Planning",
        "6.1 Councillor Ames declared an interest.",
        "6.2 There were no objections.",
        "7. Ferries",
        "RESOLVED that:",
        "(a) The fare be raised",
        "(b) The quay be mended",
        "8. Tolls",
        "31 names were on the list.",
        "(1) Mr Bell asked for a count.",
        "14 July 2023",
        "2023/24",
    )
    assert names == ["6. Planning", "7. Ferries", "8. Tolls"]


@pytest.mark.parametrize(
    "texts",
    [
        ["The panel met at ten.", "It was told of three matters.", "1990 was the last such year."],
        ["Page 1", "The words of a page.", "Page 2", "Other words.", "Page 3"],
        ["01/04/2024\tAmes Ltd\tRoads\t412.00", "02/04/2024\tBell Ltd\tParks\t97.00"],
    ],
)
def test_a_record_without_labels_has_no_numbered_items(texts: list[str]) -> None:
    assert found(*texts) == []


def named(*texts: str) -> list[str]:
    """The items of a record of minutes."""
    sheet = Sheet(1, 595, 842, tuple(a_line(text, at) for at, text in enumerate(texts)))
    return [name for _, name in items(pieces(bodies((sheet,)), 10, of_record=True))]


TEXT = "The committee heard from the officers and from two residents of the street at length."


def test_headings_without_numbers_are_items() -> None:
    names = named(
        "**Ferries Committee - Minutes**",
        TEXT,
        "**Apologies**",
        "Mr Ames.",
        "**The quay**",
        TEXT,
        "**Mr Bell spoke against the motion.**",
        TEXT,
        "**Adjournment**",
        "The meeting rose at 9.",
    )
    assert names == ["Apologies", "The quay", "Adjournment"]


@pytest.mark.parametrize(
    ("capitals", "called"),
    [
        (
            "MINUTES OF MONDAY 16TH MAY AND OF 2 MARCH 2031",
            "Minutes of Monday 16th May and of 2 March 2031",
        ),
        ("WHAT THE MAYOR MAY SPEND (CAB3256)", "What the mayor may spend (CAB3256)"),
        ("THE QUAY AT NETHERBY AND THE AOCB", "The quay at Netherby and the AOCB"),
        ("THE FERRIES OF THE COUNTY", "The ferries of the county"),
    ],
)
def test_a_title_in_capitals_is_written_as_a_sentence(capitals: str, called: str) -> None:
    names = named(
        "**MINUTES**",
        "The ferry ran late.",
        "**APOLOGIES**",
        "The AOCB was heard. Mr Ames spoke for Netherby, where the mayor may come in May.",
        f"**{capitals}**",
        "People of the County came to the quay, and the county was thanked.",
    )
    assert names[-1] == called


def test_by_laws_listed_at_the_end_are_not_the_items() -> None:
    headings = [line for name in "ABCD" for line in (f"**Report of ward {name}**", TEXT)]
    names = named(
        TEXT, *headings, "24-031 Being a by-law on parking", "24-032 Being a by-law on dogs"
    )
    assert names == [f"Report of ward {name}" for name in "ABCD"]


@pytest.mark.parametrize(
    "lines",
    [
        ("The report dated March 7,", "2031 of the Director of Ferries be received."),
        ("**Report FER31-002**", "**2031 Ferry Report**"),
        ("**Public Meeting**", "**75 Alder Avenue**"),
        ("31-074 Being a By-law to name a street", "31-075 Being a By-law to close a lane"),
        ("That the recommendations in Report", "FERD31-017 dated March 7 be approved."),
        ("That the officers be thanked", "for 2031 and 2032."),
        ("in Supplemental Report", "FERD31-008A, dated March 7"),
        ("Width of the trunk", "31 – 40 cm Two", "41 – 50 cm Three"),
        ("That Council approve the recommendations in Report", "FERD31-060 c) That fares rise."),
        ("b) That the plan be endorsed as in Report", "FERD31-060.", "Carried"),
        ("**The Second Ferry**", "**FERD31-061**", "Moved by Councillor Elm"),
    ],
)
def test_a_number_in_a_wrapped_line_opens_no_item(lines: tuple[str, ...]) -> None:
    assert found("Moved by Councillor Ash", *lines) == []


def test_minutes_that_are_numbered_like_years_are_items() -> None:
    titles = ("APOLOGIES", "FERRIES", "GRIT BINS")
    texts = (f"{2014 + n} {title}" for n, title in enumerate(titles))
    assert found(*texts) == ["2014. APOLOGIES", "2015. FERRIES", "2016. GRIT BINS"]


@pytest.mark.parametrize(
    "labels",
    [["A.", "B.", "C."], ["5.a", "5.b", "6."], ["(i)", "(ii)", "(iii)"]],  # North America, towns
)
def test_letters_and_small_roman_numbers_label_items(labels: list[str]) -> None:
    titles = ("Ferries", "Grit bins", "Trees")
    texts = [f"{label} {title}" for label, title in zip(labels, titles, strict=True)]
    parent = [] if labels[0] == "A." else ["5. Reports"]
    after = ["6. Next meeting"] if labels[0] == "(i)" else []
    names = [text.replace(".", "") if labels[0] == "A." else text for text in texts]
    assert found(*parent, *texts, *after) == [*parent, *names, *after]


def test_a_title_goes_on_before_its_place_on_the_agenda() -> None:
    assert found(
        "11/24 MINUTES [Item 1]",
        "Agreed.",
        "12/24 FERRIES: RESULTS OF THE TRIAL AND",
        "WHAT COMES NEXT [Item 2]",
        "The report was read.",
    ) == ["11/24 MINUTES", "12/24 FERRIES: RESULTS OF THE TRIAL AND WHAT COMES NEXT"]


def test_the_list_of_a_resolution_is_no_list_of_items() -> None:
    assert found(
        "5. Ferries",
        "Resolved that:",
        "1. The timetable be approved.",
        "2. The fares be raised.",
        "6. Grit bins",
    ) == ["5. Ferries", "6. Grit bins"]


def test_an_item_begins_with_the_first_of_the_headings_that_stand_over_one_another() -> None:
    lines = [
        a_line("**Minutes of the meeting of the Council**", 0),
        a_line("The mayor was in the chair and welcomed those who had come.", 1),
        a_line("**Presentations**", 3),
        a_line("**Ferry Report**", 5),
        a_line("The ferry was shown to the members of the committee.", 6),
        a_line("**Grit Bins**", 8),
        a_line("They were full, as the officer had said they would be.", 9),
    ]
    sheet = Sheet(1, 595, 842, tuple(lines))
    divided = pieces(bodies((sheet,)), 10, of_record=True)
    assert [(divided[at].text, name) for at, name in items(divided)] == [
        ("Presentations", "Ferry Report"),
        ("Grit Bins", "Grit Bins"),
    ]
