"""How the parts of a paper open: the words by which minutes, reports, agendas and the rest begin.

The heading "Minutes of the meeting of X held at Y on DATE" decides, then a report's "Meeting:" and
"Meeting date:" lines, then the agenda's front sheet; the pack's title and file name come last.
The date that stands first in a file is often another meeting's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.papers.dates import dates_in
from qa.papers.document import Document
from qa.papers.paper import Meeting
from qa.papers.text import mended

HEAD_LINES = 40  # how far into a page its opening may reach

# The first words of a part, tried in this order on the first lines of a page.
MINUTES = re.compile(
    r"^(?:draft |unconfirmed |unapproved )*(?:minutes?\s*\(?(?:draft)?\)?\s+of\s+(?:the |a |an )?"
    r"(?:\S+ ){0,5}?(?:meeting|proceedings)|minutes of meeting|minutes? of .{3,80} held\b)",
    re.IGNORECASE,
)
MINUTES_WORD = re.compile(r"^(?:draft |unconfirmed )?minutes?(?: \(draft\))?:?$", re.IGNORECASE)
AGENDA = re.compile(
    r"^(?:(?:public )?agenda(?: document)?\b|summons\b|notice of meeting|supplementary agenda)",
    re.IGNORECASE,
)
RECORD_OF_DECISION = re.compile(
    r"\b(?:proposed )?(?:record of (?:executive |officer )?decision|decision notice)\b",
    re.IGNORECASE,
)
QUESTIONS = re.compile(
    r"\bquestions? (?:from|by|to|received|put|submitted|asked)\b"
    r"|\b(?:public|members'?) questions?\b|\bschedule of questions\b",
    re.IGNORECASE,
)
QUESTION_NUMBER = re.compile(r"^(?:[PMC]Q|question) ?\d{1,2}\b", re.IGNORECASE)
WORK_PROGRAMME = re.compile(
    r"\b(?:forward plan|(?:forward )?work (?:programme|plan))\b", re.IGNORECASE
)
TRACKER = re.compile(
    r"\b(?:schedule|register|log|summary) of .{0,60}(?:recommendations|actions)\b"
    r"|\b(?:recommendations?|actions?|decisions?)(?: and actions?)?"
    r" (?:tracker|monitor(?:ing)?|log|tracking)\b"
    r"|\btracker\b",
    re.IGNORECASE,
)
# "Schedule of Housing scrutiny committee recommendations", "Housing scrutiny committee action log".
TRACKER_OF = re.compile(
    r"(?:^|(?i:schedule|register) of |[,:–-] )([A-Z](?:(?! of | to ).){3,70}?"
    r"\b(?:[Cc]ommittee|[Bb]oard|[Pp]anel|[Cc]abinet|[Cc]ouncil))\b"
)
APPENDIX = re.compile(r"^(?:appendix|annexe?)\b(?:\s+([A-Z]|\d{1,2}[a-z]?)\b)?", re.IGNORECASE)
LETTER = re.compile(r"^dear\b", re.IGNORECASE)
# A report's labelled first lines, as councils word them.
LABEL = re.compile(
    r"^(?P<label>title of report|report title|report to|report of|report by|report author|subject"
    r"|title|meeting date|date of meeting|meeting|committee|from|by|to|date"
    r"|decision maker|lead officer)\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
COMMITTEE_LABELS = ("meeting", "committee", "report to", "to", "decision maker")
DATE_LABELS = ("meeting date", "date of meeting", "date", "to", "meeting", "report to")
TITLE_LABELS = ("title of report", "report title", "subject", "title")
AUTHOR_LABELS = ("from", "by", "report of", "report by", "report author", "lead officer")
# Bodies that meet: what a committee's name ends in or is.
BODY = re.compile(
    r"\b(?:committee|sub-?committee|council|cabinet|board|panel|forum|executive|commission|assembly"
    r"|authority|working group|task group|trust)\b",
    re.IGNORECASE,
)
COUNCIL = re.compile(
    r"\b((?:[A-Z][a-z]+(?:[-'][A-Za-z]+)*|of|and|upon|the)"
    r"(?:[ -](?:[A-Z][a-z]+|of|and|upon|the|on))*?"
    r"(?: (?:County|District|Borough|City|Community|Parish|Town|Metropolitan|Unitary|Royal))*"
    r" Council)\b"
)
COUNCIL_CAPITALS = re.compile(r"\b([A-Z]{3,}(?: [A-Z]{2,}){0,4} COUNCIL)\b")
# Words that stand before "Council" without naming one.
_NO_COUNCIL_WORDS = """
the full county city town parish district borough annual extraordinary community this that
each every our your all any local budget full-council whole summoned agenda minutes to of
and upon on member members unitary metropolitan royal youth arts privy bar british research
leader constituent neighbouring respective relevant unnamed other both new shadow strategic
schools design medical police health
"""
NO_COUNCIL = frozenset(_NO_COUNCIL_WORDS.split())
PACK_TITLE = re.compile(
    r"(?:agenda document|agenda supplement|printed minutes|printed decisions|minutes?|agenda)"
    r"(?: [\w ]*?)? (?:for|of) (?P<committee>[^,]+), ?(?P<date>\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)
MEETING_FILE = re.compile(
    r"minutes?|agenda|front ?sheet|pack\b|meeting|committee|council|cabinet|board|panel",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a part opens: its kind, the meeting it names, and the title of its subject."""

    document: Document
    meeting: Meeting
    title: str | None = None
    draft: bool = False


