"""The registers and briefings as tables, for the screen and for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from qa.answers.citation import Citation
from qa.answers.registers.decisions import Decision
from qa.answers.registers.entry import together
from qa.answers.registers.previous import Earlier, Later
from qa.briefing.blocks import Link
from qa.briefing.briefing import Gone, Source
from qa.briefing.printable import printable
from qa.publication import safe_address
from qa.wording import STANDING_WORDS, document_words, kind_words, outcome_words

Row = dict[str, str | int | None]
# What a spreadsheet takes for a formula at the start of a cell; some also know full-width signs.
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r]")


def decision_row(decision: Decision) -> Row:
    """A decision as a row; its date is in ISO 8601, so that it sorts."""
    cited, votes = decision.citation, decision.votes
    return {
        **({"Council": cited.whose} if cited.whose else {}),
        "Meeting": _day(cited.meeting_date),
        "Committee": cited.committee or "not stated",
        "Item": cited.item or "",
        "Kind": kind_words(decision.kind),
        "Outcome": outcome_words(decision.outcome, votes),
        "Decision": decision.text,
        "Proposer": decision.proposer or "",
        "Seconder": decision.seconder or "",
        "For": votes.favour if votes else None,
        "Against": votes.against if votes else None,
        "Abstentions": votes.abstained if votes else None,
        "Actions": "\n".join(
            "; ".join(filter(None, [task.owner, task.due, task.quote.text]))
            for task in decision.tasks
        ),
        "Status since": ", ".join(decision.statuses),
        "Response since": "\n".join(together(one.quotes) for one in decision.responses),
        "Paper": cited.paper,
        "PDF page": decision.pages[0],
        "Printed page": decision.quotes[0].printed_page or "",
        **_published(cited, decision.pages[0]),
        "Read by OCR": _by_ocr(decision, *(one.citation for one in decision.responses)),
    }


def earlier_row(earlier: Earlier) -> Row:
    """A question that was asked before, with its answer, as a row."""
    cited = earlier.citation
    return {
        **({"Council": cited.whose} if cited.whose else {}),
        "Meeting": _day(cited.meeting_date),
        "Committee": cited.committee or "not stated",
        "Kind": "Formal question" if earlier.formal else "Point of debate",
        "Number": earlier.number or "",
        "Asked by": earlier.by or "",
        "Asked of": "; ".join(earlier.to),
        "Question": together(earlier.question),
        "Answer": "\n".join(together(reply.quotes) for reply in earlier.replies),
        "Answered by": "; ".join(filter(None, (reply.by for reply in earlier.replies))),
        "Supplementary question": together(earlier.supplementary),
        "Supplementary answer": "\n".join(
            together(reply.quotes) for reply in earlier.supplementary_replies
        ),
        "Said since": "\n".join(map(_since, earlier.since or ())),
        "Paper": cited.paper,
        "PDF page": earlier.pages[0],
        "Printed page": earlier.first.printed_page or "",
        **_published(cited, earlier.pages[0]),
        "Read by OCR": _by_ocr(earlier, *(one.citation for one in earlier.since or ())),
    }


def source_row(source: Source, link: Link | None = None) -> Row:
    """A citation of a briefing as a row; `link` gives its address."""
    cited, quote = source.citation, source.quote
    return {
        "Position": source.n,
        "Committee": cited.committee or "not stated",
        "Meeting": _day(cited.meeting_date),
        "Document": document_words(cited.document),
        "Item": cited.item or "",
        "Standing": STANDING_WORDS[cited.standing].partition(":")[0],
        "Quote": quote.text,
        "Note": source.note,
        "Printed page": quote.printed_page or "",
        "PDF page": quote.pdf_page,
        "Read by OCR": _by_ocr(cited),
        "Paper": cited.paper,
        "Address": link(source.reference) if link else "",
        **_published(cited, quote.pdf_page),
    }


def gone_row(gone: Gone) -> Row:
    """Words that are no longer in the library as a row, in the columns of `source_row`."""
    return {
        "Standing": "no longer in the library",
        "Note": gone.note,
        "PDF page": gone.reference.page,
        "Paper": gone.paper or "",
    }


def csv_text(rows: Iterable[Row]) -> str:
    """Rows as CSV with a header. Cells that a spreadsheet would run get an apostrophe in front."""
    listed = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, _columns(listed), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _disarmed(value) for name, value in row.items()} for row in listed)
    return out.getvalue()


def _columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    return list(rows[0]) if rows else []


def _disarmed(value: str | int | None) -> str | int | None:
    if not isinstance(value, str):
        return value
    words = printable(value)
    return f"'{words}" if FORMULA.search(words) else words


def _published(cited: Citation, page: int) -> Row:
    source = cited.publication
    copy, meeting = safe_address(source.address, page), safe_address(source.meeting_address)
    return {
        "Council's copy": copy or "",
        "Meeting page": meeting or "",
        "Withdrawn": _day(source.withdrawn),
    }


def _by_ocr(*said: Citation | Decision | Earlier) -> str:
    return "yes" if any(one.ocr for one in said) else ""


def _since(later: Later) -> str:
    return f"{_day(later.citation.meeting_date)}: {later.quote.text}"


def _day(day: object) -> str:
    return str(day) if day else ""
