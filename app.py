"""What `streamlit run app.py` starts: the page, the papers that its links open, and the answers for
machines."""

from __future__ import annotations

from pathlib import Path

from streamlit import App

from qa.web import api, downloads, pictures, served
from qa.web.state import warming

routes = [*served.ROUTES, *pictures.ROUTES, *downloads.ROUTES, *api.ROUTES]
app = App(Path(__file__).parent / "qa/web/page.py", routes=routes, lifespan=warming)
