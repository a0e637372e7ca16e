"""What a question asks for (an amount, a time, a name, a reason), and how that looks on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.papers.dates import MONTH_IN_FULL

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|twice|once|none|no"
    "|quarter|third|unanimous(?:ly)?"
)


@dataclass(frozen=True, slots=True)
class Want:
    """Something that a question may ask for: `asks` finds it there, `looks` finds it on a page.

    Where it is `needed`, a passage without it is no answer.
    """

    name: str
    asks: re.Pattern[str]
    looks: re.Pattern[str]
    needed: bool = True


WANTS = (
    Want(
        "an amount of money",
        re.compile(
            r"\bhow much\b(?=.*\b(?:cost|paid|pay|spen[dt]|fees?|worth|charged?|bill|tax|money"
            r"|budget|funding|grant|price|rent|owed?|save|saving|a (?:day|week|month|year))\b)"
            r"|\bwhat(?:'s|s| is| was| were| are| did| does| will)\b.{0,40}\b(?:costs?|fees?|price"
            r"|salary|value|day rate|hourly rate|wage|rent|council tax|precept)\b"
            r"|\bto the (?:pound|penny)\b",
            re.IGNORECASE,
        ),
        re.compile(r"£|\bpounds?\b|\bpence\b|\d ?p\b|\d%|per cent|\bmillion\b|\bfree\b", re.I),
    ),
    Want(
        "a time of day",
        re.compile(r"\bwhat time\b|\bopening (?:hours|times)\b|\bwhat hours\b", re.IGNORECASE),
        re.compile(r"\d{1,2}[:.]\d\d|\d ?(?:am|pm)\b|\bnoon\b|\bmidday\b|o'clock", re.IGNORECASE),
    ),
    Want(
        "a date",
        re.compile(
            r"(?:^|[,.?:-] ?)(?:and |so |by |since )*when\b|\bwhat (?:date|day|month|year)\b"
            r"|\bwhen (?:is|was|are|were|will|did|do|does|has|have|can|should)\b|\bhow soon\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:19|20)\d\d\b|\b{MONTH_IN_FULL}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
            r"|\b(?:easter|christmas|summer|autumn|winter|spring|weeks?|months?|years?|term)\b"
            r"|\b(?:today|tomorrow|yesterday|next|already|now)\b|\d{1,2}[:.]\d\d",
            re.IGNORECASE,
        ),
    ),
    Want(
        "a count of votes",
        re.compile(r"\bhow many (?:votes|voted|abstained)\b|\bhow close was\b.*\bvote", re.I),
        re.compile(
            r"\b(?:for|against|abstain\w*|abstentions?|votes?|favour)\b\W{0,4}\d"
            rf"|\b(?:\d+|{_NUMBERS})\s+(?:votes?|voted|abst\w+|members?|in favour|for|against)\b",
            re.IGNORECASE,
        ),
    ),
    Want(
        "an outcome",
        re.compile(
            r"\b(?:grant|approv|accept|allow|agree|pass|pick)\w*\b.{0,20}\bor\b.{0,20}"
            r"\b(?:turned down|refus|reject|lost|not)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:grant|approv|accept|allow|agree|resolv|refus|reject|dismiss|withdr|fell|lost"
            r"|carried|objection was)\w*",
            re.IGNORECASE,
        ),
    ),
    Want(
        "a figure",
        re.compile(
            r"\bhow (?:many|much|often|long|big|far|close)\b|\bcosts?\b|\bfigures?\b|\brates?\b"
            r"|\bbudget|\bwhat (?:percentage|proportion|number|share)\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\d|£|\b(?:{_NUMBERS})\b", re.IGNORECASE),
        needed=False,  # hardly a passage is without one
    ),
    Want(
        "a name",
        re.compile(r"\bwho(?:se|m)?\b|\bwhich (?:councillor|member|officer)", re.IGNORECASE),
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Chair\w*|Director|[A-Z][a-z]+ [A-Z][a-z]+"
            r"|[A-Z]\w*[A-Z])\b"
        ),
        needed=False,
    ),
    Want(
        "a reason",
        re.compile(r"\bwhy\b|\breasons?\b|\bwhat(?:'s| is) behind\b", re.IGNORECASE),
        re.compile(
            r"\b(?:because|due to|reasons?|as a result|in order to|since|owing to|so that)\b",
            re.IGNORECASE,
        ),
        needed=False,
    ),
)


def wanted(question: str) -> list[Want]:
    """What `question` asks for."""
    return [want for want in WANTS if want.asks.search(question)]
