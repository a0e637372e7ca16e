"""Which pages are not for the public, by the markings that councils put on them.

A marking speaks of what it stands on: at the head of a paper or of a part of a pack, in its
classification, alone in the margin of a sheet, aslant across it. The same words in a sentence, in
an agenda's list or as a heading over prose only mention exempt information. So a marking is told
by its form (a line of nothing but such words; a label and its value) and by its place. Where it is
in doubt whether one more page belongs to what is marked, it does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from qa.papers.kinds import kind_of, opening
from qa.papers.layout.running_heads import bodies, in_margin
from qa.papers.layout.section import Section
from qa.papers.opening import is_appendix_label, is_work_programme
from qa.papers.pages.sheet import Pdf, Sheet
from qa.papers.sections import sections

# No paper without one of these is marked: the others are not looked at.
HINT = re.compile(
    r"exempt|confiden|restrict|privat|publi|sensitive|paragraph|\bpara\b|closed|secret|privilege"
    r"|embargo|pink|part (?:2|ii|b|two)\b|disclos|withheld|releas|circulat|distribut|gyhoeddi"
    r"|cyfrinachol|eithriedig|\b\w \w \w \w\b",
    re.IGNORECASE,
)
# What a marking begins with, at times behind what it marks ("Part 2 – Private and confidential",
# "Appendix C (exempt)"). Not in quotes: those tell how to mark.
MARK = re.compile(
    r"^[\[(*\s]*"
    r"(?:(?:part (?:2|ii|b|two)|(?:agenda )?item \d+\w?|(?:appendix|annexe?|enclosure|schedule"
    r"|report|minutes|supplement|nid i['’]w gyhoeddi)(?: \w{1,3})?)[\s:,(\[/–—-]+)?"
    r"(?:(?:strictly|highly|wholly|fully|report|commercially|this \w+ is) )?"
    r"(?:private (?:and|&) confidential|confidential|exempt|restricted|private|closed|secret"
    r"|official[\s:–—-]+sensitive|commercial(?:ly)?[ -](?:in[ -])?(?:confidence|sensitive)"
    r"|(?:legally|subject to legal(?: professional)?) privileged?"
    r"|not (?:for|to be) (?:general |made |wider )?(?:publi(?:sh|c)\w*|disclos\w+|released?"
    r"|circulat\w+|distribut\w+|copied)|(?:to be )?(?:considered|heard|taken) in (?:private|closed)"
    r"|(?:withheld|excluded) from (?:publication|the p)|pink papers?|embargoed"
    r"|nid i['’]w gyhoeddi|cyfrinachol|eithriedig|by virtue of para\w*)\b",
    re.IGNORECASE,
)
# Its other words: the law that it leans on, what it marks, for whom that is.
_ALLOWED_WORDS = """
a act adroddiad agenda amended an and annex annexe appendices appendix as atodiad b before board by
c cabinet category certificate circulated circulation closed commercial commercially committee
confidence confidential considered contains copied copy council councillors cyfrinachol d defined
disclosed disclosure distributed distribution do document eithriedig embargoed enc enclosure england
excluded exempt exemption exemptions for forward from general government gyhoeddi heard i ii in
interest ireland is law legal legally local locsen made members minute minutes must nid northern not
of official on only or order pack panel paper papers para paragraph paragraphs paras part personal
photocopy pink press private privilege privileged professional public publication published reason
release released removed report reports restricted s sch schedule scotland sensitive session share
strictly supplement taken test the this to under variation version virtue w wales wider with
withheld
"""
ALLOWED = frozenset(_ALLOWED_WORDS.split())
WORD = re.compile(r"[a-z]+", re.IGNORECASE)
TIME = re.compile(r"\b(?:before|until|till)\b.*", re.IGNORECASE)  # "… before noon on 3 March"
LONGEST = 300  # characters of such a line
LAW = re.compile(r"\bpara(?:graph)?s?\b|\bschedule (?:12|7) ?a\b", re.IGNORECASE)
# What is never a heading, however it is written.
SET_PHRASE = re.compile(
    r"\bsensitive\b|\bin.confidence\b|\bprivate (?:and|&) confidential\b|\bnot for publication\b",
    re.IGNORECASE,
)
# One such word is a heading as often as a marking.
ONE_WORD = re.compile(
    r"\W*(?:strictly )?(?:confidential|exempt|restricted|private|closed|secret)\W*", re.IGNORECASE
)
DO_NOT = re.compile(r"\bdo not\b|\bmust not\b", re.IGNORECASE)
# What parts a marking from other words of its line; and letters set apart from each other.
SET_APART = re.compile(r"\s[|–—-]\s|\||[(\[]")
SPACED = re.compile(r"\b(?:[A-Z] ){4,}[A-Z]\b")
# A line that names what it marks opens that.
NAMED = re.compile(r"(?:report|appendi(?:x|ces)|annexe?|minutes|agenda)\b", re.IGNORECASE)
BEFORE_ITS_NAME = re.compile(
    r"^\W*(?:(?:strictly )?(?:private and )?confidential|exempt|restricted|private)\W+"
    rf"(?={NAMED.pattern})",
    re.IGNORECASE,
)
# What opens as "Confidential minutes of the meeting held on …".
NAMED_SO = re.compile(
    r"\W*(?:strictly )?(?:private and )?(?:confidential|exempt|restricted|private)"
    r" (?:report|minutes|appendix|annexe?|paper|briefing|supplement|agenda)\b",
    re.IGNORECASE,
)
# The labels that a report begins with, of whatever council.
FRONT = re.compile(
    r"(?:report (?:to|of|by|author)|report title|title(?: of report)?|subject|meeting(?: date)?"
    r"|committee|date(?: of meeting)?|wards?(?: affected)?|key decision|lead \w+|portfolio"
    r"|classification|status)\s*(?::|\s[A-Z\d])",
    re.IGNORECASE,
)
# A line that is about something else: an appendix, or the meeting that a council tells of when it
# is in public again (North American cities).
OF_ANOTHER = re.compile(
    r"\b(?:appendi|annex)\w*(?: \w{1,3})?(?: and \w{1,3})? only\b"
    r"|^\W*reports? (?:of|on|from) (?:the )?(?:closed|private) (?:session|meeting)s?\W*$",
    re.IGNORECASE,
)
APPENDED = re.compile(r"\b(?:appendi(?:x|ces)|annexe?|enclosure)\b", re.IGNORECASE)
MINUTES = re.compile(r"\bminutes?\b", re.IGNORECASE)
# Many at once: marked to the end of the file, or to an open part.
COLLECTION = re.compile(r"\b(?:supplement|agenda|pack|papers|reports|appendices)\b", re.IGNORECASE)
PART_TWO = re.compile(r"\W*part (?:2|ii|b|two)\b(?: (?:report|item|agenda)\b)?[\s\d.]*", re.I)
OPEN_PART = re.compile(r"\W*part (?:1|i|a|one)\b.{0,40}|\W*(?:public|open) (?:items|papers)", re.I)
# A sheet that divides the public papers from the others says besides what lies behind it.
BEHIND = re.compile(r"\b(?:items?|business|session|section|papers|reports|agenda)\b", re.IGNORECASE)
# In a public pack this sheet stands for what was taken out of it.
TAKEN_OUT = re.compile(r"\bdocument is restricted\b", re.IGNORECASE)
# Where a paper says what it is: a label, and its value beside or below it.
LABEL = re.compile(
    r"\W*(?P<asked>(?:exempt|confidential)(?: (?:or|and) (?:exempt|confidential))?"
    r"(?: (?:information|report|item|status|category|under|reason|by virtue of))*)?"
    r"(?(asked)|(?:(?:security |report |document )?classification|protective marking|marking"
    r"|privacy|(?:report |publication |confidentiality )?status|public access|report type"
    r"|public(?:ation)?(?: or | ?/ ?)private|access to information|confidentiality|sensitivity"
    r"|circulation|distribution|availability|restrictions?(?: on publication)?"
    r"|(?:is|does|are) [^?]{3,60}\b(?P<question>exempt|confidential|private)\b[^?]{0,60}(?=\?)))"
    r"\s*\??(?:\W{1,3}|$)",
    re.IGNORECASE,
)
_NOT_ONLY = r"(?!.{0,60}\b(?:appendi|annex|from call|in part))"
CLOSED = re.compile(
    r"(?:this \w+ is |fully |wholly |strictly |part exempt\W+)*(?:exempt|confidential|restricted"
    r"|private|closed|secret|not for publication|part (?:2|ii|b)\b|official[\s:–—-]+sensitive"
    rf"|paragraphs? \d){_NOT_ONLY}",
    re.IGNORECASE,
)
YES = re.compile(
    rf"(?:yes\b(?! ?/)|(?:under )?(?:paragraphs?|paras?|category|schedule)\b){_NOT_ONLY}",
    re.IGNORECASE,
)
# A label's value that leaves the paper open, whatever a form's sentences say below it.
OPEN = re.compile(
    r"(?:public|open|unrestricted|official(?!\W+sensitive)|no|none|not (?:exempt|confidential)"
    r"|n/?a)\b",
    re.IGNORECASE,
)
# What a paper says of itself in a sentence.
OF_ITSELF = re.compile(
    r"\W*(?:\d[\d.]*\s+)?(?:this (?:report|paper|document|appendix|annexe?|supplement|agenda"
    r"|minute)|(?:the )?report)(?: \w{1,3})? (?:is|are|has been|contains?|includes?|must be)"
    r" (?:(?:wholly|strictly|fully|therefore|considered|deemed|to be|treated as|classed as|marked"
    r"|regarded as|kept) )*"
    r"(?:exempt|confidential|restricted|private|not for publication|not to be published)\b"
    r"(?! (?:appendi|annex|part|section|item|from call))",
    re.IGNORECASE,
)
# A file that is called so; and what is called so that only is about it: exempt accommodation,
# restricted byways, a policy on confidential reporting, a copy without the exempt appendix.
NAME = re.compile(
    r"(?:^|\W)(?:private (?:and|&) confidential|not for publication"
    r"|(?<!non )(?<!non-)(?<!not )(?:confidential|exempt|restricted)"
    r"(?:\W+(?:appendi(?:x|ces)|annexe?|report|enc|enclosures?|minutes?|papers?|pack|agenda"
    r"|supplement|version|part)\b|\s*[:)\]]|\s[–—-])"
    r"|(?:[–—(-]\s*|\b(?:appendix|annexe?|report|minutes|enc|item|paper)(?: \w{1,3})? )"
    r"(?:confidential|exempt|restricted)$)",
    re.IGNORECASE,
)
NAME_PART_TWO = re.compile(
    r"(?i:item|agenda|report|pack|minutes|cabinet|committee|appendix|^)[^.]*?\bPART (?:2|II)\b"
    r"|\((?i:part (?:2|ii))\)"
)
NAME_OF_OTHERS = re.compile(
    r"redact|\bpublic(?! interest)|exclud|without|removed|guid(?:e|ance)|policy|strategy|local plan"
    r"|constitution|whistle",
    re.IGNORECASE,
)
NAME_OF_BOTH = re.compile(r"\b(?:with|and|incl\w*)\b", re.IGNORECASE)

TOP, HEAD, BLOCK = 3, 14, 20  # lines of a sheet: its very top, where markings stand, and labels
ONE_WORD_HEAD = 6
PROSE = 8  # words of a line that is no title
ASLANT = 2.5  # times its size: how high a line is at least that stands so
# A heading of an agenda or of minutes over what is kept back.
IN_A_LIST = re.compile(r"\W*part (?:2|ii|b|two)\b|.*\n\(?\d", re.IGNORECASE)
# How far a marking goes: over its appendix, or its report with the appendices; over what comes next
# (from a divider); to the end of the file, or to an open part.
Reach = Literal["appendix", "report", "next", "file"]


def held(pdf: Pdf, name: str) -> frozenset[int]:
    """The pages of the file called `name` that are not for the public."""
    hinted = any(HINT.search(line.text) for sheet in pdf.sheets for line in sheet.lines)
    pages = frozenset(_held(pdf, name)) if hinted else frozenset[int]()
    stem = re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE).replace("_", " ")
    named = NAME.search(stem) or NAME_PART_TWO.search(stem)
    if not named or NAME_OF_OTHERS.search(stem) or (pages and NAME_OF_BOTH.search(stem)):
        return pages
    return frozenset(sheet.number for sheet in pdf.sheets)


def without(pdf: Pdf, pages: frozenset[int]) -> Pdf:
    """The file with nothing on `pages`, and without its title where that is of the first."""
    kept = tuple(
        replace(sheet, lines=(), drawn=False, ocr=False) if sheet.number in pages else sheet
        for sheet in pdf.sheets
    )
    return replace(pdf, sheets=kept, title=None if 1 in pages else pdf.title)


def _held(pdf: Pdf, name: str) -> Iterator[int]:
    running = _running(pdf.sheets)
    sheets = {sheet.number: sheet for sheet in pdf.sheets}
    _, parts = sections(bodies(tuple(map(_unmarked, pdf.sheets))), name, pdf.title)
    reach: Reach | None = None  # of the marking that was met last
    for part in parts:
        numbers = [body.sheet.number for body in part.sheets]
        if reach == "appendix" or (reach == "report" and not _appended(part)):
            reach = None
        for at, number in enumerate(numbers):
            sheet = sheets[number]
            opens = at == 0 or _is_front(_texts(sheet))
            if opens and reach in ("appendix", "report") and _is_open(_texts(sheet)):
                reach = None
            if reach == "next" and sheet.lines:
                reach = _reach(part)
            if reach == "file" and any(map(OPEN_PART.fullmatch, _texts(sheet)[:TOP])):
                reach = None
            if at == 0 and number in running and not running.issuperset(numbers[:2]):
                reach = reach or _reach(part)
            reach = _marking(sheet, part, opens) or reach
            if reach or number in running:
                yield number


def _reach(part: Section) -> Reach:
    return "appendix" if kind_of(part.document).is_appended else "report"


def _appended(part: Section) -> bool:
    """Whether a part belongs to the report before it."""
    return kind_of(part.document).is_appended and not is_work_programme(part.item or "")


def _is_front(texts: list[str]) -> bool:
    """Whether a sheet begins with a report's labels, in a style that no part is known by."""
    return sum(bool(FRONT.match(text)) for text in texts[:HEAD]) > 1


