"""Questions to begin with: for each kind of user some that the papers answer.

They are made from the newest entries of the registers and rows of trackers, of different subjects
and meetings, and each is asked before it is offered.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice

from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.question import leans, terms
from qa.answers.response import statuses
from qa.library.filters import Filters
from qa.library.library import Library
from qa.library.records import Entry, Record, StoredPassage
from qa.library.words import stems
from qa.papers.dates import MONTHS
from qa.papers.register import Asked, Resolution
from qa.papers.text import mended

NEWEST = 60  # entries of each register that are looked at
RECENT = timedelta(days=800)  # before the last meeting: the trackers that are looked at
ROWS = 400  # of them
FIRST = 3  # quotes, in which what a question was made from is to stand
OF_IT = 0.6  # of its subject's stems: what has so many tells of it
TRIED = 4  # candidates for each question that is offered
AROUND = 6  # passages before and after, which show how words are spelt
FORM = 12  # words: a shorter resolution approves something and does not say it
LONGEST, MOST = 70, 10  # characters and words of a subject
TITLE = 300  # characters: a longer title is none

# What a title begins with that is no part of its subject: its number, or a decision's.
NUMBER = re.compile(r"^(?:\d\d/\d{4,6}\b|\d{1,3}[.):]*\s|[^\w£]+)+")
# Where a title goes from its subject to what is told of it.
PARTS = re.compile(r"\s+[-–—]\s+|:\s+|\s*[\[\]]\s*|\s+&\s+(?=\.\.\.)")
ASIDE = re.compile(r"\s*\([^)]*\)?")
_PAPER = (
    r"(?:review|update|report|progress|performance|presentation|briefing|overview|outcome|provision"
    r"|adoption|finding|proposal|recommendation)s?"
)
_OFTEN = (
    r"(?:annual|yearly|half-yearly|quarterly|monthly|\d[- ]monthly|mid-year|end of year|first|final"
    r"|interim|verbal|progress|performance|monitoring)"
)
LEAD = re.compile(
    rf"^(?:(?:{_OFTEN}\s+)*{_PAPER}"
    r"(?:\s+(?:and|of|on|about|to|from|against|for|into|regarding)|,)\s+(?:the\s+)?)+",
    re.IGNORECASE,
)
TAIL = re.compile(
    rf"\s+(?:(?:{_OFTEN}\s+)+(?:updates?|reports?|reviews?)|updates?|progress)"
    r"(?:\s+[\d/–-]+)?$",
    re.IGNORECASE,
)
# Parts of titles that stood on many agendas that were read while this was written, and name no
# subject by themselves.
ROUTINE = re.compile(
    r"apolog|substitut|declaration|\bminutes?\b|election of|^welcome|^introduction|announcement"
    r"|(?:chair\w*|mayor|leader|councillor|member|officer|bearer|police)s?['’]?s? (?:\w+ )?"
    r"(?:reports?|updates?)|\breports? (?:by|of|from) (?:the )?(?:leader|chair|cabinet member)"
    r"|\bquestions?\b|^[mp]q\b|^petitions?$|^deputations|urgent|business|next meeting|exempt"
    r"|restricted item"
    r"|exclusion of|work(?:ing)? (?:plan|programme)|forward plan|agenda|^close\b|adjourn"
    r"|evacuation|recording|matters? arising|^a\.?o\.?c?\.?b?$|\bforum\b|time limited debate"
    r"|terms of reference|appendix|^(?:schedule|summary|actions?|items?|motions?|verbal)\b"
    r"|^amendment|^any other|^planning$|decision \d|remit$|action log|^supplementary"
    r"|(?:committee|panel|council|cabinet|working party)$"
    rf"|^(?:(?:{_OFTEN}|{_PAPER}|{'|'.join(MONTHS)}|of|and|the|independent|chair|internal|audit|year"
    r"|options?|quarter|q\d|[\d/,–-]++)\s*)*$",
    re.IGNORECASE,
)
# What shows that a title is a sentence, a file's name, or cut short.
BROKEN = re.compile(
    r"\.\.\.|_|\.pdf\b|\d[.:]\d\d\b|\d(?:st|nd|rd|th)\b|\w-\w+-\w|[.:;!?] "
    r"|\b(?:was|were|is|are|has|had|gave|agreed|reported|raised|no|nothing|following|since)\b"
    r"|\b(?:and|or|of|for|to|the|a|in|on|by|with|from|against|its)$|&$|^(?:to|that|this)\b"
    r"|^(?!\w+ing\b)\w+ (?:the|an?|its|our)\b",
    re.IGNORECASE,
)
MARKUP = re.compile(r"[<>{}\\|@`*#$]")
# Things that there are several of, so that one of them is "the …".
_COUNTED = """
adviser agreement authority base board budget charter consultation contract covenant framework fund
group notice paper partnership plan policy process programme project protocol register resolution
review scheme service settlement statement strategy survey system team zone
"""
COUNTED = frozenset(_COUNTED.split())
# Those of them that something happens to.
_COURSES = "consultation contract framework plan policy process programme project review scheme"
COURSES = frozenset([*_COURSES.split(), "strategy"])
LINK = re.compile(r"\s(?:for|in|on|with|to|from|at|by|across|within|against|of)\s")
YEARS = re.compile(r"\s+[\d/–-]+$")
WORDS = re.compile(
    r"[^\W\d_][\w'-]*"
    r"(?: (?:and |& )?(?!(?:and|at|by|for|from|in|of|on|the|to|with)\b)[^\W\d_][\w'-]*)*",
    re.IGNORECASE,
)
# What follows a whole noun phrase, rather than a part of one.
NOUN_ENDS = (
    r"(?=[^\w\s]|\s(?:and|as|at|by|for|from|had|has|in|is|of|on|or|that|to|was|were|will|with)\b|$)"
)
NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w'-]+ )+[A-Z][\w'-]+")
PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor) )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,3}"
)
DOING = re.compile(r"\w+ing (?:the|an?)\b", re.IGNORECASE)  # "reducing the number of …"
OFFICE = re.compile(r"chair|leader|mayor", re.IGNORECASE)
PROPOSED = ("resolution", "motion", "amendment")
# A resolution that takes note of a paper, and one that does more.
NOTES = re.compile(r"\b(?:not(?:e|es|ed|ing)|receive[sd]?|endorse[sd]?)\b", re.IGNORECASE)
DOES = re.compile(
    r"\b(?:adopt|agree|approve|ask|delegate|recommend|request|require|support|welcome)", re.I
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that may be offered, with what its answer must have.

    It must quote from a passage of `origin` (ids), and each word of `says`; or, where the question
    asks for a `story`, tell of what that is about (stems) on several days.
    """

    question: str
    origin: frozenset[int] = frozenset()
    says: tuple[str, ...] = ()
    story: frozenset[str] = frozenset()

    def answered(self, library: Library, filters: Filters | None = None) -> Answer | None:
        """The answer, if the question stands alone and the papers answer it so."""
        if leans(self.question):
            return None
        found = answer(self.question, library, filters=filters)
        fits = self._told(found) if self.story else self._quoted(found)
        return found if found.status == "answered" and fits else None

    def _quoted(self, found: Answer) -> bool:
        told = [*found.quotes[:FIRST], *(step.quote for step in found.timeline)]
        text = " ".join(quote.text for quote in told)
        cited = {found.cited(quote.citation).passage_id for quote in told}
        says = all(re.search(rf"\b{re.escape(word)}\b", text) for word in self.says)
        return bool(cited & self.origin) and says

    def _told(self, found: Answer) -> bool:
        days = []
        for step in found.timeline:
            cited = found.cited(step.citation)
            said = about(f"{cited.item or ''} {cited.section or ''} {step.text}")
            if len(self.story & said) >= OF_IT * len(self.story):
                days.append(step.date)
        return len(set(days)) > 1 and 2 * len(days) >= len(found.timeline)


