"""Libraries of several councils that are asked as one."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answers.answering import answer
from qa.answers.discussed import discussed
from qa.answers.overview import overview
from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.answers.suggestions.openings import openings
from qa.errors import InputRefused, LibraryUnreachable, NothingIndexed
from qa.library.councils.council import Council, chosen
from qa.library.councils.opened import Libraries
from qa.library.filters import NO_LIMITS, Filters
from qa.library.library import Library
from qa.library.postgresql.place import ServerPlace
from qa.library.protocol import Store
from qa.library.union import members
from qa.library.union.store import UnionStore
from qa.papers.paper import Paper
from tests.councils import (
    COMMITTEE,
    HERE,
    JULY,
    MAY,
    OF_HERE,
    OF_THERE,
    THERE,
    a_council,
    fill,
    of,
    papers_of,
)
from tests.made import WordEmbedder, a_paper, a_passage, place_in

pytestmark = pytest.mark.usefixtures("engine")
WEIR = "what was decided about the weir?"


@pytest.fixture
def councils(tmp_path: Path) -> tuple[Council, Council]:
    made = []
    for key, name, word in (("here", HERE, OF_HERE), ("there", THERE, OF_THERE)):
        council = a_council(key, name, place_in(tmp_path / key / "index"), tmp_path / key)
        fill(council, papers_of(name, word))
        made.append(council)
    return made[0], made[1]


@pytest.fixture
def libraries() -> Iterator[Libraries]:
    opened = Libraries(WordEmbedder)
    yield opened
    opened.close()


@pytest.fixture
def both(libraries: Libraries, councils: tuple[Council, Council]) -> Library:
    return libraries.together(councils)


def test_one_council_is_answered_as_its_own_library_answers(
    libraries: Libraries, councils: tuple[Council, Council]
) -> None:
    own = answer(WEIR, libraries.own(councils[0]))
    found = answer(WEIR, libraries.together(councils[:1]))
    assert [c.text for c in found.citations] == [c.text for c in own.citations]
    assert [c.score for c in found.citations] == [c.score for c in own.citations]
    assert [q.text for q in found.quotes] == [q.text for q in own.quotes]
    assert found.status == own.status
    assert OF_THERE not in str(found.to_json())


def test_results_of_several_are_ranked_together_and_say_whose_they_are(both: Library) -> None:
    found = answer(WEIR, both)
    assert {citation.whose for citation in found.citations} == {HERE, THERE}
    assert [c.score for c in found.citations] == sorted(
        (c.score for c in found.citations), reverse=True
    )
    for citation in found.citations:
        assert (OF_HERE in citation.text) == (citation.whose == HERE)
        assert citation.council == citation.whose  # also where the paper does not say
    assert found.searched.papers == 4
    assert found.searched.councils == (HERE, THERE)
    told = found.to_json()
    assert told["searched"]["councils"] == [HERE, THERE]
    assert {one["whose"] for one in told["citations"]} == {HERE, THERE}


def test_limits_hold_in_each_of_them(both: Library) -> None:
    found = answer("weir", both, filters=Filters(COMMITTEE, MAY, MAY, "report"))
    assert {c.paper for c in found.citations} == {f"{OF_HERE} report.pdf", f"{OF_THERE} report.pdf"}
    assert found.searched.earliest == found.searched.latest == MAY


def test_registers_meetings_and_what_is_unread_are_of_both_and_stay_apart(both: Library) -> None:
    decided = decisions(both).found
    assert {one.citation.whose for one in decided} == {HERE, THERE}
    assert len(decided) == 2  # though the committee, the day and most of the words are the same
    asked = previous(both, "when will the weir be mended?").found
    assert {one.citation.whose for one in asked} == {HERE, THERE}
    met = [(one.day, one.councils) for one in both.store.meetings.all() if one.day == JULY]
    assert sorted(met) == [(JULY, (THERE,)), (JULY, (HERE,))]
    for one in both.store.meetings.all():
        assert len({*both.store.meetings.parts(one.papers, one)}) == 1
        assert {paper.council for paper in both.store.meetings.papers(one.papers)} == {
            *one.councils
        }
    assert both.store.facets().committees == (COMMITTEE,)
    assert len(both.store.unread.held_back()) == 2
    assert {gap.name for gap in both.store.unread.within(NO_LIMITS).papers} == {
        f"{OF_HERE} scan.pdf",
        f"{OF_THERE} scan.pdf",
    }
    assert {one.council for one in both.store.papers.all()} == {HERE, THERE}
    assert len(both.store) == 6
    spoken = discussed("the weir", both, NO_LIMITS)
    assert spoken.passages == 6
    assert set(overview(both).councils) == {HERE, THERE}
    assert openings(both) is not None


def test_a_paper_and_its_words_are_found_by_their_lasting_names(both: Library) -> None:
    for citation in answer(WEIR, both).citations:
        stored = both.store.passages.find(citation.reference)
        assert stored and (stored.id, stored.whose) == (citation.passage_id, citation.whose)
        paper = both.store.papers.get(citation.paper_key)
        assert paper and paper.id == citation.paper_id
        assert both.store.papers.file(citation.paper_key)
        assert both.store.papers.printed_pages([paper.id])[paper.id]
        near = both.store.passages.neighbours(stored.id, 1)
        assert all(one.whose == stored.whose for one in near)
    missing = both.store.papers.get("0" * 16)
    assert missing is None


def test_a_word_that_is_rare_in_one_council_alone_does_not_outrank_the_others(
    libraries: Libraries, tmp_path: Path
) -> None:
    """A term counts by how rare it is in all that is asked, not in one council's papers."""
    usual = [of(THERE, f"The ferry crossed {n} times, said report {n}.") for n in range(12)]
    rare = [of(HERE, f"The bridge was closed on day {n}.") for n in range(11)]
    once = of(HERE, "The ferry crossed the long way round by the old quay in the harbour, it said.")
    near = of(THERE, "The ferry, the ferry.")
    councils = []
    for key, name, passages in (("h", HERE, [*rare, once]), ("t", THERE, [*usual, near])):
        council = a_council(key, name, place_in(tmp_path / key / "index"), tmp_path / key)
        fill(council, [a_paper(f"{key}.pdf", *passages)])
        councils.append(council)
    library = libraries.together(councils)
    found = library.store.words.search(["ferry"], 30)
    texts = [one.passage.text for one in library.store.passages.get([i for i, _ in found])]
    assert texts[0] == near.text
    assert texts[-1] == once.text  # the longest, with the word once
    assert library.store.words.frequencies(["ferri"]) == {"ferri": 14}