def _is_open(texts: list[str]) -> bool:
    """Whether a sheet's labels say that it is for the public."""
    return any(_labelled(texts, i) is False for i in range(len(texts[:BLOCK])))


def _running(sheets: tuple[Sheet, ...]) -> set[int]:
    """The sheets that are marked in their head or foot, or aslant."""
    edges = {sheet.number: _edges(sheet) for sheet in sheets if not _taken_out(sheet)}
    seen = Counter(text for texts in edges.values() for text in set(texts))
    return {
        sheet.number
        for sheet in sheets
        if any(
            _stamped(text) and (_boxed(sheet) or seen[text] > 1)
            for text in edges.get(sheet.number, ())
        )
        or any(_says(line.text) for line in sheet.lines if line.height > ASLANT * line.size > 0)
    }


def _stamped(text: str) -> bool:
    """Whether a line that stands in a margin marks its sheet."""
    return bool(_labelled([text], 0)) or any(
        _says(words, "information")
        and (
            words.isupper() or LAW.search(words) or DO_NOT.search(words) or SET_PHRASE.search(words)
        )
        for words in (text, *SET_APART.split(text[:LONGEST]))
    )


def _marking(sheet: Sheet, part: Section, first: bool) -> Reach | None:
    """How far a marking among the first lines of a sheet reaches; None where there is none.

    `first` tells that a part begins here.
    """
    texts = _texts(sheet)
    if _taken_out(sheet):
        return None
    if texts and all(map(_divides, texts)) and any(map(MARK.match, texts)):
        many = any(PART_TWO.match(text) or BEHIND.search(text) for text in texts)
        return "file" if many else "next"
    is_open = False
    for i, text in enumerate(texts[: BLOCK if first else TOP]):
        label = _labelled(texts, i) if first and kind_of(part.document).item != "none" else None
        is_open = is_open or label is False
        if (
            label
            or _heads(texts, i, part, first)
            or (first and not is_open and _of_itself(texts, i, part))
        ):
            if sheet.number == 1 and COLLECTION.search(text):
                return "file"
            return "appendix" if APPENDED.search(text) else _reach(part) if first else "report"
    return None


