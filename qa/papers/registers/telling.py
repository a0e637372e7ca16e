"""What a clause of minutes tells: that something was moved, put, carried, lost or resolved.

The phrases stand in telling.toml.
"""

from __future__ import annotations

import re

from qa.papers.register import Outcome, Votes
from qa.papers.registers.clause import Clause
from qa.papers.registers.people import besides, only_people, people
from qa.papers.registers.vote import outcome_in, votes
from qa.papers.standing import BODY_ALONE, LISTED_VERB, MOVED, is_of_another_body, is_opinion
from qa.phrases import Phrases, SignedPhrase

_PHRASES = Phrases.beside(__file__)


RESOLVED = SignedPhrase(
    _PHRASES["resolved"],
    "resol voted decision decided order agreed determin recommend penderfyn committee cabinet"
    " council panel board executive",
)
DECIDED = SignedPhrase(
    _PHRASES["decided"],
    "agreed resolv approv decid determin endors confirm accept adopt authori ratif order elected"
    " appoint grant refus support noted notes receiv denied cytunwyd cymeradwywyd derbyniwyd nodwyd"
    " awdurdodwyd hereby delegat chose opted voted happy content pleased instruct empower direct"
    " mandat favour favor",
)
PASSIVE = SignedPhrase(
    _PHRASES["passive"],
    "approv noted agreed adopt confirm ratif accept receiv refused granted delegat award set fixed"
    " resolv carried",
)
RECOMMENDED = SignedPhrase(_PHRASES["recommended"], "recommend argymhell")
DEFERRED = SignedPhrase(_PHRASES["deferred"], "deferr left over adjourn put postpon gohiri carried")
PUT = SignedPhrase(_PHRASES["put"], "put submitted vote division show ballot poll voting")
VOTING = SignedPhrase(_PHRASES["voting"], "voting vote voted result decision outcome")
RESULT = SignedPhrase(
    _PHRASES["result"],
    "carrie carry lost defeat fail passed pass withdr approved agreed negativ tabled deferred"
    " unanim aye favo second noted dies died support prevail vote adopted accepted supported"
    " confirmed elected appointed fell rejected succeed refer defer put lapsed became becomes"
    " cariwyd pasiwyd collwyd trechwyd",
)
NOT_APPROVED = _PHRASES["not_approved"]
AS_AMENDED, AMENDING = _PHRASES["as_amended"], _PHRASES["amending"]
AMENDS = _PHRASES["amends"]
FRIENDLY_AMENDMENT = _PHRASES["friendly_amendment"]
MOTION_TITLE, HEADING = _PHRASES["motion_title"], _PHRASES["heading"]
NARRATIVE = _PHRASES["narrative"]
POINTS_BACK = _PHRASES["points_back"]
TO_DO, ELECTED = _PHRASES["to_do"], _PHRASES["elected"]
_ENDED_SO, ON_THE_PROPOSAL = _PHRASES["ended_so"], _PHRASES["on_the_proposal"]
_TO_BE_DONE, _SAID_BEHIND = _PHRASES["to_be_done"], _PHRASES["said_behind"]
_THING, _NO_THING = _PHRASES["thing"], _PHRASES["no_thing"]
_ELSEWHERE = _PHRASES["elsewhere"]
_OPINION_ON_PLAN = SignedPhrase(_PHRASES["opinion_on_plan"], "object support recommend")
_PROMISE = SignedPhrase(_PHRASES["promise"], "agreed")
_ANOTHER_DAY = SignedPhrase(
    _PHRASES["another_day"],
    "19 20 january february march april may june july august september"
    " october november december meeting last previous earlier ago",
)
_CASTING_AGAINST, _CASTING_FOR = _PHRASES["casting_against"], _PHRASES["casting_for"]
_CASTING_END, _PUT_WHOSE = _PHRASES["casting_end"], _PHRASES["put_whose"]
_ELSEWHERE_NEAR = _PHRASES["elsewhere_near"]
_IN_WRITING = SignedPhrase(
    _PHRASES["in_writing"],
    "minutes letter mail notice report article press newspaper website statement gazette bulletin"
    " leaflet recommended proposed suggested asked",
)
_CONDITIONAL = _PHRASES["conditional"]
_REPORTED, _QUOTING, _A_RULE = (_PHRASES[name] for name in ("reported", "quoting", "a_rule"))
_AMENDMENT, _DECLINED = _PHRASES["amendment"], _PHRASES["declined"]

