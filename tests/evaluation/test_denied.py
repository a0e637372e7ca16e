"""What is denied of one and not of another, from which the check learns who denies what."""

from __future__ import annotations

from random import Random

from qa.evaluation.sentences.denied import denied_ones


def test_every_form_has_right_and_wrong_sentences_of_names_that_its_passage_has() -> None:
    made = list(denied_ones(Random(0)))
    by_passage: dict[str, set[bool]] = {}
    for one in made:
        by_passage.setdefault(one.passages[0].text, set()).add(one.borne_out)
        assert not set("{}") & set(one.sentence + one.passages[0].text)
    assert all(kinds == {True, False} for kinds in by_passage.values())
    # Neither a denial nor its absence tells whether a sentence is right.
    for is_right in (True, False):
        told = [one.sentence for one in made if one.borne_out == is_right]
        denying = sum(bool({"not", "no", "nobody"} & set(one.lower().split())) for one in told)
        assert 0.2 < denying / len(told) < 0.8
    assert [one.sentence for one in denied_ones(Random(0))] == [one.sentence for one in made]