def _heads(texts: list[str], i: int, part: Section, first: bool) -> bool:
    """Whether line `i` marks what it stands over. A heading stands over prose, a marking over a
    title, labels, or other such lines."""
    text = texts[i]
    one_word = ONE_WORD.fullmatch(TIME.sub("", text))
    if first and i < TOP and (_says_in_part(text) or NAMED_SO.match(text)):
        return True
    said = _says(text) or (MARK.match(text) and _says(" ".join(texts[i : i + 2])))
    if i >= HEAD or not said or (one_word and not text.isupper()):
        return False
    if any(other.endswith(".") for other in texts[:i]) and not (first and LAW.search(text)):
        return False
    if APPENDED.search(text):
        return i < TOP and sum(map(is_appendix_label, texts[:6])) < 3
    below = next((other for other in texts[i + 1 :] if not _says(other)), "")
    lists_others = kind_of(part.document).lists_other_papers
    if lists_others and (first or MINUTES.search(text)):
        return i < TOP
    if lists_others and not LAW.search(text):
        return text.isupper() and not (_is_prose(below) or IN_A_LIST.match(f"{text}\n{below}"))
    if not first:
        return bool(text.isupper() or LAW.search(text)) and not _is_prose(below)
    if one_word:
        return i == 0 or (i < ONE_WORD_HEAD and not _is_prose(below))
    return True


