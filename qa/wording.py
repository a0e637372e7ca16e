"""Dates, pages, kinds and counts in words, for the page and the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from qa.papers.document import Document
from qa.papers.file_name import Form
from qa.papers.kinds import kind_of
from qa.papers.paper import MeetingPart, ProblemKind, Standing, StepKind
from qa.papers.register import Amended, Outcome, ResolutionKind, Votes
from qa.papers.verdict import Verdict

STEP_WORDS: dict[StepKind, str] = {
    "raised": "raised",
    "recommended": "recommended or asked for",
    "accepted": "agreed",
    "rejected": "not agreed",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "deferred": "deferred",
    "progress": "reported on",
    "delayed": "delayed",
    "completed": "done",
    "superseded": "superseded",
}
STANDING_WORDS: dict[Standing, str] = {
    "decided": "decided: this was resolved",
    "proposed": "proposed: recommended or moved, not a decision",
    "recorded": "recorded: debate or narrative, not a decision",
    "answered": "answered: from a formal question and its answer",
    "draft": "draft: not yet agreed",
}
WITHDRAWN_MEANS = (
    "withdrawn: the council's site had the paper, and has it no more. It may have been replaced"
)
OCR_WORDS = "read from a picture (OCR): check the words on the page"
# What is said first of an answer, by its status.
DOUBT_WORDS = {
    "answered": "",
    "uncertain": "The papers may not answer this.",
    "not_found": "The papers do not answer this.",
}
# How pages that could not be read are introduced, by the status of an answer.
MAY_HOLD = {
    "answered": "Some pages could not be read, and may hold more",
    "uncertain": "Some pages could not be read, and may hold the answer",
    "not_found": "Some pages could not be read, and may hold the answer",
}
HELD_BACK = (
    "Some papers or pages of a meeting that is cited are not for the public, and are held back."
)

FORM_WORDS: dict[Form, str] = {"pdf": "PDF", "word": "Word file", "web page": "web page"}
KIND_WORDS: dict[ResolutionKind, str] = {
    "resolution": "Resolution",
    "recommendation": "Recommendation to another body",
    "motion": "Motion",
    "amendment": "Amendment",
    "actions": "Actions",
}
OUTCOME_WORDS: dict[Outcome, str] = {
    "unanimous": "Carried unanimously",
    "carried": "Carried",
    "agreed": "Agreed",
    "lost": "Lost",
    "fell": "Fell",
    "withdrawn": "Withdrawn",
    "not stated": "Result not stated",
    "deferred": "Deferred",
    "noted": "Noted",
}

# The number of an item stands before its title ("8. Buses", "4.2 Buses", "IV. Buses", "Item 5") or
# after it ("Work programme (Item 10)"). That of a decision ("20/00012 – Buses") is none.
ITEM_NUMBER = r"(\d{1,3}[a-z]?(?:\.\d{1,2})*|(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))"
ITEM = re.compile(
    rf"(?:^|\()(?i:agenda |)(?i:item) {ITEM_NUMBER}\b"
    rf"|^{ITEM_NUMBER}(?:[.:)](?!\d)|$)|^(\d+(?:\.\d+)+)(?= )"
)
MAX_ITEM_TITLE = 60  # characters of an item's title in a citation
ORDINARY_STATUSES = ("", "confirmed")  # of a meeting; they tell a reader nothing


def kind_words(kind: ResolutionKind) -> str:
    """The kind of an entry of the register of decisions, in words."""
    return KIND_WORDS[kind]


def outcome_words(outcome: Outcome, votes: Votes | None) -> str:
    """How a motion ended, with the printed counts: "Carried by 39 to 19, 1 abstention"."""
    words = OUTCOME_WORDS[outcome]
    if votes is None or votes.favour is None:
        return words
    if votes.against is not None:
        words += f" by {votes.favour} to {votes.against}"
    else:
        words += f", {votes.favour} in favour"
    if votes.abstained:
        words += f", {count(votes.abstained, 'abstention')}"
    return words


def fate_of_amended(amends: Amended | None) -> str:
    """How the motion ended that an amendment was to change: "The motion was then carried." """
    if amends is None or amends.outcome == "not stated":
        return ""
    ended = (
        "fell" if amends.outcome == "fell" else f"was then {_lower(OUTCOME_WORDS[amends.outcome])}"
    )
    return f"The motion {ended}."


def verdict_words(
    kind: ResolutionKind, outcome: Outcome, votes: Votes | None, amends: Amended | None = None
) -> str:
    """How a motion ended, with the printed counts by side, as a sentence; of an amendment also how
    that ended which it was to change.

    For example "Amendment lost: for 13, against 39, abstained 3." The sides are named, so that no
    reader takes one for the other.
    """
    ended = OUTCOME_WORDS[outcome]
    words = ended if kind in ("resolution", "actions") else f"{KIND_WORDS[kind]} {_lower(ended)}"
    sides = (
        [("for", votes.favour), ("against", votes.against), ("abstained", votes.abstained)]
        if votes
        else []
    )
    counts = [f"{side} {n}" for side, n in sides if n is not None and (n or side != "abstained")]
    told = f"{words}: {', '.join(counts)}." if counts else f"{words}."
    return f"{told} {fate_of_amended(amends)}".strip()


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def full_date(day: date) -> str:
    """A date in full: Tuesday 15 September 2020."""
    return f"{day:%A} {short_date(day)}"


def short_date(day: date) -> str:
    """A date without its weekday: 15 September 2020."""
    return f"{day.day} {day:%B} {day.year}"


def spoken_list(words: Sequence[str]) -> str:
    """Words as they are listed in a sentence: "minutes, reports and letters"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def meeting_date(day: date | None) -> str:
    """The date of a meeting in full, or that the paper has none."""
    return full_date(day) if day else "date not stated"


