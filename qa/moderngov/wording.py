"""Plans and reports of fetching in words, for the page and the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qa.moderngov.plan import Plan
from qa.moderngov.report import FetchReport
from qa.wording import count

ROLES = {
    "single": ("single paper", "single papers"),
    "pack": ("pack", "packs"),
    "front sheet": ("front sheet", "front sheets"),
    "minutes": ("printed minutes", "printed minutes"),
    "supplement": ("supplement", "supplements"),
}


def size_words(number: int) -> str:
    """A number of bytes in words: "812 KB", "3.4 MB"."""
    if number < 1 << 20:
        return f"{max(1, number >> 10):,} KB" if number else "0 KB"
    return f"{number / (1 << 20):,.1f} MB"


def plan_lines(plan: Plan) -> Iterator[str]:
    """What will be done, a line for each matter; the first is the summary."""
    new = Counter(one.role for one in plan.new)
    kinds = [count(new[role], *words) for role, words in ROLES.items() if new[role]]
    meetings = count(len(plan.meetings), "meeting")
    committees = f" of {', '.join(one.name for one in plan.committees)}" if plan.committees else ""
    yield f"{plan.site}: {meetings}{committees}."
    if plan.new:
        yield f"To fetch: {count(len(plan.new), 'paper')} ({', '.join(kinds)}){_size(plan)}."
    else:
        yield "To fetch: nothing new."
    if plan.checked:
        yield f"To check for changes: {count(len(plan.checked), 'paper')}."
    if plan.withdrawn:
        yield (
            f"No longer listed by the site: {count(len(plan.withdrawn), 'paper')}, kept and marked "
            "as withdrawn."
        )
    if plan.closed:
        yield f"Closed to the public by now: {count(len(plan.closed), 'paper')}, to be taken out."
    for reason, number in plan.left_out:
        yield f"Left out: {count(number, 'document')} ({reason})."
    for host, number in plan.elsewhere:
        yield (
            f"Left out: {count(number, 'paper')} on another host. If you trust it, add: "
            f"--also {host}"
        )
    for words in plan.failed:
        yield f"Could not be looked at: {words}"


def _size(plan: Plan) -> str:
    if not plan.sized:
        return "; the site does not tell how large they are" if plan.new else ""
    if plan.sized == len(plan.new):
        return f", {size_words(plan.size)} in all"
    return f"; the first {plan.sized:,} have {size_words(plan.size)}"


def report_lines(report: FetchReport) -> Iterator[str]:
    """What was done, a line for each matter; the first is the summary."""
    counts = {
        f"{count(report.fetched, 'paper')} fetched": report.fetched,
        f"{report.replaced:,} replaced": report.replaced,
        f"{report.unchanged:,} unchanged": report.unchanged,
        f"{report.withdrawn:,} withdrawn by the council": report.withdrawn,
        f"{report.taken_out:,} taken out": report.taken_out,
    }
    if report.same_words:
        same = count(report.same_words, "supplement")
        counts[f"{same} not kept, as single papers have their words"] = report.same_words
    cost = f"{count(report.requests, 'request')}, {size_words(report.received)} received"
    words = ", ".join(words for words, number in counts.items() if number) or "Nothing new"
    yield f"{words} ({cost})."
    for one in report.troubles:
        yield f"Not fetched: {one.title}. {one.reason}"
    if report.unfinished:
        yield f"Not finished: {report.unfinished}"