def _of_itself(texts: list[str], i: int, part: Section) -> bool:
    """Whether line `i` says in a sentence, or as "Part 2", that its part is not for the public."""
    if kind_of(part.document).may_be_in_part_two and i < TOP and PART_TWO.fullmatch(texts[i]):
        return opening(texts, False) is not None
    running = " ".join(texts[i : i + 2])
    said = (running, *SET_APART.split(running[:LONGEST]))
    return kind_of(part.document).item != "none" and any(map(OF_ITSELF.match, said))


def _labelled(texts: list[str], i: int) -> bool | None:
    """Whether line `i` is a label whose value, beside or below it, closes its part; False where it
    opens it."""
    text = texts[i]
    label = LABEL.match(text)
    if not label:
        return None
    asked = label["asked"] or label["question"]
    below = texts[i + 1 : i + 2] if text.endswith((":", "?")) or not (":" in text or asked) else []
    for value in (text[label.end() :], *below):
        if (YES if asked else CLOSED).match(value):
            return True
        if OPEN.match(value):
            return False
    return None


def _says(text: str, also: str = "") -> bool:
    """Whether a line is nothing but a marking; the word `also` may stand in it, too."""
    if len(text) > LONGEST or not MARK.match(text) or OF_ANOTHER.search(text):
        return False
    law = bool(LAW.search(text))
    others = {word.lower() for word in WORD.findall(TIME.sub("", text))} - ALLOWED - {also}
    if law or DO_NOT.search(text):
        others -= {"information"}
    return not others and (law or not text.endswith(":"))


