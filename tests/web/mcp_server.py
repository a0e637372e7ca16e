"""The door for assistants, served as the pages are, for tests that ask at it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from qa.web import assistants


@contextmanager
def served(before: Any) -> Iterator[str]:
    """Serve the route behind the middleware `before`; its address."""
    app = Starlette(
        routes=assistants.ROUTES,
        middleware=[Middleware(before)],
        lifespan=lambda _: assistants.door.open(),
    )
    with socket() as place:
        place.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        work = threading.Thread(target=server.run, kwargs={"sockets": [place]})
        work.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{place.getsockname()[1]}/mcp"
        server.should_exit = True
        work.join()
