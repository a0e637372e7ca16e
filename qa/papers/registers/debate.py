"""Points of debate: what minutes say that somebody raised, and what was replied.

A sentence raises something, or begins a reply, or goes on with what stands before it. The phrases
stand in debate.toml. A point counts only with its reply, since remarks are not answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qa.papers.kinds import kind_of
from qa.papers.paper import Passage
from qa.papers.register import Asked, Reply, Words
from qa.papers.text import sentences
from qa.phrases import Phrases, SignedPhrase

_PHRASES = Phrases.beside(__file__)
REPLY = _PHRASES["reply"]
REPLY_OF_SOMEBODY = _PHRASES["reply_of_somebody"]
IN_RESPONSE = _PHRASES["in_response"]
QUESTIONED = _PHRASES["questioned"]
QUESTION_BY = _PHRASES["question_by"]
ASKED_AND_REPLIED = _PHRASES["asked_and_replied"]
SOMEBODY_ASKED = _PHRASES["somebody_asked"]
ASKED_RUN_IN = _PHRASES["asked_run_in"]
SUBJECT = _PHRASES["subject"]
MEMBER_REMARKED = _PHRASES["member_remarked"]
RAISED = SignedPhrase(
    _PHRASES["raised"],
    "quer question asked suggested commented requested proposed acceptable understood felt concern"
    " disappoint frustrat fear raised sought",
)
ANOTHER_POINT = _PHRASES["another_point"]
WELCOMED = _PHRASES["welcomed"]
PRONOUNS = ("He", "She", "They")

# Where a bullet or a numbered paragraph begins: "• It was queried …", "3. A Member …", "(a) The …".
MARK = re.compile(r"^\s*(?:[•\uf0b7▶·*–-]|\(?(?:\d{1,3}|[a-z]{1,3})[.)])(?:\s+|(?=[A-Z]))")
# Points may follow each other in one line, so that a sentence ends with the letter of the next
# point: "… year. b.".
NEXT_MARK = re.compile(r"[,;]?\s{1,3}\(?[a-z][.)]$")
# "… of the ADED&S. The …": initials that end a sentence look like those of a name.
LATE_END = re.compile(r"(?<=[A-Za-z&][A-Z]\.) (?=[A-Z][a-z]{0,12} )")
ABBREVIATION = re.compile(r"\((\w[\w&]{1,9})\)$")
# A reply answers a question if at most so many sentences are before it. Minutes that name who asked
# give the reply sooner.
MAX_QUESTION_SENTENCES, MAX_NAMED_QUESTION_SENTENCES = 6, 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; whether it opens a bullet (`opens`), and whether a line or passage begins with it
    (`new_line`)."""

    words: Words
    text: str
    opens: bool
    new_line: bool


@dataclass(slots=True)
class _Point:
    """A point while it is read: its question, who asked, and each reply with who gave it."""

    question: list[Sentence] = field(default_factory=list)
    replies: list[tuple[str | None, list[Sentence]]] = field(default_factory=list)
    by: str | None = None

    @property
    def is_far_from_reply(self) -> bool:
        """Whether the question has so many sentences that no reply is expected any more."""
        most = MAX_NAMED_QUESTION_SENTENCES if self.by else MAX_QUESTION_SENTENCES
        return len(self.question) > most


def debate(passages: Sequence[Passage]) -> Iterator[Asked]:
    """The points that the debates in minutes hold, each with its replies."""
    for run in _runs(passages):
        yield from _points(run)


def merged(found: Iterable[Words]) -> tuple[Words, ...]:
    """Where words stand; those that follow each other in a passage are put together."""
    result: list[Words] = []
    for words in found:
        last = result[-1] if result else None
        if last and last.passage == words.passage and 0 <= words.start - last.end <= 1:
            result[-1] = Words(words.passage, last.start, words.end)
        else:
            result.append(words)
    return tuple(result)


def _runs(passages: Sequence[Passage]) -> Iterator[list[Sentence]]:
    """The sentences of each run of passages that record debate under one item."""
    run: list[Sentence] = []
    for i, passage in enumerate(passages):
        before = passages[i - 1] if run else passage
        is_debate = kind_of(passage.document).is_record and passage.standing == "recorded"
        if not is_debate or (before.item, before.meeting) != (passage.item, passage.meeting):
            if run:
                yield run
            run = []
        if is_debate:
            run += _sentences(i, passage.text, bool(run) and _goes_on(before, passage))
    if run:
        yield run


def _goes_on(before: Passage, passage: Passage) -> bool:
    """Whether a passage is the rest of a paragraph that was too long for the passage before it."""
    head = " ".join((before.context or before.text).split()[:12])
    return bool(head) and head in " ".join(passage.context.split())


def _sentences(passage: int, text: str, goes_on: bool) -> Iterator[Sentence]:
    """The sentences of the passage at the index `passage`, without their marks."""
    opens = False
    for start, end in _spans(text):
        new_line = (start == 0 and not goes_on) or "\n" in text[max(0, start - 2) : start]
        mark = MARK.match(text[start:end]) if new_line else None
        if mark:
            start, opens = start + mark.end(), True
        following = NEXT_MARK.search(text[start:end])
        stop = start + following.start() if following else end
        if stop > start:
            yield Sentence(Words(passage, start, stop), text[start:stop], opens, new_line)
        opens = following is not None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    for start, end in sentences(text):
        for late in LATE_END.finditer(text, start, end):
            yield start, late.start()
            start = late.end()
        yield start, end


