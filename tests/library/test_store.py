"""What is put into the store comes out again, is found by its words, and within its filters."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.errors import InputRefused, LibraryDamaged, LibraryOutdated
from qa.library.files import PaperFile
from qa.library.filters import Filters
from qa.library.protocol import Store
from qa.library.records import PassageVectors
from qa.library.store import FILE
from qa.library.store import Store as FolderStore
from qa.papers.document import NAMES as DOCUMENTS
from qa.papers.paper import STANDINGS, Meeting, Page, Paper, Passage, Problem
from tests import engines
from tests.engines import NAMES
from tests.made import KEY, a_paper, a_passage, place_in

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
DATES = st.none() | st.dates()
PASSAGES = st.builds(
    Passage,
    text=TEXT,
    page=st.integers(1, 900),
    page_end=st.integers(1, 900),
    printed_page=st.none() | TEXT,
    meeting=st.builds(Meeting, st.none() | TEXT, st.none() | TEXT, DATES),
    published_with=DATES,
    document=st.sampled_from(DOCUMENTS),
    standing=st.sampled_from(STANDINGS),
    item=st.none() | TEXT,
    section=st.none() | TEXT,
    context=TEXT,
    breaks=st.lists(st.integers(0, 5000)).map(tuple),
)


@pytest.fixture
def store(tmp_path: Path, engine: str) -> Iterator[Store]:
    opened = place_in(tmp_path).open("words")
    yield opened
    opened.close()


def put(store: Store, paper: Paper) -> list[int]:
    """Put `paper` into the store under its name, each passage with a vector of its own."""
    hashes = [f"{paper.name} {n}" for n in range(len(paper.passages))]
    one = PassageVectors(np.ones(3, np.float32), np.ones((1, 3), np.float32))
    vectors = dict.fromkeys(hashes, one)
    file = PaperFile(Path("/papers", paper.name), 1, 1)
    before = store.vectors.get()[0]
    store.put(paper, file, KEY, hashes, vectors)
    return sorted({*store.vectors.get()[0]} - {*before})


def found(store: Store, *terms: str, filters: Filters | None = None) -> list[str]:
    """The texts that `terms` find, best first."""
    hits = store.words.search(terms, 10, filters or Filters())
    return [stored.passage.text for stored in store.passages.get([i for i, _ in hits])]


@pytest.fixture(scope="module", params=NAMES)
def kept(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store that several examples are put into, one after another."""
    address = request.getfixturevalue("server") if request.param == "postgresql" else ""
    opened = engines.place_in(tmp_path_factory.mktemp("library"), address).open("words")
    yield opened
    opened.close()


@given(passage=PASSAGES)
def test_a_passage_comes_out_as_it_went_in(passage: Passage, kept: Store) -> None:
    [i] = put(kept, a_paper("minutes.pdf", passage))
    [stored] = kept.passages.get([i])
    assert (stored.passage, stored.paper) == (passage, "minutes.pdf")


@given(question=st.text(st.characters()))
@example(question="\ud800")
def test_no_question_is_too_odd_to_search_for(question: str, kept: Store) -> None:
    put(kept, a_paper("minutes.pdf", a_passage("The bus passes were renewed.")))
    hits = kept.words.search([*question.split(), question, "passes"], 10)
    assert len(hits) == 1
    kept.words.containing([[[question]]], Filters(committee=question or None), 10)


def test_what_no_text_on_a_server_may_hold_is_replaced(store: Store, engine: str) -> None:
    [i] = put(store, a_paper("a.pdf", a_passage("Buses\0 stop.")))
    [stored] = store.passages.get([i])
    sign = "\0" if engine == "folder" else "\ufffd"
    assert stored.passage.text == f"Buses{sign} stop."


@pytest.mark.parametrize("odd", ['"', "'", "*", "NEAR(", "text:bus", "-", "", "\0", "\ud800", "^a"])
def test_what_fts_reads_as_a_command_is_only_a_word(store: Store, odd: str) -> None:
    put(store, a_paper("minutes.pdf", a_passage("The bus passes were renewed.")))
    assert found(store, odd, "bus") == ["The bus passes were renewed."]


def test_words_are_found_in_other_forms_and_with_ligatures(store: Store) -> None:
    put(store, a_paper("minutes.pdf", a_passage("The oﬃcer attended meeƟngs in the café.")))
    for term in ("officers", "meeting", "cafe", "attending"):
        assert found(store, term), term


