"""What the commands print. Papers' words appear as they are: never as markup or terminal codes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import progress
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table

from qa.papers.text import sound
from qa.publication import published
from qa.wording import (
    DOCUMENT_WORDS,
    OCR_WORDS,
    STANDING_WORDS,
    STEP_WORDS,
    count,
    day_and_month,
    document_words,
    full_date,
    listed,
    meeting_date,
    page_list,
    page_words,
    searched_words,
    status_words,
    title_words,
    withdrawn_words,
)

if TYPE_CHECKING:
    from qa.answers.answer import Answer, Citation, Quote
    from qa.evaluation.measuring import Evaluation
    from qa.library.doctor import Finding
    from qa.library.ingest import Progress
    from qa.library.records import StoredPaper
    from qa.library.run import IngestReport
    from qa.library.vector_index import Note

# Escape sequences (colours, titles, moves) and all other control characters but tab and newline;
# and the marks that make text run backwards, which can hide what a file is called.
CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b."
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]",
    re.DOTALL,
)
# Those of them that JSON leaves as they are.
UNESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

# The measures that are shown for each kind of question.
BY_KIND = (
    "questions",
    "text@5",
    "page@5",
    "text@all",
    "facts in quotes",
    "wrongly refused",
    "rightly refused",
)

MOST = 100  # findings that are shown

WIDE = 200  # columns of what is piped: nobody's screen bounds it
out = Console(
    markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else WIDE
)
err = Console(markup=False, highlight=False, emoji=False, stderr=True)


def plain(text: str) -> str:
    """`text` without what a terminal would obey."""
    return CONTROL.sub("", sound(text))


def one_line(text: str) -> str:
    """`text`, plain, on one line: such as the name of a file."""
    return " ".join(plain(text).split())


def show_json(value: object) -> None:
    """One JSON value on one line, for another program; a terminal may show it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    print(UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text), flush=True)


def show_error(error: Exception) -> None:
    """What went wrong and what to do, on standard error."""
    err.print(plain(str(error)), style="red", soft_wrap=True)


def warn(text: str) -> None:
    """A line beside the output."""
    err.print(plain(text), soft_wrap=True)


def say(text: str) -> None:
    """A line of text."""
    out.print(plain(text), soft_wrap=not out.is_terminal)


@contextmanager
def indexing() -> Iterator[Callable[[Progress], None]]:
    """Show an ingest as it goes: a bar on a terminal, a line a paper elsewhere."""
    if not out.is_terminal:
        yield _progress_line
        return
    name = Column(ratio=1, no_wrap=True, overflow="ellipsis")  # gives way to the figures
    columns = (
        progress.TextColumn("{task.fields[papers]}", markup=False),
        progress.BarColumn(bar_width=20),
        progress.TextColumn("{task.fields[pages]}", markup=False),
        progress.TimeRemainingColumn(),
        progress.TextColumn("{task.description}", markup=False, table_column=name),
    )
    # The time left is reckoned over the whole run: one paper may take longer than rich looks back.
    with progress.Progress(*columns, console=out, speed_estimate_period=3600, expand=True) as bar:
        task = bar.add_task("", total=None, papers="", pages="")

        def move(now: Progress) -> None:
            bar.update(
                task,
                description=one_line(now.name),
                completed=now.bytes,
                total=now.all_bytes,
                papers=f"{now.papers} of {count(now.all_papers, 'paper')}",
                pages=count(now.pages, "page"),
            )

        yield move


@contextmanager
def waiting() -> Iterator[Callable[[str], None]]:
    """Say what is being done, beside the output: in one line on a terminal, a line a step else."""
    if not err.is_terminal:
        yield lambda step: err.print(plain(step), soft_wrap=True)
        return
    with err.status("") as status:
        yield lambda step: status.update(plain(step))


def _progress_line(now: Progress) -> None:
    if now.name:
        say(f"{now.papers + 1} of {now.all_papers}: {one_line(now.name)}")


