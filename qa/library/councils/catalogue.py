"""The catalogue: the file that says which councils a service serves, and which server has which.

[councils.thurlbridge]
name = "Thurlbridge Council"
readers = ["everyone"]
editors = ["clerk@thurlbridge.example"]

[councils.marrow]
name = "Marrow Vale District Council"
readers = ["@marrow.example", "groups=auditors"]
host = "papers.marrow.example"
colour = "#005a30"
server = "county"

[servers.county]
primary = "postgresql://papers@db1.example/papers"
replicas = ["postgresql://papers@db2.example/papers"]
"""

from __future__ import annotations

import re
import threading
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from qa.errors import InputRefused
from qa.library.councils.council import Council
from qa.library.councils.person import Person
from qa.library.folder_place import FolderPlace
from qa.library.place import Place
from qa.library.postgresql.place import ServerPlace
from qa.settings import settings

KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
DIGEST = r"^[0-9a-f]{64}$"
UNREADABLE = "The catalogue of councils, {}, cannot be used: {}"
# Names of pages and routes, after which no council can be called.
TAKEN = (
    "api", "auth", "papers", "paper", "healthz", "metrics", "mcp", "static", "component", "media",
    "ask", "decisions", "previous-answers", "check", "briefing", "add-papers", "fetch-papers",
    "held-back", "held-papers", "oauth2callback", "files",
)  # fmt: skip


class _Council(BaseModel, extra="forbid"):
    name: str = Field(min_length=1, max_length=100)
    readers: list[str]
    editors: list[str] = []
    programs: list[str] = []
    host: str = Field("", pattern=r"^([a-z0-9.-]+)?$")
    colour: str = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$")
    folder: str = ""
    server: str = ""
    library: str = ""


class _Server(BaseModel, extra="forbid"):
    primary: str = Field(pattern=r"^postgresql://")
    replicas: list[str] = []
    lag_seconds: float = Field(30.0, gt=0)


class _File(BaseModel, extra="forbid"):
    councils: dict[str, _Council] = Field(min_length=1)
    servers: dict[str, _Server] = {}


@dataclass(frozen=True, slots=True)
class CatalogueServer:
    """A server, by the name that the file gives it: the addresses of its primary and replicas, and
    the seconds that a replica may be behind."""

    name: str
    primary: str
    replicas: tuple[str, ...]
    lag_seconds: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The councils of a service, in the order of the file."""

    councils: tuple[Council, ...]
    servers: tuple[CatalogueServer, ...] = ()

    def visible_to(self, person: Person) -> Sequence[Council]:
        """The councils that a person may read."""
        return [one for one in self.councils if one.is_read_by(person)]

    def named(self, key: str) -> Council | None:
        """The council with this key."""
        return next((one for one in self.councils if one.key == key), None)

    def at_host(self, host: str) -> Council | None:
        """The council that is asked under this name of a host."""
        return next((one for one in self.councils if one.host and one.host == host), None)


def catalogue() -> Catalogue | None:
    """The catalogue that the settings name, read again when its file changes; None where there is
    none, and one library is all there is. Raises `InputRefused` where it cannot be used."""
    path = settings().councils
    return _read_again.catalogue(path) if path else None


class _ReadAgain:
    """The catalogue as it was read last, and what its file was then."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: tuple[Path, int, int] | None = None
        self._held: Catalogue | None = None

    def catalogue(self, path: Path) -> Catalogue:
        try:
            now = path.stat()
        except OSError as error:
            raise InputRefused(UNREADABLE.format(path, error.strerror)) from error
        which = path, now.st_mtime_ns, now.st_ino
        with self._lock:
            if self._held is None or self._of != which:
                self._held, self._of = read(path), which
            return self._held


_read_again = _ReadAgain()


def read(path: Path) -> Catalogue:
    """The catalogue in a file. Raises `InputRefused`."""
    try:
        given = _File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise InputRefused(UNREADABLE.format(path, error.strerror)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputRefused(UNREADABLE.format(path, error)) from error
    except ValidationError as error:
        wrong = error.errors()[0]
        where = ".".join(map(str, wrong["loc"]))
        raise InputRefused(UNREADABLE.format(path, f"{where}: {wrong['msg']}.")) from error
    if fault := _fault(given):
        raise InputRefused(UNREADABLE.format(path, fault))
    home = path.resolve().parent
    return Catalogue(
        tuple(_council(key, one, given, home) for key, one in given.councils.items()),
        tuple(
            CatalogueServer(name, one.primary, tuple(one.replicas), one.lag_seconds)
            for name, one in given.servers.items()
        ),
    )


def _fault(given: _File) -> str:
    """What is wrong with the catalogue as a whole; empty where nothing is."""
    named = [one.library or key for key, one in given.councils.items()]
    for key, one in given.councils.items():
        if not KEY.fullmatch(key) or key in TAKEN:
            return f"“{key}” cannot be the key of a council. Use another, of a-z, 0-9 and -."
        if one.server and one.server not in given.servers:
            return f"the server “{one.server}” of {key} is not described under [servers]."
        if wrong := [digest for digest in one.programs if not re.match(DIGEST, digest)]:
            return f"“{wrong[0][:20]}” is no digest of a key: python -m qa key prints one."
        if "," in one.name:
            return f"the name “{one.name}” has a comma, which stands between names in addresses."
        if len([1 for other in named if other == (one.library or key)]) > 1:
            return f"two councils have the library “{one.library or key}”."
    for name in ("name", "host"):
        each = [getattr(one, name) for one in given.councils.values() if getattr(one, name)]
        if twice := next((value for value in each if each.count(value) > 1), None):
            return f"two councils have the {name} “{twice}”."
    return ""


def _council(key: str, one: _Council, given: _File, home: Path) -> Council:
    folder = home / (one.folder or key)
    return Council(
        key,
        one.name,
        _place(key, one, given, folder),
        folder / "corpus",
        folder / "uploads",
        folder / "fetched",
        tuple(one.readers),
        tuple(one.editors),
        tuple(one.programs),
        one.host,
        one.colour,
        _replicas(key, one, given, folder),
    )


def _place(key: str, one: _Council, given: _File, folder: Path) -> Place:
    index = folder / "index"
    if not one.server:
        return FolderPlace(index)
    return ServerPlace(given.servers[one.server].primary, one.library or key, index)


def _replicas(key: str, one: _Council, given: _File, folder: Path) -> Place | None:
    server = given.servers.get(one.server)
    if server is None or not server.replicas:
        return None
    index, name = folder / "index", one.library or key
    return ServerPlace(server.primary, name, index, tuple(server.replicas), server.lag_seconds)