@dataclass(frozen=True, slots=True)
class Item:
    """What a meeting had before it: its subject as a sentence has it, the stems that it is `about`,
    and what was resolved and asked of it, or is told of it in other `passages`, as in trackers.
    `recurs` says that other meetings had the same."""

    subject: str
    about: frozenset[str]
    day: date | None
    committee: str | None
    resolutions: tuple[Entry[Resolution], ...] = ()
    asked: tuple[Entry[Asked], ...] = ()
    passages: tuple[StoredPassage, ...] = ()
    recurs: bool = False

    @property
    def when(self) -> str:
        """The month of the meeting, as a question ends with it."""
        return f" in {self.day:%B %Y}" if self.day else ""

    @property
    def rows(self) -> tuple[StoredPassage, ...]:
        """The rows of trackers that tell of it."""
        return tuple(one for one in self.passages if one.passage.document == "tracker")

    def alike(self, other: Item) -> bool:
        """Whether another item has about the same subject."""
        return alike(self.about, other.about)


# What may be asked of an item; None where it holds no answer.


def happened(item: Item) -> Suggestion | None:
    """What became of it, where a tracker or another meeting may tell."""
    recurs = item.recurs and (item.resolutions or item.passages)
    if not (item.rows or recurs) or DOING.match(item.subject):
        return None
    courses = COURSES.intersection(item.subject.lower().split())
    asks = "What happened to {}?" if courses else "What is the latest on {}?"
    return Suggestion(asks.format(item.subject), story=item.about)