def show_report(report: IngestReport, papers: Sequence[StoredPaper], note: Note | None) -> None:
    """What an ingest did, which of the library's `papers` have a problem, and in what form all that
    is kept."""
    did = {
        f"{count(report.read, 'paper')} read "
        f"({count(report.pages, 'page')}, {count(report.passages, 'passage')})": report.read,
        f"{count(report.unreadable, 'paper')} that cannot be read": report.unreadable,
        f"{report.moved:,} moved": report.moved,
        f"{report.removed:,} taken out": report.removed,
        f"{report.unchanged:,} unchanged": report.unchanged,
    }
    say((", ".join(words for words, n in did.items() if n) or "No papers found") + ".")
    if report.form:
        say(f"Embedded in {report.form}.")
    say(f"The library holds {count(len(papers), 'paper')}.")
    if note:
        say(note.said())
    show_problems(papers)


def show_problems(papers: Sequence[StoredPaper]) -> None:
    """The papers that could not be read, or not all of them, and what to do about each."""
    table = _table("Paper", "What is wrong", "What to do")
    for paper in papers:
        for problem in paper.problems:
            pages = f" (PDF pages {page_list(problem.pages)})" if problem.pages else ""
            reason = plain(problem.reason) + pages
            table.add_row(one_line(paper.name), reason, plain(problem.remedy))
    if table.rows:
        out.print(table)


