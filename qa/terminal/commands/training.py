"""`train`: make what the project has learned anew from files of examples."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.terminal.output.progress import show_steps
from qa.terminal.output.screen import say

train = typer.Typer(
    help="Make what was learned from examples anew. Some needs scikit-learn.", no_args_is_help=True
)
Files = Annotated[
    list[Path],
    typer.Argument(metavar="QUESTIONS.jsonl…", help="Questions and follow-ups, a file a council."),
]


@train.command()
def leaning(files: Files) -> None:
    """Learn which questions lean on the one before, and say how it does on each file left out."""
    from qa.answers.understanding.leaning import WEIGHTS
    from qa.evaluation import leaning as learned

    some = learned.examples(files)
    for one in learned.left_out(some):
        say(
            f"{one.source} left out: {one.found:.2f} of {one.leaning} follow-ups found, "
            f"{one.joined_wrongly:.3f} of {one.alone} other questions taken for one"
        )
    learned.write(learned.train(some))
    say(f"Written to {WEIGHTS}.")


@train.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Passages to learn from.")],
    wanted: Annotated[int, typer.Option(min=10, help="Passages of each council.")] = 60,
    seed: Annotated[int, typer.Option(help="Another seed makes other sentences.")] = 0,
) -> None:
    """Learn what bears a sentence out, from sentences made of passages, right and wrong."""
    from qa.checking.weights import FILE
    from qa.evaluation.sentences import training as learned
    from qa.evaluation.sentences.cases import cases_from
    from qa.terminal.output.measures import check_words

    with show_steps() as on_step:
        cases = list(cases_from(folder, wanted, seed, on_step))
        on_step("Learning")
        for tallied in learned.left_out(cases):
            say(f"{tallied.group} left out: {check_words(tallied)}")
        digest = learned.write(learned.train(cases))
    say(f"Written to {FILE}. Its SHA-256 is {digest}: put it in weights.py.")


@train.command()
def entailment(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Passages to learn from.")],
    write: Annotated[
        Path | None, typer.Option(help="Write what was learned here, not beside the program.")
    ] = None,
    wanted: Annotated[int, typer.Option(min=10, help="Passages of each council.")] = 150,
    without: Annotated[
        str | None, typer.Option(help="Leave out this council, or group by hand, and measure it.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other sentences.")] = 0,
    steps: Annotated[int, typer.Option(min=1, help="Batches of sentences to learn from.")] = 700,
) -> None:
    """Learn to read whether a passage bears a sentence out: the network of the check."""
    from qa.checking.entailment import FILE
    from qa.evaluation.sentences import entailing as learned
    from qa.evaluation.sentences.pairs import cases_from
    from qa.terminal.output.measures import check_words

    plan = learned.Plan(seed, steps)
    with show_steps() as on_step:
        cases = list(cases_from(folder, wanted, seed, on_step))
        kept = [one for one in cases if one.teaches and one.example.group != without]
        left = [one for one in cases if one.example.group == without]
        on_step("Reading the passages")
        training = learned.Training([*kept, *left])
        network = training.train(kept, plan, on_step)
        if left:
            logits = training.logits(network, left, plan.batch)
            found = learned.tally(without or "", left, logits)
            say(f"{found.group} left out: {check_words(found)}")
        digest = learned.write(network, write or FILE)
    say(f"Written to {write or FILE}. Its SHA-256 is {digest}: put it in entailment.py.")


@train.command()
def words(
    write: Annotated[Path, typer.Option(help="Write the vectors of words to this file.")],
) -> None:
    """Make the vectors of the words that the installed model knows, for the check of sentences."""
    from qa.evaluation.sentences.vectors import write_words

    with show_steps() as on_step:
        digest = write_words(write, on_step)
    say(f"Written to {write}. Its SHA-256 is {digest}.")


@train.command()
def relevance(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Questions to learn from.")],
    write: Annotated[Path, typer.Option(help="Write what was learned to this file.")],
    without: Annotated[
        list[str] | None, typer.Option(help="Leave out this council's file, to measure on it.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed learns a little otherwise.")] = 0,
    steps: Annotated[int, typer.Option(min=1, help="Batches of questions to learn from.")] = 400,
) -> None:
    """Learn relevance from questions and the passages that answer them."""
    from qa.evaluation.training.training import Plan
    from qa.evaluation.training.training import train as learn

    with show_steps() as on_step:
        digest = learn(folder, write, Plan(seed=seed, steps=steps), without or (), on_step)
    say(f"Written to {write}. Its SHA-256 is {digest}.")


@train.command()
def decisions(
    forms: Annotated[
        list[Path], typer.Argument(metavar="FORMS.jsonl…", help="Forms of decisions.")
    ],
    papers: Annotated[
        Path | None, typer.Option(help="Minutes, in a folder for each council.")
    ] = None,
) -> None:
    """Learn to tell decisions from tales of them, and say how it does on what is left out."""
    from qa.evaluation.decisions import examples, training
    from qa.papers.registers.likelihood import WEIGHTS

    files = [*forms, examples.FORMS]
    some = [one for file in files for one in examples.of_forms(file)]
    kinds = [file.stem for file in files] + ["written"]
    some += examples.of_written()
    if papers:
        with show_steps() as on_step:
            on_step("Reading the papers")
            minutes = sorted(path for path in papers.rglob("*.pdf") if path.is_file())
            read = list(examples.of_papers(minutes, papers))
        kinds += sorted({one.source for one in read})
        some += read
    for kind in kinds:
        found = training.left_out(some, kind)
        say(
            f"{kind} left out: {found.lost} of {found.decisions} lost as tales; of {found.tales} "
            f"tales {found.passed} passed over, {found.taken} taken for decisions"
        )
    digest = training.write(training.train(some))
    say(f"Written to {WEIGHTS}. Its SHA-256 is {digest}.")


@train.command()
def answerable(
    signs: Annotated[
        list[Path],
        typer.Argument(metavar="SIGNS.jsonl…", help="What measure relevance --signs wrote."),
    ],
) -> None:
    """Learn how likely it is that papers answer, and say what is refused of each set left out."""
    from qa.answers.search.answerable import FILE
    from qa.evaluation import answerable as learned

    asked = learned.read_asked(signs)
    tables = learned.train(asked)
    for one in learned.left_out(asked, tables["thresholds"]):
        shares = (f"{share:.3f} of {of} {kind}" for kind, (share, of) in one.shares.items())
        say(f"{one.council} left out: refused {', '.join(shares)}")
    learned.write(tables, asked, FILE)
    say(f"Written to {FILE}.")


@train.command()
def movers() -> None:
    """Learn who moved and who seconded, and say how it does on what is left out."""
    from qa.evaluation.decisions import movers as learning
    from qa.papers.registers.mover import FILE

    with show_steps() as on_step:
        on_step("Learning")
        some = list(learning.written())
        for role, found in learning.left_out(some).items():
            say(
                f"{role.capitalize()} left out: {found.right} of {found.named} found, "
                f"{found.wrong} named wrongly in {found.clauses} clauses"
            )
        digest = learning.write(learning.learn(some))
    say(f"Written to {FILE}. Its SHA-256 is {digest}.")