# The end of a clause whose words go on in the next.
OPEN_END = re.compile(r"(?:[:;,–-]|\b(?:and|or|to|that|the|of|following))[\s“\"]*$")
FOLLOWING = re.compile(r"\bfollowing\b|\bas follows\b|\bset out\b|\band$|[:–-]$")
BELOW = re.compile(r"\bbelow\b")
MAX_TOLD = 60  # words of a sentence that tells a decision in the passive
NEAR = 90  # characters in which what was noted is named
RESULT_ALONE = re.compile(r"All agreed\W*")
_SUBJECT = re.compile(r"\b[Ii]t was\b")
_VERB = re.compile(r" (?:was|were) ")
_AND_THE = re.compile(r",? and (?=the (?:minutes|accounts|report|recommendations?) )")
_LAST_WORD = re.compile(r"\w+\W*$")
_DASH = re.compile(r" [–-] \w+\.?$")  # "Hall hire – noted."
# "Decision – B18/19", "resolved: FRA/16.1", "RESOLVED CO 2024/41", "Resolved minute number 24/104",
# "RESOLVED (i)."
_CODE = re.compile(
    r"[ :#–-]*(?:(?:(?:[A-Z]{1,6}|[Mm]inute|[Nn]umber|[Nn]os?|[Rr]ef(?:erence)?)\b[ .:#–-]*){0,3}"
    r"[\w/.-]*\d[\w/.-]*|\((?:i|a|1)\)\.?)"
)
_CODES = re.compile(r"\b[\w/.-]*\d[\w/.-]*")


def lead(text: str, *, aside: bool = False) -> re.Match[str] | None:
    """Where the words that open a resolution stand; None where the clause opens none.

    Under an officer's recommendation (`aside`) the name of a body alone opens none.
    """
    found = RESOLVED.search(text)
    if not found or _ANOTHER_DAY.search(text) or (aside and BODY_ALONE.match(text)):
        return None
    before = text[: found.start()]
    if _QUOTING.search(before):
        return None
    plain = found[0].isupper() or found.start() == 0
    return found if plain or not _ELSEWHERE_NEAR.search(before) else None


def body_over_a_list(text: str, after: Clause | None) -> re.Match[str] | None:
    """The body that resolves, alone over a list: "The Committee", "(a) notes the report"."""
    return BODY_ALONE.match(text) if after and LISTED_VERB.match(after.text) else None


def is_preamble(text: str, after: Clause | None) -> bool:
    """Whether a sentence says of the resolution under it, `after`, that it was agreed."""
    if not after or not lead(after.text) or HEADING.match(after.text) or PUT.search(text):
        return False
    return bool(FOLLOWING.search(text) and DECIDED.search(text)) and not any(people(text))


def is_moved_below(text: str, after: Clause | None) -> bool:
    """Whether a label with a number opens a resolution whose mover stands under it: "Resolution
    No. 24/12", "Moved: Cr Ash"."""
    numbered = is_empty(text) and any(letter.isdigit() for letter in text)
    return after is not None and numbered and only_people(after.text)


def is_empty(text: str) -> bool:
    """Whether a clause opens a resolution whose words are still to come."""
    opens = RESOLVED.search(text) or BODY_ALONE.match(text)
    if not opens:
        return False
    rest = text[opens.end() :]
    return len(rest) < 4 or _CODE.fullmatch(rest) is not None


def decides(text: str, committee: str) -> bool:
    """Whether a sentence of running minutes tells a decision of the meeting of `committee`.

    Its name is in small letters, and empty if it is not known.
    """
    if _ANOTHER_DAY.search(text) or is_opinion(text) or is_in_writing(text):
        return False
    if is_promise(text):
        return False
    if is_opinion_on_plan(text):
        return True
    if DEFERRED.match(text) or RECOMMENDED.search(text):
        return True
    if (behind := _AND_THE.search(text)) and _decides_in_the_passive(text[behind.end() :]):
        return True
    found = DECIDED.search(text)
    if found and RESULT_ALONE.fullmatch(text):
        return False  # of what stands before it
    if not found:
        return _decides_in_the_passive(text)
    told = found[0]
    subject = _SUBJECT.search(told)
    before = told[: subject.start()].rstrip(" ,") if subject else ""
    if _ELSEWHERE.search(before) or is_of_another_body(told, committee):
        return False
    last = told.rstrip().casefold()
    if last.endswith(("noted", "notes")):
        return _THING.search(text, found.end(), found.end() + NEAR) is not None
    if not last.endswith("that"):
        return True
    over_a_list = not text[found.end() :].strip(" :–-")
    return over_a_list or TO_DO.search(text, found.end()) is not None


