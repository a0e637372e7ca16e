"""Sentences made of papers, right and wrong, and what the check makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.checking.passage import CheckedPassage
from qa.checking.signs import signs_of
from qa.checking.weights import probability
from qa.errors import InputRefused
from qa.evaluation.sentences.cases import Case
from qa.evaluation.sentences.example import read_examples
from qa.evaluation.sentences.measuring import made_examples, measure, passages_of
from qa.evaluation.sentences.passages import written_examples
from qa.evaluation.sentences.training import left_out, train
from qa.library.library import Library

PASSAGES = [
    CheckedPassage(
        f"The {place} committee approved a grant of £{1000 + 37 * n:,} to the {place} band on "
        f"{n + 1} March 2020. Mr {name} Holt said that {12 + n} members had left since 2018, and "
        f"that new uniforms would be bought if the fair made a profit.",
        committee=f"{place} committee",
        meeting_date=date(2020, 3, 20),
        document="minutes",
    )
    for n, (place, name) in enumerate(
        (("Arden", "Abel"), ("Brome", "Bram"), ("Calder", "Cain"), ("Dunmore", "Dan"))
    )
]


def test_the_same_seed_makes_the_same_sentences() -> None:
    first = list(made_examples(PASSAGES, 4, 3))
    assert first == list(made_examples(PASSAGES, 4, 3))
    assert first != list(made_examples(PASSAGES, 4, 4))
    kinds = {one.kind for one in first}
    assert {"verbatim", "number", "date", "negation", "merged", "invented", "deed"} <= kinds
    assert all(one.borne_out == (one.kind in ("verbatim", "right")) for one in first)


def test_what_was_made_wrong_is_caught_and_what_is_right_kept() -> None:
    found = measure(list(made_examples(PASSAGES, 4, 1)), lambda done, of: None)
    kept, caught = found.share("verbatim", "right"), found.share(*found.wrong_kinds)
    assert kept is not None and kept >= 0.9
    assert caught is not None and caught >= 0.85
    assert found.share("number") == 1.0
    assert found.seconds < 1


def test_passages_of_a_library_are_all_there(samples: Library) -> None:
    assert len(passages_of(samples)) == samples.totals.passages


def test_training_learns_what_speaks_against_a_sentence() -> None:
    cases = [Case.of(one) for one in made_examples(PASSAGES, 4, 1, "made")]
    by_hand = list(written_examples())
    cases += [Case.of(one) for one in (*by_hand[:10], *by_hand[-10:])]
    # Rules refuse nearly all wrong ones of so few passages: here all are learned from.
    cases = [replace(one, refused=(False,) * len(one.refused)) for one in cases]
    weights = train(cases)
    right = next(one for one in cases if one.example.borne_out and not one.plain)
    assert probability(right.signs[0], weights) > 0.4
    emptied = {**right.signs[0], "cover": 0.0, "uncovered": 2.0, "run uncovered": 2.0}
    assert probability(emptied, weights) < probability(right.signs[0], weights)
    groups = {one.example.group for one in cases}
    assert {one.group for one in left_out(cases)} == groups and len(groups) > 2
    assert signs_of.__doc__


def test_a_file_of_sentences_names_the_line_that_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text('{"sentence": "A.", "passages": [{"text": "B."}]}\n{"sentence": "A."}\n')
    with pytest.raises(InputRefused, match="Line 2"):
        list(read_examples(file))
    file.write_text('{"sentence": "A.", "passages": [{"text": 7}]}\n')
    with pytest.raises(InputRefused, match="Line 1"):
        list(read_examples(file))