def meeting_days(day: date | None, last: date | None) -> str:
    """The date of a meeting in full, with the last of its days where it went on upon another."""
    return f"{meeting_date(day)}, until {full_date(last)}" if day and last else meeting_date(day)


def inferred_words(inferred: Sequence[tuple[MeetingPart, str]]) -> str:
    """Which parts of a meeting its paper does not say itself, and where they were taken from;
    empty where it says all that is known."""
    by_source: dict[str, list[str]] = {}
    for part, paper in inferred:
        by_source.setdefault(paper, []).append(part)
    words = [
        f"{spoken_list(parts)} inferred from {f'“{paper}”' if paper else 'other papers beside it'}"
        for paper, parts in by_source.items()
    ]
    return "; ".join(words)


def source_words(
    committee: str | None,
    council: str | None,
    day: date | None,
    published_with: date | None,
    paper: str,
) -> str:
    """Which meeting's words these are, as far as it is known: "Cabinet, 9 November 2021".

    Where the paper states neither the body nor the date, its file name stands for them.
    """
    if day:
        when = short_date(day)
    else:
        when = f"papers for {short_date(published_with)}" if published_with else ""
    known = [words for words in (committee or council, when) if words]
    return ", ".join(known if len(known) > 1 else [*known, paper])


def spot_words(first: int, last: int, heading: str | None) -> str:
    """Where words stand in a paper without pages: "paragraphs 12 to 14, under “Bus passes”"."""
    numbers = f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"
    return f"{numbers}, under “{_cut_off(heading)}”" if heading else numbers


def form_words(form: Form) -> str:
    """The form of a paper's file: "PDF", "Word file", "web page"."""
    return FORM_WORDS[form]


def page_words(printed: str | None, first: int, last: int, spot: str | None = None) -> str:
    """Where a passage stands: "printed page 18 (PDF page 14)", "PDF pages 14 to 15"; in a paper
    without pages the `spot`."""
    if spot:
        return spot
    pdf = f"PDF page {first}" if first == last else f"PDF pages {first} to {last}"
    return f"printed page {printed} ({pdf})" if printed else pdf


def short_page_words(printed: str | None, first: int, last: int, spot: str | None = None) -> str:
    """The same in short: "p. 18 (PDF p. 14)"; "p. 2", or "pp. 2–3", where both are the same."""
    if spot:
        return spot
    pdf = f"PDF p. {first}" if first == last else f"PDF pp. {first}–{last}"
    if printed == str(first):
        return f"p. {printed}" if first == last else f"pp. {first}–{last}"
    return f"p. {printed} ({pdf})" if printed else pdf


def citation_line(
    body: str,
    day: date | None,
    document: Document,
    item: str | None,
    printed: str | None,
    first: int,
    last: int,
    ocr: bool = False,
    withdrawn: bool = False,
    address: str | None = None,
    spot: str | None = None,
) -> str:
    """A citation on one line, to be pasted into a document. It begins with the `body` that met, or
    with what else is known of whose paper it is.

    For example: "Cabinet, 9 November 2021, minutes, item 8, p. 18 (PDF p. 14)". The passage stands
    on the PDF pages `first` to `last`; the number `printed` stands on the first of them. The line
    says whether the passage was read by `ocr`, whether its paper was `withdrawn`, and the `address`
    of the council's copy. In a paper without pages the `spot` stands in their place.
    """
    pdf = short_page_words(None, first, last)
    title = _item_words(item or "")
    kind = kind_of(document)
    title_has_kind = kind.titled_by_kind and title.lower().startswith(kind.words)
    parts = [
        body,
        short_date(day) if day else "",
        "" if title_has_kind else kind.words,
        title,
        spot or (f"p. {printed} ({pdf})" if printed else pdf),
        "read from a picture (OCR)" if ocr else "",
        "withdrawn from the council's site" if withdrawn else "",
        address,
    ]
    words = " ".join(", ".join(filter(None, parts)).split())
    return "".join(filter(str.isprintable, words))  # without marks that turn text round


