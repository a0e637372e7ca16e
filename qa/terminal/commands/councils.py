"""`councils` and `key`: who shares the service, and the keys of programs that ask it."""

from __future__ import annotations

from qa.errors import InputRefused
from qa.terminal.options import Json
from qa.terminal.output.screen import say, show_json, show_rows

NONE = (
    "One library is all there is: QA_COUNCILS names no file of councils. What stands in one is "
    "told in the README, under “Many councils in one service”."
)


def councils(as_json: Json = False) -> None:
    """List the councils that share the service, and what each library holds."""
    from qa.errors import CouncilPapersError
    from qa.library.councils.catalogue import catalogue
    from qa.library.library import Library
    from qa.library.models import embedder_for
    from qa.settings import settings

    known = catalogue()
    if known is None:
        raise InputRefused(NONE)
    embedder, told = embedder_for(settings()), []
    for council in known.councils:
        one: dict[str, object] = {"key": council.key, "name": council.name}
        one |= {"place": str(council.place), "readers": list(council.readers)}
        try:
            with Library(council.place, embedder=embedder) as library:
                whole = library.totals
            one |= {"papers": whole.searched.papers, "latest": whole.searched.latest}
        except CouncilPapersError as error:
            one["why"] = str(error)
        told.append(one)
    if as_json:
        show_json(told)
        return
    show_rows(
        ("Key", "Name", "Papers", "Latest meeting", "Place"),
        [
            [
                str(one["key"]),
                str(one["name"]),
                str(one.get("papers", "none")),
                str(one.get("latest") or one.get("why", "")),
                str(one["place"]),
            ]
            for one in told
        ],
    )


def key() -> None:
    """Print a new key for a program that asks the API, and the digest that the file of councils
    knows it by."""
    import secrets

    from qa.library.councils.person import digest_of

    made = secrets.token_urlsafe(32)
    say(f"The program sends: Authorization: Bearer {made}")
    say(f'The file of councils has: programs = ["{digest_of(made)}"]')
