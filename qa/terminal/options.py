"""Options that several commands share, and records of options that belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from qa.library.filters import Filters
from qa.papers.dates import day_of
from qa.papers.document import Document


def parse_date(text: str) -> date:
    """The date that a person typed. Raises `typer.BadParameter` where it is none."""
    if found := day_of(text):
        return found
    raise typer.BadParameter(f"{text!r} is not a date. Write 2020-09-15 or 15 September 2020.")


Index = Annotated[Path | None, typer.Option("--index", help="Folder of the library.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for another program.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="Entries at most.")]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for another indexing run.")]
From = Annotated[
    date | None, typer.Option("--from", parser=parse_date, help="First date of meeting.")
]
To = Annotated[date | None, typer.Option("--to", parser=parse_date, help="Last date of meeting.")]


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """Which meetings are searched."""

    committee: Annotated[str | None, typer.Option(help="Part of a committee's name.")] = None
    date_from: From = None
    date_to: To = None
    council: Annotated[str | None, typer.Option(help="Part of a council's name.")] = None

    def filters(self, document: Document | None = None) -> Filters:
        """These limits as the library takes them, with the kind of document wanted.

        Raises `InputRefused` where the first date is after the last.
        """
        return Filters(self.committee, self.date_from, self.date_to, document, council=self.council)


@dataclass(frozen=True, slots=True)
class Format:
    """In what form entries of a register are printed; for people where none is asked for."""

    as_json: Json = False
    as_csv: Csv = False


def with_records(command: Callable[..., None]) -> Callable[..., None]:
    """`command` as Typer takes it: each record among its parameters becomes an option a field.

    Typer knows no records: it reads the options of a command off its parameters, one by one.
    """
    records: dict[str, type[Any]] = {}
    options: list[Parameter] = []
    for parameter in signature(command, eval_str=True).parameters.values():
        record = parameter.annotation
        if isinstance(record, type) and is_dataclass(record):
            records[parameter.name] = record
            options += _options_of(record)
        else:
            options.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))

    def run(**given: Any) -> None:
        for name, record in records.items():
            values = {field.name: given.pop(field.name) for field in fields(record)}
            given[name] = record(**values)
        command(**given)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {option.name: option.annotation for option in options}
    run.__signature__ = Signature(options)  # type: ignore[attr-defined]
    return run


def _options_of(record: type[Any]) -> list[Parameter]:
    hints = get_type_hints(record, include_extras=True)
    return [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(record)
    ]
