"""An answer as HTML: its quotes with their citations.

Every word of a paper, a file name or a question is escaped, so that none can act as HTML.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from qa import wording
from qa.answers.answer import Answer, Step
from qa.answers.citation import Citation, Place, Quote
from qa.answers.overview import Overview
from qa.library.filters import Filters
from qa.library.protocol import Store
from qa.publication import external_links, safe_address
from qa.web import address, state
from qa.web.markdown import initial
from qa.web.quote_label import quote_label
from qa.web.timeline_chart import timeline_chart

WRITTEN_HERE = "<!-- written -->"  # where what a language model wrote of an answer is to stand
MIN_REST = 8  # words: with less after what the line tells, a quote is shown whole


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation as it is shown, with its `quote`, or None where the whole passage is shown.

    `further` are quotes of the same passage that follow next. `again` says that it stands further
    up with another quote. `before` and `after` are the texts of the neighbouring passages. `step`
    is the step of the timeline that the citation stands for, if any. `told` is what the answer line
    quotes of it.
    """

    citation: Citation
    quote: Quote | None
    further: tuple[Quote, ...] = ()
    again: bool = False
    before: str = ""
    after: str = ""
    step: Step | None = None
    told: str = ""

    @property
    def goes_on(self) -> str:
        """What follows in the quote on that which the answer line tells already, so that a screen
        does not say it twice; empty where it is to be shown whole."""
        text = self.quote.text if self.quote else ""
        rest = text.removeprefix(self.told).strip() if self.told else ""
        return rest if rest != text.strip() and len(rest.split()) >= MIN_REST else ""

    @property
    def kind(self) -> str:
        """The kind of its step, in words; empty where it is no step."""
        return wording.STEP_WORDS[self.step.kind] if self.step else ""

    @property
    def places(self) -> Sequence[Place]:
        """Where else the same words stand."""
        return self.step.also_in if self.step else self.citation.also_in

    @property
    def printed(self) -> str | None:
        """The printed number of the page on which it begins."""
        return self.quote.printed_page if self.quote else self.citation.printed_page

    @property
    def first(self) -> int:
        """The PDF page on which it begins."""
        return self.quote.pdf_page if self.quote else self.citation.pdf_page

    @property
    def last(self) -> int:
        """The PDF page on which it ends."""
        return max((one.pdf_page_end for one in self.quotes), default=self.citation.pdf_page_end)

    @property
    def spot(self) -> str | None:
        """Where it stands in a paper without pages, in words."""
        return self.citation.spot_of(self.quote) if self.quote else self.citation.spot_of()

    @property
    def terms(self) -> Sequence[tuple[str, str]]:
        """The abbreviations in the words shown, each with what its paper says it stands for."""
        words = " ".join(one.text for one in self.quotes) or self.citation.text
        return [(short, meaning) for short, meaning in self.citation.terms if short in words]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Its quotes, the best first; none where the whole passage is shown."""
        return (self.quote, *self.further) if self.quote else ()

    @property
    def marked(self) -> list[tuple[str, bool]]:
        """The whole passage in pieces, each with whether it is quoted."""
        pieces, at = [], 0
        for quote in sorted(self.quotes, key=lambda one: one.start):
            pieces += [(self.citation.text[at : quote.start], False), (quote.text, True)]
            at = quote.end
        return [*pieces, (self.citation.text[at:], False)]

    @property
    def answering(self) -> list[tuple[str, str, str]]:
        """Each quote in three: what stands before the sentence that answers, this, and the rest."""
        return [in_three(quote.text, *(quote.marked or (0, 0))) for quote in self.quotes]


def in_three(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A text before `start`, from there to `end`, and after it."""
    return text[:start], text[start:end], text[end:]


def answer_html(
    answer: Answer,
    filters: Filters,
    store: Store,
    link: str = "",
    otherwise: str = "",
    key: str = "",
) -> str:
    """The answer as HTML, with the passages around its quotes from `store`.

    `link` is the address of this answer, `otherwise` that of the same question read the other way:
    alone, or joined to the one before it. `key` tells it from the others on the page.
    """
    in_timeline = {step.citation for step in answer.timeline}
    steps = [_step(answer, step, store) for step in answer.timeline]
    quotes = _sources(answer, in_timeline, store)
    shown = in_timeline | {quote.citation for quote in answer.quotes}
    return TEMPLATES.get_template("answer.html").render(
        answer=answer,
        understood=answer.asked if answer.asked.split() != answer.question.split() else "",
        steps=steps,
        quotes=quotes,
        rest=[_whole(citation) for citation in answer.citations if citation.n not in shown],
        limits=describe_limits(filters),
        chart=timeline_chart(answer.timeline),
        key=key,
        anchors=anchors_of(answer, key),
        link=link,
        as_text=answer_text(answer),
        otherwise=otherwise,
        written_here=WRITTEN_HERE,
        quote_label=partial(quote_label, store=store),
    )


