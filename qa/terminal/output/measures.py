"""Measures of how good answers are, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qa.terminal.output.screen import out, say, table

if TYPE_CHECKING:
    from qa.evaluation.evaluation import Evaluation
    from qa.evaluation.forms import Tally
    from qa.evaluation.sentences.measuring import Measured as CheckMeasured
    from qa.evaluation.sentences.training import LeftOut as Tallied

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


def show_evaluation(found: Evaluation) -> None:
    """The measures over all questions, some of them by kind, and what is not where it is cited."""
    show_measures(found.measures)
    by_kind = table("Kind", *BY_KIND)
    for kind, measures in found.kinds.items():
        by_kind.add_row(kind, *(_figure(measures[name]) for name in BY_KIND))
    out.print(by_kind)
    faithful = found.quoted - len(found.unfaithful)
    say(f"{faithful:,} of {found.quoted:,} quotes and passages stand on the page they cite.")
    for text in found.unfaithful:
        say(f"Not there: {text}")


def show_measures(measures: Mapping[str, float | None]) -> None:
    """Measures by their names."""
    shown = table("Measure", "")
    for name, value in measures.items():
        shown.add_row(name, _figure(value))
    out.print(shown)


def show_words(measures: Mapping[str, str]) -> None:
    """Measures by their names, each in words."""
    shown = table("Measure", "")
    for name, value in measures.items():
        shown.add_row(name, value)
    out.print(shown)


def show_tally(found: Tally, wrong: bool) -> None:
    """What share of the forms was read right, by what was looked at; with `wrong`, what was not."""
    shown = table("Read", "Right", "Of", "Share")
    for name, share in found.shares.items():
        shown.add_row(name, f"{found.right[name]:,}", f"{found.all[name]:,}", f"{share:.3f}")
    out.print(shown)
    for name, lines in found.wrong.items() if wrong else ():
        say(f"\n{name}, not right:")
        for line in lines:
            say(f"  {line}")


def check_words(found: Tallied) -> str:
    """How many of each kind the check judges right, on one line."""
    kinds = sorted(found.all)
    return ", ".join(f"{kind} {found.right[kind]} of {found.all[kind]}" for kind in kinds)


def show_check(found: CheckMeasured, wrong: bool) -> None:
    """What share of the sentences of each kind the check judged right; with `wrong`, the others."""
    shown = table("Sentences", "Judged right", "Of", "Share")
    for kind in ("verbatim", "right", *found.wrong_kinds):
        if found.all[kind]:
            share = _figure(found.share(kind))
            shown.add_row(kind, f"{found.right[kind]:,}", f"{found.all[kind]:,}", share)
    out.print(shown)
    say(f"All that are right: {_figure(found.share('verbatim', 'right'))} kept.")
    say(f"All that are wrong: {_figure(found.share(*found.wrong_kinds))} caught.")
    say(f"One check takes {found.seconds * 1000:.1f} ms at the median.")
    for example, why in found.mistaken if wrong else ():
        say(f"\n{example.kind}: {example.sentence}\n  {why}")


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
