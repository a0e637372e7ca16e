"""Names with letters beyond those of English, and names that are set apart, however typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Matrix
from qa.library.stemming import stems
from qa.papers.names import other_spellings
from qa.papers.register import Asked, Words
from qa.papers.registers.resolution import resolutions
from qa.papers.text import comparable, unaccented
from tests.made import WordEmbedder, a_paper, a_passage, library_of

SPELLINGS = [
    ("Łukasz Wróblewski", "lukasz wroblewski"),  # Polish
    ("Søren Ærøskov", "soren aeroskov"),  # Danish
    ("Siân Ŵynne-Pŷll", "sian wynne pyll"),  # Welsh
    ("Máire Ní Dhúill", "maire ni dhuill"),  # Irish
    ("Jörg Weiß", "jorg weiss"),  # German
    ("Đorđe Šarić", "dorde saric"),  # Serbian
    ("Işıl Çağlar", "isil caglar"),  # Turkish
    ("Nguyễn Thị Hạnh", "nguyen thi hanh"),  # Vietnamese
    ("Þóra Ólafsdóttir", "thora olafsdottir"),  # Icelandic
    ("Hēmi Tāwhiri", "hemi tawhiri"),  # Māori
    ("Ștefan Țiriac", "stefan tiriac"),  # Romanian
    ("Seán O’Halloran", "sean ohalloran"),
    ("Seán O`Halloran", "sean o'halloran"),
    ("Ailsa Mc Kinnon", "ailsa mckinnon"),
    ("Jean D'Aubigny", "jean daubigny"),
]


@pytest.mark.parametrize(("printed", "typed"), SPELLINGS)
def test_a_name_is_found_as_it_is_typed_on_an_english_keyboard(printed: str, typed: str) -> None:
    assert set(stems(typed)) <= set(stems(printed))


@pytest.mark.parametrize(("typed", "printed"), SPELLINGS[:11])
def test_and_the_other_way_round(typed: str, printed: str) -> None:
    assert set(stems(typed)) <= set(stems(printed))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Cod", "Coed"), ("Ash", "Nash"), ("O'Dell", "Odette"), ("Mace Road", "McE Road")],
)
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert not set(stems(one)) & set(stems(other)) - {"road"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Penderfyniad o'r pwyllgor", ["penderfyniad", "o", "r", "pwyllgor"]),
        ("mac and cheese", ["mac", "and", "chees"]),
    ],
)
def test_words_that_only_look_like_parts_of_names_are_left(text: str, words: list[str]) -> None:
    assert stems(text) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("20mph", "20 mph"), ("20 mph", "20mph"), ("5pm", "5 pm"), ("1.5 km", "1.5km")],
)
def test_a_figure_is_found_with_its_unit_joined_or_apart(
    typed: str, printed: str, tmp_path: Path
) -> None:
    papers = [
        a_paper("a.pdf", a_passage(f"The limit of {printed} at Ferry Lane is permanent.")),
        a_paper("b.pdf", a_passage("The gate at Ferry Lane is permanent and made of oak.")),
    ]
    with library_of(papers, tmp_path) as library:
        found = answer(f"is the {typed} limit at Ferry Lane permanent?", library)
    assert found.status == "answered"
    assert found.citations[0].paper == "a.pdf"


@pytest.mark.parametrize("text", ["the 21st of May", "item 3a of 2021", "the A6 road"])
def test_what_is_no_figure_with_a_unit_is_spelt_as_it_is(text: str) -> None:
    assert not [one for one in other_spellings(text) if "21" in one or "6" in one]


def test_the_committee_of_a_filter_needs_no_accents(tmp_path: Path) -> None:
    passage = a_passage("The weir was mended.")
    passage = replace(passage, meeting=replace(passage.meeting, committee="Pwyllgor Tŷ Gŵyr"))
    paper = replace(a_paper("tai.pdf", passage), meeting=passage.meeting)
    with library_of([paper], tmp_path) as library:
        assert library.searched(Filters(committee="pwyllgor ty gwyr")).papers == 1
        assert library.searched(Filters(committee="PWYLLGOR TŶ GŴYR")).papers == 1
        assert library.searched(Filters(committee="pwyllgor ty gwair")).papers == 0


@pytest.mark.parametrize(
    "question",
    ["what did soren aeroskov say of the weir?", "what did Søren Ærøskov say of the weir?"],
)
def test_who_spoke_is_found_either_way(question: str, tmp_path: Path) -> None:
    papers = [
        a_paper("a.pdf", a_passage("Cllr Søren Ærøskov said that the weir leaks at its foot.")),
        a_paper("b.pdf", a_passage("Cllr Ada Holm said that the clock runs late in winter.")),
    ]
    with library_of(papers, tmp_path) as library:
        found = answer(question, library)
    assert found.citations[0].paper == "a.pdf"
    assert not any("Read" in note for note in found.notes)


def test_names_are_equal_whatever_their_letters() -> None:
    assert comparable("Comité de l’Île") == comparable("COMITE DE L'ILE")


MOVED = (
    "It was proposed by Cllr Łukasz Żuk, seconded by Cllr Éamon Ó Sé, that the ferry fares be "
    "doubled from June."
)
FOR = "For (3)\nCllr Łukasz Żuk, Cllr Éamon Ó Sé, Cllr Órla O’Dea"
AGAINST = "Against (4)\nCllr Bjørn Ås, Cllr Ffion Ŵyn, Cllr Rae McInnes, Cllr Iwan Llŷr"
ABSTAINED = "Abstain (1)\nCllr Weiß"


class PlainEmbedder(WordEmbedder):
    """Takes words without accents, as models do that know none."""

    def embed_one(self, text: str) -> Matrix:
        """See `Embedder`."""
        return super().embed_one(" ".join(re.findall(r"\w+", unaccented(text))))


@pytest.fixture
def minutes(tmp_path: Path) -> Iterator[Library]:
    text = f"{MOVED}\n{FOR}\n{AGAINST}\n{ABSTAINED}\nMotion lost."
    passage = replace(a_passage(text), standing="recorded", item="4. Ferry fares")
    paper = replace(a_paper("ferry.pdf", passage), resolutions=tuple(resolutions([passage])))
    with library_of([paper], tmp_path, PlainEmbedder()) as library:
        yield library


def test_who_moved_is_read_with_every_letter(minutes: Library) -> None:
    [found] = decisions(minutes).found
    assert found.proposer and found.proposer.endswith("Łukasz Żuk")
    assert found.seconder and "Éamon" in found.seconder


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("lukasz zuk", "voted for"),
        ("Cllr Żuk", "voted for"),
        ("orla o'dea", "voted for"),
        ("orla odea", "voted for"),
        ("bjorn as", "voted against"),
        ("ffion wyn", "voted against"),
        ("rae macinnes", "voted against"),
        ("Cllr Weiss", "abstained"),
    ],
)
def test_how_a_member_voted_is_told_however_the_name_is_typed(
    minutes: Library, typed: str, told: str
) -> None:
    line = answer(f"how did {typed} vote on doubling the ferry fares?", minutes).line
    assert line and line.kind == "member vote"
    assert told in line.text


def test_another_member_is_on_no_list(minutes: Library) -> None:
    line = answer("how did Rae McInroy vote on doubling the ferry fares?", minutes).line
    assert line is None or line.kind != "member vote"


def test_who_asked_is_found_by_the_name_without_its_accents(tmp_path: Path) -> None:
    texts = {
        "a.pdf": "Mrs Zoë Strauß of Holm asked when the slipway would be mended.",
        "b.pdf": "Mr Ivo Grey of Holm asked when the library would open on Sundays.",
    }
    papers = [
        replace(
            a_paper(name, replace(a_passage(text), standing="answered")),
            asked=(Asked(True, (Words(0, 0, len(text)),), (), by=" ".join(text.split()[:3])),),
        )
        for name, text in texts.items()
    ]
    with library_of(papers, tmp_path) as library:
        assert (
            previous(library, "zoe strauss on the slipway being mended").found[0].by
            == "Mrs Zoë Strauß"
        )
