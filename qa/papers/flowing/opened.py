"""A file that is no PDF and can be read as a paper: its sheets, for the process that asks."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from qa.errors import UnreadablePaper
from qa.papers.attachment import Attachment
from qa.papers.file_name import Form, ending_of
from qa.papers.flowing.flow import Flow, sheets
from qa.papers.pages import signature
from qa.papers.pages.line import clean
from qa.papers.pages.packed import Packed, PackedPdf
from qa.papers.text import sound

MAX_TITLE_LENGTH = 500  # characters
MAX_ATTACHED = 100  # files that are named


@dataclass(frozen=True, slots=True)
class PackedFlow:
    """A paper whose text flows, with its sheets pickled: see `PackedPdf`."""

    title: str | None
    sheets: tuple[Packed, ...]
    form: Form
    attached: tuple[Attachment, ...]

    def as_pdf(self) -> PackedPdf:
        """The same as what comes after takes it."""
        return PackedPdf(self.title, [*self.sheets], form=self.form, attached=self.attached)


def flowing(path: Path, name: str) -> PackedFlow | None:
    """The paper in the file at `path`, known as `name`, if its text flows without pages.

    None for a PDF, and for what is no paper at all. A web page is read only if its name says that
    it is one: what a site sends in place of a PDF is no paper. Raises `UnreadablePaper`.
    """
    try:
        with path.open("rb") as file:
            start = file.read(signature.LOOKED_AT)
    except OSError:
        return None  # told by who opens it as a PDF
    # The libraries for these are loaded when the first is met: most papers are PDF files.
    if signature.is_packed(start) and _is_word(path):
        from qa.papers.flowing.word import read_word

        return _packed(read_word(path), "word")
    named = ending_of(name) in ("htm", "html")
    if named and signature.is_web_page(start):
        from qa.papers.flowing.web_page import read_web_page

        return _packed(read_web_page(path), "web page")
    return None


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return any(name.startswith("word/document") for name in packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, LookupError) as error:
        if b"word/" in path.read_bytes()[: signature.LOOKED_AT]:
            raise UnreadablePaper(*signature.DAMAGED_WORD) from error
        return False


def _packed(flow: Flow, form: Form) -> PackedFlow:
    return PackedFlow(
        clean(sound((flow.title or "")[:MAX_TITLE_LENGTH])) or None,
        tuple(map(Packed.of, sheets(flow))),
        form,
        tuple(
            Attachment(clean(sound(name)), is_paper=False, index=index)
            for index, name in enumerate(flow.attached[:MAX_ATTACHED])
        ),
    )