def _points(run: list[Sentence]) -> Iterator[Asked]:
    """The points in a run of sentences, each read until the next one begins."""
    point = _Point()
    speaker: str | None = None
    for sentence in run:
        text = " ".join(sentence.text.split())
        replier = _replier(text, point)
        listed = bool(point.replies) and point.replies[-1][1][-1].text.endswith(":")
        if (sentence.opens and not listed) or (sentence.new_line and replier is None):
            yield from _finished(point)
            point, replier, speaker = _Point(), None, None
        both = _asker_and_replier(text)
        ends = bool(point.replies) and replier is None and _ends(point, text)
        if both or WELCOMED.match(text) or ends:
            yield from _finished(point)
            point = _Point()
        if both:
            point = _Point([sentence], [(both[1], [sentence])], both[0])
        else:
            _take(point, sentence, text, replier, speaker)
        named = SUBJECT.match(text)
        speaker = named["name"] if named else speaker
    yield from _finished(point)


def _take(
    point: _Point, sentence: Sentence, text: str, replier: str | None, speaker: str | None
) -> None:
    """Add a sentence to the point that is being read, if it belongs to it."""
    if replier is not None:
        _reply(point, replier or None, sentence)
    elif _raises(text):
        point.by = point.by or _asker(text, speaker)
        point.question.append(sentence)
    elif point.replies:
        point.replies[-1][1].append(sentence)
    elif point.question:
        point.question.append(sentence)
        if point.is_far_from_reply:
            point.question, point.by = [], None


def _ends(point: _Point, text: str) -> bool:
    """Whether a sentence cannot belong to the last reply: it begins another point, or somebody else
    speaks."""
    if _raises(text) or ANOTHER_POINT.match(text):
        return True
    speaker, by = SUBJECT.match(text), point.replies[-1][0]
    return bool(speaker and by and not _same(speaker["name"], by))


def _raises(text: str) -> bool:
    """Whether a sentence raises something; one that opens a list of points does not."""
    if text.endswith(":"):
        return False
    if SOMEBODY_ASKED.match(text):
        return True
    replies = REPLY.match(text) or REPLY_OF_SOMEBODY.match(text)
    return not replies and bool(MEMBER_REMARKED.match(text) or RAISED.search(text))


def _replier(text: str, point: _Point) -> str | None:
    """Who begins a reply to `point` in this sentence: "" if it is not said, None if nobody does."""
    reply = REPLY.match(text)
    if not point.question or SOMEBODY_ASKED.match(text):
        return None
    if reply:
        who = _who(reply)
        return None if point.by and _same(who, point.by) else who
    return "" if REPLY_OF_SOMEBODY.match(text) else None


def _asker_and_replier(text: str) -> tuple[str | None, str | None] | None:
    """Who asked and who replied, if the sentence is a question with its reply; None otherwise."""
    replied = IN_RESPONSE.match(text)
    listed = replied and replied["unnamed"] and text.endswith(":")
    if replied and not listed and QUESTIONED.search(text, 0, replied.end("about")):
        asker = QUESTION_BY.search(replied["about"])
        return (asker["by"] if asker else None), (None if replied["unnamed"] else _who(replied))
    answered = ASKED_AND_REPLIED.match(text)
    if answered:
        return None, (None if answered["by"] in PRONOUNS else answered["by"])
    run_in = ASKED_RUN_IN.match(text)
    return (run_in["asker"], _who(run_in)) if run_in else None


def _reply(point: _Point, by: str | None, sentence: Sentence) -> None:
    """Add a reply, or a sentence to the last reply if it is of the same person."""
    last = point.replies[-1][0] if point.replies else None
    if point.replies and (by is None or (last and _same(by, last))):
        point.replies[-1][1].append(sentence)
    else:
        point.replies.append((by, [sentence]))


def _asker(text: str, speaker: str | None) -> str | None:
    """Who asks in this sentence; "he" or "she" is the `speaker` of the sentence before."""
    asked = SOMEBODY_ASKED.match(text)
    if not asked:
        return None
    return speaker if asked["pronoun"] else asked["chair"] or asked["name"]


def _who(match: re.Match[str]) -> str:
    return str(match["office"] or match["name"])


def _same(one: str, other: str) -> bool:
    """Whether two names are of one person: "DCF" is the "director children and families (DCF)"."""
    short = [ABBREVIATION.search(name) for name in (one, other)]
    names = {one, other} | {match[1] for match in short if match}
    return one == other or len(names) < 2 + sum(match is not None for match in short)


def _finished(point: _Point) -> Iterator[Asked]:
    """The point as a record, if it has both a question and a reply."""
    if point.question and point.replies:
        yield Asked(
            formal=False,
            question=merged(sentence.words for sentence in point.question),
            replies=tuple(
                Reply(merged(sentence.words for sentence in reply), by)
                for by, reply in point.replies
            ),
            by=point.by,
        )
