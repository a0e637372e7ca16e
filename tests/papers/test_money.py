"""Amounts of money, as councils of several countries print them."""

from decimal import Decimal

import pytest

from qa.papers.money import amounts_in


@pytest.mark.parametrize(
    ("text", "printed", "currency", "value"),
    [
        ("a bench for £1,250.50 was bought", "£1,250.50", "£", "1250.50"),
        ("the overspend is £1.2m", "£1.2m", "£", "1200000"),
        ("costs of £3 bn over ten years", "£3 bn", "£", "3000000000"),
        ("a grant of £300k", "£300k", "£", "300000"),
        ("the levy of CA$ 4,500", "CA$ 4,500", "$", "4500"),
        ("NZ$12m for the weir", "NZ$12m", "$", "12000000"),
        ("€2.500,00 for the quay", "€2.500,00", "€", "2500"),
        ("2 500,00 € for the quay", "2 500,00 €", "€", "2500"),
        ("€1.200 a year", "€1.200", "€", "1200"),
        ("€1.234m", "€1.234m", "€", "1234000"),
        ("£1 200 000 in reserves", "£1 200 000", "£", "1200000"),
        ("45p a mile", "45p", "£", "0.45"),
        ("30 pence a page", "30 pence", "£", "0.30"),
        ("300 dollars from the fund", "300 dollars", "$", "300"),
        ("£2 filiwn; £3 miliwn", "£2", "£", "2"),
        ("a variance of -£1,200", "-£1,200", "£", "-1200"),
        ("a variance of £(1,200)", "£(1,200)", "£", "-1200"),
        ("(£1,200)", "£1,200", "£", "-1200"),  # a cell by itself
        ("the grant (£1,200) was paid", "£1,200", "£", "1200"),
        ("USD 75 for the licence", "75", "", ""),
    ],
)
def test_an_amount_is_read_with_its_value(
    text: str, printed: str, currency: str, value: str
) -> None:
    found = list(amounts_in(text))
    if not value:
        assert found == []  # no council here pays in it
        return
    assert text[found[0].start : found[0].end] == printed
    assert (found[0].currency, found[0].value) == (currency, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "up_to"),
    [
        ("£1.2-1.5m", "1200000", "1500000"),
        ("between £5 and £10", "5", "10"),
        ("£1,500–£2,000 a year", "1500", "2000"),
        ("£12k-15k", "12000", "15000"),
    ],
)
def test_a_range_is_one_amount(text: str, value: str, up_to: str) -> None:
    [found] = amounts_in(text)
    assert (found.value, found.up_to) == (Decimal(value), Decimal(up_to))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("£5,000 and 2024 others", "£5,000"),
        ("£2,000 - 2 benches", "£2,000"),
        ("£10 to 15 people", "£10"),
        ("£20 b) the next", "£20"),
    ],
)
def test_what_stands_behind_an_amount_is_no_part_of_it(text: str, printed: str) -> None:
    [found] = amounts_in(text)
    assert (text[found.start : found.end], found.up_to) == (printed, None)


@pytest.mark.parametrize(
    "text",
    ["at 7 p.m.", "at 7.30pm", "form P45", "paragraph 4.2.5p", "£000", "1,200 people", "a 5m wall"],
)
def test_other_figures_are_no_money(text: str) -> None:
    assert list(amounts_in(text)) == []


def test_the_same_money_is_the_same_however_it_is_written() -> None:
    [words], [figures], [dollars] = map(amounts_in, ("£1.2 million", "£1,200,000", "$1,200,000"))
    assert words.money == figures.money != dollars.money
