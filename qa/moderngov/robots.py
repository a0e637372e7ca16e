"""What a site's robots.txt asks of programs (RFC 9309)."""

from __future__ import annotations

from protego import Protego

PRODUCT = "CouncilPapers"
MAX_BYTES = 500 * 1024  # of a robots.txt that are read
MAX_DELAY = 60.0  # seconds; with a longer delay a fetch would never end


class Robots:
    """The rules of one host, from the `text` of its robots.txt; an empty text allows all."""

    def __init__(self, text: str = "") -> None:
        self._rules = Protego.parse(text)

    def allows(self, address: str) -> bool:
        return self._rules.can_fetch(address, PRODUCT)

    @property
    def delay(self) -> float:
        """Seconds that the site asks for between two requests."""
        delay = self._rules.crawl_delay(PRODUCT)
        return min(delay, MAX_DELAY) if delay and delay > 0 else 0.0