def _says_in_part(text: str) -> bool:
    """Whether a line begins or ends with a marking: "SUPPLEMENT – PRIVATE AND CONFIDENTIAL"."""
    first, *others = SET_APART.split(text[:LONGEST])
    return bool(others) and (
        (_says(first) and first.isupper())
        or (_says(others[-1]) and (text.isupper() or text.endswith((")", "]"))))
    )


def _divides(text: str) -> bool:
    """Whether a line may stand on a sheet that only divides what is public from what is not."""
    return _says(text) or bool(PART_TWO.fullmatch(text)) or _says(BEHIND.sub("", text))


def _is_prose(text: str) -> bool:
    sentence = text.endswith(".") or len(text.split()) >= PROSE
    return sentence and not text.isupper() and ":" not in text[:30]


def _unmarked(sheet: Sheet) -> Sheet:
    """A sheet without its markings: they stand over the words by which its part opens."""
    lines = (replace(line, text=BEFORE_ITS_NAME.sub("", line.text)) for line in sheet.lines)
    return replace(
        sheet, lines=tuple(line for line in lines if NAMED.match(line.text) or not _says(line.text))
    )


def _texts(sheet: Sheet) -> list[str]:
    """The lines of a sheet from its top down, without those of its margins."""
    if not _boxed(sheet):
        return [_closed_up(line.text) for line in sheet.lines]
    body = (line for line in sheet.lines if not in_margin(line, sheet))
    return [_closed_up(line.text) for line in sorted(body, key=lambda line: line.top)]


def _edges(sheet: Sheet) -> list[str]:
    return [_closed_up(line.text) for line in sheet.lines if in_margin(line, sheet)]


def _closed_up(text: str) -> str:
    """A line with the letters that are set apart put together: "C O N F I D E N T I A L"."""
    return SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def _boxed(sheet: Sheet) -> bool:
    return any(line.height for line in sheet.lines)


def _taken_out(sheet: Sheet) -> bool:
    return any(TAKEN_OUT.search(line.text) for line in sheet.lines)