def carried_out(item: Item) -> Suggestion | None:
    """Whether it was done, where a tracker gives a status."""
    rows = frozenset(row.id for row in item.rows if statuses(row.passage.text))
    asks = f"Have the recommendations on {item.subject} been carried out?"
    return Suggestion(asks, rows) if rows else None


def promised(item: Item) -> Suggestion | None:
    """What somebody is to do."""
    origin = frozenset(
        entry.passages[action.words.passage].id
        for entry in item.resolutions
        for action in entry.record.actions
    )
    asks = f"What was promised about {item.subject}{item.when}?"
    return Suggestion(asks, origin) if origin else None


def decided(item: Item) -> Suggestion | None:
    """What was resolved, where that is more than to note a report."""
    origin = frozenset(
        entry.passages[words.passage].id
        for entry in item.resolutions
        if entry.record.kind == "resolution" and not _is_form(entry)
        for words in entry.record.words
    )
    asks = f"What was decided about {item.subject}{item.when}?"
    return Suggestion(asks, origin) if origin else None


def voted(item: Item) -> Suggestion | None:
    """How a vote went that was not unanimous."""
    for entry in _resolutions_first(item):
        votes = entry.record.votes
        if votes and votes.favour is not None and votes.against:
            asks = f"How did the vote on {item.subject} go{item.when}?"
            return Suggestion(asks, _how(entry), (str(votes.favour),))
    return None


def proposed(item: Item) -> Suggestion | None:
    """Who proposed it, where the minutes have a name."""
    for entry in _resolutions_first(item):
        name = (entry.record.proposer or "").split()
        if len(name) > 1 and entry.record.kind in PROPOSED and not OFFICE.search(name[-1]):
            what = f"the {entry.record.kind} on {item.subject}"
            asks = f"Which councillor proposed {what}{item.when}?"
            return Suggestion(asks, _how(entry), (name[-1],))
    return None


def asked(item: Item) -> Suggestion | None:
    """What members asked in debate."""
    origin = frozenset(
        entry.passages[words.passage].id
        for entry in item.asked
        if not entry.record.formal
        for words in entry.record.question
    )
    asks = f"What was asked about {item.subject}{item.when}?"
    return Suggestion(asks, origin) if origin else None


def told(item: Item) -> Suggestion | None:
    """What the answer to a formal question was, where the paper says whose it was."""
    for entry in item.asked:
        by = (entry.record.by or "").split(",")[0].strip()
        if entry.record.formal and len(by) <= LONGEST and PERSON.fullmatch(by):
            asks = f"What did we tell {by} about {item.subject}{item.when}?"
            return Suggestion(asks, frozenset(one.id for one in entry.passages.values()))
    return None


def _resolutions_first(item: Item) -> list[Entry[Resolution]]:
    return sorted(item.resolutions, key=lambda entry: entry.record.kind != "resolution")


def _how(entry: Entry[Resolution]) -> frozenset[int]:
    record = entry.record
    return frozenset(entry.passages[w.passage].id for w in (*record.how, *record.words))


def _is_form(entry: Entry[Resolution]) -> bool:
    """Whether a resolution only notes or approves a paper, and tells nothing that was decided."""
    text = " ".join(map(entry.said, entry.record.words))
    return len(text.split()) < FORM or bool(NOTES.search(text) and not DOES.search(text))


KINDS: dict[str, tuple[Callable[[Item], Suggestion | None], ...]] = {
    "Preparing a question": (happened, promised, carried_out),
    "Exploring decisions": (decided, voted, proposed),
    "Checking an answer": (told, asked),
}