def show_findings(found: Sequence[Finding]) -> None:
    """What is wrong with the library, and what to do about each thing, or that it was mended."""
    table = _table("What is wrong", "Where", "What to do")
    for one in found[:MOST]:
        remedy = "Mended." if one.mended else one.remedy
        table.add_row(one_line(one.found), one_line(one.about), one_line(remedy))
    if table.rows:
        out.print(table)
    if len(found) > MOST:
        say(f"And {len(found) - MOST:,} more, which --json lists.")
    mended = sum(one.mended for one in found)
    say(f"{count(len(found), 'finding')}, {mended:,} mended." if found else "All is well.")


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table of words that come from elsewhere."""
    table = _table(*columns)
    for row in rows:
        table.add_row(*map(one_line, row))
    out.print(table)


def show_papers(papers: Sequence[StoredPaper]) -> None:
    """The papers in the library."""
    names = "Meeting", "Council", "Committee", "Kind", "Pages", "Passages", "Problems", "Paper"
    table = _table(*names)
    for paper in papers:
        table.add_row(
            paper.meeting_date.isoformat() if paper.meeting_date else "not stated",
            plain(paper.council or "not stated"),
            plain(paper.committee or "not stated"),
            DOCUMENT_WORDS[paper.document],
            f"{paper.pages:,}",
            f"{paper.passages:,}",
            str(len(paper.problems) or ""),
            "\n".join(filter(None, [one_line(paper.name), *_published(paper)])),
        )
    out.print(table)
    show_problems(papers)


def _published(paper: StoredPaper) -> Iterator[str]:
    """What was said of a paper where it was published, and where that is."""
    if said := paper.source:
        yield one_line(title_words(said.title, paper.name))
        yield withdrawn_words(said.withdrawn) if said.withdrawn else ""
        yield from (link.address for link in published(said))


def show_answer(answer: Answer) -> None:
    """An answer, each quote with its citation: the best first, or in order of date; or, where there
    is none, the passages nearest to one."""
    searched = answer.searched
    where = f"Searched: {searched_words(searched.papers, searched.earliest, searched.latest)}."
    for note in answer.notes:
        say(note)
    if answer.status == "not_found":
        say(f"The papers do not answer this. {answer.reason} {where}")
        for line in answer.unread_said():
            say(line)
        say("")
        if answer.citations:
            say("The nearest passages, which may be about something else:\n")
        for citation in answer.citations:
            _show_quote(citation.text, citation)
        return
    if answer.timeline:
        for step in answer.timeline:
            text = f"{full_date(step.date)}, {STEP_WORDS[step.kind]}: “{step.text}”"
            _show_quote(text, answer.cited(step.citation), step.quote)
        _show_where_it_ends(answer)
    else:
        for quote in answer.quotes:
            _show_quote(f"“{quote.text}”", answer.cited(quote.citation), quote)
    for line in answer.unread_said():
        say(line)
    say(where)


def _show_where_it_ends(answer: Answer) -> None:
    """The figures of a story that differ, its latest mention, and where silence begins."""
    for difference in answer.differences:
        given = [
            f"{figure.text} ({day_and_month(figure.date)}) [{figure.citation}]"
            for figure in difference.figures
        ]
        say(f"The papers differ on “{difference.about}”: {listed(given)}.")
    for line in answer.ending():
        say(line)
    say("")


def passage_pages(citation: Citation) -> str:
    """Where a passage stands, in words."""
    return page_words(citation.printed_page, citation.pdf_page, citation.pdf_page_end)


def quote_page(quote: Quote) -> str:
    """Where a quote begins, in words."""
    return page_words(quote.printed_page, quote.pdf_page, quote.pdf_page)


def told_first(citation: Citation) -> Iterator[str]:
    """What has to be known before words are read: that their paper was withdrawn."""
    if day := citation.said.withdrawn:
        yield f"{withdrawn_words(day)}."


def met(citation: Citation) -> Iterator[str]:
    """Who met and when, and whether the meeting was to be held."""
    said = citation.said
    yield ", ".join(filter(None, [citation.committee or "Committee not stated", citation.council]))
    kind = document_words(citation.document, said.draft)
    yield ", ".join(filter(None, [meeting_date(citation.meeting_date), said.time, kind]))
    if status := status_words(said.status):
        yield f"Status of the meeting: {status}"


def file_words(citation: Citation) -> str:
    """The file, and its title where it was published."""
    name, title = one_line(citation.paper), title_words(citation.said.title, citation.paper)
    return f"{name}, published as “{one_line(title)}”" if title else name


def elsewhere(citation: Citation, page: int) -> Iterator[str]:
    """Where it was published: addresses, each on a line."""
    yield from (f"{link.what}: {link.address}" for link in citation.elsewhere(page))


def indented(lines: Iterable[str], style: str = "") -> None:
    """Lines beside the margin and an empty one; those that hold an address are not broken."""
    for line in plain("\n".join(lines).strip()).split("\n"):
        if "://" in line:
            out.print(f"    {line}", style=style, soft_wrap=True)
        else:
            out.print(Padding(line, (0, 0, 0, 4), expand=False), style=style)
    out.print()


def _show_quote(text: str, citation: Citation, quote: Quote | None = None) -> None:
    where = quote_page(quote) if quote else passage_pages(citation)
    for line in told_first(citation):
        say(line)
    out.print(plain(text), style="bold", soft_wrap=not out.is_terminal)
    who, *when = met(citation)
    lines = [
        f"[{citation.n}] {who}",
        *when,
        citation.item or "",
        f"{where}, {file_words(citation)}",
        STANDING_WORDS[citation.standing],
        OCR_WORDS if citation.ocr else "",
    ]
    lines += [f"{short}: {meaning}" for short, meaning in citation.terms if short in text]
    if citation.published_with and citation.published_with != citation.meeting_date:
        lines.insert(2, f"published with the papers of {full_date(citation.published_with)}")
    lines += elsewhere(citation, (quote or citation).pdf_page)
    indented(filter(None, lines), style="dim")


def show_evaluation(found: Evaluation) -> None:
    """The measures over all questions, some of them by kind, and what is not where it is cited."""
    show_measures(found.measures)
    table = _table("Kind", *BY_KIND)
    for kind, measures in found.kinds.items():
        table.add_row(kind, *(_figure(measures[name]) for name in BY_KIND))
    out.print(table)
    faithful = found.quoted - len(found.unfaithful)
    say(f"{faithful:,} of {found.quoted:,} quotes and passages stand on the page they cite.")
    for text in found.unfaithful:
        say(f"Not there: {text}")


def show_measures(found: Mapping[str, float | None]) -> None:
    """Measures by their names."""
    table = _table("Measure", "")
    for name, value in found.items():
        table.add_row(name, _figure(value))
    out.print(table)


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def _table(*columns: str) -> Table:
    """A table that breaks long names rather than leave their ends out."""
    return Table(*(Column(column, overflow="fold", min_width=len(column)) for column in columns))