def anchors_of(answer: Answer, key: str) -> dict[int, str]:
    """The ids on the page of the sources of an answer, by the numbers of their citations."""
    sources = {citation.n: f"source-{key}-{citation.n}" for citation in answer.citations}
    steps = {step.citation: f"step-{key}-{n}" for n, step in enumerate(answer.timeline, 1)}
    return sources | steps


def _sources(answer: Answer, left_out: Set[int], store: Store) -> list[CitationView]:
    """The quotes with their citations, but those `left_out`; those that follow one another in the
    list and stand in the same passage are shown together."""
    told, seen = _told(answer), set[int]()
    views = []
    quotes = (quote for quote in answer.quotes if quote.citation not in left_out)
    for n, together in groupby(quotes, key=lambda quote: quote.citation):
        first, *further = together
        view = _quoted(answer.cited(n), first, store)
        again = n in seen
        said = "" if again else told.get(n, "")
        views.append(replace(view, further=tuple(further), again=again, told=said))
        seen.add(n)
    return views


def _told(answer: Answer) -> dict[int, str]:
    """What the answer line quotes word for word, by the numbers of its citations."""
    parts = answer.line.parts if answer.line else ()
    return {part.citation: part.text for part in parts if part.verbatim}


def answer_text(answer: Answer) -> str:
    """The answer as plain text, to be pasted: the question, its line, and quotes with citations."""
    quotes = [*(step.quote for step in answer.timeline), *answer.quotes]
    written = []
    for quote in quotes:
        cited = answer.cited(quote.citation)
        at = citation_line(
            cited,
            quote.printed_page,
            quote.pdf_page,
            quote.pdf_page_end,
            cited.ocr,
            cited.spot_of(quote),
        )
        written.append(f"“{' '.join(quote.text.split())}” ({at})")
    first = answer.line.spoken if answer.line else answer.reason or ""
    return "\n\n".join(filter(None, [answer.asked, first, *dict.fromkeys(written)]))


def front_html(template: str, overview: Overview) -> str:
    """A part of the front page: whose papers there are, or what is new in them."""
    return TEMPLATES.get_template(template).render(overview=overview)


def chosen_html(limits: Sequence[str]) -> str:
    """The chosen limits, in words."""
    template = '<p class="chosen"><bdi>{{ limits | join("; ") or "all papers" }}</bdi></p>'
    return _compiled(template).render(limits=limits)


def question_html(question: str) -> str:
    """The question as a heading that can take the keyboard focus."""
    template = '<h2 class="question" tabindex="-1"><bdi>{{ question }}</bdi></h2>'
    return _compiled(template).render(question=question)


def refusal_html(error: Exception) -> str:
    """The message shown where a question cannot be answered."""
    return _compiled('<p role="alert">{{ error }}</p>').render(error=error)


def describe_limits(filters: Filters) -> Sequence[str]:
    """The limits that a person chose, each in words."""
    chosen = [
        filters.council,
        filters.committee,
        filters.document and wording.document_words(filters.document),
        filters.date_from and f"from {wording.full_date(filters.date_from)}",
        filters.date_to and f"to {wording.full_date(filters.date_to)}",
    ]
    return [words for words in chosen if words]


def citation_line(
    cited: Citation,
    printed: str | None,
    first: int,
    last: int,
    ocr: bool,
    spot: str | None,
) -> str:
    """A citation on one line, to be copied; its words stand on PDF pages `first` to `last`, or in a
    paper without pages at the `spot`."""
    return wording.citation_line(
        cited.committee or cited.council or cited.paper,
        cited.meeting_date,
        cited.document,
        cited.item,
        printed,
        first,
        last,
        ocr,
        withdrawn=bool(cited.publication.withdrawn),
        address=safe_address(cited.publication.address, first),
        spot=spot,
    )


def unread_pages(cited: Citation) -> Sequence[int]:
    """The pages of the cited paper that could not be read."""
    return state.library().store.unread.pages(cited.paper_id)


def _quoted(
    citation: Citation, quote: Quote, store: Store, step: Step | None = None
) -> CitationView:
    around = store.passages.neighbours(citation.passage_id, 1)
    return CitationView(
        citation,
        quote,
        before="".join(near.passage.text for near in around if near.id < citation.passage_id),
        after="".join(near.passage.text for near in around if near.id > citation.passage_id),
        step=step,
    )


def _whole(citation: Citation) -> CitationView:
    return CitationView(citation, None)


def _step(answer: Answer, step: Step, store: Store) -> CitationView:
    return _quoted(answer.cited(step.citation), step.quote, store, step)


@cache
def _compiled(template: str) -> Template:
    """A template that stands in this module. Compiling one takes longer than filling it."""
    return TEMPLATES.from_string(template)


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,  # whatever a paper, a file name or a question holds
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(initial=initial)
TEMPLATES.globals.update(
    wording=wording,
    address=address,
    citation_line=citation_line,
    unread_pages=unread_pages,
    external_links=external_links,
)
