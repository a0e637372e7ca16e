"""`mcp`: the door for assistants on this machine."""

from __future__ import annotations

from qa.terminal.options import Index


def mcp(index: Index = None) -> None:
    """Let an assistant on this machine ask the library, by the Model Context Protocol (stdio)."""
    from collections.abc import Callable
    from typing import Any

    import anyio

    from qa.assistants.server import server
    from qa.settings import settings
    from qa.terminal.councils import asking

    with asking(index) as asked:
        places = anyio.CapacityLimiter(settings().at_once)

        async def in_turn(work: Callable[[], Any]) -> Any:
            return await anyio.to_thread.run_sync(work, limiter=places)

        server(asked, in_turn, lambda: "").run("stdio")
