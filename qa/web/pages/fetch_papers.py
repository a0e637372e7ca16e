"""The page on which papers are fetched from councils' own sites, and kept up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from textwrap import shorten

import streamlit as st

from qa.errors import CouncilPapersError, InputRefused
from qa.moderngov.address import site_address
from qa.moderngov.client import Client
from qa.moderngov.ledger import FILE, Followed, Ledger
from qa.moderngov.records import Committee
from qa.moderngov.request import Request
from qa.moderngov.service import Service
from qa.moderngov.wording import plan_lines
from qa.papers.text import sound
from qa.settings import settings
from qa.web import access, state
from qa.web.fetch_job import FetchJob, fetch_jobs
from qa.web.markdown import escaped
from qa.web.register_view import render
from qa.wording import count

PAUSE = 1  # seconds between two updates of the progress
MAX_LINES = 30  # of a report, and of the list of followed committees
MAX_LINE_LENGTH = 600  # characters
FIRST, LAST = date(1990, 1, 1), date(2069, 12, 31)
ABOUT = (
    "Papers can be fetched from a council's own site, where that is a ModernGov site: many are. "
    "What the council does not publish is never asked for. Everybody who can open these pages can "
    "then find the papers and read them whole."
)
NO_CONTACT = (
    "The council's site is not told whom it can write to. The administrator of this service should "
    "set QA_CONTACT to an email address."
)
RUNNING = (
    "{} You may leave this page: it goes on. There is one fetch at a time, so whoever wants "
    "another must wait until this one has ended."
)


def page() -> None:
    """Let those who may add papers fetch some, and show how that went."""
    st.title("Fetch papers", anchor=False)
    if not access.is_allowed():
        return
    st.write(ABOUT)
    if not settings().contact:
        st.html(f'<p class="aside">{NO_CONTACT}</p>')
    running = fetch_jobs.running(state.own_home())
    # Who opens the page anew sees the job that goes on, and later what became of it.
    own: FetchJob | None = st.session_state.setdefault("fetch job", running)
    job = running or own
    ask_site()
    if "listing" in st.session_state:
        ask_committees(own)
    status = st.container()  # always here, so that screen readers announce what comes into it
    if job and job is running:
        watch(job)
    elif job and job.dry and job.plans and st.button("Fetch these papers"):
        begin(job.wanted)
    status.html(report(job))
    show_followed()


def ask_site() -> None:
    """Ask for a council's site, and fetch the list of its committees."""
    st.header("Find a council's committees", anchor=False)
    with st.form("site"):
        typed = st.text_input(
            "Address of the council's site, such as democracy.example.gov.uk",
            max_chars=500,
            autocomplete="url",
        )
        if not st.form_submit_button("Show its committees"):
            return
    if not typed.strip():
        st.error("Type the address of the council's site first.")
        return
    try:
        site = site_address(typed)
        with (
            st.spinner("Asking the site for its committees…"),
            Client(site, private=settings().fetch_private) as client,
        ):
            committees = Service(client, site).committees()
    except CouncilPapersError as error:
        st.error(escaped(str(error)))
        return
    if committees:
        st.session_state["listing"] = site, committees
    else:
        st.error("The site lists no committees. Look at the address in a browser.")


def ask_committees(job: FetchJob | None) -> None:
    """Ask which papers of the site are wanted, and begin to plan the fetch."""
    site, committees = st.session_state["listing"]
    labels = labelled(committees)
    st.header("Choose what to fetch", anchor=False)
    st.html(render("site.html", site=site, committees=len(committees)))
    with st.form("committees"):
        chosen = st.multiselect(
            "Committees",
            labels,
            format_func=labels.__getitem__,
            key=f"of {site}",
            placeholder="Choose one or more",
        )
        since, until = st.columns(2)
        first = since.date_input(
            "Meetings from", date(date.today().year - 1, 1, 1), FIRST, LAST, format="DD/MM/YYYY"
        )
        last = until.date_input("Until (may be left empty)", None, FIRST, LAST, format="DD/MM/YYYY")
        council = st.text_input("Name of the council (may be left empty)", max_chars=200)
        hosts = ""
        if job and job.wanted and (job.wanted.hosts or any(p.elsewhere for p in job.plans)):
            hosts = st.text_input("Other hosts that you trust, with spaces between", max_chars=500)
        if not st.form_submit_button("Show what would be fetched"):
            return
    if not chosen:
        st.error("No committee was chosen. Choose one or more above.")
    elif first and last and last < first:
        st.error("The last day is before the first. Change one of them.")
    else:
        wanted = Request(
            site,
            tuple(map(str, chosen)),
            first=first,
            last=last,
            council=" ".join(council.split()) or None,
            hosts=tuple(hosts.replace(",", " ").split()),
        )
        begin(wanted, dry=True)


