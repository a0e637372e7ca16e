"""The files of papers, kept where every app server reaches them."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import fsspec
import pytest

from qa.errors import FilesUnreachable
from qa.library.ingest import ingest
from qa.library.kept_files import KeptFiles
from qa.library.library import Library
from qa.library.postgresql.place import ServerPlace
from qa.library.rows import key_of
from qa.settings import settings
from qa.web.paper_files import on_this_machine
from tests.made import LineReader, WordEmbedder

WORDS = b"%PDF-1.4 The weir was mended."
S3 = pytest.mark.skipif(
    not (find_spec("moto") and find_spec("s3fs")), reason="neither s3fs nor moto is installed"
)


@pytest.fixture(params=["file", "memory", pytest.param("s3", marks=S3)])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> KeptFiles:
    if request.param == "s3":
        address = f"{request.getfixturevalue('bucket')}/{tmp_path.name}"
    else:
        where = tmp_path / "shared" if request.param == "file" else Path("/") / tmp_path.name
        address = f"{request.param}://{where}"
    return KeptFiles(address, "Thurlbridge/Council", tmp_path / "cache")


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """A bucket of a stand-in for S3."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    own = {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    }
    os.environ.update(own)
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as server:
        store = fsspec.filesystem("s3")
        for _ in range(100):
            try:
                store.mkdir("papers")
                break
            except Exception:
                time.sleep(0.1)
        yield "s3://papers/all"
        server.terminate()
    for name in own:
        del os.environ[name]


def digest(words: bytes) -> str:
    return hashlib.sha256(words).hexdigest()


def a_file(folder: Path, words: bytes = WORDS) -> Path:
    path = folder / "minutes.pdf"
    path.write_bytes(words)
    return path


def test_a_file_is_kept_once_and_fetched_as_it_was(kept: KeptFiles, tmp_path: Path) -> None:
    path, own = a_file(tmp_path), digest(WORDS)
    kept.keep(path, own)
    kept.keep(path, own)
    assert kept.keys() == {key_of(own)}
    path.unlink()
    found = kept.fetch(key_of(own))
    assert found and found.read_bytes() == WORDS
    assert kept.fetch(key_of(own)) == found  # from this machine
    assert kept.fetch("0" * 16) is None
    kept.keep(path, own)  # gone meanwhile: what was kept stays
    assert kept.keys() == {key_of(own)}


def test_what_is_no_longer_in_the_library_is_dropped(kept: KeptFiles, tmp_path: Path) -> None:
    for words in (WORDS, b"other"):
        kept.keep(a_file(tmp_path, words), digest(words))
    kept.keep_only([digest(b"other")])
    assert kept.keys() == {key_of(digest(b"other"))}


def test_one_council_never_fetches_the_files_of_another(kept: KeptFiles, tmp_path: Path) -> None:
    kept.keep(a_file(tmp_path), digest(WORDS))
    other = KeptFiles(kept.address, "Thurlbridge", tmp_path / "other")
    assert other.keys() == set()
    assert other.fetch(key_of(digest(WORDS))) is None
    up = KeptFiles(kept.address, "../Thurlbridge%2FCouncil", tmp_path / "up")
    assert up.fetch(key_of(digest(WORDS))) is None


def test_what_was_changed_where_it_is_kept_is_not_shown(kept: KeptFiles, tmp_path: Path) -> None:
    kept.keep(a_file(tmp_path, b"other words"), digest(WORDS))
    with pytest.raises(FilesUnreachable, match="not what was kept"):
        kept.fetch(key_of(digest(WORDS)))
    assert not [*kept.cache.iterdir()]


def test_files_on_this_machine_are_bounded(tmp_path: Path) -> None:
    kept = KeptFiles(f"file://{tmp_path / 'shared'}", "here", tmp_path / "cache", most_mb=1)
    each = [bytes([n]) * 400_000 for n in range(5)]
    for words in each:
        kept.keep(a_file(tmp_path, words), digest(words))
    for n, words in enumerate(each):
        found = kept.fetch(key_of(digest(words)))
        assert found
        os.utime(found, (n, n))
    left = {path.name for path in kept.cache.iterdir()}
    assert left == {key_of(digest(words)) for words in each[-2:]}


@pytest.mark.parametrize("address", ["nothing://there", "file:///proc/no/such"])
def test_a_place_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, address: str) -> None:
    kept = KeptFiles(address, "here", tmp_path / "cache")
    with pytest.raises(FilesUnreachable, match="QA_FILES"):
        kept.keep(a_file(tmp_path), digest(WORDS))


def test_an_app_server_without_the_folders_shows_the_papers(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_FILES", f"file://{tmp_path / 'shared'}")
    settings.cache_clear()
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (papers / name).write_text(f"The weir of {name} was mended.")
    place = ServerPlace(server, str(tmp_path), tmp_path / "index")
    with Library(place, embedder=WordEmbedder(), create=True) as library:
        ingest([papers], library, read=LineReader())
        held = library.store.papers.all()
        assert place.files and place.files.keys() == {one.key for one in held}
        (papers / "b.pdf").unlink()
        ingest([papers], library, read=LineReader(), may_remove=lambda lost: True)
        [left] = library.store.papers.all()
        assert place.files.keys() == {left.key}
    (papers / "a.pdf").unlink()  # which lies on another machine now
    elsewhere = ServerPlace(server, str(tmp_path), tmp_path / "elsewhere")
    with Library(elsewhere, embedder=WordEmbedder()) as library:
        file = library.store.papers.file(left.key)
        assert file
        found = on_this_machine(library, file, left.key)
        assert found and found.read_text() == "The weir of a.pdf was mended."
    settings.cache_clear()
