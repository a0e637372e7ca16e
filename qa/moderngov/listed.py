"""Papers that a manifest lists, as if it were a site: planned and fetched with the same care."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from qa.errors import SiteFailed, UnreadablePaper
from qa.moderngov.choice import RESTRICTED, Choice, LeftOut, Wanted
from qa.moderngov.client import Client, Known
from qa.moderngov.ledger import Followed, Ledger
from qa.moderngov.manifest import read_manifest
from qa.moderngov.plan import Plan, compared
from qa.moderngov.reconciled import reconcile
from qa.moderngov.records import Committee, Meeting
from qa.papers.pages import signature

ALL = Committee(0, "")  # the ledger knows a manifest's papers as those of one meeting
FILE = "file:"  # how the ledger knows a paper that lies beside its manifest


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest at `path`; its addresses may be `private` ones."""

    path: Path
    private: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name


class Listed:
    """The papers of a manifest: its files are copied, its addresses asked for.

    It takes the place of a `Client` where papers are fetched. Raises `InputRefused` where the
    manifest cannot be used.
    """

    def __init__(self, manifest: Manifest, on_wait: Callable[[str], None]) -> None:
        self.site = str(manifest.path.resolve())
        self._private = manifest.private
        self._rows = {
            row.address or f"{FILE}{row.file}": row for row in read_manifest(manifest.path)
        }
        web = [row.address for row in self._rows.values() if row.address and not row.file]
        hosts = tuple(sorted({str(urlsplit(one).hostname) for one in web}))
        self._client = Client(web[0], hosts, self._private, on_wait) if web else None

    def __enter__(self) -> Listed:
        if self._client:
            self._client.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client:
            self._client.__exit__(kind, error, trace)

    @property
    def requests(self) -> int:
        """Requests made so far."""
        return self._client.requests if self._client else 0

    @property
    def received(self) -> int:
        """Bytes received so far."""
        return self._client.received if self._client else 0

    def allows(self, address: str) -> bool:
        """Whether a paper may be had: each is, since whoever wrote the manifest named it."""
        return address in self._rows

    def planned(self, ledger: Ledger) -> Plan:
        """Note in the ledger what the manifest lists; a paper that it lists no more is closed."""
        now = datetime.now(UTC)
        began = ledger.begin(self.site, now)
        wanted = [Wanted(key, row.name, row.source, "single") for key, row in self._rows.items()]
        gone = [
            LeftOut(one.source.title or one.path, one.address, RESTRICTED)
            for one in ledger.documents(self.site, ALL.id)
            if one.address not in self._rows
        ]
        of = Meeting(0, ALL, now.date())
        reconcile(self.site, of, Choice(tuple(wanted), tuple(gone)), ledger, now)
        name = Path(self.site).name
        ledger.follow(Followed(self.site, ALL.id, name, private=self._private))
        return compared(self.site, [of], {of.id}, self, ledger, began, now)

    def download(self, address: str, to: Path, known: Known) -> Known | None:
        """As `Client.download`; a file beside the manifest is copied."""
        file = self._rows[address].file
        if file is None and self._client:
            return self._client.download(address, to, known)
        assert file
        try:
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
                opened.seek(0)
                signature.check(opened.read(signature.LOOKED_AT))
            if digest == known.digest:
                return None
            shutil.copyfile(file, to)
        except (OSError, UnreadablePaper) as error:
            raise SiteFailed(f"It cannot be copied: {error}") from error
        return Known(digest=digest)
