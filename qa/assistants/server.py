"""The server of the protocol: six tools, two resources and two prompts over one library.

Whoever serves it says how its work waits for its turn (`Turn`); the same limits hold as for
programs that ask the API.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from qa import __version__
from qa.answers.answering import answer
from qa.answers.citation import Citation
from qa.answers.registers.decisions import decisions as search_decisions
from qa.answers.registers.previous import previous
from qa.answers.understanding.question import MAX_QUESTION_LENGTH
from qa.assistants.told import NOTICE, Teller, Told, plain
from qa.checking.check import MAX_PASSAGES, MAX_SENTENCE
from qa.checking.paragraph import check_against_library, check_references
from qa.errors import CouncilPapersError, InputRefused
from qa.library.filters import NO_LIMITS, Filters
from qa.library.library import Library
from qa.library.reference import PATTERN, Reference
from qa.papers.document import DocumentName

Found = TypeVar("Found")
Work = Callable[[], Any]
Turn = Callable[[Work], Awaitable[Any]]  # does work when it is the asker's turn
# The library that limits are of, and the limits within it: councils that share a service have each
# their own, and who asks may not read all.
Asked = Callable[[Filters], tuple[Library, Filters]]
INSTRUCTIONS = (
    "Answers from a council's own papers, word for word and with the page. Ask before you state "
    "anything about the council; cite each statement by paper, page and address; check every "
    "sentence that you write with the tool check, and leave out what is not borne out. Where the "
    f"papers do not answer, say so. {NOTICE}"
)
MAX_NAME = 200  # characters of a part of a committee's name
MAX_LISTED = 50  # papers in one answer
MAX_PAGE_PASSAGES = 60  # passages of a page
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)

Question = Annotated[
    str, Field(max_length=MAX_QUESTION_LENGTH, pattern=r"\S", description="The question, in words.")
]
Subject = Annotated[
    str, Field(max_length=MAX_QUESTION_LENGTH, description="What is sought; empty for all.")
]
Committee = Annotated[
    str | None, Field(max_length=MAX_NAME, description="Part of the name of the committee.")
]
Council = Annotated[
    str | None,
    Field(max_length=MAX_NAME, description="Part of the council's name; several, with commas."),
]
First = Annotated[date | None, Field(description="The first date of meeting, as 2020-09-15.")]
Last = Annotated[date | None, Field(description="The last date of meeting, as 2020-09-15.")]
Kind = Annotated[DocumentName | None, Field(description="The kind of document.")]
Cite = Annotated[
    str, Field(pattern=f"^{PATTERN.pattern}$", description="A reference, as answers give it.")
]


def server(asked: Asked, turn: Turn, base: Callable[[], str]) -> MCPServer:
    """A server over the library that `asked` gives; `base` gives the address of its pages."""
    made = MCPServer("council-papers", instructions=INSTRUCTIONS, version=__version__)
    _add_tools(made, asked, partial(_answered, turn), base)
    _add_resources(made, asked, partial(_answered, turn))
    _add_prompts(made)
    return made


async def _answered(turn: Turn, work: Work) -> Any:
    """What `work` returns; an error that a person can put right is told in its words."""
    try:
        return await turn(work)
    except InputRefused as error:
        raise ToolError(str(error)) from error
    except CouncilPapersError as error:
        raise ToolError(
            "The library or the model of this service cannot be used. Whoever keeps it is told why "
            "by: python -m qa ask QUESTION"
        ) from error


def _add_tools(made: MCPServer, asked: Asked, do: Turn, base: Callable[[], str]) -> None:
    @made.tool(annotations=READS, structured_output=False)
    async def ask(
        question: Question,
        committee: Committee = None,
        council: Council = None,
        date_from: First = None,
        date_to: Last = None,
        document: Kind = None,
        previous_question: Annotated[
            str | None,
            Field(max_length=3 * MAX_QUESTION_LENGTH, description="“asked” of the answer before."),
        ] = None,
        top: Annotated[int, Field(ge=1, le=10, description="How many passages.")] = 5,
    ) -> Told:
        """Answer a question from the papers: quotes, word for word, each with paper and page, or
        that the papers do not answer it."""
        tell = Teller(base())

        def work() -> Told:
            wanted = Filters(committee, date_from, date_to, document, council=council)
            library, limits = asked(wanted)
            found = answer(question, library, filters=limits, top=top, previous=previous_question)
            return tell.answer(found)

        told: Told = await do(work)
        return told

    @made.tool(annotations=READS, structured_output=False)
    async def decisions(
        about: Subject = "",
        committee: Committee = None,
        council: Council = None,
        date_from: First = None,
        date_to: Last = None,
        limit: Annotated[int, Field(ge=1, le=20, description="How many.")] = 8,
    ) -> Told:
        """List what was decided: how it was carried, who moved it, with its words and its page."""
        tell = Teller(base())

        def work() -> Told:
            library, limits = asked(Filters(committee, date_from, date_to, council=council))
            found = search_decisions(library, about, limits, limit)
            told = [tell.decision(one) for one in found.found]
            return {"decisions": told, "more": found.more, "notice": NOTICE}

        told: Told = await do(work)
        return told

    @made.tool(annotations=READS, structured_output=False)
    async def previous_answers(
        question: Subject = "",
        committee: Committee = None,
        council: Council = None,
        date_from: First = None,
        date_to: Last = None,
        limit: Annotated[int, Field(ge=1, le=10, description="How many.")] = 5,
    ) -> Told:
        """List the questions already put to the council that are nearest, with the answers given
        then. An old answer is not today's: ask as well."""
        tell = Teller(base())

        def work() -> Told:
            library, limits = asked(Filters(committee, date_from, date_to, council=council))
            found = previous(library, question, limits, limit)
            return {"answers": [tell.earlier(one) for one in found.found], "notice": NOTICE}

        told: Told = await do(work)
        return told

    @made.tool(annotations=READS, structured_output=False)
    async def papers(
        committee: Committee = None,
        council: Council = None,
        date_from: First = None,
        date_to: Last = None,
        document: Kind = None,
        limit: Annotated[int, Field(ge=1, le=MAX_LISTED, description="How many.")] = 20,
        offset: Annotated[int, Field(ge=0, le=100_000, description="How many to pass over.")] = 0,
    ) -> Told:
        """List the papers that can be asked, newest meeting first."""
        tell = Teller(base())

        def work() -> Told:
            wanted = Filters(committee, date_from, date_to, document, council=council)
            library, limits = asked(wanted)
            found = [one for one in _open_papers(library) if limits.take(one)]
            some = found[offset : offset + limit]
            return {"papers": list(map(tell.paper, some)), "total": len(found), "notice": NOTICE}

        told: Told = await do(work)
        return told

    @made.tool(annotations=READS, structured_output=False)
    async def passage(reference: Cite, council: Council = None) -> Told:
        """Give the words behind a reference, whole, with where they stand."""
        tell = Teller(base())

        def work() -> Told:
            named = Reference.parse(reference)
            library, _ = asked(Filters(council=council))
            stored = library.store.passages.find(named)
            if stored is None:
                raise InputRefused("No paper in the library has these words now. Ask again.")
            told = tell.citation(Citation.of(stored, 1, 1.0))
            words = plain(stored.passage.text[named.start : named.end])
            return {**told, "words": words, "reference": reference, "notice": NOTICE}

        told: Told = await do(work)
        return told

    @made.tool(annotations=READS, structured_output=False)
    async def check(
        sentence: Annotated[
            str, Field(max_length=MAX_SENTENCE, pattern=r"\S", description="One sentence.")
        ],
        references: Annotated[
            list[Cite],
            Field(max_length=MAX_PASSAGES, description="What is to bear it out, or none."),
        ] = [],  # noqa: B006
        council: Council = None,
    ) -> Told:
        """Say whether the papers bear a sentence out, by which passage, or why not. Check what you
        write about the council before you show it."""
        tell = Teller(base())

        def work() -> Told:
            library, _ = asked(Filters(council=council))
            if references:
                named = [Reference.parse(one) for one in references]
                return tell.checked(check_references(sentence, named, library))
            return tell.checked(check_against_library(sentence, library))

        told: Told = await do(work)
        return told


