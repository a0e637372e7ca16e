"""`streamlit run app.py` starts this: the pages, the files of the papers, and the JSON API."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit import App

from qa import logs
from qa.web import (
    assistants,
    base_path,
    connections,
    downloads,
    headers,
    metrics,
    page_pictures,
    paper_files,
    request_log,
    visitors,
    visits,
)
from qa.web.api import routes as api
from qa.web.warming import warming

logs.use_discreet_records()
visitors.raise_file_limit()
connections.bound_connections()
visits.send_under_tickets()
routes = [
    *paper_files.ROUTES,
    *page_pictures.ROUTES,
    *downloads.ROUTES,
    *metrics.ROUTES,
    *assistants.ROUTES,
    *api.ROUTES,
]
app = App(
    Path(__file__).parent / "qa/web/pages/frame.py",
    routes=routes,
    lifespan=warming,
    middleware=[
        Middleware(request_log.RequestLog),
        Middleware(headers.Guard),
        Middleware(base_path.BasePath, routes=routes),
        Middleware(visitors.Visitors),
    ],
    exception_handlers={Exception: headers.failed},
)
