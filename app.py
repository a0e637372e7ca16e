"""What `streamlit run app.py` starts: the page, the papers that its links open, and the answers for
machines."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit import App

from qa import logs
from qa.web import api, downloads, headers, pictures, served, visitors
from qa.web.state import warming

logs.discreet()
visitors.make_room()
routes = [*served.ROUTES, *pictures.ROUTES, *downloads.ROUTES, *api.ROUTES]
app = App(
    Path(__file__).parent / "qa/web/page.py",
    routes=routes,
    lifespan=warming,
    middleware=[Middleware(headers.Guard), Middleware(visitors.Visitors)],
    exception_handlers={Exception: headers.failed},
)