def opening(lines: list[str], first_of_file: bool) -> Opening | None:
    """The part that opens with these first lines of a page, or None where none does.

    `first_of_file` lets weaker signs count: a lone page in the middle of a report may begin with
    "Dear …" or name a tracker without being one.
    """
    head = [mended(line).strip() for line in lines[:HEAD_LINES]]
    running = " ".join(head)
    found = _minutes(head, running) or _report(head) or _agenda(head, running)
    if first_of_file and not found:
        found = _addressed(head)
    if found:
        return found
    top = " ".join(head[:4])
    if RECORD_OF_DECISION.search(" ".join(head[:3])):
        return Opening("decision", Meeting(), draft=False)
    if head and WORK_PROGRAMME.search(head[0]) and len(head[0]) < 90 and not first_of_file:
        return Opening("appendix", Meeting(), head[0])
    if QUESTIONS.search(" ".join(head[:2])) and any(QUESTION_NUMBER.match(line) for line in head):
        return Opening("questions", Meeting(None, None, _first_date(top)))
    is_appendix = APPENDIX.match(head[0]) if head else None
    if is_appendix and sum(bool(APPENDIX.match(line)) for line in head[:6]) > 2:
        is_appendix = None  # a list of appendices
    if is_appendix or first_of_file:
        day = _first_date(" ".join(head[:5]))
        if QUESTIONS.search(top) or (
            first_of_file and re.match(r"question \d+\b", top, re.IGNORECASE)
        ):
            named = [line for line in head[:4] if not re.search("question", line, re.IGNORECASE)]
            return Opening("questions", Meeting(None, _named_body(named), day))
    titled = " ".join(head[: 2 if is_appendix or first_of_file else 1])
    if TRACKER.search(titled) and titled[:1].isupper() and len(titled) < 200:
        body = TRACKER_OF.search(titled)
        return Opening("tracker", Meeting(None, tidy(body[1]) if body else None), head[0])
    if any(LETTER.match(line) for line in head) and (first_of_file or not LETTER.match(head[0])):
        return Opening("letter", Meeting())
    if is_appendix:
        return Opening("appendix", Meeting(), head[0])
    return None


def _minutes(head: list[str], running: str) -> Opening | None:
    at = next((i for i, line in enumerate(head[:8]) if MINUTES.match(line)), None)
    if at is None:
        named = next((i for i, line in enumerate(head[:14]) if MINUTES_WORD.match(line)), None)
        if named is None or not re.search(r"meeting", " ".join(head[: named + 1]), re.IGNORECASE):
            return None
        at = 0
    elif any(line.lower().startswith("to ") for line in head[max(0, at - 1) : at]):
        return None
    text = " ".join(head[at:])
    held = re.search(r"meeting of (?:the )?(?P<committee>.{3,120}?),? (?:was )?held\b", text, re.I)
    numbered = re.search(
        r"meeting(?: ?\([^)]*\))? of (?:the )?(?P<committee>[^,\d]{3,90}?)(?= held\b| was\b| \d|,)",
        text,
        re.IGNORECASE,
    )
    name = (held or numbered or {"committee": None})["committee"]
    if name is None or not BODY.search(name):
        name = _named_body(head[: at + 2]) or name
    day = _first_date(text[:700]) or _first_date(running[:700])
    draft = bool(re.search(r"\b(?:draft|unconfirmed|unapproved)\b", " ".join(head[:6]), re.I))
    return Opening("minutes", Meeting(None, tidy(name), day), draft=draft)


def _report(head: list[str]) -> Opening | None:
    labels = _labels(head[:26])
    has_title = any(label in labels for label in TITLE_LABELS)
    has_meeting = "meeting date" in labels or "date of meeting" in labels
    addressed = any(a in labels for a in AUTHOR_LABELS) and (
        "to" in labels or "report to" in labels
    )
    if not (has_title and (has_meeting or addressed)) and not (has_meeting and "meeting" in labels):
        return None
    values = [_without_date(labels[k]) for k in COMMITTEE_LABELS if k in labels]
    committee = next((v for v in values if BODY.search(v) and len(v) < 90), None)
    day = next((d for k in DATE_LABELS if k in labels and (d := _first_date(labels[k]))), None)
    title = next((labels[k] for k in TITLE_LABELS if k in labels), None)
    if committee and re.search(r"cabinet member|portfolio holder|director\b", committee, re.I):
        committee = None  # addressed to a person who decides alone: no meeting
    return Opening("report", Meeting(None, tidy(committee), day), tidy(title))


