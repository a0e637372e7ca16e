"""The registers as tables: nothing is lost, and nothing in a cell is run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from qa.answers.registers.decisions import decisions
from qa.answers.registers.previous import previous
from qa.briefing.printable import printable
from qa.library.library import Library
from qa.spreadsheet import FORMULA, csv_text, decision_row, earlier_row

CELL = st.text(max_size=30)


def read(text: str) -> list[dict[str, str]]:
    """CSV as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(st.lists(CELL, min_size=1, max_size=5))
def test_no_cell_begins_as_a_formula_does_and_every_word_is_there(cells: list[str]) -> None:
    found = read(csv_text([{"Words": cell, "Rest": "x"} for cell in cells]))
    for cell, row in zip(cells, found, strict=True):
        assert not FORMULA.search(row["Words"])
        assert row["Words"].removeprefix("'") == printable(cell).removeprefix("'")


def test_formulas_are_made_inert() -> None:
    [row] = read(csv_text([{"Words": '=HYPERLINK("http://evil.example")'}]))
    assert row["Words"].startswith("'=")


def test_no_rows_are_an_empty_sheet() -> None:
    assert csv_text([]).strip() == ""


def test_a_decision_has_its_counts_in_columns_of_their_own(samples: Library) -> None:
    rows = read(csv_text(map(decision_row, decisions(samples).found)))
    [budget] = [row for row in rows if "Approves the net revenue budget" in row["Decision"]]
    assert (budget["For"], budget["Against"], budget["Abstentions"]) == ("14", "9", "1")
    assert budget["Outcome"] == "Carried by 14 to 9, 1 abstention"
    assert (budget["Proposer"], budget["Seconder"]) == ("Mr Pell", "Mr Strickland")
    assert (budget["PDF page"], budget["Printed page"]) == ("5", "5")


def test_rows_of_several_councils_say_first_of_which_each_is(samples: Library) -> None:
    [one, *_] = decisions(samples).found
    ours = replace(one, citations=tuple(replace(c, whose="Upton Council") for c in one.citations))
    assert next(iter(decision_row(ours).items())) == ("Council", "Upton Council")
    assert "Council" not in decision_row(one)


def test_a_table_of_several_councils_has_a_column_of_them() -> None:
    def drawn() -> None:
        import streamlit as st

        from qa.web import register_view

        columns = {"Committee": st.column_config.TextColumn()}
        for n, council in enumerate(({"Council": "Upton Council"}, {})):
            register_view.table([{**council, "Committee": "Cabinet"}], columns, n, "Decisions")

    first, second = AppTest.from_function(drawn).run().dataframe
    assert list(first.value.columns) == ["Council", "Committee"]
    assert list(second.value.columns) == ["Committee"]


def test_an_earlier_answer_has_what_was_said_since(samples: Library) -> None:
    found = previous(samples, "how many tenants have registered for reconciliation?")
    row = read(csv_text(map(earlier_row, found.found)))[0]
    assert row["Kind"] == "Formal question"
    assert "204 had registered" in row["Answer"]
    assert "2023-09-19: " in row["Said since"]
