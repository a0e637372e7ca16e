"""Points of debate: what minutes say that somebody raised, and what was replied.

A sentence raises something, or begins a reply, or goes on with what stands before it. The phrases
are data. A point counts only with its reply: whoever merely tells something is not answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qa.papers.kinds import kind_of
from qa.papers.paper import Passage
from qa.papers.register import Asked, Reply, Words
from qa.papers.text import sentences

# Where a bullet or a numbered paragraph begins: "• It was queried …", "3. A Member …", "(a) The …".
MARK = re.compile(r"^\s*(?:[•\uf0b7▶·*–-]|\(?(?:\d{1,3}|[a-z]{1,3})[.)])(?:\s+|(?=[A-Z]))")
# Points that run on in one line, so that the letter of the next ends a sentence ("… year. b.").
NEXT_MARK = re.compile(r"[,;]?\s{1,3}\(?[a-z][.)]$")
# People: "Mr Ash", "Cllr J Elm", "Jean Oak", "Robin Fir, Senior Commissioner (…)", "EJ".
SURNAME = r"(?:Mc|Mac|O['’]|[Dd]e )?[A-Z][a-zé]{1,20}(?:[-'’][A-Z][a-z]{1,20})?"
NAME = (
    rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame)\.? (?:[A-Z]\.? ){{0,3}}"
    rf"{SURNAME}(?: {SURNAME}){{0,2}}|(?!(?:The|An?|This|In|It|No|Some|Members?)\b)"
    rf"{SURNAME}(?: {SURNAME}){{1,2}}|[A-Z]{{1,3}}(?:Mc)?[A-Z]{{1,2}})"
    r"(?:,? \([^()\n]{2,60}\))?"
)
AFTER_NAME = r"(?:, [A-Z][^.;:\n]{3,90}?,)?"  # the office of the one who is named
# "The HCC", "The director children and families (DCF)", "The Leader of the Council".
OFFICE = (
    r"(?:[A-Z]{2,8}(?:&[A-Z]{1,3}){0,2}"
    r"|(?:[\w'’&-]{2,20},? ){0,6}?(?i:officer|director|head|manager|member|leader|chair"
    r"|chairman|chairperson|solicitor|commissioner|executive|counsel|engineer|secretary|convener"
    r"|inspector|constable|lead|specialist|adviser|treasurer)\b"
    r"(?:,? [\w'’&-]{2,20}){0,9}?(?: \([^()\n]{2,20}\))?)"
)
WHO = rf"(?:(?:The|the) (?P<office>{OFFICE})|(?P<name>{NAME}){AFTER_NAME})"
# How replies are told; the verbs were seen in the minutes of three councils.
REPLIED = (
    r"(?: (?:also|then|further|again|has|had)){0,2} (?:explained|confirmed|said|responded|replied"
    r"|advised|clarified|stated|agreed|accepted|acknowledged|undertook|outlined|committed"
    r"|shared|added|assured|reassured|emphasi[sz]ed|offered|answered|informed|apologised|promised"
    r"|invited|provided (?:assurance|detail|example|clarity|clarification)s?|highlighted)\b"
)
REPLY = re.compile(rf"^(?:In (?:response|reply|answer),? (?:to this,? )?)?{WHO}{REPLIED}")
# "… it was confirmed that officers would …": a reply, of nobody in particular.
SOMEBODY = re.compile(
    r"^(?:In (?:response|reply|answer),? )?(?:it was (?:explained|confirmed|clarified|advised)"
    r"|(?:he|she|they) (?:replied|responded|answered))\b",
    re.IGNORECASE,
)
# "In response to a question from Mr A about B, Mr C said …", both in one.
IN_RESPONSE = re.compile(
    r"^(?:In (?:response|reply|answer) to|Responding to|Replying to|Asked|When asked)\b"
    r"(?P<about>[^\n]{0,400}?), (?:(?P<told>it was \w{4,14}|assurances? (?:was|were)"
    rf" provided)\b|{WHO}{REPLIED})"
)
QUESTIONED = re.compile(
    r"\b(?:question|quer|concern|comment|suggestion|request|asked|point|enquir|inquir|whether|how"
    r"|why)",
    re.IGNORECASE,
)
QUESTION_BY = re.compile(
    rf"\b(?:question|quer\w{{1,3}}|concern|request)s? (?:from|by) (?P<by>{NAME})"
)
# "LRMcC was asked if she was in favour, she replied that …"; "He was asked how … and replied".
ASKED_AND_REPLIED = re.compile(
    r"^(?:The )?(?P<by>[^.;:\n]{2,80}?) was asked (?:if|whether|why|how|what|when|about)\b"
    r"[^\n]{2,300}\b(?:and|she|he|they) (?:replied|responded|answered|confirmed|said)\b"
)
WHAT = r"(?:if|whether|why|how|what|when|who|where|which|about|for|that|to what)"
ASKING = (
    r"(?: (?:also|then|further))?"
    rf" (?:(?:asked|enquired|inquired|wondered)(?: {NAME}| the [\w ]{{3,40}}?)? {WHAT}\b"
    r"(?! (?:members|residents|everyone|people)\b)"
    r"|queried|questioned|expressed (?:some )?concern|sought|inquired|enquired|requested"
    r"|raised (?:concern|the|an?)\b|noted\b[^\n]{3,200}\bquestioned)"
)
# "A Member questioned …", "Members asked about …", "Mr Ash asked …", "The Chair …".
SOMEBODY_ASKED = re.compile(
    rf"^(?:(?:A|The|Another|One|Some|Panel|Several)? ?(?:[Pp]anel )?(?:[Mm]embers?|[Cc]ommittee)"
    r"|(?P<pronoun>He|She)|(?:The )?(?P<chair>Chair(?:man|person)?|Leader)"
    rf"|(?P<name>{NAME}){AFTER_NAME})"
    rf"{ASKING}"
)
# "CS asked about speeding and AMcK said he would arrange more patrols."
ASKED_RUN_IN = re.compile(
    rf"^(?P<asker>{NAME}){ASKING}[^\n]{{2,300}}?(?:,| and|, and|;) {WHO}{REPLIED}"
)
# Whose pronoun is in "She asked that …": who spoke in the sentence before.
SPEAKER = re.compile(rf"^(?P<name>{NAME}){AFTER_NAME} [a-z]")
PRONOUNS = ("He", "She", "They")
A_MEMBER = re.compile(
    r"^(?:A|Another|One|Some|Several)? ?[Mm]embers? (?:suggested|considered|remarked|commented"
    r"|felt|drew attention|pointed out|expressed|referred|proposed)\b"
)
# "It was queried whether …", "An update was requested …", "The case was raised …".
RAISED = re.compile(
    r"\bit was (?:also |then |further )?(?:queried|questioned|asked|suggested|commented|requested"
    r"|proposed that|not (?:acceptable|understood) (?:to|why|how)"
    r"|felt (?:that )?(?:there|this|it) (?:should|needed))\b"
    r"|\b(?:was|were) (?:also |therefore |further )?(?:queried|questioned)\b"
    rf"|\bwas asked {WHAT}\b|^(?:A )?question(?:s)? (?:was|were) asked\b"
    r"|\b(?:concerns?|disappointment|fears?) (?:was|were) (?:also )?(?:raised|expressed)\b"
    r"|^there (?:was|were) (?:(?:some|also|great|general) )?(?:concerns?|disappointment"
    r"|frustration)\b|\bthere was concern\b"
    r"|\b(?:updates?|clarification|(?:re)?assurance|explanation|confirmation|information|details?"
    r"|clarity)\b[^.;\n]{0,90}\b(?:was|were) (?:also )?(?:requested|sought|asked for)\b"
    r"|^(?!.{0,200}\b(?:that|which|since|points?|issues?)\b.{0,20}\b(?:was|were) raised)"
    r"[^\n]{5,200}?\b(?:was|were) (?:also )?raised\b(?! (?:by|at|during|under|below))",
    re.IGNORECASE,
)
# H runs its points on without a bullet: so begins another, and no reply goes on.
ANOTHER = re.compile(
    r"^(?:it was (?:felt|noted|understood|not \w+|hoped|critical|essential|important)"
    r"|(?:the committee|members?|a member|there was (?:support|general))\b)",
    re.IGNORECASE,
)
WELCOMED = re.compile(
    r"^[^.;\n]{3,160}\b(?:was|were) (?:\w{3,12} and )?(?:welcomed|supported|praised)\b"
)
# Sentences from what was raised to the reply: farther away it replies to nothing. Where minutes
# name who asked, they tell the reply at once.
QUESTION_LONG, NAMED_LONG = 6, 2
# "… of the ADED&S. The …": initials that end a sentence look like those of a name.
LATE_END = re.compile(r"(?<=[A-Za-z&][A-Z]\.) (?=[A-Z][a-z]{0,12} )")
ABBREVIATION = re.compile(r"\((\w[\w&]{1,9})\)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and whether it opens a bullet, or only a line or passage of its own."""

    words: Words
    text: str
    opens: bool
    new_line: bool