def test_a_term_of_several_words_is_found_side_by_side(store: Store) -> None:
    put(store, a_paper("a.pdf", a_passage("Free school meals."), a_passage("Meals at school.")))
    assert found(store, "school meals") == ["Free school meals."]


def test_the_rarer_word_puts_a_passage_first(store: Store) -> None:
    texts = ("The council met.", "The council and the library.", "The council sat.")
    put(store, a_paper("minutes.pdf", *map(a_passage, texts)))
    hits = store.words.search(["council", "library"], 10)
    assert found(store, "council", "library")[0] == texts[1]
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_filters_keep_to_the_meeting_that_a_passage_records(store: Store) -> None:
    old, new = a_passage("Buses in May.", date(2020, 5, 1)), a_passage("Buses in June.", None)
    put(store, a_paper("pack.pdf", old, new))
    assert found(store, "buses", filters=Filters(date_from=date(2020, 5, 1))) == ["Buses in May."]
    assert found(store, "buses", filters=Filters(date_to=date(2020, 4, 30))) == []
    assert found(store, "buses", filters=Filters(committee="SCRUTINY", document="minutes"))
    assert store.searched(Filters(date_from=date(2020, 1, 1))).papers == 1


def test_a_filter_that_matches_nothing_finds_nothing(store: Store) -> None:
    put(store, a_paper("minutes.pdf", a_passage("Buses.")))
    nothing = Filters(committee="Planning % _")
    assert found(store, "buses", filters=nothing) == []
    assert store.passages.latest(nothing, 9) == []
    assert store.searched(nothing).papers == 0


def test_dates_in_the_wrong_order_are_told() -> None:
    with pytest.raises(InputRefused, match=r"2021-01-02.*after.*2021-01-01"):
        Filters(date_from=date(2021, 1, 2), date_to=date(2021, 1, 1))


def test_neighbours_are_those_before_and_after_in_the_paper(store: Store) -> None:
    put(store, a_paper("other.pdf", a_passage("x")))
    ids = put(store, a_paper("minutes.pdf", *map(a_passage, "abcde")))
    put(store, a_paper("third.pdf", a_passage("y")))
    assert [n.passage.text for n in store.passages.neighbours(ids[2], 1)] == ["b", "d"]
    assert [n.passage.text for n in store.passages.neighbours(ids[0], 2)] == ["b", "c"]


def test_a_paper_is_listed_with_its_pages_and_problems(store: Store) -> None:
    problem = Problem("no text", "These pages are pictures.", "Have them read by OCR.", (2, 3))
    pages = (Page(1, "5", "Buses."), Page(2, None, ""), Page(3, None, ""))
    meeting = Meeting("Thurlbridge Council", "Cabinet", date(2021, 1, 2))
    put(store, Paper("a.pdf", "Title", meeting, "report", pages, (a_passage("x"),), (problem,)))
    [paper] = store.papers.all()
    assert (paper.name, paper.committee, paper.meeting_date) == ("a.pdf", "Cabinet", meeting.date)
    assert (paper.pages, paper.passages, paper.problems) == (3, 1, (problem,))
    assert store.papers.pages(paper.id) == list(pages)
    file = store.papers.file(paper.key)
    assert file and file.path == Path("/papers/a.pdf")
    assert store.papers.get(KEY) == paper
    others = "", KEY[:1], KEY[:-1] + "e", "%" * len(KEY)
    assert not any(store.papers.get(other) for other in others)


def test_a_paper_taken_out_is_found_no_more(store: Store) -> None:
    put(store, a_paper("minutes.pdf", a_passage("Buses.")))
    store.remove(store.papers.all()[0].id)
    assert found(store, "buses") == []
    assert store.vectors.get()[0] == []
    assert store.vectors.known(["minutes.pdf 0"]) == set()


def test_each_sentence_keeps_its_vector(store: Store) -> None:
    rows = np.asarray([[0.6, 0.8], [1, 0], [0, 0]], np.float32)
    paper, file = a_paper("a.pdf", a_passage("x")), PaperFile(Path("/papers/a.pdf"), 1, 1)
    store.put(paper, file, "", ["x"], {"x": PassageVectors(rows[0], rows)})
    [i], _ = store.vectors.get()
    found = store.vectors.candidates([i, i + 1], rows[1])
    assert [(one.id, one.item) for one in found.outlines] == [(i, None)]
    assert np.allclose(found.cosines, [0.6])
    assert np.allclose(found.sentences, [[0.6, 1, 0]], atol=1e-3)
    [(_, whole)] = store.vectors.of_paper(store.papers.all()[0].id)
    assert np.allclose(whole.sentences, rows, atol=1e-3) and np.array_equal(whole.passage, rows[0])