def openings(library: Library) -> Mapping[str, tuple[str, ...]]:
    """For each kind of user some questions that the papers answer; no kind that has none."""
    known = _newest(library)
    used: list[Item] = []
    found: dict[str, tuple[str, ...]] = {}
    for kind, forms in KINDS.items():
        chosen: dict[str, Item] = {}
        tried: set[str] = set()
        for form in forms * 2:
            others = [item for item in known if not any(map(item.alike, chosen.values()))]
            fresh = (one for one in _may_ask(form, others, used) if one[1].question not in tried)
            for item, suggestion in islice(fresh, TRIED if len(chosen) < len(forms) else 0):
                tried.add(suggestion.question)
                if suggestion.answered(library):
                    chosen[suggestion.question] = item
                    used.append(item)
                    break
        if chosen:
            found[kind] = tuple(chosen)
    return found


def _may_ask(
    form: Callable[[Item], Suggestion | None], found: Iterable[Item], used: Sequence[Item]
) -> Iterator[tuple[Item, Suggestion]]:
    """What may be asked of the items `found`, first of subjects and meetings least `used`."""
    meetings = Counter((item.committee, item.day) for item in used)

    def worn(item: Item) -> tuple[bool, int]:
        return any(map(item.alike, used)), meetings[item.committee, item.day]

    for item in sorted(found, key=worn):
        if suggestion := form(item):
            yield item, suggestion


def _newest(library: Library) -> list[Item]:
    """The items of the newest entries of the registers and rows of trackers, newest first."""
    registers, everything = library.store.registers, Filters()
    resolutions = registers.resolutions(everything, NEWEST)
    found = items(resolutions, registers.asked(everything, NEWEST), _rows(library), library)
    return sorted(found, key=lambda item: item.day or date.min, reverse=True)


def _rows(library: Library) -> list[StoredPassage]:
    """Rows of the trackers of the last years."""
    latest = library.whole.searched.latest
    if not latest:
        return []
    recent = Filters(document="tracker", date_from=latest - RECENT)
    return library.store.passages((library.store.passage_ids(recent) or [])[-ROWS:])


def items(
    resolutions: Iterable[Entry[Resolution]],
    questions: Iterable[Entry[Asked]],
    passages: Iterable[StoredPassage],
    library: Library,
    worth: Callable[[str], float] = lambda subject: 0.0,
) -> list[Item]:
    """The items of meetings that these are of, but for those without a subject.

    Of several subjects that a title names, an item's is the first of the greatest `worth`.
    """
    groups: dict[tuple[object, ...], _Group] = defaultdict(_Group)
    formal = []
    for resolution in resolutions:
        groups[_place(first(resolution))].resolutions.append(resolution)
    for one in questions:
        if one.record.formal:
            formal.append(one)
        else:
            groups[_place(first(one))].asked.append(one)
    for passage in passages:
        groups[_place(passage)].passages.append(passage)
    found = [item for group in groups.values() if (item := _item(group, library, worth))]
    known = [item.subject for item in found]
    found += [item for one in formal if (item := _formal(one, known))]
    return [
        replace(item, recurs=any(item.day != o.day and item.alike(o) for o in found))
        for item in found
    ]


@dataclass(frozen=True, slots=True)
class _Group:
    """What belongs to one item of a meeting."""

    resolutions: list[Entry[Resolution]] = field(default_factory=list)
    asked: list[Entry[Asked]] = field(default_factory=list)
    passages: list[StoredPassage] = field(default_factory=list)


def _place(stored: StoredPassage) -> tuple[object, ...]:
    meeting = stored.passage.meeting
    return meeting.date, meeting.committee, stored.passage.item


def first(entry: Entry[Record]) -> StoredPassage:
    """The passage that an entry begins in."""
    return entry.passages[min(entry.passages)]


def _item(group: _Group, library: Library, worth: Callable[[str], float]) -> Item | None:
    own = [*map(first, group.resolutions), *map(first, group.asked), *group.passages]
    title, meeting = own[0].passage.item, own[0].passage.meeting
    if not subjects(title):
        return None
    around = [*own, *library.store.neighbours(own[0].id, AROUND)]
    text = "\n".join(one.passage.text for one in around)
    subject = max(subjects(title, text, library.embedder.knows), key=worth)
    return Item(
        subject,
        about(subject),
        meeting.date,
        meeting.committee,
        tuple(group.resolutions),
        tuple(group.asked),
        tuple(group.passages),
    )