@dataclass(slots=True)
class _Point:
    question: list[Sentence] = field(default_factory=list)
    replies: list[tuple[str | None, list[Sentence]]] = field(default_factory=list)
    by: str | None = None


def debate(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The points that the debates in minutes hold, each with its replies."""
    for run in _runs(passages):
        yield from _points(run)


def merged(found: Iterable[Words]) -> tuple[Words, ...]:
    """Where words stand, those that follow each other in a passage as one."""
    result: list[Words] = []
    for words in found:
        last = result[-1] if result else None
        if last and last.passage == words.passage and 0 <= words.start - last.end <= 1:
            result[-1] = Words(words.passage, last.start, words.end)
        else:
            result.append(words)
    return tuple(result)


def _runs(passages: Sequence[Passage]) -> Iterator[list[Sentence]]:
    """The sentences of consecutive passages of debate under one item."""
    run: list[Sentence] = []
    for i, passage in enumerate(passages):
        before = passages[i - 1] if run else passage
        told = kind_of(passage.document).is_record and passage.standing == "recorded"
        if not told or (before.item, before.meeting) != (passage.item, passage.meeting):
            if run:
                yield run
            run = []
        if told:
            run += _sentences(i, passage.text, bool(run) and _cut(before, passage))
    if run:
        yield run


def _cut(before: Passage, passage: Passage) -> bool:
    """Whether a passage goes on in the middle of what was too long for the one before."""
    head = " ".join((before.context or before.text).split()[:12])
    return bool(head) and head in " ".join(passage.context.split())


def _sentences(passage: int, text: str, cut: bool) -> Iterator[Sentence]:
    opens = False
    for start, end in _spans(text):
        new_line = (start == 0 and not cut) or "\n" in text[max(0, start - 2) : start]
        mark = MARK.match(text[start:end]) if new_line else None
        if mark:
            start, opens = start + mark.end(), True
        following = NEXT_MARK.search(text[start:end])
        stop = start + following.start() if following else end
        if stop > start:
            yield Sentence(Words(passage, start, stop), text[start:stop], opens, new_line)
        opens = following is not None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        for late in LATE_END.finditer(text, start, end):
            yield start, late.start()
            start = late.end()
        yield start, end


def _points(run: list[Sentence]) -> Iterator[Asked]:
    point = _Point()
    speaker: str | None = None
    for sentence in run:
        text = " ".join(sentence.text.split())
        replier = _replier(text, point)
        listed = bool(point.replies) and point.replies[-1][1][-1].text.endswith(":")
        if (sentence.opens and not listed) or (sentence.new_line and replier is None):
            yield from _done(point)
            point, replier, speaker = _Point(), None, None
        both = _both(text)
        if (
            both
            or WELCOMED.match(text)
            or (point.replies and replier is None and _ends(point, text))
        ):
            yield from _done(point)
            point = _Point()
        if both:
            point = _Point([sentence], [(both[1], [sentence])], both[0])
        elif replier is not None:
            _reply(point, replier or None, sentence)
        elif _raises(text):
            point.by = point.by or _asker(text, speaker)
            point.question.append(sentence)
        elif point.replies:
            point.replies[-1][1].append(sentence)
        elif point.question:
            point.question.append(sentence)
            long = NAMED_LONG if point.by else QUESTION_LONG
            point = point if len(point.question) <= long else _Point()
        named = SPEAKER.match(text)
        speaker = named["name"] if named else speaker
    yield from _done(point)


def _ends(point: _Point, text: str) -> bool:
    """Whether a sentence cannot go on with the last reply: it is another point, or speaker."""
    if _raises(text) or ANOTHER.match(text):
        return True
    speaker, by = SPEAKER.match(text), point.replies[-1][0]
    return bool(speaker and by and not _same(speaker["name"], by))


def _raises(text: str) -> bool:
    """Whether a sentence raises something; one that opens a list of points does not."""
    if text.endswith(":"):
        return False
    told = REPLY.match(text) or SOMEBODY.match(text)
    return bool(
        SOMEBODY_ASKED.match(text) or (not told and (A_MEMBER.match(text) or RAISED.search(text)))
    )


def _replier(text: str, point: _Point) -> str | None:
    """Who begins a reply to the point at hand, "" where it is not said; None where nobody does."""
    reply = REPLY.match(text)
    if not point.question or SOMEBODY_ASKED.match(text):
        return None
    if reply:
        who = _who(reply)
        return None if point.by and _same(who, point.by) else who
    return "" if SOMEBODY.match(text) else None


def _both(text: str) -> tuple[str | None, str | None] | None:
    """Who asked and who replied, of a sentence that tells both."""
    replied = IN_RESPONSE.match(text)
    listed = replied and replied["told"] and text.endswith(":")
    if replied and not listed and QUESTIONED.search(text, 0, replied.end("about")):
        asker = QUESTION_BY.search(replied["about"])
        return (asker["by"] if asker else None), (None if replied["told"] else _who(replied))
    answered = ASKED_AND_REPLIED.match(text)
    if answered:
        return None, (None if answered["by"] in PRONOUNS else answered["by"])
    run_in = ASKED_RUN_IN.match(text)
    return (run_in["asker"], _who(run_in)) if run_in else None


def _reply(point: _Point, by: str | None, sentence: Sentence) -> None:
    """Add a reply, or go on with that of the same person."""
    last = point.replies[-1][0] if point.replies else None
    if point.replies and (by is None or (last and _same(by, last))):
        point.replies[-1][1].append(sentence)
    else:
        point.replies.append((by, [sentence]))


def _asker(text: str, speaker: str | None) -> str | None:
    asked = SOMEBODY_ASKED.match(text)
    if not asked:
        return None
    return speaker if asked["pronoun"] else asked["chair"] or asked["name"]


def _who(match: re.Match[str]) -> str:
    return str(match["office"] or match["name"])


def _same(one: str, other: str) -> bool:
    """Whether "DCF" is "director children and families (DCF)", or two names are one."""
    short = [ABBREVIATION.search(name) for name in (one, other)]
    names = {one, other} | {match[1] for match in short if match}
    return one == other or len(names) < 2 + sum(match is not None for match in short)


def _done(point: _Point) -> Iterator[Asked]:
    if point.question and point.replies:
        yield Asked(
            formal=False,
            question=merged(sentence.words for sentence in point.question),
            replies=tuple(
                Reply(merged(sentence.words for sentence in told), by) for by, told in point.replies
            ),
            by=point.by,
        )
