"""What `streamlit run app.py` starts: the chat page, and the papers that its links open."""

from __future__ import annotations

from pathlib import Path

from streamlit import App

from qa.web.served import ROUTES
from qa.web.state import warming

app = App(Path(__file__).parent / "qa/web/page.py", routes=ROUTES, lifespan=warming)
