"""`streamlit run app.py` starts this: the pages, the files of the papers, and the JSON API."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit import App

from qa import logs
from qa.web import (
    asking,
    base_path,
    connections,
    headers,
    request_log,
    visitors,
    visits,
)
from qa.web.routes import ROUTES
from qa.web.warming import warming

logs.use_discreet_records()
visitors.raise_file_limit()
connections.bound_connections()
visits.send_under_tickets()
app = App(
    Path(__file__).parent / "qa/web/pages/frame.py",
    routes=ROUTES,
    lifespan=warming,
    middleware=[
        Middleware(request_log.RequestLog),
        Middleware(asking.Askers),
        Middleware(headers.Guard),
        Middleware(base_path.BasePath, routes=ROUTES),
        Middleware(visitors.Visitors),
    ],
    exception_handlers={Exception: headers.failed},
)
