"""Training of what tells a question that leans on the one before."""

from __future__ import annotations

from qa.answers.understanding.leaning import probability
from qa.evaluation.leaning import Example, left_out, train


def test_training_learns_from_examples_and_tells_how_it_does_on_what_it_has_not_seen() -> None:
    some = [
        Example(source, question, leans)
        for source in ("one", "two")
        for noun in ("bridge", "pool", "market", "hall", "quay")
        for question, leans in (
            (f"When was the {noun} at Ferry Lane closed for repairs?", False),
            ("and when was that?", True),
        )
    ]
    weights = train(some)
    assert probability("and when was that?", 0, weights) > 0.5
    assert probability("When was the weir at Low Moor closed?", 5, weights) < 0.5
    assert [(one.source, one.found, one.joined_wrongly) for one in left_out(some)] == [
        ("one", 1.0, 0.0),
        ("two", 1.0, 0.0),
    ]
