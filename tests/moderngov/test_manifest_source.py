"""Papers that a manifest lists, brought in and kept up to date."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.papers.source import source_of
from qa.settings import settings
from qa.terminal.cli import app
from tests.moderngov.council import cut
from tests.moderngov.site import StandIn

COLUMNS = ("file", "address", "council", "committee", "date", "kind", "title")
KNOWN = {"council": "Thurlbridge Council", "committee": "Cabinet", "date": "2021-11-09"}
Row = dict[str, str]


pytestmark = pytest.mark.usefixtures("hasty")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A manifest of nothing yet, with a paper beside it."""
    (tmp_path / "minutes.pdf").write_bytes(cut("Printed minutes 09th-Nov-2021 14.30 Cabinet"))
    return tmp_path / "papers.csv"


def write(manifest: Path, *rows: Row) -> None:
    with manifest.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({**KNOWN, **row} for row in rows)


def brought(*options: str) -> dict[str, int]:
    """The report of a fetch."""
    told = CliRunner().invoke(app, ["fetch", *options, "--json", "--no-index"])
    assert told.exit_code == 0, told.output
    report: dict[str, int] = json.loads(told.stdout)["report"]
    return report


def test_files_and_addresses_come_in_with_what_is_known_of_them(
    listed: Path, site: StandIn
) -> None:
    plan = site.address(site.council.document("Plan for the changes"))
    write(
        listed,
        {"file": "minutes.pdf", "kind": "minutes", "title": "Minutes of 9 November"},
        {"address": plan, "kind": "appendix", "title": "Plan for the changes"},
    )
    assert brought("--manifest", str(listed), "--private")["fetched"] == 2
    found = {path.stem: source_of(path) for path in settings().fetched.rglob("*.pdf")}
    assert found.keys() == {"Minutes of 9 November", "Plan for the changes"}
    minutes, appendix = found["Minutes of 9 November"], found["Plan for the changes"]
    assert minutes and appendix
    assert (minutes.committee, minutes.meeting_date) == ("Cabinet", date(2021, 11, 9))
    assert (minutes.document, appendix.document) == ("minutes", "appendix")
    assert appendix.address == plan


def test_an_update_reads_the_list_again(listed: Path, site: StandIn) -> None:
    plan = site.address(site.council.document("Plan for the changes"))
    minutes = {"file": "minutes.pdf", "title": "Minutes"}
    write(listed, minutes, {"address": plan, "title": "Plan"})
    brought("--manifest", str(listed), "--private")
    assert brought("--update")["unchanged"] == 2
    listed.with_name("minutes.pdf").write_bytes(cut("Appendix 1"))
    write(listed, minutes)
    report = brought("--update")
    assert (report["replaced"], report["taken_out"]) == (1, 1)
    [path] = settings().fetched.rglob("*.pdf")
    assert path.read_bytes() == cut("Appendix 1")


def test_a_file_that_is_no_pdf_is_told_and_the_rest_goes_on(listed: Path) -> None:
    listed.with_name("page.pdf").write_text("<html>")
    write(
        listed,
        {"file": "page.pdf", "title": "A page"},
        {"file": "minutes.pdf", "title": "Minutes"},
    )
    told = CliRunner().invoke(app, ["fetch", "--manifest", str(listed), "--no-index"])
    assert told.exit_code == 1
    assert "Not fetched: A page." in told.output
    assert [path.stem for path in settings().fetched.rglob("*.pdf")] == ["Minutes"]


def test_private_addresses_are_not_asked_unless_told_to(listed: Path, site: StandIn) -> None:
    write(listed, {"address": f"{site.base}/documents/s1/A.pdf", "title": "A"})
    told = CliRunner().invoke(app, ["fetch", "--manifest", str(listed), "--no-index"])
    assert told.exit_code != 0
    assert not site.asked
