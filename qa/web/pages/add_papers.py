"""The page on which papers are added, and taken out again."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qa.errors import CouncilPapersError, InputRefused, NothingIndexed
from qa.library.library import Library
from qa.library.uploads import Upload, Uploads
from qa.papers.file_name import READ
from qa.papers.text import sound
from qa.settings import settings
from qa.web import access, state, visits
from qa.web.job import Progress
from qa.web.markdown import escaped
from qa.web.register_view import render
from qa.web.upload_job import DONE, Sent, UploadJob, take_out

MAX_FILES = 20  # at a time
PART_SIZE = 20  # papers more with each press of a button
PAUSE = 1  # seconds between two updates of the progress
ABOUT = (
    "Papers are read as you add them. Everybody who can open these pages can then find them and "
    "read them whole: **add nothing that is exempt or confidential.**"
)
SAME_NAME = (
    "If this is not ticked, a paper whose name another one has is added beside it, as "
    "“name (2).pdf”."
)
GONE = "Its quotes and links will no longer be found."


def is_offered() -> bool:
    """Whether this page is offered. Faulty settings are reported by the page that is shown."""
    try:
        return settings().adding != "off"
    except InputRefused:
        return False


def page() -> None:
    """Let those who may do so add papers, and remove those that were added."""
    st.title("Add papers", anchor=False)
    if not access.is_allowed():
        return
    st.write(ABOUT)
    status = st.container()  # always here, so that screen readers announce what comes into it
    if "upload job" in st.session_state:
        watch()
    else:
        library = _library()
        uploads = Uploads(state.own_home().uploads)
        if path := st.session_state.pop("removing", None):
            with st.spinner("Removing the paper…"):
                st.session_state["upload report"] = [remove(path, uploads, library)]
        ask()
        show(uploads.listed(library.store.papers.all() if library else ()))
    report = st.session_state.get("upload report", ())
    status.html(render("upload_report.html", papers=report))


def ask() -> None:
    """Ask for papers, and begin to add them."""
    visits.allow_sending()
    size = min(settings().upload_mb, st.get_option("server.maxUploadSize"))
    with st.form("papers"):
        files = st.file_uploader(
            f"PDF files, Word files or web pages, at most {MAX_FILES} at a time, each of at most "
            f"{size} MB",
            type=list(READ),
            accept_multiple_files=True,
            max_upload_size=size,
        )
        replace = st.checkbox("Replace papers of the same name")
        st.html(f'<p class="aside">{SAME_NAME}</p>')
        if not st.form_submit_button("Add these papers"):
            return
    if not files:
        st.error("No paper was chosen. Choose one or more above.")
    elif len(files) > MAX_FILES:
        st.error(
            f"{len(files)} papers were chosen, and at most {MAX_FILES} can be added at a time. "
            "Take some out, and add them after the others."
        )
    else:
        sent = [Sent(file.name, file.getvalue()) for file in files]
        visits.forget_sent_files()
        st.session_state["upload report"] = ()
        st.session_state["upload job"] = UploadJob(sent, state.own_home(), replace)
        st.rerun()


@st.fragment(run_every=PAUSE)
def watch() -> None:
    """Show how far the papers that were sent have come, until the job has ended."""
    job: UploadJob = st.session_state["upload job"]
    if job.done:
        st.session_state["upload report"] = job.progress
        del st.session_state["upload job"]
        st.rerun()
    for paper in job.progress:
        st.progress(paper.share, f"{escaped(paper.name)}: {escaped(paper.words)}")


def show(added: list[Upload]) -> None:
    """Show the papers that were added, newest first, each with a button to remove it."""
    st.header("Papers that were added here", anchor=False)
    if not added:
        st.write("None yet.")
    listed = st.session_state.get("listed", PART_SIZE)
    for upload in added[:listed]:
        about, button = st.columns([3, 1], vertical_alignment="center")
        about.html(render("upload.html", upload=upload))
        label = f"Remove {escaped(upload.name)}"
        if button.button(label, key=f"remove {sound(str(upload.path))}", width="stretch"):
            confirm(upload)
    left = min(PART_SIZE, len(added) - listed)
    if left > 0:
        st.button(f"Show {left} more", on_click=_list, args=(listed + PART_SIZE,))


@st.dialog("Remove this paper?")
def confirm(upload: Upload) -> None:
    """Ask for confirmation before a paper is removed."""
    st.write(f"Remove **{escaped(upload.name)}** from the library? {GONE}")
    with st.container(horizontal=True):
        yes = st.button("Yes, remove it", on_click=_remove, args=(upload.path,))
        no = st.button("No, keep it")
    if yes or no:
        st.rerun()


def remove(path: Path, uploads: Uploads, library: Library | None) -> Progress:
    """Remove a paper, and say whether that worked."""
    try:
        take_out(path, uploads, library)
        words = f"Removed from the library. {GONE}"
    except CouncilPapersError as error:
        words = f"Not removed: {error}"
    return Progress(words, DONE, sound(path.name))


def _library() -> Library | None:
    """The library, or None where it holds no papers yet."""
    try:
        return state.own_library()
    except NothingIndexed:
        return None


def _remove(path: Path) -> None:
    st.session_state["removing"] = path


def _list(number: int) -> None:
    st.session_state["listed"] = number


if __name__ == "__main__":
    page()
