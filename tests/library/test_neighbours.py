"""What papers do not say of their meeting is taken from those beside them, and marked so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from qa.answers.answering import answer
from qa.library.filters import Filters
from qa.library.ingest import ingest
from qa.library.library import Library
from qa.library.neighbours import Neighbour, inferred
from qa.papers.document import Document
from qa.papers.paper import Meeting, Page, Paper
from tests.made import WordEmbedder, a_paper, a_passage, folder_store

MAY, JUNE = date(2031, 5, 6), date(2031, 6, 3)
NOTHING = Meeting()
HARBOURS = Meeting(None, "Harbours Committee", MAY)
LINES = ("1. Apologies", "7. Dredging of the inner", "basin (Pages 3 - 9)", "8. Fees")


def of(n: int, path: str, document: Document, meeting: Meeting = NOTHING, *lines: str) -> Neighbour:
    """A paper that says `meeting` itself."""
    return Neighbour(n, Path("/papers") / path, document, meeting, None, lines)


def test_an_appendix_has_the_meeting_of_the_agenda_that_lists_it() -> None:
    agenda = of(1, "agenda may.pdf", "agenda", HARBOURS, *LINES)
    other = of(2, "agenda june.pdf", "agenda", replace(HARBOURS, date=JUNE), "1. Apologies")
    listed = of(3, "Appendix B - Dredging of the inner basin.pdf", "appendix")
    unlisted = of(4, "Appendix C - Lighting of the pier.pdf", "appendix")
    found = inferred([agenda, other, listed, unlisted])
    assert found[3].date == MAY
    assert found[3].committee == "Harbours Committee"
    assert dict(found[3].inferred) == dict.fromkeys(("committee", "date"), "agenda may.pdf")
    assert set(found) == {3}


def test_what_several_meetings_list_is_of_none_of_them() -> None:
    papers = [
        of(1, "may.pdf", "agenda", HARBOURS, *LINES),
        of(2, "june.pdf", "agenda", replace(HARBOURS, date=JUNE), *LINES),
        of(3, "Dredging of the inner basin.pdf", "report"),
    ]
    assert not inferred(papers)


def test_a_folder_of_one_meeting_gives_it_to_its_papers() -> None:
    papers = [
        of(1, "a/agenda.pdf", "agenda", HARBOURS),
        of(2, "a/Appendix 1.pdf", "appendix"),
        of(3, "a/minutes of april.pdf", "minutes", replace(HARBOURS, date=date(2031, 4, 1))),
        of(4, "b/Appendix 1.pdf", "appendix"),
    ]
    found = inferred(papers)
    assert set(found) == {2}
    assert found[2].date == MAY


def test_minutes_letters_and_trackers_are_given_no_meeting() -> None:
    kinds: list[Document] = ["minutes", "letter", "tracker", "decision"]
    papers = [of(1, "agenda.pdf", "agenda", HARBOURS)]
    papers += [of(n, f"{kind}.pdf", kind) for n, kind in enumerate(kinds, 2)]
    assert not inferred(papers)


def test_a_paper_of_another_committee_or_day_keeps_its_own() -> None:
    papers = [
        of(1, "agenda.pdf", "agenda", HARBOURS),
        of(2, "fees.pdf", "report", Meeting(None, "Finance Committee")),
    ]
    assert not inferred(papers)


def test_the_council_is_what_the_papers_of_a_folder_name() -> None:
    named = Meeting("Thurl Council", "Cabinet", MAY)
    papers = [
        of(1, "thurl/a/x.pdf", "minutes", named),
        of(2, "thurl/b/y.pdf", "minutes", replace(named, date=JUNE)),
        of(3, "thurl/c/z.pdf", "minutes", Meeting(None, "Cabinet", JUNE)),
        of(4, "weir/d/w.pdf", "minutes", Meeting(None, "Cabinet", JUNE)),
    ]
    found = inferred(papers)
    assert (found[3].council, found[3].inferred) == ("Thurl Council", (("council", ""),))
    assert 4 not in found  # it lies among the papers of another council, perhaps


def test_a_folder_for_each_meeting_is_of_the_council_that_the_others_name() -> None:
    named = Meeting("Thurl Council", "Cabinet", MAY)
    papers = [
        of(1, "may/x.pdf", "minutes", named),
        of(2, "june/y.pdf", "minutes", replace(named, date=JUNE)),
        of(3, "july/z.pdf", "minutes", Meeting(None, "Cabinet", date(2031, 7, 1))),
    ]
    assert inferred(papers)[3].council == "Thurl Council"


def test_where_papers_name_several_councils_none_is_inferred() -> None:
    papers = [
        of(1, "x.pdf", "minutes", Meeting("Thurl Council", "Cabinet", MAY)),
        of(2, "y.pdf", "minutes", Meeting("Weir Council", "Cabinet", JUNE)),
        of(3, "z.pdf", "minutes", Meeting(None, "Cabinet", JUNE)),
    ]
    assert not inferred(papers)


def _as_agenda(paper: Paper, meeting: Meeting, *lines: str) -> Paper:
    passages = tuple(replace(p, meeting=meeting, document="agenda") for p in paper.passages)
    pages = (Page(1, None, "\n".join(lines)),)
    return replace(paper, meeting=meeting, document="agenda", passages=passages, pages=pages)


def _as_appendix(paper: Paper) -> Paper:
    passages = tuple(replace(p, meeting=Meeting(), document="appendix") for p in paper.passages)
    return replace(paper, meeting=Meeting(), document="appendix", passages=passages)


AGENDA = _as_agenda(
    a_paper("agenda may.pdf", a_passage("The agenda of the meeting is this.")), HARBOURS, *LINES
)
APPENDIX = _as_appendix(
    a_paper("Dredging of the inner basin.pdf", a_passage("The basin is dredged to nine fathoms."))
)


@contextmanager
def ingested(folder: Path, *papers: Paper) -> Iterator[tuple[Library, dict[str, Paper]]]:
    by_name = {paper.name: paper for paper in papers}
    (folder / "papers").mkdir()
    for name in by_name:
        (folder / "papers" / name).write_text(name)
    with Library(folder / "index", embedder=WordEmbedder(), create=True) as library:
        _again(folder, library, by_name)
        yield library, by_name


def _again(folder: Path, library: Library, by_name: dict[str, Paper]) -> None:
    ingest([folder / "papers"], library, read=lambda path: by_name[path.name])


def test_what_is_inferred_is_stored_found_and_said(tmp_path: Path) -> None:
    with ingested(tmp_path, AGENDA, APPENDIX) as (library, _):
        found = answer("how deep is the basin dredged?", library)
        [cited] = [one for one in found.citations if one.paper == APPENDIX.name]
        assert (cited.meeting_date, cited.committee) == (MAY, "Harbours Committee")
        told = found.to_json()["citations"]
        [told] = [one for one in told if one["paper"] == APPENDIX.name]
        assert told["inferred"] == {"committee": AGENDA.name, "date": AGENDA.name}
        assert library.searched(Filters(date_from=MAY, date_to=MAY)).papers == 2
        generation = library.store.generation
        library.store.infer_meetings()
        assert library.store.generation == generation  # nothing is written anew
        assert not folder_store(library).integrity.faults(64)


def test_what_is_no_longer_said_is_no_longer_inferred(tmp_path: Path) -> None:
    with ingested(tmp_path, AGENDA, APPENDIX) as (library, by_name):
        (tmp_path / "papers" / AGENDA.name).unlink()
        _again(tmp_path, library, by_name)
        [paper] = library.store.papers.all()
        assert (paper.meeting_date, paper.committee, paper.inferred) == (None, None, ())
        assert library.searched(Filters(date_from=MAY, date_to=MAY)).papers == 0