def _formal(entry: Entry[Asked], known: Sequence[str]) -> Item | None:
    """A formal question as an item: on a `known` subject that it names, or else on what is named
    in both the question and the reply."""
    record, meeting = entry.record, first(entry).passage.meeting
    question = " ".join(map(entry.said, record.question))
    replies = " ".join(entry.said(words) for reply in record.replies for words in reply.words)
    there = [one for one in known if one.removeprefix("the ").lower() in mended(question).lower()]
    people = " ".join(filter(None, [record.by, *record.to]))
    names = [
        name
        for name in NAME.findall(mended(question))
        if name in mended(replies)
        and name not in people
        and len(name) <= LONGEST
        and not ROUTINE.search(name)
    ]
    subject = max(there, key=len, default="") or max(names, key=len, default="")
    if not subject:
        return None
    return Item(subject, about(subject), meeting.date, meeting.committee, asked=(entry,))


def about(subject: str) -> frozenset[str]:
    """The stems of the words of `subject` that carry it."""
    return frozenset(stems(" ".join(terms(YEARS.sub("", subject)))))


def alike(a: Set[str], b: Set[str]) -> bool:
    """Whether two subjects, by their stems, are about the same."""
    return 2 * len(a & b) >= min(len(a), len(b))


def subjects(
    title: str | None, text: str = "", knows: Callable[[str], bool] = str.isupper
) -> list[str]:
    """What an item of that `title` is about, as a sentence has it, best first; empty where the
    title makes no question.

    `text` shows how its words are spelt where they are no heading; a word that it does not show
    is no name if one `knows` it.
    """
    found: list[str] = []
    text, title = mended(text), " ".join(mended(title or "").split())
    if len(title) > TITLE or MARKUP.search(title) or not title.isprintable():
        return found
    title = NUMBER.sub("", ASIDE.sub("", title))
    for part in PARTS.split(title):
        part = part.strip(" .,;:")
        named = TAIL.sub("", LEAD.sub("", part))
        words = named.split()
        if any(map(ROUTINE.search, (part, named))) or BROKEN.search(named):
            continue
        if len(named) > LONGEST or len(words) > MOST:
            continue
        if len(words) > 1 or (named == part and len(named) > 3):
            found.append(_with_article(_spelt(named, text, knows), text))
    return found


def _spelt(title: str, text: str, knows: Callable[[str], bool]) -> str:
    """A title as a sentence has it: its words as `text` spells them, so that names keep theirs."""
    one_capital = title[1:] == title[1:].lower()

    def spelling(words: re.Match[str]) -> str:
        run = words[0]
        midway = _midway(re.escape(run), text)
        if midway:
            return Counter(midway).most_common(1)[0][0]
        if title.isupper():
            return run.lower()
        opening = run.split()[0]
        seen = _midway(re.escape(opening), text)
        known = 2 * seen.count(opening.lower()) > len(seen) or (not seen and knows(opening.lower()))
        if one_capital and not words.start() and known:
            return run[0].lower() + run[1:]
        return run

    return WORDS.sub(spelling, title)


def _midway(words: str, text: str) -> list[str]:
    """How `words`, a pattern, are printed in sentences of `text`: with a capital only after a word
    without one, where a name has it; not in headings in capitals."""
    found = re.finditer(rf"(\b[a-z][\w'-]*,? )?\b((?i:{words}))\b", text)
    printed = [match[2] for match in found if match[1] or match[2][0].islower()]
    return [one for one in printed if words.isupper() or not one.isupper()]


def spelt(phrase: str, text: str) -> str:
    """A phrase as `text` prints it most, of one thing or of several, and as a sentence has it."""
    words = rf"{re.escape(phrase)}s?"
    printed = _midway(words, text) or re.findall(rf"\b{words}\b", text, re.IGNORECASE)
    return _with_article(Counter(printed or [phrase]).most_common(1)[0][0], text)


def _with_article(subject: str, text: str) -> str:
    if subject.lower().startswith("the "):
        return f"the {subject[4:]}"
    whole = YEARS.sub("", subject)
    head = YEARS.sub("", LINK.split(subject, maxsplit=1)[0])
    called = re.findall(rf"(\bthe )?\b{re.escape(head)}\b{NOUN_ENDS}", text, re.IGNORECASE)
    heads = [whole, *(part for part in head.split(" and ") if part)]
    counted = any(one.split()[-1].lower() in COUNTED for one in heads)
    of = re.match(r"(?!\w+s\b)\w+ of\b", subject)
    one = not head.endswith("s") and 2 * sum(map(bool, called)) > len(called)
    return f"the {subject}" if counted or of or one else subject
