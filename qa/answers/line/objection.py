"""What speaks against telling a sentence: another is meant, or it lacks what is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answers.answer_line import LineKind
from qa.answers.line.asked import PHRASES as ASKED
from qa.answers.line.asked import asks_for, member_asked
from qa.answers.line.choice import MORE, fuller
from qa.answers.line.figure import figures_in
from qa.answers.line.found import Found
from qa.answers.line.later import undone_by
from qa.answers.line.marks import KINDS, marks, names_the_office, wants_of
from qa.answers.line.newest import alike
from qa.answers.line.put import decided_over
from qa.answers.line.tellable import is_label
from qa.answers.search.beside import is_of_other_end
from qa.answers.search.context import Context
from qa.answers.search.term_weights import TermWeights
from qa.answers.understanding.question import Question
from qa.library.stemming import stems
from qa.papers.money import amounts_in
from qa.papers.text import sentences

# A sentence is told only where its meaning agrees with how it was chosen: none of its passage is
# nearer to the question, but for so little. Of 181 questions with marked key facts to six sets of
# papers 52 have a line now, and .71 of these hold a key fact; where a sentence had to hold half of
# the question's words instead 43 had, and .67 of them did.
NEARER = 0.05
HELD = 0.05  # of the question, that a sentence must hold…
TITLED = 0.6  # …or that the title over it does: "Allotments. Resolved: that rents be £32 a plot."
# A number by which something is known, and no year, code, day or sum: "calls to 101", "line 7".
NUMBER = re.compile(r"(?<![\w.,/£$€-])(?!(?:19|20)\d\d\b)\d+(?![\w/%-]|[.,]\d)")


def may_be_told(best: Found, found: Sequence[Found], context: Context) -> bool:
    """Whether nothing speaks against telling a sentence, beside all that were `found`."""
    question, stored = context.question, best.hit.stored
    titled = best.titled >= TITLED and kind_of_line(best, question) in ("figure", "date")
    if best.own < HELD and not titled:
        return False  # it has not a word of what is asked, however near its passage is
    if decided_over(stored, best.text, context) or undone_by(stored, context):
        return False
    if _is_beside_the_matter(best, found, context) or _lacks_value(best, question):
        return False
    if is_of_other_end(best.text, question):
        return False
    member = set(stems(member_asked(question)))
    if not member <= set(stems(best.text)):
        return False  # how a member voted is told by no sentence that does not name the member
    return not _lacks_number(best, found, question) and _tells_the_deed(best, question)


def kind_of_line(best: Found, question: Question) -> LineKind:
    wants = wants_of(question)
    if wants and marks(best, question):
        return KINDS[wants[0].name]
    return "yes or no" if asks_for("yes_or_no", question) else "sentence"


def _is_beside_the_matter(best: Found, found: Sequence[Found], context: Context) -> bool:
    """Whether another sentence of its passage is clearly nearer in meaning to what is asked; where
    it gives the figure or the day that is asked for, another that does. Names stand everywhere."""
    question, weights = context.question, context.term_weights
    if kind_of_line(best, question) == "figure" and _lacks_what_another_has(best, found, weights):
        return True
    if fuller(best, found, question):
        return True
    text = best.hit.stored.passage.text
    each = zip(sentences(text), best.hit.sentences, strict=True)
    rivals = [cosine for (a, b), cosine in each if not is_label(text[a:b])]
    if marks(best, question) and kind_of_line(best, question) != "person":
        own = (one for one in found if one.hit is best.hit)
        rivals = [one.signs.cosine for one in own if marks(one, question)]
    return best.signs.cosine < max(rivals, default=0.0) - NEARER


def _lacks_what_another_has(best: Found, found: Sequence[Found], weights: TermWeights) -> bool:
    """Whether another sentence or row of its passage holds clearly more of the question, and a
    figure too: the total of a table is not that of the service asked about. Or a word of it that
    weighs as much, and is not in this one: what a field is worth is not what was offered for it. Of
    years and other numbers nothing follows: each sentence of a report is of its year."""
    held = {*stems(f"{best.hit.stored.passage.item or ''} {best.text}")}
    return any(
        (one.own >= best.own + MORE or weights.share(_words_of(one.text) - held) >= MORE)
        and figures_in(one.text, of_money=False)
        for one in found
        if one.hit is best.hit and (one.end <= best.start or one.start >= best.end)
    )


def _words_of(text: str) -> set[str]:
    """The stems of a text without its numbers."""
    return {stem for stem in stems(text) if not stem.isdigit()}


def _lacks_number(best: Found, found: Sequence[Found], question: Question) -> bool:
    """Whether a question names something by its number or its sum, as "calls to 101" or "the £250",
    which stands in another sentence found, and neither in this one nor in the one that leads to it.
    """
    numbers = _numbers_in(question.own)
    passage = best.hit.stored.passage.text
    above = max((a for a, b in sentences(passage) if b <= best.start), default=best.start)
    if numbers <= _numbers_in(f"{best.hit.stored.passage.item or ''} {passage[above : best.end]}"):
        return False
    return any(numbers <= _numbers_in(one.hit.stored.passage.text) for one in found)


def _numbers_in(text: str) -> set[str]:
    """The numbers by which things are known in a text, and its sums of money, written alike."""
    sums = (alike(text[one.start : one.end]) for one in amounts_in(text))
    return {*NUMBER.findall(text), *sums}


def _tells_the_deed(best: Found, question: Question) -> bool:
    """Whether a sentence says how a vote went, who brought something, or what became of it, if
    that is asked: that a matter was put to the vote, or who spoke of it, tells none of these."""
    if asks_for("vote", question) or (
        asks_for("decided", question) and asks_for("ended_by_vote", question)
    ):
        if asks_for("against", question) and not ASKED["dissent"].search(best.text):
            return False  # that it was approved does not say who voted against it
        if member_asked(question):
            # that the member asked for a recorded vote does not say how
            return bool(ASKED["voted_so"].search(best.text))
        return bool(ASKED["result"].search(best.text) or ASKED["voted"].search(best.text))
    if asks_for("got", question) and ASKED["to_apply"].search(best.text):
        return False
    if asks_for("moved", question):
        return bool(ASKED["brought"].search(best.text)) and bool(marks(best, question))
    return not asks_for("decided", question) or bool(ASKED["ruled"].search(best.text))


def _lacks_value(best: Found, question: Question) -> bool:
    """Whether a figure or a day is asked for, and a sentence does not give it; who did something
    may be told without a name, by an office, but not who asked."""
    wants = wants_of(question)
    if not wants or marks(best, question):
        return False
    if KINDS[wants[0].name] != "person" or question.asks_for_questions:
        return True
    return not names_the_office(best.text, question)
