"""`python -m qa`: fetch papers, index them, ask them, list them, measure the answers."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from qa.errors import CouncilPapersError, InputRefused
from qa.evaluation.questions import Question, read_questions
from qa.library.filters import Filters
from qa.papers.dates import day_of
from qa.papers.document import Document
from qa.papers.text import sound
from qa.settings import settings
from qa.terminal import console

app = typer.Typer(
    help="Questions answered from council papers, word for word and with the page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _day(text: str) -> date:
    if found := day_of(text):
        return found
    raise typer.BadParameter(f"{text!r} is not a date. Write 2020-09-15 or 15 September 2020.")


Index = Annotated[Path | None, typer.Option("--index", help="Folder of the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for another program.")]
Committee = Annotated[str | None, typer.Option(help="Part of a committee's name.")]
From = Annotated[date | None, typer.Option("--from", parser=_day, help="First date of meeting.")]
To = Annotated[date | None, typer.Option("--to", parser=_day, help="Last date of meeting.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Entries at most.")]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for another indexing run.")]
Top = Annotated[int | None, typer.Option("--top", min=1, max=100, help="Passages in an answer.")]


@app.command()
def index(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="FOLDER…", help="Folders of papers (PDF).")
    ] = None,
    index: Index = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Forget all papers and read these anew.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if any paper has a problem.")
    ] = False,
    wait: Wait = True,
) -> None:
    """Bring the library up to date with the papers in FOLDER…: new, changed and gone.

    Without a FOLDER, these are the corpus and the papers that were added on the page or fetched.
    """
    from qa.library.ingest import ingest
    from qa.library.library import Library
    from qa.library.rebuild import rebuild as build_anew

    folder, named = index or settings().index, folders or [settings().corpus]
    own = folder.resolve() == settings().index.resolve()
    if own and (rebuild or not folders):  # what was added and fetched belongs to its library
        added = settings().uploads, settings().fetched
        named = [*named, *(one for one in added if one.is_dir())]
    try:
        if rebuild:
            with console.indexing() as show:
                report = build_anew(
                    named,
                    folder,
                    on_progress=show,
                    on_kept=lambda path: console.say(f"The damaged library was kept in {path}."),
                    wait=wait,
                    on_wait=console.warn,
                )
        with Library(folder, create=True) as library:
            if not rebuild:
                with console.indexing() as show:
                    report = ingest(
                        named, library, on_progress=show, wait=wait, on_wait=console.warn
                    )
            papers, note = library.store.papers(), library.note
    except KeyboardInterrupt:
        left = "The library is as it was" if rebuild else "What was read so far can be asked"
        console.say(f"Stopped. {left}; run this again to go on.")
        raise typer.Exit(130) from None
    console.show_report(report, papers, note)
    if strict and any(paper.problems for paper in papers):
        raise typer.Exit(1)


@app.command()
def fetch(
    site: Annotated[
        str | None, typer.Argument(metavar="[SITE]", help="Address of a ModernGov site.")
    ] = None,
    show: Annotated[
        bool, typer.Option("--list", help="Show committees, or the meetings of those named.")
    ] = False,
    committees: Annotated[
        list[str] | None,
        typer.Option("--committee", help="Name, part of it, or number; may be repeated."),
    ] = None,
    meetings: Annotated[
        list[int] | None, typer.Option("--meeting", help="Number of a meeting; may be repeated.")
    ] = None,
    every: Annotated[bool, typer.Option("--every", help="All committees of the site.")] = False,
    date_from: From = None,
    date_to: To = None,
    update: Annotated[
        bool, typer.Option("--update", help="Bring all that was fetched before up to date.")
    ] = False,
    manifest: Annotated[
        Path | None, typer.Option(help="Papers from elsewhere: a list in CSV or JSON Lines.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Look at every meeting again, however old.")
    ] = False,
    council: Annotated[str | None, typer.Option(help="Name of the council, for citations.")] = None,
    also: Annotated[
        list[str] | None, typer.Option("--also", help="Another host to fetch documents from.")
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="The site may lie on a private network.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be fetched.")
    ] = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Do not index what was fetched.")
    ] = False,
    as_json: Json = False,
    wait: Wait = True,
    index: Index = None,
) -> None:
    """Fetch a council's papers from its own ModernGov SITE, and index them.

    What will be fetched is shown first. It may be stopped at any moment and goes on from there.
    Exits with 1 if anything could not be fetched, with 3 if a limit was reached and more is left.
    """
    from qa.moderngov.address import base_of
    from qa.moderngov.listed import Manifest
    from qa.moderngov.request import Request
    from qa.terminal import fetching

    if sum(map(bool, (site, update, manifest))) != 1:
        raise typer.BadParameter("Name a SITE, or give --update, or --manifest and a file.")
    if every == bool(committees or meetings) and site and not show:
        raise typer.BadParameter(
            "Give --committee NAME, --meeting NUMBER or --every; --list shows all."
        )
    request = site and Request(
        base_of(site),
        tuple(committees or ()),
        tuple(meetings or ()),
        date_from,
        date_to,
        council,
        tuple(also or ()),
        private,
        again,
    )
    try:
        if show and request:
            fetching.show_list(request, as_json)
            return
        code = fetching.run(
            request or (manifest and Manifest(manifest, private)) or None,
            again=again,
            dry=dry_run,
            index=None if no_index else index or settings().index,
            as_json=as_json,
            wait=wait,
        )
    except KeyboardInterrupt:
        console.warn("Stopped. What was fetched stays; run the same again to go on.")
        raise typer.Exit(130) from None
    raise typer.Exit(code)


@app.command()
def doctor(
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended.")] = False,
    deep: Annotated[bool, typer.Option("--deep", help="Compare each file byte by byte.")] = False,
    as_json: Json = False,
    wait: Wait = True,
    index: Index = None,
) -> None:
    """Say what is wrong with the library and what to do; exit with 1 if anything is left."""
    from qa.library.doctor import examined
    from qa.library.lock import locked

    folder = index or settings().index
    with locked(folder, wait=wait, on_wait=console.warn) if folder.is_dir() else nullcontext():
        found = examined(folder, mend=mend, deep=deep)
    if as_json:
        console.show_json([asdict(finding) for finding in found])
    else:
        console.show_findings(found)
    if not all(finding.mended for finding in found):
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    as_json: Json = False,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help="Questions, one JSON object a line; answers in JSON."),
    ] = None,
    top: Top = None,
    committee: Committee = None,
    date_from: From = None,
    date_to: To = None,
    document: Annotated[Document | None, typer.Option(help="Kind of document.")] = None,
    index: Index = None,
) -> None:
    """Answer QUESTION from the papers in the library."""
    from qa.answers.answering import answer
    from qa.library.library import Library

    if bool(question and question.strip()) == bool(batch):
        raise typer.BadParameter("Give a question, or --batch and a file of questions.")
    filters = Filters(committee, date_from, date_to, document)
    questions = read_questions(batch) if batch else [Question("", sound(question or ""))]
    with Library(index) as library:
        for asked in questions:
            found = answer(
                asked.question,
                library,
                filters=filters,
                top=top or settings().top,
                previous=asked.previous,
            )
            if batch:
                console.show_json({"id": asked.id, **found.to_json()})
            elif as_json:
                console.show_json(found.to_json())
            else:
                console.show_answer(found)


@app.command()
def decisions(
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="What they speak of.")] = "",
    committee: Committee = None,
    date_from: From = None,
    date_to: To = None,
    as_json: Json = False,
    as_csv: Csv = False,
    limit: Limit = 1000,
    index: Index = None,
) -> None:
    """List what was decided: all of it, newest first, or what speaks of TEXT, best first."""
    from qa import spreadsheet
    from qa.answers.registers.decisions import decisions as decided
    from qa.library.library import Library
    from qa.terminal import listing

    filters = Filters(committee, date_from, date_to)
    with Library(index) as library:
        found = decided(library, sound(text), filters, limit)
    if as_json:
        console.show_json([decision.to_json() for decision in found.found])
    elif as_csv:
        listing.show_csv(spreadsheet.csv_text(map(spreadsheet.decision_row, found.found)))
    else:
        listing.show_decisions(found)


@app.command()
def answers(
    draft: Annotated[str, typer.Argument(metavar="[QUESTION]", help="A draft question.")] = "",
    committee: Committee = None,
    date_from: From = None,
    date_to: To = None,
    as_json: Json = False,
    as_csv: Csv = False,
    limit: Limit = 10,
    index: Index = None,
) -> None:
    """Show what was asked before that is nearest to QUESTION, the answer, and what came since."""
    from qa import spreadsheet
    from qa.answers.registers.previous import previous
    from qa.library.library import Library
    from qa.terminal import listing

    filters = Filters(committee, date_from, date_to)
    with Library(index) as library:
        found = previous(library, sound(draft), filters, limit)
    if as_json:
        console.show_json([earlier.to_json() for earlier in found.found])
    elif as_csv:
        listing.show_csv(spreadsheet.csv_text(map(spreadsheet.earlier_row, found.found)))
    else:
        listing.show_previous(found)


@app.command()
def papers(as_json: Json = False, index: Index = None) -> None:
    """List the papers in the library, and what is wrong with any."""
    from qa.library.library import Library

    with Library(index) as library:
        held = library.store.papers()
    if as_json:
        console.show_json([asdict(paper) for paper in held])
    else:
        console.show_papers(held)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions with evidence.")],
    as_json: Json = False,
    index: Index = None,
) -> None:
    """Measure the answers to the questions in GOLD.jsonl."""
    from qa.evaluation.measuring import evaluate
    from qa.library.library import Library

    with Library(index) as library:
        found = evaluate(gold, library)
    if as_json:
        console.show_json(asdict(found))
    else:
        console.show_evaluation(found)


@app.command()
def ablate(
    sets: Annotated[
        list[str] | None,
        typer.Argument(metavar="[GOLD.jsonl=FOLDER]…", help="Questions, and the papers they ask."),
    ] = None,
    write: Annotated[Path | None, typer.Option(help="Write the tables to this file.")] = None,
    index: Index = None,
) -> None:
    """Measure what each part of the search adds; by default on the sample papers."""
    from qa.evaluation.ablation import GoldSet, ablation

    corpus = settings().corpus
    named = sets or [f"{corpus / 'gold.jsonl'}={corpus}"]
    if not all("=" in one for one in named):
        raise typer.BadParameter("Name each set as GOLD.jsonl=FOLDER, the folder of its papers.")
    pairs = [one.rpartition("=") for one in named]
    gold_sets = [GoldSet(Path(gold), Path(papers)) for gold, _, papers in pairs]
    folder = (index or settings().index) / "evaluation"
    with console.waiting() as on_step:
        page = ablation(gold_sets, folder, on_step)
    if write:
        write.write_text(page, encoding="utf-8")
        console.say(f"Written to {write}.")
    else:
        console.say(page)


@app.command()
def windows(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="Passages and queries.")],
    index: Index = None,
) -> None:
    """Measure the search on passages as FILE.json gives them."""
    from qa.evaluation.windows import measured, windows

    given = windows(file)
    with console.waiting() as on_step:
        found = measured(given, (index or settings().index) / "windows", on_step)
    console.show_measures(found)


@app.command()
def passphrase() -> None:
    """Ask for the passphrase of those who may add papers on the page, and print what to set."""
    from qa.passphrase import SHORTEST, hashed

    words = f"Passphrase, at least {SHORTEST} characters (it is not shown)"
    chosen = typer.prompt(words, hide_input=True, confirmation_prompt="Once more", err=True)
    typer.echo(f"QA_PASSPHRASE_HASH={hashed(chosen)}")


def main() -> None:
    """Run a command; what a person can put right is told in a sentence."""
    try:
        app()
    except CouncilPapersError as error:
        console.show_error(error)
        sys.exit(2 if isinstance(error, InputRefused) else 1)