def _item_words(item: str) -> str:
    """An item in short: its number if it has one, or else the beginning of its title."""
    if number := ITEM.search(item):
        return f"item {next(filter(None, number.groups()))}"
    return _cut_off(item)


def _cut_off(title: str) -> str:
    """A title, or the beginning of a long one."""
    if len(title) <= MAX_ITEM_TITLE:
        return title
    return title[:MAX_ITEM_TITLE].rsplit(" ", 1)[0].rstrip(" ,:–-") + " …"


FEW_COUNCILS = 3  # that are named where papers of several were searched
MAX_RUNS = 20  # of pages that are named


def page_runs(pages: Sequence[int]) -> list[tuple[int, int]]:
    """Pages as runs, each from its first to its last."""
    runs: list[tuple[int, int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs


def page_list(pages: Sequence[int]) -> str:
    """Pages in short: "3 to 5, 9"; of many runs the first MAX_RUNS, and how many pages more."""
    runs = page_runs(pages)
    named = [str(a) if a == b else f"{a} to {b}" for a, b in runs[:MAX_RUNS]]
    more = sum(last - first + 1 for first, last in runs[MAX_RUNS:])
    return ", ".join(named) + (f" and {more:,} more" if more else "")


def pages_or_all(pages: Sequence[int]) -> str:
    """Pages of a paper in words: "PDF pages 3 to 5, 9". No pages mean all of the paper."""
    if not pages:
        return "all of it"
    return f"PDF {'page' if len(pages) == 1 else 'pages'} {page_list(pages)}"


def not_public_words(kind: ProblemKind, pages: Sequence[int]) -> str:
    """That pages of a paper are not for the public, or all of it where no pages are named; and, by
    the `kind` of the problem, whether they were let in all the same."""
    which = f"{'Pages' if len(pages) > 1 else 'Page'} {page_list(pages)}" if pages else "This paper"
    verb = "are" if len(pages) > 1 else "is"
    if kind in ("shut out", "waiting"):
        return f"{which} {verb} held back by the keeper of this service."
    effects = {"let in": "; let in by the keeper's setting", "released": "; let in by the keeper"}
    effect = effects.get(kind, f" and {verb} held back")
    return f"{which} {verb} marked as not for the public{effect}."


def decided_words(verdict: Verdict, day: date) -> str:
    """What was decided of a paper, and when: "let in (PDF pages 3 to 5) on 6 May 2026"."""
    pages = f" ({pages_or_all(verdict.pages)})" if verdict.pages else ""
    return f"{verdict.decision}{pages} on {short_date(day)}"


def document_words(document: Document, draft: bool | None = None) -> str:
    """The kind of a document, and of minutes whether they are a `draft` (None: it is not known)."""
    kind = kind_of(document)
    if not kind.is_record or draft is None:
        return kind.words
    return f"{kind.words} ({'draft' if draft else 'approved'})"


def status_words(status: str | None) -> str:
    """What a meeting's status says beyond "Confirmed": "Rescheduled from 24 September 2026"."""
    parts = [words.strip() for words in (status or "").split(";")]
    return "; ".join(words for words in parts if words.casefold() not in ORDINARY_STATUSES)


def title_words(title: str | None, file_name: str) -> str:
    """The title of a document; "" where the name of its file says the same."""
    title = title or ""
    return "" if _letters(title) in _letters(file_name) else title


def withdrawn_words(day: date) -> str:
    """That a paper is no longer where it was published, and when that was first noticed."""
    return f"Withdrawn from the council's site: first noticed on {short_date(day)}"


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words).casefold()


def count(n: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 paper", "1,222 passages"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def whose_papers(councils: int, bodies: int) -> str:
    """How many councils, if there are several, and bodies of theirs there are papers of."""
    several = [count(councils, "council")] if councils > 1 else []
    return spoken_list([*several, count(bodies, "body", "bodies")])


def searched_words(
    papers: int,
    earliest: date | None,
    latest: date | None,
    councils: Sequence[str] = (),
    left_out: Iterable[tuple[str, str]] = (),
) -> str:
    """What was searched: "5 papers, of meetings from … to …".

    Where several `councils` were asked, whose papers these are; `left_out` are those that could not
    be asked, each with the reason.
    """
    words = count(papers, "paper")
    if len(councils) > FEW_COUNCILS:
        words += f" of {len(councils)} councils"
    elif len(councils) > 1:
        words += f" of {', '.join(councils[:-1])} and {councils[-1]}"
    if earliest and latest:
        words += f", of meetings from {full_date(earliest)} to {full_date(latest)}"
    missing = "; ".join(f"{name} ({why.rstrip('.')})" for name, why in left_out)
    return f"{words}. Not searched: {missing}" if missing else words


# What a check found of a sentence.
FINDING_WORDS = {
    "borne out": "Borne out",
    "not borne out": "Not borne out",
    "not found": "Not found",
}
