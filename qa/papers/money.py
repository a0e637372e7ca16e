"""Amounts of money as council papers write them, in pounds, euros and dollars.

An amount is known by its sign ("£1.2m", "CA$ 4,500", "2 500,00 €", "45p") or by the word behind it
("300 dollars"). What only may be money, as "1,200" in a table, is none: its column says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qa.phrases import Phrases

_DATA = Phrases.beside(__file__).data
_SCALES: dict[str, int] = _DATA["scales"]  # what a number is multiplied by, by the word behind it
_SIGNS = {sign.casefold(): name for name, signs in _DATA["signs"].items() for sign in signs}
_WORDS = {word: name for name, words in _DATA["words"].items() for word in words}


def _any_of(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SPACE = "[ \u00a0\u2009\u202f]"
_MINUS = "[-−–]"
_SIGN = _any_of({**_SIGNS})
# "1,200.50", "1.200,50", "1 200", "1'200": with thousands apart, or plain.
_NUMBER = (
    rf"(?:\d{{1,3}}(?:(?:,|{_SPACE}|['’])\d{{3}})+(?!\d)(?:\.\d{{1,2}}(?!\d))?"
    rf"|\d{{1,3}}(?:(?:\.|{_SPACE})\d{{3}})+(?!\d)(?:,\d{{2}}(?!\d))?|\d+(?:[.,]\d+)?)"
)
# "£5m" and "£5 m"; but "£5 b" is no thousand millions.
_SCALE = rf"(?:(?:{_SPACE}?-?(?![kb]\b))?(?P<scale>{_any_of({**_SCALES})})\b)?"
_SCALE_BEFORE = _SCALE.replace("<scale>", "<scale_before>")
# One amount; but "£000" and "£000s" are units of columns, "7 p.m." a time, "4.2.5p" a paragraph.
MONEY = (
    rf"(?<![\w$£€])(?P<minus>{_MINUS}(?=\D))?(?P<sign>{_SIGN}){_SPACE}?(?P<inner>[(−-])?{_SPACE}?"
    rf"(?!0{{2,}}s?\b)(?P<number>{_NUMBER}){_SCALE}"
    rf"|(?<![\w.,/-])(?P<minus_before>{_MINUS})?(?P<number_before>{_NUMBER}){_SCALE_BEFORE}"
    rf"(?:{_SPACE}?(?P<behind>[€¢])|{_SPACE}(?P<word>{_any_of({**_WORDS})})\b"
    r"|-?(?P<pence>p)\b(?!\.?m\b))"
)
_ONE = re.compile(MONEY, re.IGNORECASE)
# The end of a range behind its first amount: "£1.2-1.5m", "£5 to £10".
_SECOND = re.compile(
    rf"{_SPACE}?(?P<link>[-–—]|to|and){_SPACE}?(?P<sign>{_SIGN})?{_SPACE}?(?P<number>{_NUMBER})"
    rf"{_SCALE}(?![\w/%])",
    re.IGNORECASE,
)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands: its currency ("£", "€", "$"), its value in that, and the
    value of the end of the range that it begins, if it does."""

    currency: str
    value: Decimal
    start: int
    end: int
    up_to: Decimal | None = None

    @property
    def money(self) -> tuple[str, Decimal, Decimal | None]:
        """What two have in common that are the same money, however each is written."""
        return self.currency, self.value, self.up_to


def amounts_in(text: str) -> Iterator[Amount]:
    """The amounts of `text`, in order; a range is one."""
    at = 0
    while found := _ONE.search(text, at):
        one = _amount(text, found)
        yield one
        at = one.end


def _amount(text: str, found: re.Match[str]) -> Amount:
    start, end = found.span()
    value, up_to = _scaled(found["number"] or found["number_before"], found), None
    if found["sign"] and (second := _SECOND.match(text, end)):
        shared = second if not (found["scale"] or second["sign"]) else found
        first, last = _scaled(found["number"], shared), _scaled(second["number"], second)
        if first < last and (second["sign"] or second["link"] in "-–—" or second["scale"]):
            value, up_to, end = first, last, second.end()
    if found["inner"] == "(" and text[end : end + 1] == ")":
        end += 1
    if found["pence"] or found["behind"] == "¢" or found["word"] in _DATA["small"]:
        value *= _HUNDREDTH
    in_brackets = text.strip() == f"({text[start:end]})"  # a cell by itself
    negative = found["minus"] or found["minus_before"] or found["inner"] or in_brackets
    return Amount(_currency(found), -value if negative else value, start, end, up_to)


def _currency(found: re.Match[str]) -> str:
    if word := found["word"]:
        return str(_WORDS[word.casefold()])
    sign = found["sign"] or found["behind"] or "£"
    return str(_SIGNS.get(sign.casefold(), "$"))


def _scaled(number: str, found: re.Match[str]) -> Decimal:
    scale = found.groupdict().get("scale") or found.groupdict().get("scale_before")
    return _value(number, bool(scale)) * (_SCALES[scale.casefold()] if scale else 1)


def _value(number: str, scaled: bool) -> Decimal:
    """A number as it is printed, whichever sign stands before its decimals. Three digits behind
    one are thousands ("€1.200"), but for those of millions and the like ("€1.234m")."""
    plain = re.sub(rf"{_SPACE}|['’]", "", number)
    whole, sign, decimals = plain.rpartition("," if plain.rfind(",") > plain.rfind(".") else ".")
    if (
        not sign
        or plain.count(sign) > 1
        or (len(decimals) == 3 and whole != "0" and not (scaled and sign == "."))
    ):
        return Decimal(re.sub("[.,]", "", plain))
    return Decimal(f"{re.sub('[.,]', '', whole)}.{decimals}")