def begin(wanted: Request | None, *, dry: bool = False) -> None:
    """Begin a job, unless another goes on."""
    try:
        st.session_state["fetch job"] = fetch_jobs.begin(wanted, state.own_home(), dry=dry)
    except InputRefused as error:
        st.error(escaped(str(error)))
    else:
        st.rerun()


@st.fragment(run_every=PAUSE)
def watch(job: FetchJob) -> None:
    """Show how far a job has come, until it has ended."""
    if job.done:
        st.rerun()
    [progress] = job.progress
    st.progress(progress.share, escaped(shorten(sound(progress.words), MAX_LINE_LENGTH)))
    st.button("Stop", on_click=job.stop)
    if job.stopping:
        st.write("It stops before the next paper…")


def report(job: FetchJob | None) -> str:
    """What a job would do, is doing, or has done, as HTML."""
    if job is None:
        return render("fetch_report.html", heading="", lines=(), more=0)
    if not job.done:
        what = "The site is asked what there is." if job.dry else "Papers are being fetched."
        return render("fetch_report.html", heading=RUNNING.format(what), lines=(), more=0)
    lines = list(job.lines)
    if job.dry:
        for plan in job.plans:
            lines += plan_lines(replace(plan, elsewhere=()))
            lines += [
                f"Left out: {count(number, 'paper')} on another host, {host}. If you trust it, "
                "add it above and look again."
                for host, number in plan.elsewhere
            ]
    heading = "What would be fetched" if job.dry else "What became of the papers"
    shown = [shorten(sound(line), MAX_LINE_LENGTH, placeholder=" …") for line in lines[:MAX_LINES]]
    return render("fetch_report.html", heading=heading, lines=shown, more=len(lines) - len(shown))


def show_followed() -> None:
    """Show the committees whose papers are kept up to date, with a button to do so now."""
    st.header("Followed committees", anchor=False)
    try:
        followed = _followed()
    except InputRefused as error:
        st.error(escaped(str(error)))
        return
    if not followed:
        st.write("None yet: a committee is followed once papers of it were fetched.")
        return
    st.html(render("followed.html", followed=followed[:MAX_LINES]))
    if len(followed) > MAX_LINES:
        st.write(f"And {len(followed) - MAX_LINES} more.")
    if st.button("Bring up to date"):
        begin(None)


def labelled(committees: Sequence[Committee]) -> dict[int, str]:
    """A distinct label for each committee, by its number."""
    called = {
        one.id: sound(one.name) + (" (no longer meets)" if one.former else "") for one in committees
    }
    times = Counter(called.values())
    return {
        number: f"{name} (number {number})" if times[name] > 1 else name
        for number, name in called.items()
    }


def _followed() -> list[tuple[Followed, datetime | None]]:
    """The followed committees, each with the latest time at which one of its meetings was read."""
    folder = state.own_home().fetched
    if not (folder / FILE).exists():
        return []
    with closing(Ledger(folder)) as ledger:
        return [(one, _looked(ledger, one)) for one in ledger.followed()]


def _looked(ledger: Ledger, followed: Followed) -> datetime | None:
    visits = ledger.visits(followed.site, followed.committee).values()
    return max((visit.visited.astimezone() for visit in visits), default=None)


if __name__ == "__main__":
    page()
