"""The parts of a Word file, which is a packed folder of XML, read within bounds."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from qa.errors import UnreadablePaper
from qa.papers.flowing.word_styles import name_of, value

MAX_PART = 48 << 20  # bytes of one part, unpacked
MAX_PARTS = 10_000
MAX_RELATIONS = 5000
DAMAGED = (
    "The Word file is damaged.",
    "Open it in Word and save it again, as PDF if that is possible, or ask for a copy.",
)
LOCKED = "The Word file is locked with a password.", "Ask for the open copy of the paper."
TOO_LARGE = (
    "The Word file unpacks to more than is read.",
    "Save it as PDF and add that, or ask for it in parts.",
)
MAIN = "word/document.xml"
# What reading a packed file can raise where it is damaged, or packed in a way that is not known.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    LookupError,
)


class Package:
    """A Word file, opened. Raises `UnreadablePaper` where it is none, damaged or locked."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            names = self._zip.namelist()
        except ZIP_ERRORS as error:
            raise UnreadablePaper(*DAMAGED) from error
        if len(names) > MAX_PARTS:
            raise UnreadablePaper(*TOO_LARGE)
        self._names = {name.replace("\\", "/").lstrip("/"): name for name in names}
        whole = self.related("", "officeDocument")
        self.main = next(iter(whole.values()), MAIN)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def part(self, name: str) -> Any:
        """The root of a part, parsed; None where there is no such part."""
        if name not in self._names:
            return None
        try:
            info = self._zip.getinfo(self._names[name])
            if info.flag_bits & 1:
                raise UnreadablePaper(*LOCKED)
            with self._zip.open(info) as file:
                data = file.read(MAX_PART + 1)
        except ZIP_ERRORS as error:
            raise UnreadablePaper(*DAMAGED) from error
        if len(data) > MAX_PART:
            raise UnreadablePaper(*TOO_LARGE)
        # Entities, DTDs and other files are left alone, and libxml2 bounds the depth.
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadablePaper(*DAMAGED) from error
        if root.getroottree().docinfo.doctype:  # no Word file has one
            raise UnreadablePaper(*DAMAGED)
        return root

    def related(self, name: str, kind: str) -> dict[str, str]:
        """The parts of a kind that a part names, by the ids under which it does; those of the
        whole file where `name` is empty. Addresses outside the file are left out."""
        folder, _, own = name.rpartition("/")
        root = self.part(posixpath.join(folder, "_rels", f"{own}.rels"))
        found: dict[str, str] = {}
        for one in list(root if root is not None else ())[:MAX_RELATIONS]:
            target = value(one, "Target") or ""
            inside = (value(one, "TargetMode") or "").lower() != "external"
            if inside and (value(one, "Type") or "").rpartition("/")[2] == kind:
                whole = target.startswith("/")
                path = target.lstrip("/") if whole else posixpath.join(folder, target)
                found[value(one, "Id") or ""] = posixpath.normpath(path)
        return found

    def of_kind(self, kind: str) -> Any:
        """The part of a kind that the text names, parsed; None where there is none."""
        names = self.related(self.main, kind)
        return self.part(next(iter(names.values()))) if names else None

    @property
    def title(self) -> str | None:
        """The title that the file's properties give it."""
        names = self.related("", "core-properties")
        root = self.part(next(iter(names.values()))) if names else None
        titles = (one.text for one in (root if root is not None else ()) if name_of(one) == "title")
        return next(titles, None)
