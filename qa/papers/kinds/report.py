"""Reports: what officers, or a committee, put before a meeting."""

from __future__ import annotations

from qa.papers.body import first_date, is_body, tidy, without_date
from qa.papers.heads.body_name import is_name
from qa.papers.kind import Kind, OpeningRule
from qa.papers.opening import Head, Opening
from qa.papers.paper import Meeting
from qa.phrases import Phrases

PHRASES = Phrases.beside(__file__)
LABEL_LINES = 26  # of a head, in which the labels of a report stand
ADDRESS_LINES = 12  # the same where they have no colons
MAX_VALUE_WORDS = 24  # of a label: a longer text is no value of it
MAX_BODY = 90  # characters of a committee's name
COMMITTEE_LABELS = ("meeting", "committee", "report to", "to", "decision maker")
DATE_LABELS = ("meeting date", "date of meeting", "date", "to", "meeting", "report to")
TITLE_LABELS = ("title of report", "report title", "subject", "title")
AUTHOR_LABELS = ("from", "by", "report of", "report by", "report author", "lead officer")


def _labelled(head: Head) -> Opening | None:
    """A report whose head is a form: "Meeting: Cabinet", "Report by: Director of Housing"."""
    labels = _labels(head.lines[:LABEL_LINES])
    has_title = any(label in labels for label in TITLE_LABELS)
    has_meeting = "meeting date" in labels or "date of meeting" in labels
    addressed = any(a in labels for a in AUTHOR_LABELS) and (
        "to" in labels or "report to" in labels
    )
    if not (has_title and (has_meeting or addressed)) and not (has_meeting and "meeting" in labels):
        return None
    values = [_addressee(labels[k]) for k in COMMITTEE_LABELS if k in labels]
    committee = next((v for v in values if is_body(v) and len(v) < MAX_BODY), None)
    if committee and not is_name(committee):
        committee = None  # "To: the Chair and Members of Committee"
    day = next((d for k in DATE_LABELS if k in labels and (d := first_date(labels[k]))), None)
    title = next((labels[k] for k in TITLE_LABELS if k in labels), None)
    if committee and PHRASES["decides_alone"].search(committee):
        committee = None
    return Opening("report", Meeting(None, tidy(committee), day), tidy(title))


def _addressed(head: Head) -> Opening | None:
    """A report whose head has no colons: "By the Director", "To Cabinet – 30 January 2025"."""
    if not head.first_of_file:
        return None
    for line in head.lines[:ADDRESS_LINES]:
        match = PHRASES["addressed"].match(line)
        day = first_date(line)
        if match and day and is_body(match["committee"]):
            committee = tidy(without_date(match["committee"]))
            return Opening("report", Meeting(None, committee, day), head.lines[0])
    return None


def _addressee(value: str) -> str:
    """The body to whose members a report is addressed, without its date."""
    return PHRASES["members_of"].sub("", without_date(value))


def _labels(lines: list[str]) -> dict[str, str]:
    """The labelled lines of a report's head; a value runs on over the lines without a label."""
    labels: dict[str, str] = {}
    current = None
    for line in lines:
        match = PHRASES["label"].match(line)
        if match:
            current = match["label"].lower()
            labels.setdefault(current, match["value"].strip())
        elif PHRASES["other_label"].match(line) or (
            current and len(labels[current].split()) > MAX_VALUE_WORDS
        ):
            current = None
        elif current in (*TITLE_LABELS, "to") and line[:1] and not line.endswith(":"):
            if PHRASES["behind_labels"].match(line):
                current = None
            else:
                labels[current] = f"{labels[current]} {line}".strip()
    return labels


KIND = Kind(
    name="report",
    words="report",
    plural="reports",
    one="a report",
    place=3,
    own_meeting="body and day",
    openings=(
        OpeningRule(20, _labelled, states_meeting=True),
        OpeningRule(40, _addressed, weak=True, states_meeting=True),
    ),
    file_name=PHRASES["file_name"],
    precedence=8,
    is_titled_by_file=True,
    ends_at_large_type=True,
    asked=PHRASES["asked"],
    meeting_from="paper",
    gives_meeting=True,
    dates_paper=True,
    is_substance=True,
    may_be_in_part_two=True,
    meeting_inferred="beside",
)
