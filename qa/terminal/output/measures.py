"""Measures of how good answers are, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qa.terminal.output.screen import out, say, table

if TYPE_CHECKING:
    from qa.evaluation.evaluation import Evaluation
    from qa.evaluation.forms import Tally

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


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
