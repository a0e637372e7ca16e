"""What a question asks for, and how that looks on a page."""

import pytest

from qa.answers.understanding.wanted import wanted

AMOUNT = "an amount of money"


@pytest.mark.parametrize(
    "question",
    [
        "how much is the precept?",
        "how many euros did the quay cost?",
        "how much was borrowed?",
        "what precept did they set for 2031?",
        "what were the clerk's wages?",
    ],
)
def test_who_asks_for_money_wants_an_amount(question: str) -> None:
    assert AMOUNT in [want.name for want in wanted(question)]


@pytest.mark.parametrize(
    "question", ["how much rain fell?", "how many members spoke?", "what price list did they see?"]
)
def test_who_asks_for_another_figure_wants_none(question: str) -> None:
    assert AMOUNT not in [want.name for want in wanted(question)]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The rate is 45p a mile.", True),
        ("A grant of NZ$12m was made.", True),
        ("Costs: €2.500,00", True),
        ("Budget £000 | 1,250 | 1,300", True),
        ("It would cost 300 dollars.", True),
        ("The bridge is 45 paces long and opens at 7 p.m.", False),
        ("There were 1,200 people and 3 boats.", False),
    ],
)
def test_a_passage_holds_an_amount_or_none(text: str, holds: bool) -> None:
    [amount] = [want for want in wanted("how much did it cost?") if want.name == AMOUNT]
    assert bool(amount.looks.search(text)) == holds