def _addressed(head: list[str]) -> Opening | None:
    """A report whose head has no colons: "By the Director", "To Cabinet – 30 January 2025"."""
    for line in head[:12]:
        match = re.match(r"to:?\s+(?P<committee>.{4,60})", line, re.IGNORECASE)
        day = _first_date(line)
        if match and day and BODY.search(match["committee"]):
            return Opening(
                "report", Meeting(None, tidy(_without_date(match["committee"])), day), head[0]
            )
    return None


def _labels(head: list[str]) -> dict[str, str]:
    """The labelled lines of a report's head; a value runs on over the lines without a label."""
    labels: dict[str, str] = {}
    current = None
    for line in head:
        match = LABEL.match(line)
        if match:
            current = match["label"].lower()
            labels.setdefault(current, match["value"].strip())
        elif re.match(r"^[A-Z][\w ]{2,30}(?:\(s\))?\s*:", line) or (
            current and len(labels[current].split()) > 24
        ):
            current = None
        elif current in (*TITLE_LABELS, "to") and line[:1] and not line.endswith(":"):
            if re.match(
                r"^(?:classification|open\b|purpose|summary|recommendation|decision)", line, re.I
            ):
                current = None
            else:
                labels[current] = f"{labels[current]} {line}".strip()
    return labels


def _agenda(head: list[str], running: str) -> Opening | None:
    at = next((i for i, line in enumerate(head[:12]) if AGENDA.match(line)), None)
    if at is None:
        return None
    if len(head[at]) > 90 or re.match(r"^agenda item\b", head[at], re.IGNORECASE):
        return None
    name = _named_body([*head[:at], *head[at : at + 6]])
    return Opening("agenda", Meeting(None, name, _first_date(running[:500])))


def _named_body(lines: list[str]) -> str | None:
    """The first of these lines, or two of them together, that names a body that meets."""
    for i, line in enumerate(lines):
        line = re.sub(
            r"^(?:summons to and |supplementary )?(?:agenda|minutes)(?: for| of)?(?: the| an?)?"
            r"(?: \w+)? meeting of (?:the )?|^agenda(?: for)?:? ?|^meeting ?\([^)]*\) of ",
            "",
            line,
            flags=re.IGNORECASE,
        )
        line = _without_date(line)
        following = lines[i + 1] if i + 1 < len(lines) else ""
        if BODY.fullmatch(following.strip()) and line and not BODY.search(line):
            line = f"{line} {following}"
        if (
            BODY.search(line)
            and 4 < len(line) < 90
            and not re.search(r"[.:@]|\bmeeting on\b", line)
        ):
            return tidy(line)
    return None


def _without_date(text: str) -> str:
    found = dates_in(text)
    if found:
        text = text[: found[0][1]]
    return re.sub(
        r"\s+(?:meeting )?date:?$|[\s,–—-]+$"
        r"|[\s,–—-]*(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s,]*$",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    ).strip()


def _first_date(text: str) -> date | None:
    found = dates_in(text)
    return found[0][0] if found else None


def tidy(name: str | None) -> str | None:
    """A name in ordinary letters: capitals become "County Council", the article goes."""
    if not name:
        return None
    name = re.sub(r"\s+", " ", name).strip(" .,:;-–—")
    name = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    if name.isupper():
        name = " ".join(
            w.lower() if w in ("OF", "AND", "THE", "FOR", "ON") else w.capitalize()
            for w in name.split()
        )
    return name or None


def paper_meeting(file_name: str, title: str | None) -> Meeting:
    """The meeting that a paper's title or file name gives, where they name one."""
    match = PACK_TITLE.search(title or "")
    if match:
        return Meeting(None, tidy(match["committee"]), _first_date(match["date"]))
    stem = re.sub(r"\.pdf$", "", file_name, flags=re.IGNORECASE)
    if not MEETING_FILE.search(stem):
        return Meeting()
    found = dates_in(stem)
    if not found:
        return Meeting()
    day, _, end = found[0]
    rest = re.sub(r"^[\s_-]*(?:\d{4}|\d{1,2}[.:]\d{2})\b", "", stem[end:]).strip(" _-")
    rest = re.sub(r"\s*\(.*?\)$|\s*\bminutes$", "", rest)
    return Meeting(None, tidy(rest) if BODY.search(rest) else None, day)


def council_named(lines: list[str]) -> str | None:
    """The council whose paper this is: one that begins a line of its head alone, or is named
    nearly always where any is. None where the paper leaves it open."""
    for line in lines[:15]:
        names = _councils(line)
        name = next(iter(names), None)
        if name and mended(line).strip().lower().startswith(name.lower()):
            rest = line.strip()[len(name) :].strip()
            if not rest or rest[0] in "–—-|,":
                return name
    counts = _councils("\n".join(lines))
    best = max(counts, key=lambda name: counts[name], default=None)
    if best and counts[best] > 3 and counts[best] >= 0.75 * sum(counts.values()):
        return best
    return None


def _councils(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for pattern in (COUNCIL, COUNCIL_CAPITALS):
        for match in pattern.finditer(text):
            words = match[1].split()
            while words and words[0].lower() in NO_COUNCIL:
                words.pop(0)
            name = tidy(" ".join(words))
            if name and len(words) > 1:
                counts[name] = counts.get(name, 0) + 1
    return counts
