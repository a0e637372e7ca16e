"""A question as it is searched: its terms, its names, its preference, and what sort it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers.understanding.period import names_a_time, without_time
from qa.answers.understanding.preference import Preference, preference_of, without_limits
from qa.answers.understanding.synonyms import is_known, other_names
from qa.papers.text import mended

MAX_QUESTION_LENGTH = 500  # characters of a question that are read

# Words that carry no subject.
_STOP_WORDS = """
a an the of to in on at for and or but is are was were be been being do does did done has
have had how what when who whom whose which why where with by from as it its this that these
those there their theirs they them he she him her his hers we our ours us you your yours i
my me mine any anyone anybody anything if so than then about into out up down over not no
can could will would shall should may might must just get got getting go going gone ever yet
still also much many say says said saying tell told please really actually know let us see
am thing things stuff lot ok okay hi hello thanks someone somebody everyone everybody something
ages along
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# "we'll", "didn't", "what's", and as people type them: "wasnt", "whats".
SHORTENED = re.compile(
    r"(?:\w+n't|\w+'(?:ll|ve|re|d|m)|(?:it|that|what|who|there|here|how|let|he|she)'?s"
    r"|(?:was|were|is|are|do|does|did|has|have|had|would|should|could|ca|wo)nt|ive|im|youve|weve|theyve)"
)
WORD = re.compile(r"[a-z0-9£%&]+(?:['’.-][a-z0-9]+)*")
# Words that ask for the story over time, and are no part of its subject.
STORY_WORDS = re.compile(
    r"\b(?:what(?:'s| has| is|s)? (?:ever )?(?:happened|happening|become|became)\b"
    r"|what (?:did|has) (?:ever )?(?:happen|become)\b|whatever happened"
    r"|(?:the )?latest (?:on|about|with|for)\b"
    r"|timeline\b|history of|trace (?:what happened to|the)|story (?:of|with)|over time"
    r"|take me through|go through the|walk me through|from start to|progress (?:on|of|with))",
    re.IGNORECASE,
)
# Words that say what to do with the subject, and are no part of it.
REQUEST = re.compile(
    r"^(?:please |can you |could you )*(?:summari[sz]e|describe|explain|outline"
    r"|tell (?:me|us) about|give (?:me|us) (?:a )?summary of)\b(?: the| their| all)?"
    r"(?: (?:discussions?|debate|questioning|views?|opinions?|conclusions?|conversation)s?)?"
    r"(?: (?:about|on|of|around|regarding))*",
    re.IGNORECASE,
)
# Questions that ask for it in other words: "has X slipped since …", "how has X changed".
# "Has the hall been mended", "was the survey ever done", "did the talks ever happen" too, of a
# thing that is named: not "has anything been done".
_NAMED = r"(?!(?:any|no|it|this|that|they|there|some|we|you|I)(?:thing|one|body)?\b)"
_DONE = (
    "done|sorted|delivered|implemented|finished|completed|built|published|held"
    "|carried out|acted on|followed up"
)
_THING = rf"{_NAMED}[^.?!;]{{3,90}}"
STORY = re.compile(
    r"\bhow (?:has|have|did) .{3,90}\b(?:changed?|progress(?:ed)?|developed?|moved?|gone)\b"
    rf"|\b(?:has|have) {_THING}\b(?:slipped|gone ahead|come off)\b"
    rf"|\b(?:has|have) {_THING}\bbeen (?:{_DONE})\b"
    rf"|\b(?:was|were) {_THING}\bever (?:\w+ )?(?:{_DONE})\b"
    rf"|\bdid {_THING}\bever (?:actually )?(?:happen|open|start|begin|finish|go ahead|come off"
    r"|materiali[sz]e|get (?:done|built|finished|sorted|going|off the ground))\b"
    r"|\bsince .{3,40}\bfirst\b|\bhow often did .{2,40}\bslip\b|\beach time\b|\bso far\b",
    re.IGNORECASE,
)
# Questions for all there are of something: a list is quoted whole.
LISTED = re.compile(
    r"^(?:please |can you |could you )*(?:list|give me a list of|set out)\b(?! of\b)"
    r"|\bwhat (?:are|were) all the\b|\ball the names\b|\bwhich (?:ones|of the \w+s)\b"
    r"|\bwhich \w+s (?:are|were|have|had|did)\b|\blist (?:all|the)\b",
    re.IGNORECASE,
)
# How a correction of the last question begins: "no, the March one", "I meant 2021".
CORRECTS = re.compile(
    r"^(?:no+|nope|sorry|actually|wait)"
    r"(?:[,;.!]+\s*(?:no[,;]?\s+)?|\s+(?=(?:the|that|not|i mean|we mean)\b))"
    r"(?:(?:i|we) mean(?:t)?\s+)?|^(?:i|we) mean(?:t)?\s+|^not (?:that|the)\b[^,;.]*[,;.]\s*",
    re.IGNORECASE,
)
TOKEN = re.compile(r"[A-Za-z0-9£][A-Za-z0-9'&]*")
# Words with a capital that name nothing which a passage must have.
_TITLES = """
mr mrs ms miss dr cllr cllrs councillor councillors sir lord lady prof rev road street christmas
easter monday tuesday wednesday thursday friday saturday sunday english british spring summer
autumn winter
"""
TITLES = frozenset(_TITLES.split())
MOSTLY = 0.6  # of the words begin with capitals: they tell nothing
# Signs that a question leans on the one before.
LEANS_FIRST = re.compile(
    r"^(?:and|but|so|ok(?:ay)?|yes|right|then|also|what about|how about|or"
    r"|why(?: not| is that)?\??$|who (?:else|seconded|proposed|abstained|voted)"
    r"|when was (?:that|it|this)|and who|which ones?)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|that|those|this|these|he|she|him|her|his|there|one|ones|same)\b",
    re.IGNORECASE,
)
# "it" and "there" that point at nothing: "is it true that", "are there any".
EMPTY_PRONOUN = re.compile(
    r"\b(?:(?:is|was|are|were|will|has|have|did|does) there|there (?:is|was|are|were|will|has|have)"
    r"|is it (?:true|the case|possible|right|legal)|(?:this|that|these|those|there) \w{3,}"
    r"|\w{4,} that\b|so that|it(?:'s| is) )",
    re.IGNORECASE,
)
FEW = 3  # content words: a question with no more, and a pronoun, has no subject of its own


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is searched.

    `text` is completed from the question before where it leans on it; `subject` is what it is
    about, without "what happened to …"; `terms` are the words of that, `names` its other names.
    `named` are the words that name something: people, places, roads, numbers. `own` is what was
    asked now, where `text` is more than that. `story` says that it asks for what happened over
    time, `listed` for all there are of something.
    """

    text: str
    own: str
    subject: str
    terms: tuple[str, ...]
    names: tuple[str, ...]
    named: tuple[str, ...]
    preference: Preference
    story: bool
    listed: bool = False


def parse_question(
    question: str, previous: str | None = None, committees: Sequence[str] = ()
) -> Question:
    """What a question asks, with `previous`, the question before it, if it leans on that.

    `committees` are those that the library has papers of.
    """
    own = text = " ".join(question[:MAX_QUESTION_LENGTH].split())
    if previous and is_follow_up(own):
        text = _completed(" ".join(previous[:MAX_QUESTION_LENGTH].split()), own)
    searched = without_limits(text)
    subject = " ".join(REQUEST.sub(" ", STORY_WORDS.sub(" ", searched)).split())
    if not any(word not in STOP_WORDS for word in terms(subject)):
        subject = searched
    return Question(
        text=text,
        own=own,
        subject=subject,
        terms=tuple(dict.fromkeys(terms(subject))),
        names=tuple(other_names(mended(subject))),
        named=tuple(named(text)),
        preference=preference_of(text, committees),
        story=bool(STORY_WORDS.search(own) or STORY.search(own)),
        listed=bool(LISTED.search(own)),
    )


def _completed(previous: str, own: str) -> str:
    """The question before and what is asked now; a time that it names takes the place of the old.

    "How close was the vote in February?" and "no, the March one" ask about March.
    """
    asked = CORRECTS.sub("", own) or own
    if names_a_time(own):
        return f"{without_time(previous).rstrip(' ?.!,')}, {asked}"
    return f"{previous} {asked}"


def terms(text: str) -> list[str]:
    """The words of `text` that carry a subject; all of them where none seems to."""
    words = WORD.findall(mended(text).lower())
    return [w.removesuffix("'s") for w in words if not is_stop_word(w)] or words


def is_stop_word(word: str) -> bool:
    """Whether `word`, in lower case, says nothing of what a question is about."""
    whole = word.removesuffix("'s")
    return (
        whole in STOP_WORDS
        or bool(SHORTENED.fullmatch(word))
        or (len(whole) < 2 and word.isalpha())
    )


def is_follow_up(question: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    content = [w for w in terms(question) if w not in STOP_WORDS]
    if CORRECTS.match(question):
        return len(content) <= 2 * FEW
    if LEANS_FIRST.match(question) and len(content) <= 2 * FEW:
        return True
    pointing = PRONOUN.search(EMPTY_PRONOUN.sub(" ", question))
    return (bool(pointing) and len(content) <= 2 * FEW) or len(content) <= 1


def named(question: str) -> list[str]:
    """The words of a question that name something: with a capital, or with figures in them."""
    found = []
    text = without_time(question)
    words = list(TOKEN.finditer(text))
    capital = sum(word[0][0].isupper() for word in words)
    if capital > MOSTLY * len(words):
        return []
    for word in words:
        name = word[0].removesuffix("'s")
        first = not re.search(r"[\w,;:'\"’)-]\s*$", text[: word.start()])
        lower = name.lower()
        if is_stop_word(lower) or lower in TITLES or is_known(lower) or len(name) < 3:
            continue
        if any(char.isdigit() for char in name) or (name[0].isupper() and not first):
            found.append(name)
    return list(dict.fromkeys(found))
