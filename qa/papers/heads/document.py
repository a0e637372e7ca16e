"""The kind of a paper, by the cues of its head."""

from __future__ import annotations

from qa.papers.heads.head import HeadLines

# The parts of a head, by how many of its first lines they are.
PARTS = (1, 3, 8, 30)
# Cues of which it matters which comes first.
PAIRS = (
    ("minutes", "agenda"),
    ("agenda", "minutes"),
    ("present", "agenda"),
    ("agenda", "present"),
    ("report_of", "minutes"),
    ("present", "report_label"),
    ("report_label", "present"),
    ("letter", "agenda"),
    ("decision_head", "present"),
    ("decision_head", "minutes"),
)


def document_features(head: HeadLines) -> set[str]:
    """What speaks for one kind or another."""
    found: set[str] = set()
    for i, cues in enumerate(head.cues):
        for cue in cues:
            found.update(f"{cue} in {part}" for part in PARTS if i < part)
            if i > head.first_item:
                found.add(f"{cue} behind items")
    order = [cue for cues in head.cues for cue in sorted(cues)]
    for one, other in PAIRS:
        if one in order and (other not in order or order.index(one) < order.index(other)):
            found.add(f"{one} before {other}")
    return found
