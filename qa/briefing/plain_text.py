"""A briefing as plain text, to be pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from qa.briefing.blocks import Block


def text(blocks: Iterable[Block]) -> str:
    """Blocks of a briefing as text: quotes in quotation marks, each over its source."""
    lists = groupby(blocks, lambda block: block.style == "source")
    return "\n\n".join(
        ("\n" if listed else "\n\n").join(map(_written, some)) for listed, some in lists
    )


def _written(block: Block) -> str:
    source = block.source
    if block.style == "quote":
        return f"“{block.text}”" + (f"\n{source.pasted}" if source else "")
    if block.style == "source" and source:
        return f"{source.n}. {source.pasted}"
    return f"{block.bold} {block.text}".strip()
