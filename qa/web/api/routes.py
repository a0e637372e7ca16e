"""The routes of the API, which the process that serves the pages answers too.

FastAPI checks the parameters and describes the routes. Scripts of other sites cannot read the
answers, as nothing here allows them to (CORS).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, replace
from functools import wraps
from typing import Annotated, Literal, NamedTuple, ParamSpec

from fastapi import Body, Depends, FastAPI, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from qa import logs
from qa.answers.answer import Answer
from qa.answers.answering import answer
from qa.answers.citation import Citation
from qa.answers.registers.decisions import decisions as search_decisions
from qa.answers.registers.previous import previous
from qa.answers.written import Written
from qa.checking.paragraph import check_against_library, check_references
from qa.errors import CouncilPapersError, InputRefused
from qa.library.filters import Filters
from qa.library.records import Searched, Totals
from qa.library.reference import Reference
from qa.settings import settings
from qa.web import metrics, state
from qa.web.api import error_responses, openapi, parameters, responses
from qa.web.api.error_responses import Json
from qa.web.fair_queue import FairQueue
from qa.web.throttle import RateLimit, client
from qa.web.writing_job import WAITING
from qa.writing.writer import AT_ONCE, last, writer

MAX_DECISIONS = 100_000  # that are searched for those of one kind or outcome
# What is told to who may read none of the councils that share the service.
NOTHING = Totals(Searched(0, None, None), 0, (), ())
GONE = "No paper in the library has these words now. Ask the question again."
OUTSIDE = "The writer is at {host}, outside. To agree that it is asked: sent_to={host}."
NO_WRITER = Written("unavailable", "", "", reason="The keeper of this service named no writer.")
Given = ParamSpec("Given")

api = FastAPI(
    title="Council papers",
    version="1",
    description="Questions answered from council papers, word for word and with the page.",
    openapi_url="/api/openapi.json",
    docs_url=None,  # FastAPI's own pages load scripts from elsewhere
    redoc_url=None,
    generate_unique_id_function=lambda route: route.name,
)
error_responses.install(api)
rate, queue = RateLimit(), FairQueue()
asking = ContextVar("asking", default="")  # the address of the request that is being answered


class Bounds(NamedTuple):
    """A queue, how many of it are answered at once, and how many may wait."""

    queue: FairQueue
    at_once: int
    waiting: int


async def limit_rate(request: Request) -> None:
    """Refuse an address that asks too often."""
    asking.set(client(request.scope))
    if wait := math.ceil(rate.wait(asking.get(), settings().rate, time.monotonic())):
        detail = f"Too many requests came from your address. Ask again in {wait} seconds."
        raise HTTPException(429, detail, {"Retry-After": str(wait)})


def answers_at(
    path: str,
    shape: type[BaseModel],
    *statuses: int,
    method: Literal["GET", "POST"] = "GET",
    bounds: Callable[[], Bounds] = lambda: Bounds(queue, settings().at_once, settings().waiting),
) -> Callable[[Callable[Given, object]], Callable[Given, object]]:
    """Answer at `path` with what a function returns: JSON of this `shape`. Requests are queued.

    `statuses` are those of its own refusals, beside those that every route has. `bounds` say in
    which queue, and how many are answered at once and may wait.
    """

    def register(work: Callable[Given, object]) -> Callable[Given, object]:
        @wraps(work)
        async def answered(*args: Given.args, **kwargs: Given.kwargs) -> Json:
            waits, at_once, waiting = bounds()
            return await waits.run(
                lambda: Json(work(*args, **kwargs)), asking.get(), at_once, waiting
            )

        api.api_route(
            path,
            methods=[method],
            response_model=shape,
            response_description=shape.__doc__ or "",
            responses=error_responses.documented(*statuses, 422, 429, 503),
            dependencies=[Depends(limit_rate)],
        )(answered)
        return work

    return register


@answers_at("/api/ask", responses.Answer)
def ask(asked: Annotated[parameters.AnswerParameters, Query()]) -> object:
    """What the papers say to a question."""
    return responses.Answer.of(_answered(asked))


# Answers that are written wait in a queue of their own, as a language model may take half a minute.
@answers_at(
    "/api/write",
    responses.Answer,
    method="POST",  # so that no link, and nothing that follows links, has anything sent
    bounds=lambda: Bounds(state.writing, AT_ONCE, WAITING),
)
def write(asked: Annotated[parameters.WriteParameters, Query()]) -> object:
    """What the papers say to a question, and what a language model writes of it: the question and
    the passages go to the server that the keeper of this service named, if they named one."""
    found, mine = _answered(asked), writer()
    if mine is None:
        written: Written | None = NO_WRITER
    elif mine.needs_consent and asked.sent_to != mine.server.host:
        written = mine.unavailable(OUTSIDE.format(host=mine.server.host))
    else:
        written = last(mine.write(found, agreed=asked.sent_to == mine.server.host))
    if mine and written:
        metrics.count_written(written)
    return responses.Answer.of(replace(found, written=written))


def _answered(asked: parameters.AnswerParameters) -> Answer:
    library, filters = state.asked(asked.filters())
    found = answer(
        asked.q,
        library,
        filters=filters,
        top=asked.top or settings().top,
        previous=asked.previous,
    )
    logs.log_question(asked.q, found.status)
    metrics.count_question(found)
    return found


@answers_at("/api/decisions", responses.Decisions)
def decisions(asked: Annotated[parameters.DecisionParameters, Query()]) -> object:
    """What was decided: best first where it is to speak of something, else newest first."""
    limit = MAX_DECISIONS if asked.kind or asked.outcome else asked.limit
    library, filters = state.asked(asked.filters())
    found = search_decisions(library, asked.about, filters, limit)
    kept = tuple(
        one
        for one in found.found
        if asked.kind in (None, one.kind) and asked.outcome in (None, one.outcome)
    )
    more = found.more or len(kept) > asked.limit
    return responses.Decisions.of(replace(found, found=kept[: asked.limit], more=more))


@answers_at("/api/answers", responses.Answers)
def answers(asked: Annotated[parameters.EarlierParameters, Query()]) -> object:
    """What was asked before: nearest first where a question is given, else newest first."""
    library, filters = state.asked(asked.filters())
    found = previous(library, asked.q, filters, asked.limit)
    return responses.Answers.of(found)


@answers_at("/api/papers", responses.Papers)
def papers(asked: Annotated[parameters.PaperParameters, Query()]) -> object:
    """The papers in the library, newest meeting first, and what could not be read of them."""
    library, filters = state.asked(asked.filters())
    store = library.store
    held = store.unread.held_back()
    found = [one for one in store.papers.all() if one.id not in held and filters.take(one)]
    some = found[asked.offset : asked.offset + asked.limit]
    return responses.Papers.of({"papers": some, "total": len(found), "held_back": len(held)})


@answers_at("/api/check", responses.Checked, 404, method="POST")
def check(asked: Annotated[parameters.CheckParameters, Body()]) -> object:
    """Whether the papers bear a sentence out: by which passage, or why not."""
    try:
        references = [Reference.parse(one) for one in asked.references]
    except InputRefused as error:
        raise HTTPException(404, str(error)) from error
    library, _ = state.asked(Filters(council=asked.council))
    if not references:
        return responses.Checked.of(check_against_library(asked.sentence, library))
    found = [library.store.passages.find(one) for one in references]
    if not all(found):
        raise HTTPException(404, GONE)
    return responses.Checked.of(check_references(asked.sentence, references, library))


@answers_at("/api/passage", responses.Passage, 404)
def passage(asked: Annotated[parameters.PassageParameters, Query()]) -> object:
    """The words behind a reference, for as long as a paper has them."""
    try:
        reference = Reference.parse(asked.cite)
    except InputRefused as error:
        raise HTTPException(404, str(error)) from error
    library, _ = state.asked(Filters(council=asked.council))
    stored = library.store.passages.find(reference)
    if stored is None:
        raise HTTPException(404, GONE)
    words = stored.passage.text[reference.start : reference.end]
    return responses.Passage.of({"words": words, "citation": Citation.of(stored, 1, 1.0)})


@api.get(
    "/healthz",
    response_model=responses.Ready,
    response_description="It can be asked.",
    responses={503: {"model": responses.NotReady, "description": "It cannot be asked now."}},
)
def healthz() -> Json:
    """Whether the service can be asked."""
    if not state.model_loaded.is_set():
        return Json({"status": "starting", "detail": "The model is being loaded. Wait."}, 503)
    try:
        state.embedder().knows("paper")  # fails where the model cannot be used
        whole = state.library().totals if state.is_one_library() or state.visible() else NOTHING
    except CouncilPapersError as error:
        return Json({"status": "unusable", "detail": error_responses.describe(error)}, 503)
    counts = {"papers": whole.searched.papers, "passages": whole.passages}
    known = [asdict(one) for one in state.replicas()]
    return Json({"status": "ready", **counts, "latest": whole.searched.latest, "replicas": known})


@api.get("/api", include_in_schema=False)
def page() -> HTMLResponse:
    """The description of the API, for people."""
    return HTMLResponse(openapi.page(api.openapi()), headers=openapi.HEADERS)


openapi.complete(api.openapi())
for route in api.routes:  # only now, so that HEAD is not described beside each GET
    if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
        route.methods.add("HEAD")
ROUTES = [Route(path, api) for path in ("/healthz", "/api", "/api/{rest:path}")]
