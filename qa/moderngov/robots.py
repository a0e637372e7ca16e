"""What a site's robots.txt asks of us (RFC 9309)."""

from __future__ import annotations

from protego import Protego

PRODUCT = "CouncilPapers"
MOST = 500 * 1024  # bytes that are read of one
LONGEST_DELAY = 60.0  # seconds; one that asks for more would never be done


class Robots:
    """The rules of one host, from the `text` of its robots.txt; an empty text allows all."""

    def __init__(self, text: str = "") -> None:
        self._rules = Protego.parse(text)

    def allows(self, address: str) -> bool:
        return self._rules.can_fetch(address, PRODUCT)

    @property
    def delay(self) -> float:
        """Seconds that it asks for between two requests."""
        asked = self._rules.crawl_delay(PRODUCT)
        return min(asked, LONGEST_DELAY) if asked and asked > 0 else 0.0
