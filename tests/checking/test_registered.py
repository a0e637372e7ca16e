"""A decision that a sentence tells, against the entry of the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from qa.checking.paragraph import check_text
from qa.library.library import Library
from qa.papers.paper import Paper
from qa.papers.registers.resolution import resolutions
from tests.made import a_paper, a_passage, library_of


def minutes(name: str, *texts: str) -> Paper:
    """Minutes of a meeting with an item for each of `texts`."""
    passages = tuple(
        replace(a_passage(text, date(2024, 5, 1), n), standing="decided", item=f"{n}. Item")
        for n, text in enumerate(texts, 1)
    )
    return replace(a_paper(name, *passages), resolutions=tuple(resolutions(passages)))


# A UK district, a US village, an Ontario township and a New Zealand district, all invented.
PAPERS = (
    minutes(
        "district.pdf",
        "Councillor Pask moved and Councillor Orme seconded the following motion:\n“That the "
        "Council opposes the closure of the Wharf Road post office and asks the Leader to write to "
        "the Minister.”\nCouncillor Lunt moved, and Councillor Quill seconded, an amendment to "
        "delete the words after “post office”.\nUpon being put to the vote, the amendment was "
        "declared LOST by 14 votes to 19.\nThe motion was then put to the vote and declared "
        "CARRIED by 20 votes to 12 with 1 abstention.\nRESOLVED: That the Council opposes "
        "the closure of the Wharf Road post office and asks the Leader to write to the Minister.",
    ),
    minutes(
        "village.pdf",
        "Motion by Trustee Farrow, second by Trustee Jarrold, to award the sewer contract to "
        "Kemble Bros. for $418,200. Roll call: Farrow aye, Jarrold aye, Slater nay, Rudd aye. "
        "Motion carried 3-1.",
    ),
    minutes(
        "township.pdf",
        "Moved by Councillor Wick\nThat the request for a beer garden at the fairground be refused."
        "\nRecorded vote\nFor: Councillor Wick, Councillor Upton\nAgainst: Councillor Vance, "
        "Councillor Tring, Mayor Hobbs\nMOTION LOST",
    ),
    minutes(
        "shire.pdf",
        "Moved: Cr Inskip Seconded: Cr Dunne\nThat the rates remission policy be deferred to the "
        "June meeting.\nCarried",
        "RESOLVED CDC 2024/17\nMoved: Cr Marsh  Seconded: Cr Nixon\nThat the Council approves a "
        "grant of $25,000 for the Awanui hall roof.\nCarried 7/3",
    ),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(PAPERS, tmp_path_factory.mktemp("decisions")) as made:
        yield made


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Councillor Lunt moved the motion on the Wharf Road post office.", "Councillor Pask"),
        (
            "Councillor Quill seconded the motion to oppose closing the Wharf Road post office.",
            "Orme",
        ),
        ("Trustee Jarrold moved to award the sewer contract to Kemble Bros.", "Trustee Farrow"),
        ("Cr Dunne moved that the rates remission policy be deferred.", "Cr Inskip"),
    ],
)
def test_what_belongs_to_another_motion_or_person_is_not_borne_out(
    sentence: str, why: str, library: Library
) -> None:
    [found] = check_text(sentence, library)
    assert found.finding == "not borne out"
    assert why in found.why


@pytest.mark.parametrize(
    "sentence",
    [
        "Councillor Pask moved the motion on the Wharf Road post office.",
        "Councillor Lunt's amendment was lost.",
        "Councillor Upton voted for refusing the beer garden.",
        "Mayor Hobbs voted against refusing the beer garden at the fairground.",
        # The passage has the mover or the count in other lines, which the register puts together.
        "Cr Marsh moved the grant for the Awanui hall roof.",
        "The grant for the hall roof was approved by 7 votes to 3.",
    ],
)
def test_what_the_register_has_so_is_borne_out(sentence: str, library: Library) -> None:
    [found] = check_text(sentence, library)
    assert found.borne_out, found.why
    assert found.citation is not None


def test_a_vote_is_not_turned_upside_down(library: Library) -> None:
    said = (
        "The motion on the Wharf Road post office was carried by 19 votes to 14. "
        "The amendment on the post office was carried. The beer garden was refused. "
        "Councillor Upton voted against refusing the beer garden. "
        "The sewer contract was awarded unanimously. "
        "The grant for the hall roof was approved by 3 votes to 7."
    )
    assert [one.sentence for one in check_text(said, library) if one.borne_out] == []