def _open_papers(library: Library) -> list[Any]:
    """The papers that are not held back."""
    held = library.store.unread.held_back()
    return [one for one in library.store.papers.all() if one.id not in held]


def _add_resources(made: MCPServer, asked: Asked, do: Turn) -> None:
    @made.resource("paper://{key}", name="paper", mime_type="application/json")
    async def paper(key: str) -> Told:
        """A paper: its name, its meeting, and how many pages it has."""

        def work() -> Told:
            library, _ = asked(NO_LIMITS)
            told = Teller().paper(_paper(library, key))
            return {**told, "pages at": f"paper://{key}/page/1 …", "notice": NOTICE}

        told: Told = await do(work)
        return told

    @made.resource("paper://{key}/page/{number}", name="page", mime_type="application/json")
    async def page(key: str, number: int) -> Told:
        """The words of a page of a paper, counted from 1."""

        def work() -> Told:
            library, _ = asked(NO_LIMITS)
            found = _paper(library, key)
            some = library.store.passages.on_page(found.id, number, MAX_PAGE_PASSAGES)
            if not some:
                raise InputRefused("This page has no words that can be read here.")
            words = "\n\n".join(plain(one.passage.text) for one in some)
            return {"words": words, "paper": plain(found.name), "page": number, "notice": NOTICE}

        told: Told = await do(work)
        return told


def _paper(library: Library, key: str) -> Any:
    found = next((one for one in _open_papers(library) if one.key == key), None)
    if found is None:
        raise InputRefused("There is no such paper. The tool papers lists those that there are.")
    return found


def _add_prompts(made: MCPServer) -> None:
    @made.prompt(title="Briefing on a subject")
    def briefing(subject: str) -> str:
        """Write a briefing on a subject from the papers."""
        return (
            f"Write a briefing of one page on this subject: {_short(subject)}\n"
            "Use the tools ask, decisions and previous_answers. State what was decided, by which "
            "body and when, what was only proposed, and what the papers do not say. Cite paper, "
            "page and address after each sentence. Check each sentence with the tool check, and "
            "leave out those that are not borne out."
        )

    @made.prompt(title="Draft of a question")
    def draft_question(subject: str) -> str:
        """Draft a question to put to the council on a subject."""
        return (
            "Draft a question of at most 100 words to put to the council on this subject: "
            f"{_short(subject)}\n"
            "First look with previous_answers whether it was asked before, and with ask what the "
            "papers say since. Ask for what they do not say. Base it only on facts that the tool "
            "check bears out, and list their papers and pages below the question."
        )


def _short(subject: str) -> str:
    return plain(subject)[:MAX_QUESTION_LENGTH]