def is_in_writing(text: str) -> bool:
    """Whether a sentence tells what a paper says or asks for, rather than what the meeting does."""
    return _IN_WRITING.search(text) is not None


def is_promise(text: str) -> bool:
    """Whether one who presides or serves agrees to do something, which decides nothing."""
    return _PROMISE.search(text) is not None


def is_opinion_on_plan(text: str) -> bool:
    """Whether a line says what the meeting thinks of a planning application."""
    return _OPINION_ON_PLAN.search(text) is not None


def is_of_another_day(text: str) -> bool:
    """Whether a sentence recalls what was decided on another day."""
    return _ANOTHER_DAY.search(text) is not None


def _decides_in_the_passive(text: str) -> bool:
    passive = PASSIVE.match(text)
    if not passive or len(text.split()) > MAX_TOLD:
        return False
    if _DASH.search(passive[0]) or passive[0].endswith("passed for payment"):
        return True
    subject = _VERB.split(passive[0])[0]
    if _ELSEWHERE.search(subject) and not subject.endswith(" and"):
        return False
    return bool(_THING.search(passive[0])) and not _NO_THING.search(passive[0])


def speaks_of_moving(text: str) -> bool:
    """Whether a clause moves something, with or without a name, or is the title of a motion."""
    if _PUT_WHOSE.match(text) or _DECLINED.search(text):
        return False
    phrases = (MOVED, MOTION_TITLE, FRIENDLY_AMENDMENT)
    return any(people(text)) or any(phrase.search(text) for phrase in phrases)


def is_of_an_amendment(text: str) -> bool:
    """Whether a clause speaks of an amendment, and not of a motion that took one in."""
    return bool(_AMENDMENT.search(text)) and not AS_AMENDED.search(text)


def tells_result(text: str) -> bool:
    """Whether a clause tells what became of something that was moved."""
    found = RESULT.search(text)
    if not found or _TO_BE_DONE.search(text) or _SAID_BEHIND.search(text):
        return False
    last = _LAST_WORD.search(found[0])
    told = text[: found.start() + (last.start() if last else 0)]
    if _REPORTED.search(told) or _A_RULE.match(text[found.end() :]):
        return False
    nobody_seconds = "second" in found[0] and "casting" not in found[0]
    return nobody_seconds or not _CONDITIONAL.search(told.removesuffix("had been "))


def ends_so(text: str) -> bool:
    """Whether a clause that says who moved something also says that it was done."""
    return _ENDED_SO.search(text) is not None and not _TO_BE_DONE.search(text)


def settled(text: str) -> Outcome | None:
    """How a clause says that something ended; None where it does not."""
    if FRIENDLY_AMENDMENT.search(text):
        return "agreed"
    if by_the_chair := _CASTING_END.search(text):
        return outcome_in(by_the_chair[0])
    if _CASTING_AGAINST.search(text):
        return "lost"
    if _CASTING_FOR.search(text):
        return "carried"
    found = RESULT.search(text) if tells_result(text) else None
    if not found:
        return None
    counted = votes(text) if "vote" in found[0].casefold() else None
    is_cast = "casting" in found[0]  # how that ended may stand before it
    told = outcome_in(text if is_cast else text[found.start() :])
    return told or (outcome_of(counted) if counted else None)


def is_cast_against(text: str) -> bool:
    """Whether the chair used a casting vote against what was put."""
    return _CASTING_AGAINST.search(text) is not None


def manner(told: str) -> Outcome | None:
    """How a preamble says that what follows was carried."""
    outcome = outcome_in(told)
    return outcome if outcome in ("unanimous", "carried") else None


def outcome_of(counted: Votes) -> Outcome | None:
    """What the counts say: nothing, if they are equal or only one is printed."""
    if counted.favour is None or counted.against is None or counted.favour == counted.against:
        return None
    return "carried" if counted.favour > counted.against else "lost"


def names_only(text: str) -> bool:
    """Whether a clause opens a resolution with its number and who moved it, and nothing else."""
    names = people(text)
    return any(names) and bool(RESOLVED.search(text)) and not besides(_CODES.sub("", text), names)
