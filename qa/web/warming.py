"""What the process does as it starts and beside its visitors: loading, and collecting garbage."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pkgutil import iter_modules

from streamlit.dataframe_util import determine_data_format

from qa import logs
from qa.errors import CouncilPapersError
from qa.web import assistants, headers, metrics, pages, state, visitors
from qa.web.answer_view import TEMPLATES

# Seconds after which a thread that searches lets another run. With Python's default of 0.005, a
# request that only needs a file waits for seconds behind those that search.
SWITCH_INTERVAL = 0.0005
# Seconds between two collections of all garbage. Nothing else runs meanwhile. Streamlit's own after
# each run of a page (runner.postScriptGC) took as long as a third of all answers.
COLLECT_SECONDS = 10.0


@asynccontextmanager
async def warming(_: object) -> AsyncIterator[None]:
    """Load the model and the vectors in the background, so that the page is there at once."""
    visitors.raise_file_limit()
    metrics.waiting.set_function(lambda: state.questions.number)
    logs.write_json()  # only now do all who log have their handlers
    headers.warn_of_names()
    sys.setswitchinterval(SWITCH_INTERVAL)
    ended = threading.Event()
    work = threading.Thread(
        target=_warm, args=(state.model_loaded, ended), name="warming", daemon=True
    )
    work.start()
    try:
        async with assistants.door.open():
            yield
    finally:
        ended.set()


def _warm(loaded: threading.Event, ended: threading.Event) -> None:
    try:
        for module in iter_modules(pages.__path__, f"{pages.__name__}."):
            import_module(module.name)
        determine_data_format([])  # has Streamlit load pandas
        for template in TEMPLATES.list_templates():
            TEMPLATES.get_template(template)
        with suppress(CouncilPapersError):  # whoever asks is told
            state.embedder().embed_one("the first question takes the longest")
            state.library().store.prepare()
            state.openings(state.library().store.generation)
            state.overview(state.library().store.generation)
        # What was loaded for good is looked through by no collection from now on.
        gc.collect()
        gc.freeze()
    finally:
        loaded.set()
    while not ended.wait(COLLECT_SECONDS):
        gc.collect()
