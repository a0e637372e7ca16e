"""The papers of a manifest as a source of papers: they are planned and fetched as a site's are."""

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
from qa.moderngov.client import Client
from qa.moderngov.ledger import Followed, Ledger
from qa.moderngov.manifest import read_manifest
from qa.moderngov.plan import Plan
from qa.moderngov.planning import compare
from qa.moderngov.reconciliation import reconcile
from qa.moderngov.records import Committee, Meeting, Version
from qa.moderngov.selection import RESTRICTED, LeftOut, Selection, Wanted
from qa.papers.pages import signature

# The ledger holds the papers of a manifest as those of one meeting of one committee.
COMMITTEE = Committee(0, "")
MEETING_ID = 0
FILE_PREFIX = "file:"  # the beginning of the address of a paper that lies beside its manifest


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest at `path`; `private` says that its addresses may be on a private network."""

    path: Path
    private: bool = False

    @property
    def name(self) -> str:
        """What it is called in reports."""
        return self.path.name


class ManifestSource:
    """The papers of a manifest: its files are copied, its addresses downloaded.

    It takes the place of a `Client` where papers are fetched. Raises `InputRefused` where the
    manifest cannot be used.
    """

    def __init__(self, manifest: Manifest, on_wait: Callable[[str], None]) -> None:
        self.site = str(manifest.path.resolve())
        self._private = manifest.private
        self._rows = {
            row.address or f"{FILE_PREFIX}{row.file}": row for row in read_manifest(manifest.path)
        }
        web = [row.address for row in self._rows.values() if row.address and not row.file]
        hosts = tuple(sorted({str(urlsplit(address).hostname) for address in web}))
        self._client = Client(web[0], hosts, self._private, on_wait) if web else None

    def __enter__(self) -> ManifestSource:
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
        """Whether a paper may be fetched: each may, since whoever wrote the manifest named it."""
        return address in self._rows

    def make_plan(self, ledger: Ledger) -> Plan:
        """Note in the ledger which papers are wanted. Those that the manifest no longer lists are
        deleted, as those are that a site closes to the public."""
        now = datetime.now(UTC)
        began = ledger.begin(self.site, now)
        wanted = tuple(
            Wanted(address, row.name, row.source, "single") for address, row in self._rows.items()
        )
        unlisted = tuple(
            LeftOut(entry.source.title or entry.path, entry.address, RESTRICTED)
            for entry in ledger.entries(self.site, MEETING_ID)
            if entry.address not in self._rows
        )
        meeting = Meeting(MEETING_ID, COMMITTEE, now.date())
        reconcile(self.site, meeting, Selection(wanted, unlisted), ledger, now)
        name = Path(self.site).name
        ledger.follow(Followed(self.site, COMMITTEE.id, name, private=self._private))
        return compare(self.site, [meeting], {MEETING_ID}, self, ledger, began, now)

    def download(self, address: str, to: Path, known: Version) -> Version | None:
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
        return Version(digest=digest)
