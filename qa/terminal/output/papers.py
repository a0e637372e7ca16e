"""Reports on indexing, the list of papers, and what is wrong with any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.papers.text import sound
from qa.publication import external_links
from qa.terminal.output.screen import one_line, out, plain, say, show_rows, table, warn
from qa.wording import (
    count,
    document_words,
    inferred_words,
    page_list,
    title_words,
    withdrawn_words,
)

if TYPE_CHECKING:
    from qa.library.doctor import Finding
    from qa.library.records import StoredPaper
    from qa.library.run import IngestReport, Lost
    from qa.terminal.deployment import Exposure

MAX_LEFT_OUT = 10  # files that were left out and are named
LOST = (
    "Their disk may be away, so they stay in the library. To take them out, run this again with "
    "--remove."
)
MAX_FINDINGS = 100  # findings that are shown; --json lists all


def show_report(report: IngestReport, papers: Sequence[StoredPaper], note: str) -> None:
    """What an indexing run did, what is wrong with any of the library's `papers`, and how their
    passages were embedded and are compared (`note`)."""
    counts = {
        f"{count(report.read, 'paper')} read "
        f"({count(report.pages, 'page')}, {count(report.passages, 'passage')})": report.read,
        f"{count(report.unreadable, 'paper')} that cannot be read": report.unreadable,
        f"{count(report.faulty, 'paper')} that met a fault in this program": report.faulty,
        f"{report.moved:,} moved": report.moved,
        f"{report.removed:,} taken out": report.removed,
        f"{report.unchanged:,} unchanged": report.unchanged,
    }
    say((", ".join(words for words, n in counts.items() if n) or "No papers found") + ".")
    for lost in report.lost:
        warn(f"{lost_words(lost)} {LOST}")
    if report.left_out:
        say(left_out_words(report.left_out))
    if report.form:
        say(f"Embedded in {report.form}.")
    say(f"The library holds {count(len(papers), 'paper')}.")
    if note:
        say(note)
    show_problems(papers)


def lost_words(lost: Lost) -> str:
    """That a folder has suddenly lost so many of its papers."""
    gone = "All" if len(lost.missing) >= lost.known else f"{len(lost.missing):,} of the"
    papers = count(lost.known, "paper that the library has", "papers that the library has")
    return f"{gone} {papers} from {lost.folder} are gone from there."


def left_out_words(left_out: Sequence[Path]) -> str:
    """Which files of the folders were left out, the first by name."""
    names = [one_line(sound(path.name)) for path in left_out[:MAX_LEFT_OUT]]
    more = len(left_out) - len(names)
    names += [f"{more:,} more"] if more else []
    return (
        f"{count(len(left_out), 'file')} left out, as what they are is not read here (papers are "
        f"PDF, Word or web pages), or they lie elsewhere or cannot be opened: {', '.join(names)}."
    )


def show_problems(papers: Sequence[StoredPaper]) -> None:
    """The papers that could not be read, or not all of them, and what to do about each."""
    problems = table("Paper", "What is wrong", "What to do")
    for paper in papers:
        for problem in paper.problems:
            pages = f" (PDF pages {page_list(problem.pages)})" if problem.pages else ""
            reason = plain(problem.reason) + pages
            problems.add_row(one_line(paper.name), reason, plain(problem.remedy))
    if problems.rows:
        out.print(problems)
    faulty = sum(any(one.kind == "fault" for one in paper.problems) for paper in papers)
    if faulty:
        say(f"{count(faulty, 'paper')} met a fault in this program. Please report it.")


def show_findings(findings: Sequence[Finding]) -> None:
    """What is wrong with the library, and what to do about each thing, or that it was mended."""
    shown = table("What is wrong", "Where", "What to do")
    for finding in findings[:MAX_FINDINGS]:
        remedy = "Mended." if finding.mended else finding.remedy
        shown.add_row(one_line(finding.found), one_line(finding.about), one_line(remedy))
    if shown.rows:
        out.print(shown)
    if len(findings) > MAX_FINDINGS:
        say(f"And {len(findings) - MAX_FINDINGS:,} more, which --json lists.")
    mended = sum(finding.mended for finding in findings)
    say(f"{count(len(findings), 'finding')}, {mended:,} mended." if findings else "All is well.")


def show_exposures(found: Sequence[Exposure]) -> None:
    """What the settings open to others, and what to change."""
    rows = [(one.what, one.now, one.advice or "–") for one in found]
    show_rows(("What is open", "Now", "What to do"), rows)


def show_papers(papers: Sequence[StoredPaper]) -> None:
    """The papers in the library."""
    names = "Meeting", "Council", "Committee", "Kind", "Pages", "Passages", "Problems", "Paper"
    listed = table(*names)
    for paper in papers:
        listed.add_row(
            paper.meeting_date.isoformat() if paper.meeting_date else "not stated",
            plain(paper.council or "not stated"),
            plain(paper.committee or "not stated"),
            document_words(paper.document),
            f"{paper.pages:,}",
            f"{paper.passages:,}",
            str(len(paper.problems) or ""),
            "\n".join(filter(None, [one_line(paper.name), *_told_of(paper)])),
        )
    out.print(listed)
    show_problems(papers)


def _told_of(paper: StoredPaper) -> Iterator[str]:
    """What other papers say of it, its title where it was published, whether it was withdrawn, and
    its addresses there."""
    yield one_line(inferred_words(paper.inferred))
    if source := paper.source:
        yield one_line(title_words(source.title, paper.name))
        yield withdrawn_words(source.withdrawn) if source.withdrawn else ""
        yield from (link.address for link in external_links(source))
