"""Every address that the service answers at, beside Streamlit's own for the pages."""

from __future__ import annotations

from qa.web import assistants, downloads, metrics, page_pictures, paper_files
from qa.web.api import routes as api

ROUTES = [
    *paper_files.ROUTES,
    *page_pictures.ROUTES,
    *downloads.ROUTES,
    *metrics.ROUTES,
    *assistants.ROUTES,
    *api.ROUTES,
]