def test_several_threads_may_read_while_one_writes(store: Store) -> None:
    put(store, a_paper("first.pdf", a_passage("Buses.")))
    seen: list[int] = []
    threads = [
        threading.Thread(target=lambda: seen.append(len(found(store, "buses")))) for _ in range(8)
    ]
    for n, thread in enumerate(threads):
        thread.start()
        put(store, a_paper(f"{n}.pdf", a_passage("Trains.")))
    for thread in threads:
        thread.join()
    assert seen == [1] * 8


def test_a_library_of_another_version_or_model_is_to_be_built_again(tmp_path: Path) -> None:
    FolderStore(tmp_path, "words").close()
    with pytest.raises(LibraryOutdated, match=r"model words.*index --rebuild"):
        FolderStore(tmp_path, "other model")
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
    db.close()
    with pytest.raises(LibraryOutdated, match=r"version 0.*index --rebuild"):
        FolderStore(tmp_path, "words")


def test_a_file_that_is_no_library_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all" * 99)
    with pytest.raises(LibraryDamaged, match="index --rebuild"):
        FolderStore(tmp_path, "words")


def test_stems_are_counted_as_papers_come_and_go(store: Store) -> None:
    texts = ("The council met.", "Meetings of the council.", "Potholes were filled, all potholes.")
    put(store, a_paper("minutes.pdf", *map(a_passage, texts)))
    before = store.words.frequencies(["council", "meet", "pothol", "mermaid"])
    assert before == {"council": 2, "meet": 1, "pothol": 1}
    put(store, a_paper("other.pdf", a_passage("The council sat."), a_passage("Mermaids swam.")))
    assert store.words.frequencies(["council", "mermaid"]) == {"council": 3, "mermaid": 1}
    [other] = [i for i, file, _ in store.papers.fingerprints() if file.path.name == "other.pdf"]
    store.remove(other)
    assert store.words.frequencies(["council", "meet", "pothol", "mermaid"]) == before
    put(store, a_paper("minutes.pdf", a_passage("Nothing.")))  # in place of the first
    assert store.words.frequencies(["council", "meet", "pothol"]) == {}


def commons(store: Store) -> None:
    """A paper in each passage of which stands "council", in few "library", in one "kestrel"."""
    texts = [f"The council noted {n}." for n in range(40)]
    texts[7:10] = [f"The council closed library {n}." for n in range(3)]
    texts[20] = "The kestrel of the council and of the library."
    put(store, a_paper("minutes.pdf", *map(a_passage, texts)))


def test_the_commonest_words_are_not_counted_in_a_library_that_is_large(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    commons(store)
    every = found(store, "council", "library", "kestrel")
    assert len(every) == 10 and "kestrel" in every[0]
    monkeypatch.setattr("qa.library.stems.MAX_COUNTED", 30)
    assert found(store, "kestrel", "library", "council") == every[:4]
    assert found(store, "kestrel", "council") == every[:1]
    assert found(store, "council") == [], "it tells none apart"


def test_commoner_words_tell_apart_what_has_a_rarer_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ("The bridge and the weather.", "The bridge of the council.", "Buses.")
    put(store, a_paper("minutes.pdf", *map(a_passage, [*texts, *["The council met."] * 6])))
    monkeypatch.setattr("qa.library.stems.MAX_RANKED", 2)
    assert found(store, "council", "bridge") == [texts[1], texts[0]]


def test_words_are_found_among_what_is_allowed_however_far_down(store: Store) -> None:
    commons(store)
    put(store, a_paper("late.pdf", a_passage("At last the council " * 9, date(2024, 1, 1))))
    late = Filters(date_from=date(2024, 1, 1))
    assert found(store, "council", filters=late) == ["At last the council " * 9]


def test_a_statement_that_makes_no_sense_is_no_damage_of_the_library(tmp_path: Path) -> None:
    with closing(FolderStore(tmp_path, "words")) as opened:
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            opened.papers._db.rows("SELECT weather FROM papers")
        with pytest.raises(LibraryDamaged, match="index --rebuild"):
            opened.papers._db.rows("SELECT 1 FROM a_table_that_is_gone")
