"""A council's papers brought in from its site and kept up to date, against the stand-in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from qa.moderngov.plan import Plan
from qa.moderngov.report import FetchReport
from qa.moderngov.request import Request
from qa.moderngov.selection import OLD_WORD
from qa.moderngov.session import Callbacks, fetch, followed_requests, open_ledger
from qa.papers.source import Source, source_of
from qa.settings import PROJECT, settings
from qa.terminal.cli import app
from tests.moderngov.council import GROUP, SCRUTINY, Council, Document, cut
from tests.moderngov.site import Asked, Dropped, Html, Slow, StandIn, Status
from tests.papers.flowing.made import word_file

Fetched = Callable[..., tuple[Plan, FetchReport]]


pytestmark = pytest.mark.usefixtures("hasty")


@pytest.fixture
def fetched(site: StandIn) -> Fetched:
    """Fetch the papers of committees, or bring all up to date where none is named."""

    def run(*committees: str, dry: bool = False, **wanted: object) -> tuple[Plan, FetchReport]:
        folder, callbacks = settings().fetched, Callbacks()
        with open_ledger(folder, callbacks) as ledger:
            request = Request(site.base, committees, private=True, **wanted)  # type: ignore[arg-type]
            asked = [request] if committees else followed_requests(ledger)
            plans, report = fetch(asked, folder, ledger, callbacks, dry_run=dry)
        [plan] = plans
        return plan, report

    return run


def test_what_would_be_fetched_is_shown_and_nothing_done(site: StandIn, fetched: Fetched) -> None:
    plan, report = fetched(SCRUTINY, dry=True)
    assert [(one.id, one.name) for one in plan.committees] == [(140, SCRUTINY)]
    assert len(plan.meetings) == 7
    assert plan.sized == len(plan.new) > 10
    assert plan.size == sum(_size(site, one.address) for one in plan.new)
    assert dict(plan.left_out)["restricted"] == 3
    assert report == FetchReport()
    assert not papers()
    assert not [one for one in gets(site) if "documents" in one.path]
    again, _ = fetched(SCRUTINY, dry=True)
    assert again.new == plan.new


def test_a_committee_is_meant_by_its_number_its_name_or_a_part_of_it(fetched: Fetched) -> None:
    names = {fetched(name, dry=True)[0].committees[0].name for name in ("155", GROUP, "leisure")}
    assert names == {GROUP}


def test_days_are_kept_to_on_our_side(council: Council, fetched: Fetched) -> None:
    council.ignores_dates = True
    plan, _ = fetched("scrutiny", first=date(2022, 1, 1), last=date(2022, 12, 31), dry=True)
    assert {one.date for one in plan.meetings} == {
        date(2022, 1, 18),
        date(2022, 7, 12),
        date(2022, 9, 13),
    }


def test_each_meeting_has_its_papers_once(site: StandIn, fetched: Fetched) -> None:
    _, report = fetched("scrutiny")
    assert not report.troubles
    by_meeting = {
        number: sorted(called(path) for path in papers() if path.parent.name == number)
        for number in ("4101", "4102", "4103", "4105")
    }
    assert by_meeting == {
        "4101": [
            "Agenda frontsheet",
            "Heating charges- findings of the internal audit",
            "Pool hall roof",
            "Printed minutes",
            "Work programme 2021-22",
        ],
        "4102": [
            "Agenda frontsheet",
            "Minutes of the previous meeting",
            "Printed minutes",
            "Repayment & options for a process of reconciliation",
            "Waiting times in adult social care",
        ],
        "4103": ["Public reports pack", "Supplementary pack executive response"],
        "4105": [],
    }
    assert report.same_words == 1
    assert report.fetched == len(papers()) + 1
    addresses = [one.address for one in gets(site) if "/documents/" in one.path]
    assert len(addresses) == len(set(addresses)) == report.fetched - 1  # and one converted


def test_what_is_not_for_the_public_is_never_requested(
    site: StandIn, council: Council, fetched: Fetched
) -> None:
    fetched("scrutiny")
    closed = [
        meeting.path(document)
        for meeting in council.meetings
        for document in meeting.all_documents()
        if meeting.closed(document)
    ]
    assert len(closed) == 3
    assert not [path for path in closed if site.asked_for(path)]


def test_what_the_site_knows_lies_beside_each_paper(site: StandIn, fetched: Fetched) -> None:
    fetched("scrutiny", council="Thurlbridge Council")
    [paper] = [path for path in papers() if path.stem.startswith("First year")]
    assert source_of(paper) == Source(
        address=f"{site.base}/documents/s50604/First%20year%20since%20reopening.pdf",
        meeting_address=f"{site.base}/ieListDocuments.aspx?CId=140&MId=4106&Ver=4",
        council="Thurlbridge Council",
        committee=SCRUTINY,
        meeting_date=date(2023, 9, 19),
        time="10:00",
        status="Confirmed; Rescheduled from 12 September 2023",
        item="6. Thurlbridge Leisure Centre: first year since reopening",
        title="First year since reopening",
    )


def test_documents_on_another_host_wait_until_it_is_agreed_to(
    site: StandIn, fetched: Fetched
) -> None:
    plan, _ = fetched("120", first=date(2023, 7, 1))
    assert plan.elsewhere == (("localhost", 1),)
    assert not site.asked_for("/s50801/")
    _, report = fetched("120", first=date(2023, 7, 1), hosts=("localhost",))
    assert report.fetched == 1


def test_an_update_of_what_has_not_changed_receives_no_paper(
    site: StandIn, fetched: Fetched
) -> None:
    fetched(GROUP)
    before = snapshot()
    plan, report = fetched()
    assert (len(plan.checked), report.unchanged, report.fetched) == (1, 1, 0)
    assert gets(site)[-1].headers["if-none-match"]
    assert snapshot() == before


def test_an_update_brings_what_changed(site: StandIn, council: Council, fetched: Fetched) -> None:
    fetched("scrutiny")
    old = {path.stem: path.read_bytes() for path in papers()}
    meeting = council.meeting(4106)
    report_to, appendix = meeting.document("Reconciliation"), meeting.document("Appendix 1")
    report_to.replace(cut("Appendix 1"))
    meeting.withdraw(appendix)
    meeting.document("First year").restricted = True
    meeting.add_supplement(60604, "Late supplement", cut("Appendix 2"))
    moved = council.meeting(4107)
    moved.reschedule(date(2023, 11, 28))
    for one in council.meetings:
        one.status += "."  # so that each is looked at, old as they are
    _, report = fetched()
    assert (report.replaced, report.withdrawn, report.taken_out) == (1, 1, 1)
    now = {path.stem: path for path in papers()}
    assert now["Reconciliation process"].read_bytes() == cut("Appendix 1")
    assert old["Reconciliation process"] != cut("Appendix 1")
    withdrawn = source_of(now["Appendix 1 – First report"])
    assert withdrawn and withdrawn.withdrawn
    assert "First year since reopening" not in now
    assert "Late supplement" in now
    dates = {one.source.meeting_date for one in fetched()[0].checked}
    assert dates  # and what was withdrawn is asked for no more
    assert "Appendix" not in gets(site)[-1].path


def test_a_meeting_that_moved_takes_its_papers_along(council: Council, fetched: Fetched) -> None:
    fetched(GROUP)
    council.meeting(4401).reschedule(date(2022, 5, 10))
    fetched()
    [paper] = papers()
    source = source_of(paper)
    assert source and source.meeting_date == date(2022, 5, 10)
    assert source.status == "Confirmed; Rescheduled from 3 May 2022"


def test_papers_of_a_meeting_that_is_cancelled_stay_and_say_so(
    council: Council, fetched: Fetched
) -> None:
    fetched(GROUP)
    council.meeting(4401).cancel()
    _, report = fetched()
    [paper] = papers()
    source = source_of(paper)
    assert source and source.status == "Cancelled"
    assert (report.withdrawn, report.taken_out) == (0, 0)


def test_a_paper_put_up_anew_at_another_address_takes_the_place_of_the_old(
    council: Council, fetched: Fetched
) -> None:
    fetched(GROUP)
    [before] = papers()
    document = council.document("Plan for the changes")
    document.id, document.data = 50999, cut("Appendix 1")
    council.meeting(4401).status = "Confirmed; republished"
    _, report = fetched()
    assert (report.replaced, report.withdrawn) == (1, 0)
    assert papers() == [before]
    assert before.read_bytes() == cut("Appendix 1")
    source = source_of(before)
    assert source and "s50999" in (source.address or "")


def test_single_papers_that_come_later_take_the_place_of_the_pack(
    council: Council, fetched: Fetched
) -> None:
    fetched("scrutiny", first=date(2022, 1, 1), last=date(2022, 1, 31))
    assert "Public reports pack" in {called(path) for path in papers()}
    meeting = council.meeting(4103)
    meeting.items[2].documents.append(council.meeting(4401).document("Plan"))
    meeting.status = "Confirmed; papers added"
    fetched("scrutiny", first=date(2022, 1, 1), last=date(2022, 1, 31))
    assert {path.stem for path in papers()} == {
        "Plan for the changes 2022-23",
        "Supplementary pack executive response",
    }


def test_a_paper_that_fails_is_told_and_the_rest_goes_on(site: StandIn, fetched: Fetched) -> None:
    site.fail("Pool hall roof", Html(), times=None)
    site.fail("Work programme", Status(404), times=None)
    site.fail("findings of the internal audit", Dropped(after=500))
    _, report = fetched("scrutiny", last=date(2021, 12, 31))
    assert {one.title for one in report.troubles} == {"Pool hall roof", "Work programme 2021/22"}
    assert report.fetched == 9
    site.faults.clear()
    _, report = fetched("scrutiny", last=date(2021, 12, 31))
    assert (report.fetched, report.troubles) == (2, [])


def test_a_meeting_that_fails_is_told_and_the_rest_goes_on(site: StandIn, fetched: Fetched) -> None:
    site.fail("GetMeeting?lMeetingId=4101", Html(), times=None)
    plan, report = fetched("scrutiny", last=date(2021, 12, 31))
    assert len(plan.failed) == 1
    assert "13/07/2021" in plan.failed[0]
    assert report.fetched == 6


def test_a_committee_that_fails_or_is_gone_is_told_and_the_rest_goes_on(
    site: StandIn, council: Council, fetched: Fetched
) -> None:
    fetched(GROUP, "Cabinet", "161")
    council.body("Cabinet").deleted = True
    site.fail("GetMeetings?lCommitteeId=161", Html(), times=None)
    plan, report = fetched()
    assert [words.partition(":")[0] for words in plan.failed] == [
        "committee 130",
        "Heating Charges Task Group",
    ]
    assert (report.unchanged, report.withdrawn) == (1, 0)


def test_a_limit_is_told_and_the_next_run_goes_on(
    site: StandIn, fetched: Fetched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_FETCH_REQUESTS", "17")
    settings.cache_clear()
    _, report = fetched("scrutiny", last=date(2021, 12, 31))
    assert "QA_FETCH_REQUESTS" in report.unfinished
    had = len(papers())
    assert 0 < had < 10
    settings.cache_clear()
    monkeypatch.setenv("QA_FETCH_REQUESTS", "1000")
    agendas = len(site.asked_for("GetMeeting?"))
    _, report = fetched("scrutiny", last=date(2021, 12, 31))
    assert not report.unfinished
    assert report.fetched + had == 11
    assert len(site.asked_for("GetMeeting?")) == agendas


def test_a_fetch_that_is_killed_goes_on_where_it_was(site: StandIn, fetched: Fetched) -> None:
    site.head = "refused"  # so that the first who ask for that paper want it
    site.fail("/s50202/", Slow(60))
    command = [sys.executable, "-m", "qa", "fetch", site.base, "--private", "--no-index"]
    process = subprocess.Popen(
        [*command, "--committee", "scrutiny", "--to", "2021-12-31"],
        cwd=PROJECT,
        env={**os.environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not [one for one in gets(site) if "/s50202/" in one.path]:
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = snapshot()
    assert there
    before = len(site.asked)
    _, report = fetched("scrutiny", last=date(2021, 12, 31))
    again = [one.path for one in site.asked[before:] if one.method == "GET"]
    assert not [path for path in again if "GetMeeting" in path and "GetMeetings" not in path]
    assert there.items() <= snapshot().items()
    assert report.fetched + len(there) == 11
    assert not list(settings().fetched.rglob("*.part"))


def test_two_fetches_take_turns(site: StandIn, fetched: Fetched) -> None:
    with open_ledger(settings().fetched, Callbacks()):
        told = CliRunner().invoke(
            app, ["fetch", site.base, "--private", "--committee", "155", "--no-wait"]
        )
    assert "Another fetch is at work" in str(told.exception)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--committee", "Housing"], "no committee called “Housing”"),
        ([], "--committee NAME"),
        (["--committee", "155", "--every"], "--committee NAME"),
        (["--meeting", "7"], "no meeting with the number 7"),
    ],
)
def test_what_makes_no_sense_is_told(site: StandIn, options: list[str], said: str) -> None:
    told = CliRunner().invoke(app, ["fetch", site.base, "--private", *options])
    assert told.exit_code != 0
    assert said in f"{told.output} {told.exception}"


def test_lists_are_for_people_and_for_programs(site: StandIn) -> None:
    def told(*options: str) -> str:
        found = CliRunner().invoke(app, ["fetch", site.base, "--private", "--list", *options])
        assert found.exit_code == 0
        return found.stdout

    assert "Libraries & Leisure Working Group" in told()
    assert "no longer meets" in told()
    assert "Test Committee" not in told()
    [first, _] = json.loads(told("--committee", "155", "--json"))
    assert (first["id"], first["date"]) == (4401, "2022-05-03")
    assert "Cancelled" in told("--committee", "155")


def test_papers_are_fetched_indexed_asked_and_cited_by_their_site(site: StandIn) -> None:
    run = CliRunner().invoke
    told = run(app, ["fetch", site.base, "--private", "--committee", "leisure", "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["report"]["fetched"] == 1
    answer = json.loads(
        run(app, ["ask", "when will the libraries' hours change?", "--json"]).stdout
    )
    cited = answer["citations"][0]
    assert cited["committee"] == GROUP
    assert cited["meeting_date"] == "2022-05-03"
    assert cited["item"] == "2. Libraries: plan for the changes"
    assert site.asked_for("MId=4401&Ver=4") == []
    assert cited["meeting_address"] == site.page_of(site.council.meeting(4401))
    assert cited["document_address"] == site.address(site.council.document("Plan for the changes"))
    headers = {"User-Agent": "Reader/1.0"}
    assert GROUP.split(" & ")[1] in httpx.get(cited["meeting_address"], headers=headers).text
    [paper] = papers()
    assert httpx.get(cited["document_address"], headers=headers).content == paper.read_bytes()


def test_minutes_that_only_the_page_of_a_meeting_has_are_fetched_and_cited(
    site: StandIn, council: Council
) -> None:
    meeting = council.meeting(4401)
    meeting.items[0].minutes = "<p>Councillor Quill moved that the mobile library go on.</p>"
    run = CliRunner().invoke
    run(app, ["fetch", site.base, "--private", "--committee", "leisure", "--json"])
    [page] = settings().fetched.rglob("*.html")
    said = run(app, ["ask", "who moved that the mobile library go on?", "--json"])
    [cited, *_] = json.loads(said.stdout)["citations"]
    assert "Councillor Quill moved that the mobile library go on." in cited["text"]
    assert (cited["document"], cited["meeting_date"]) == ("minutes", "2022-05-03")
    assert (cited["form"], cited["committee"]) == ("web page", GROUP)
    assert cited["paragraph"]
    before = page.stat().st_mtime_ns
    run(app, ["fetch", "--update", "--json"])
    assert page.stat().st_mtime_ns == before  # only what the server keeps in the page had changed
    meeting.documents.append(Document(50777, "Printed minutes", cut("Appendix 1"), "minutes"))
    meeting.status = "Confirmed; minutes printed"
    run(app, ["fetch", "--update", "--json"])
    assert not list(settings().fetched.rglob("*.html"))


def test_word_files_are_fetched_and_old_ones_are_named(
    council: Council, fetched: Fetched, tmp_path: Path
) -> None:
    word = word_file(tmp_path / "x.docx", "<w:p><w:r><w:t>The hours change.</w:t></w:r></w:p>")
    documents = council.meeting(4401).items[0].documents
    documents.append(Document(50888, "Hours", word.read_bytes(), name="Hours.docx"))
    documents.append(Document(50889, "Old hours", b"x", name="Old hours.doc"))
    plan, report = fetched(GROUP)
    assert dict(plan.left_out)[OLD_WORD] == 1
    assert not report.troubles
    [fetched_word] = settings().fetched.rglob("*.docx")
    assert fetched_word.read_bytes() == word.read_bytes()


def test_a_page_for_signing_in_is_no_paper(
    site: StandIn, council: Council, fetched: Fetched
) -> None:
    meeting = council.meeting(4401)
    meeting.items[0].minutes = '<p>Sign in <input type="password"></p>'
    _, report = fetched(GROUP)
    assert any("sign in" in trouble.reason for trouble in report.troubles)
    assert not list(settings().fetched.rglob("*.html"))


def papers() -> list[Path]:
    """What was fetched."""
    return sorted(settings().fetched.rglob("*.pdf"))


def called(path: Path) -> str:
    """The name of a paper without the day, time and committee that the site put into it."""
    return path.stem.partition("day ")[0].rpartition(" ")[0] if "day " in path.stem else path.stem


def snapshot() -> dict[str, int]:
    """Each file that was fetched, with the time of its last change."""
    return {str(path): path.stat().st_mtime_ns for path in papers()}


def gets(site: StandIn) -> list[Asked]:
    """The requests for whole documents and pages."""
    return [one for one in site.asked if one.method == "GET"]


def _size(site: StandIn, address: str) -> int:
    documents = (one for m in site.council.meetings for one in m.all_documents())
    return next(len(one.data) for one in documents if site.address(one) == address)
