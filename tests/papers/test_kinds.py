"""The registry of kinds of documents: what each module of it has to say."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from qa.errors import LibraryOutdated
from qa.library.store import Store
from qa.papers import kinds
from qa.papers.document import NAMES
from qa.papers.kind import Kind
from qa.papers.kinds import KINDS, fingerprint, kind_by_file_name, kind_of, opening


def test_each_module_of_the_folder_is_one_kind_under_its_name() -> None:
    files = {path.stem for path in Path(kinds.__file__).parent.glob("[a-z]*.py")}
    assert files == set(NAMES) == {kind.name for kind in KINDS}
    for name in NAMES:
        assert import_module(f"qa.papers.kinds.{name}").KIND is kind_of(name)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_opens_under_its_own_name(kind: Kind) -> None:
    heads = [
        ["Dear Councillor Bray"],
        ["Minutes of the meeting of the Cabinet held on 3 May 2022"],
        ["Cabinet", "Agenda", "3 May 2022"],
        ["Title: Buses", "Meeting: Cabinet", "Meeting date: 3 May 2022"],
        ["Appendix 1", "Costs"],
        ["Record of decision"],
        ["Schedule of scrutiny recommendations"],
        ["Questions from the public", "PQ 1"],
        ["Petition: Save the library"],
    ]
    opened = {found.document for head in heads if (found := opening(head, "other"))}
    assert (kind.name in opened) == bool(kind.openings)


def test_no_two_kinds_share_what_tells_them_apart() -> None:
    orders = [rule.order for kind in KINDS for rule in kind.openings]
    named = [kind.precedence for kind in KINDS if kind.file_name]
    places = [kind.place for kind in KINDS]
    for numbers in (orders, named, places):
        assert len(numbers) == len(set(numbers))
    assert sum(kind.is_default_of_file for kind in KINDS) == 1
    assert sum(kind.is_default_of_section for kind in KINDS) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Printed minutes 3 May 2022", "minutes"),
        ("Agenda item 7 - Buses", "other"),
        ("PRoD - Buses", "decision"),
        ("Petition - Save our library", "petition"),
        ("Petition scheme", "other"),
        ("Report on the petition to save the library", "report"),
    ],
)
def test_the_name_of_a_file_suggests_its_kind(name: str, kind: str) -> None:
    assert kind_by_file_name(name).name == kind


def test_the_fingerprint_is_short_and_the_same_each_time() -> None:
    first = fingerprint()
    fingerprint.cache_clear()
    assert fingerprint() == first
    assert len(first) == 12


def test_a_library_that_was_made_with_other_kinds_is_never_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path, "words").close()
    Store(tmp_path, "words").close()
    monkeypatch.setattr("qa.library.schema.fingerprint", lambda: "other kinds")
    with pytest.raises(LibraryOutdated, match="index --rebuild"):
        Store(tmp_path, "words")


def test_what_a_kind_says_is_in_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    changed = replace(KINDS[0], precedence=77)
    monkeypatch.setattr(kinds, "KINDS", (changed, *KINDS[1:]))
    fingerprint.cache_clear()
    try:
        assert fingerprint() != before
    finally:
        fingerprint.cache_clear()
