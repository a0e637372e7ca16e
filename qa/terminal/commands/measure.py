"""`measure`: how much is read right of what councils write, and what answers show first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.terminal.options import Index, Json
from qa.terminal.output.progress import show_steps
from qa.terminal.output.screen import show_json

app = typer.Typer(no_args_is_help=True)


@app.command()
def forms(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Forms with their truth.")],
    wrong: Annotated[bool, typer.Option("--wrong", help="List what was not read right.")] = False,
    as_json: Json = False,
) -> None:
    """Measure how the forms in FILE.jsonl are read: the share right of each kind of fact."""
    from qa.evaluation.forms import measure_forms
    from qa.terminal.output.measures import show_tally

    with show_steps() as on_step:
        tally = measure_forms(file, on_step)
    if as_json:
        show_json({"right": tally.right, "all": tally.all, "wrong": tally.wrong if wrong else {}})
    else:
        show_tally(tally, wrong)


@app.command()
def check(
    library: Annotated[Path, typer.Argument(metavar="LIBRARY", help="Folder of a library.")],
    wanted: Annotated[int, typer.Option(min=1, help="Passages that sentences are made of.")] = 100,
    seed: Annotated[int, typer.Option(help="Another seed makes other sentences.")] = 0,
    wrong: Annotated[bool, typer.Option("--wrong", help="List what was not judged right.")] = False,
    as_json: Json = False,
) -> None:
    """Measure the check of sentences, on sentences made of the papers of any library."""
    from qa.evaluation.sentences.measuring import made_examples, measure, passages_of
    from qa.library.library import Library
    from qa.terminal.output.measures import show_check

    with Library(library) as papers:
        made = list(made_examples(passages_of(papers), wanted, seed))
    with show_steps() as on_step:
        found = measure(made, lambda done, of: on_step(f"{done} of {of} sentences"))
    if as_json:
        figures = {"right": found.right, "all": found.all, "seconds": found.seconds}
        show_json({**figures, "wrong": [one.sentence for one, _ in found.mistaken]})
    else:
        show_check(found, wrong)


@app.callback()
def common() -> None:
    """Measure what is read right, and what answers show first."""


@app.command()
def first(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions with evidence.")],
    as_json: Json = False,
    index: Index = None,
) -> None:
    """Measure what answers show first: the key facts in the line and in the first words."""
    from qa.evaluation.first_screen import measure_first_screens
    from qa.library.library import Library
    from qa.terminal.output.measures import show_measures

    with Library(index) as library:
        found = measure_first_screens(gold, library)
    if as_json:
        show_json(found)
    else:
        show_measures(found)


@app.command()
def written(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Questions with evidence.")],
    marks: Annotated[
        Path | None,
        typer.Option(
            help="File of the sentences with their passages, for a person to mark as right or not; "
            "marks that it has are counted."
        ),
    ] = None,
    as_json: Json = False,
    index: Index = None,
) -> None:
    """Measure what the writer (QA_WRITER_URL) makes of answers: what is right, and how soon."""
    from qa.evaluation import written as measured
    from qa.library.library import Library
    from qa.terminal.output.measures import show_measures
    from qa.terminal.output.written import named_writer

    mine = named_writer()
    with Library(index) as library, show_steps() as on_step:
        found = measured.write_all(gold, library, mine, on_step)
    marked = measured.read_marks(marks) if marks else {}
    if marks:
        measured.write_sentences(marks, found, marked)
    measures = measured.written_measures(found, marked)
    if as_json:
        show_json(measures)
    else:
        show_measures(measures)


@app.command()
def relevance(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Questions to learn from.")],
    council: Annotated[str, typer.Argument(metavar="COUNCIL", help="The council left out.")],
    index: Annotated[Path, typer.Option(help="Folder for its library, kept for the next run.")],
    learned: Annotated[
        Path | None,
        typer.Option(help="What was learned without it (train relevance --without COUNCIL)."),
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="Questions of each kind.")] = 300,
    seed: Annotated[int, typer.Option(help="Another seed draws other questions.")] = 0,
    signs: Annotated[
        Path | None, typer.Option(help="Write the signs that `train answerable` learns from here.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure how a council is searched that nothing was learned from, and what is refused."""
    from qa.evaluation.left_out import measure_left_out
    from qa.terminal.output.measures import show_words

    with show_steps() as on_step:
        found = measure_left_out(folder, council, learned, index, count, seed, on_step, signs)
    if as_json:
        show_json(found)
    else:
        show_words(found)
