"""A council that is measured by questions to its passages, invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.answers.search.context import understand
from qa.answers.search.search import search
from qa.errors import InputRefused
from qa.evaluation.ablation import ablation
from qa.evaluation.answerable import read_asked
from qa.evaluation.left_out import Drawn, measure_left_out, ranks_of
from qa.evaluation.passage_library import library_of
from qa.evaluation.question_sets import LeftOutSet
from qa.library.library import Library

BENCH = "The clerk was asked to order an oak bench for the green. It will cost £640."
FORD = "Members agreed to close the ford at Ennistow to vans from 4 May."
PONY = "A pony was found on the bypass and taken to the pound."


def line(i: str, text: str, **more: object) -> str:
    return json.dumps({"id": i, "text": text, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = [
        line(
            "ennistow:may.pdf:0",
            BENCH,
            heading="may.pdf | 4. The green",
            date="2023-05-09",
            questions=["How much is the oak bench for the green?"],
            not_answered=["Who carved the oak bench for the green?"],
        ),
        line("ennistow:may.pdf:1", FORD, questions=["When is the ford at Ennistow closed?"]),
    ]
    (tmp_path / "ennistow.jsonl").write_text("\n".join(own))
    pool = [line("ennistow:may.pdf:0", BENCH), line("ennistow:june.pdf:0", PONY)]
    pool.append(line("ennistow:may.pdf:1", FORD))
    (tmp_path / "ennistow.passages.jsonl").write_text("\n".join(pool))
    other = line("hexley:1", "The pier was painted.", questions=["Did divers inspect the pier?"])
    (tmp_path / "hexley.jsonl").write_text(other)
    (tmp_path / "open.jsonl").write_text(line("quiz:1", "Bees.", questions=["what of bees?"]))
    return tmp_path


def test_what_is_found_and_what_is_refused_is_told_for_each_kind_of_question(
    folder: Path, tmp_path: Path
) -> None:
    found = measure_left_out(folder, "ennistow", None, tmp_path / "index", count=10)
    assert found["text@1"] == "1.000 [1.000, 1.000] of 2"
    assert found["wrongly refused"] == "0.000 [0.000, 0.000] of 2"
    assert found["rightly refused, same subject"].endswith(" of 1")
    assert found["rightly refused, other council"] == "1.000 [1.000, 1.000] of 1"


def test_a_library_of_another_council_is_not_asked(folder: Path, tmp_path: Path) -> None:
    measure_left_out(folder, "hexley", None, tmp_path / "index", count=10)
    measure_left_out(folder, "ennistow", None, tmp_path / "index", count=10)
    with Library(tmp_path / "index" / "index") as library:
        papers = {paper.name for paper in library.store.papers.all()}
    assert papers == {"ennistow may.pdf", "ennistow june.pdf"}


def test_a_passage_is_of_the_day_and_committee_that_the_name_of_its_paper_says(
    tmp_path: Path,
) -> None:
    said = "The committee agreed to mend the roof of the hall."
    years = (2011, 2016, 2021)
    name = "ennistow:{}-06-14.Harbour-Committee-Meeting.pdf:0"
    pool = [line(name.format(year), f"{said} {year - 9} tiles were bought.") for year in years]
    (tmp_path / "ennistow.passages.jsonl").write_text("\n".join(pool))
    row = json.loads(pool[1]) | {"questions": ["What of the roof of the hall in June 2016?"]}
    (tmp_path / "ennistow.jsonl").write_text(json.dumps(row))
    found = measure_left_out(tmp_path, "ennistow", None, tmp_path / "index", count=10)
    assert found["text@1"] == "1.000 [1.000, 1.000] of 1"
    with Library(tmp_path / "index" / "index") as library:
        assert library.totals.committees == ("Harbour Committee",)


def test_a_passage_is_of_the_council_that_the_name_of_its_paper_says(tmp_path: Path) -> None:
    names = (
        "2008-10-minutes-of-hexley-parish-council-meeting-4",
        "2009-02-west-dunlow-pc-minutes-2",
        "2011-06-minutes-of-the-hexley-annual-parish-council-meeting",
        "2019-02-25.City-Council-Meeting.pdf",
    )
    rows = [
        line(f"ennistow:{name}:0", f"{PONY} It was number {n}.") for n, name in enumerate(names)
    ]
    (tmp_path / "ennistow.jsonl").write_text("\n".join(rows))
    with library_of(tmp_path, "ennistow", None, tmp_path / "index") as (library, _):
        councils = {*library.totals.councils}
    assert councils == {"ennistow", "Hexley Parish Council", "West Dunlow Parish Council"}


def test_a_neighbour_of_the_answer_is_on_its_page_and_does_not_say_it(tmp_path: Path) -> None:
    pages = [("ennistow:may.pdf:0", FORD), ("ennistow:may.pdf:1", PONY), ("hexley:may.pdf:0", PONY)]
    pool = [line(i, text) for i, text in pages]
    (tmp_path / "ennistow.passages.jsonl").write_text("\n".join(pool))
    with library_of(tmp_path, "ennistow", None, tmp_path / "index") as (library, places):
        hits = search(understand("What became of the pony on the bypass?", library)).hits
    drawn = Drawn("answered", "", "ennistow:may.pdf:0", FORD)
    text, page = ranks_of(hits[:1], drawn, places)
    assert (text, page) == (None, 1)
    assert ranks_of(hits, drawn, places)[0] is not None


def test_a_council_without_questions_is_refused_in_words(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"nowhere\.jsonl cannot be opened"):
        measure_left_out(folder, "nowhere", None, tmp_path / "index", count=10)


def test_what_was_learned_elsewhere_must_be_a_file(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"gone\.safetensors cannot be opened"):
        measure_left_out(folder, "ennistow", tmp_path / "gone.safetensors", tmp_path / "i", 10)


def test_the_signs_of_each_question_are_written_to_learn_from(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "signs.jsonl"
    measure_left_out(folder, "ennistow", None, tmp_path / "index", count=10, write=file)
    asked = read_asked([file])
    assert [one.kind for one in asked] == ["answered", "answered", "same subject", "other council"]
    nearness = [one.signs["nearness"] for one in asked]
    assert min(nearness[:2]) > nearness[3], "what is of another council is less near"


def test_what_each_part_adds_is_told_of_a_council_left_out(folder: Path, tmp_path: Path) -> None:
    left_out = LeftOutSet("ennistow", folder, None, 10)
    told = ablation([left_out], tmp_path / "libraries")
    assert "2 questions: ennistow 2." in told
    assert "## What each part adds to page@5, by council, with 95% intervals" in told
    assert "|  | ennistow | left out | all |" in told
    nothing = "+0.000 (+0.000 to +0.000)"
    assert f"| no time | {nothing} | {nothing} | {nothing} |" in told
