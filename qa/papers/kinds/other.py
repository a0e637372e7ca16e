"""Papers of which nothing tells the kind."""

from __future__ import annotations

from qa.papers.kind import Kind

KIND = Kind(
    name="other",
    words="paper",
    plural="other papers",
    one="a paper",
    place=99,
    is_default_of_file=True,
    is_titled_by_file=True,
    may_propose=True,
    continues_proposal=True,
    meeting_inferred="listed",
)