def test_a_council_that_cannot_be_reached_is_left_out_and_named(
    libraries: Libraries, councils: tuple[Council, Council], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise LibraryUnreachable("postgresql://db2", "no route to host")

    store = libraries.own(councils[1]).store
    for part, name in (
        (store, "read"),
        (store.words, "search"),
        (store.vectors, "candidates"),
        (store.meetings, "committees"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(type(part), name, _but_for(part, getattr(type(part), name), away))
            found = answer(WEIR, libraries.together(councils))
        assert {citation.whose for citation in found.citations} == {HERE}, name
        [(left_out, why)] = found.searched.left_out
        assert (left_out, "db2" in why) == (THERE, True)
        assert found.searched.councils == (HERE,)
    with monkeypatch.context() as patched:
        patched.setattr(type(store), "read", away)
        with pytest.raises(Exception, match="db2"):
            answer(WEIR, libraries.together(councils))


def test_a_server_that_is_away_is_waited_for_once_for_all_its_councils(
    libraries: Libraries, councils: tuple[Council, Council], tmp_path: Path
) -> None:
    gone = [
        a_council(name, name, ServerPlace("postgresql://127.0.0.1:9/x", name, tmp_path), tmp_path)
        for name in ("away one", "away two", "away three")
    ]
    asked: list[str] = []
    usual = ServerPlace.identity

    def identity(self: ServerPlace) -> int | None:
        asked.append(self.name)
        return usual(self)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ServerPlace, "identity", identity)
        found = answer(WEIR, libraries.together([*gone, *councils]))
        libraries.together([*gone, *councils])
    assert [name for name, _ in found.searched.left_out] == sorted(one.name for one in gone)
    assert [name for name in asked if name.startswith("away")] == ["away one"]


def _but_for(
    part: object, usual: Callable[..., object], away: Callable[..., None]
) -> Callable[..., object]:
    """A method that fails for the library that `part` is of, and not for the other."""
    library = part._db.library if hasattr(part._db, "library") else None  # type: ignore[attr-defined]
    path = getattr(part._db, "_file", None)  # type: ignore[attr-defined]

    def called(self: object, *args: object, **kwargs: object) -> object:
        same = self is part or _is_of(self, library, path)
        if same:
            away()
        return usual(self, *args, **kwargs)

    return called


def _is_of(one: object, library: object, path: object) -> bool:
    db = one._db  # type: ignore[attr-defined]
    if library is not None:
        return getattr(db, "library", None) == library
    return path is not None and getattr(db, "_file", None) == path


def test_one_that_is_too_slow_is_left_out_in_time(
    both: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library.union.store.SECONDS", -1.0)
    monkeypatch.setattr("qa.library.union.store.LEAST_SECONDS", -1.0)
    with pytest.raises(Exception, match="took too long"):
        answer(WEIR, both)


def test_a_council_without_papers_is_named_and_one_alone_says_so(
    libraries: Libraries, councils: tuple[Council, Council], tmp_path: Path
) -> None:
    empty = a_council("new", "New Council", place_in(tmp_path / "new"), tmp_path / "new")
    found = answer(WEIR, libraries.together([*councils, empty]))
    assert found.searched.left_out == (("New Council", "it has no papers yet"),)
    with pytest.raises(NothingIndexed):
        libraries.together([empty])


def test_papers_are_never_written_to_several(both: Library) -> None:
    store = both.store
    assert isinstance(store, UnionStore)
    for refused in (
        lambda: store.remove(1),
        lambda: store.save(),
        lambda: store.integrity.derived(),
        lambda: both.folder,
        lambda: both.place.discard(),
    ):
        with pytest.raises(InputRefused, match="Choose the council"):
            refused()


def test_what_was_added_to_one_is_found_at_once(
    both: Library, libraries: Libraries, councils: tuple[Council, Council]
) -> None:
    before = both.store.generation
    own = libraries.own(councils[0]).store
    [first, *_] = [one for one in own.papers.all() if one.passages]
    own.remove(first.id)
    assert both.store.generation != before
    assert first.name not in {one.name for one in both.store.papers.all()}


def test_councils_are_chosen_by_key_by_name_and_by_part_of_it(
    councils: tuple[Council, Council],
) -> None:
    here, there = councils
    assert chosen("", councils, 5) == councils
    assert chosen("there", councils, 5) == (there,)
    assert chosen(f"marrow, {HERE}", councils, 5) == (there, here)
    assert chosen("here,here,thurlbridge", councils, 5) == (here,)
    with pytest.raises(InputRefused, match="2 councils are too many"):
        chosen("", councils, 1)
    with pytest.raises(InputRefused, match="Thurlbridge") as refused:
        chosen("marrow", (here,), 5)
    assert "Vale" not in str(refused.value)


def test_ids_of_different_councils_never_meet(councils: tuple[Council, Council]) -> None:
    assert members.MOST > 1000
    one = members.Member(0, "a", "A", None)  # type: ignore[arg-type]
    other = replace(one, number=1)
    assert {one.outer(i) for i in range(50)}.isdisjoint(other.outer(i) for i in range(50))


SAID = ("weir", "bridge", "footpath", "budget", "library", "flood", "school", "lamp", "bin", "hall")
TERMS = (
    ("weir",),
    ("flood", "library", "the"),
    ("flood bridge", "weir", "lamp"),
    ("budget", "flood weir", "school hall", "the council", "nothing like it"),
)


def minutes_of(chance: random.Random, name: str) -> Paper:
    """A paper whose passages have words in all sorts of numbers and orders."""
    texts = [
        " ".join(["The council", *chance.choices(SAID, range(1, 11), k=chance.randint(3, 60))])
        for _ in range(20)
    ]
    return a_paper(name, *(a_passage(text) for text in texts))


def test_words_rank_passages_of_several_libraries_as_if_they_were_one(
    tmp_path: Path, libraries: Libraries
) -> None:
    chance = random.Random(5)
    papers = [minutes_of(chance, f"{n}.pdf") for n in range(6)]
    # The first library is small, and says much of what is seldom said in the second.
    apart = [*(a_passage("flood flood weir lamp") for _ in range(12))]
    papers.append(a_paper("apart.pdf", *apart))
    asked = []
    for key, some in (("here", papers[5:]), ("there", papers[:5]), ("one", papers)):
        council = a_council(key, key, place_in(tmp_path / key), tmp_path / key)
        fill(council, some)
        asked.append(council)
    both, one = libraries.together(asked[:2]).store, libraries.own(asked[2]).store

    def texts(store: Store, found: Sequence[tuple[int, float]]) -> list[tuple[float, str]]:
        held = {p.id: p.passage.text for p in store.passages.get([i for i, _ in found])}
        return sorted(((-round(score, 9), held[i]) for i, score in found))

    for terms in TERMS:
        for limit in (10, 50, 500):
            ours = both.words.search(terms, limit)
            theirs = one.words.search(terms, limit)
            assert [round(s, 9) for _, s in ours] == [round(s, 9) for _, s in theirs], terms
        assert texts(both, ours) == texts(one, theirs)


def test_members_are_asked_for_their_generation_once_a_question(both: Library) -> None:
    asked = 0
    [first, *_] = both.store._members.each  # type: ignore[attr-defined]
    kind = type(first.store)
    told = kind.generation

    def counted(store: Store) -> str:
        nonlocal asked
        asked += 1
        return str(told.fget(store))

    def read(state: Store) -> set[str]:
        before = asked
        found = {state.generation for _ in range(10)}
        assert asked - before == 2  # one of each
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kind, "generation", property(counted))
        found = both.store.read(read)
    assert found == {both.store.generation}
