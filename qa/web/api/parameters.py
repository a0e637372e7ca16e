"""The parameters of the API. Refusals quote their descriptions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from qa.answers.registers import previous
from qa.answers.registers.decisions import MAX_ENTRIES
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.checking.check import MAX_PASSAGES, MAX_SENTENCE
from qa.library.filters import Filters
from qa.library.reference import PATTERN as REFERENCE
from qa.papers.document import DocumentName
from qa.papers.kinds import KINDS
from qa.papers.register import OUTCOMES, RESOLUTION_KINDS, Outcome, ResolutionKind

MAX_NAME_LENGTH = 200  # characters of a part of a committee's name
MAX_PREVIOUS_LENGTH = (
    3 * MAX_QUESTION_LENGTH
)  # characters of the question before: it may itself be one that was completed
MAX_OFFSET = 100_000  # papers that may be passed over
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(text: str) -> date:
    """A date as RFC 3339 writes it; pydantic would also take seconds since 1970."""
    if not DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


Council = str | SkipJsonSchema[None]
COUNCIL_WORDS = (
    "part of the name of the council, or the keys or names of several that share the service, with "
    f"commas between them; at most {MAX_NAME_LENGTH} characters"
)
COUNCIL = Field(None, max_length=MAX_NAME_LENGTH, description=COUNCIL_WORDS, examples=["council"])
Day = Annotated[date, BeforeValidator(_day)] | SkipJsonSchema[None]


class Limits(BaseModel, extra="forbid"):
    """Limits on what is searched."""

    committee: str | SkipJsonSchema[None] = Field(
        None,
        max_length=MAX_NAME_LENGTH,
        description="part of the name of the committee that met, "
        f"at most {MAX_NAME_LENGTH} characters",
        examples=["scrutiny"],
    )
    date_from: Day = Field(
        None,
        alias="from",
        description="the first date of meeting, such as 2020-09-15",
        examples=["2019-01-01"],
    )
    date_to: Day = Field(
        None,
        alias="to",
        description="the last date of meeting, such as 2020-09-15",
        examples=["2029-12-31"],
    )

    council: Council = COUNCIL

    def filters(self) -> Filters:
        """The limits as the library has them. Raises `InputRefused`."""
        return Filters(self.committee, self.date_from, self.date_to, council=self.council)


class DocumentLimits(Limits):
    """Limits on what is searched, with the kind of document."""

    document: DocumentName | SkipJsonSchema[None] = Field(
        None,
        description=f"the kind of document: {', '.join(kind.name for kind in KINDS)}",
        examples=["minutes"],
    )

    def filters(self) -> Filters:
        """The limits as the library has them. Raises `InputRefused`."""
        return replace(super().filters(), document=self.document)


class AnswerParameters(DocumentLimits):
    """A question."""

    q: str = Field(
        max_length=MAX_QUESTION_LENGTH,
        pattern=r"\S",
        description=f"the question, at most {MAX_QUESTION_LENGTH} characters",
        examples=["what happened to the reconciliation process?"],
    )
    top: Annotated[int, Field(ge=1, le=100)] | SkipJsonSchema[None] = Field(
        None, description="how many passages to cite, 1 to 100", examples=[5]
    )
    previous: str | SkipJsonSchema[None] = Field(
        None,
        max_length=MAX_PREVIOUS_LENGTH,
        description="the question before, which this one may lean on: the field “asked” of its "
        f"answer, at most {MAX_PREVIOUS_LENGTH} characters",
    )


class WriteParameters(AnswerParameters):
    """A question whose answer is to be put in sentences."""

    sent_to: str | SkipJsonSchema[None] = Field(
        None,
        max_length=MAX_NAME_LENGTH,
        description="the host of the language model, where that is outside: who sends this agrees "
        "that the question and the passages of its answer go there",
        examples=["llm.example.org"],
    )


class DecisionParameters(Limits):
    """Which decisions are wanted."""

    about: str = Field(
        "",
        max_length=MAX_QUESTION_LENGTH,
        description=(
            f"what they speak of, at most {MAX_QUESTION_LENGTH} characters, or empty for all"
        ),
        examples=["heating"],
    )
    kind: ResolutionKind | SkipJsonSchema[None] = Field(
        None,
        description=f"the kind of entry: {', '.join(RESOLUTION_KINDS)}",
        examples=["resolution"],
    )
    outcome: Outcome | SkipJsonSchema[None] = Field(
        None, description=f"how it ended: {', '.join(OUTCOMES)}", examples=["agreed"]
    )
    limit: int = Field(
        100, ge=1, le=MAX_ENTRIES, description=f"how many at most, 1 to {MAX_ENTRIES}"
    )


class EarlierParameters(Limits):
    """Which questions that were asked before are wanted."""

    q: str = Field(
        "",
        max_length=MAX_QUESTION_LENGTH,
        description=f"a draft question, at most {MAX_QUESTION_LENGTH} characters, or empty for all",
        examples=["how many tenants have registered for reconciliation?"],
    )
    limit: int = Field(
        previous.MAX_ANSWERS,
        ge=1,
        le=MAX_ENTRIES,
        description=f"how many at most, 1 to {MAX_ENTRIES}",
    )


class PaperParameters(DocumentLimits):
    """Which papers are wanted."""

    limit: int = Field(
        100, ge=1, le=MAX_ENTRIES, description=f"how many at most, 1 to {MAX_ENTRIES}"
    )
    offset: int = Field(
        0, ge=0, le=MAX_OFFSET, description=f"how many to pass over, 0 to {MAX_OFFSET}"
    )


class CheckParameters(BaseModel, extra="forbid"):
    """A sentence to check."""

    sentence: str = Field(
        max_length=MAX_SENTENCE,
        pattern=r"\S",
        description=f"one sentence, at most {MAX_SENTENCE} characters",
        examples=["The process of reconciliation was led by an independent chair."],
    )
    references: list[Annotated[str, Field(pattern=f"^{REFERENCE.pattern}$")]] = Field(
        [],
        max_length=MAX_PASSAGES,
        description="the references of citations that are to bear it out, as answers give them, "
        f"at most {MAX_PASSAGES}; without any, those passages are taken that are found for it",
    )
    council: str = Field("", max_length=MAX_NAME_LENGTH, description=COUNCIL_WORDS)


class PassageParameters(BaseModel, extra="forbid"):
    """Which words are wanted."""

    cite: str = Field(
        pattern=f"^{REFERENCE.pattern}$",
        description="the reference of a citation, as answers give it",
    )
    council: Council = COUNCIL
