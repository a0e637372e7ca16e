"""Files made to harm whoever opens them, and files that only call themselves papers.

None is kept: each is made anew, the same each time. `made` writes those of a kind that a person
may add, `odd` what only somebody with a hand on the folder could put there.
"""

from __future__ import annotations

import io
import os
import socket
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from pypdf import PdfReader, PdfWriter

CORPUS = Path(__file__).parents[2] / "corpus" / "thurlbridge"
SAMPLE = CORPUS / "Appendix 1.pdf"
SAID = b"BT /F1 12 Tf 72 700 Td (The committee agreed the budget for the coming year.) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
LIST = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
BOX = b"/MediaBox [0 0 595 842]"
BOMB = 1 << 30  # bytes
# Halves of pairs, a NUL, and marks that turn the direction of text.
CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def
1 begincodespacerange <00> <FF> endcodespacerange
4 beginbfchar <61> <D800> <65> <0000> <6F> <202E> <74> <DFFFD800> endbfchar
endcmap end end"""


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of `objects`, numbered from 1, of which the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n"
    size = len(objects) + 1
    return (
        bytes(out)
        + b"xref\n0 %d\n%010d 65535 f \n%b" % (size, 0, table)
        + end
        % (
            size,
            trailer,
            len(out),
        )
    )


def stream(data: bytes, about: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), about, data)


def packed(data: bytes, about: bytes = b"") -> bytes:
    """A stream object, compressed."""
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + about)


def paper(
    content: bytes = stream(SAID),
    *more: bytes,
    page: bytes = BOX,
    catalogue: bytes = b"",
    pages: bytes = LIST,
    font: bytes = FONT,
    resources: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """A paper of one page, of which some part is as given; `more` are objects from 6 on."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        pages,
        b"<< /Type /Page /Parent 2 0 R %b /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        b"%b >> >>" % (page, resources),
        content,
        font,
        *more,
        trailer=trailer,
    )


@cache
def bomb() -> bytes:
    """Spaces without number, compressed to a thousandth."""
    packer = zlib.compressobj(9)
    spaces = b" " * (1 << 20)
    return b"".join(packer.compress(spaces) for _ in range(BOMB >> 20)) + packer.flush()


def bombed(about: bytes = b"", twice: bool = False) -> bytes:
    """A stream object that becomes a thousand times as large, or a million times."""
    data, filters = bomb(), b"/Filter /FlateDecode "
    if twice:
        data, filters = zlib.compress(data, 9), b"/Filter [/FlateDecode /FlateDecode] "
    return stream(data, filters + about)


def forms(deep: int, times: int) -> bytes:
    """A page that draws a form that draws another so many times, and so on."""
    uses = b"<< /XObject << /X %d 0 R >> /Font << /F1 5 0 R >> >>"
    bodies = [
        stream(
            b"/X Do " * times, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + use
        )
        for use in (uses % n for n in range(7, 7 + deep))
    ]
    last = stream(SAID, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return paper(stream(b"/X Do"), *bodies, last, resources=b"/XObject << /X 6 0 R >>")


def itself() -> bytes:
    """A form that draws itself."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return paper(
        stream(b"/X Do"), stream(b"/X Do /X Do", form), resources=b"/XObject << /X 6 0 R >>"
    )


def deep_tree(deep: int) -> bytes:
    """A page at the end of so many lists of pages, each in the one before."""
    lists = [
        b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1)
        for n in range(3, 3 + deep)
    ]
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        *lists,
        b"<< /Type /Page /Parent %d 0 R %b >>" % (2 + deep, BOX),
    )


def wide_tree(wide: int) -> bytes:
    """A list of so many pages, all of them the same."""
    kids = b"3 0 R " * wide
    return paper(pages=b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, wide))


def encrypted(user: str, owner: str) -> bytes:
    """A sample paper with passwords."""
    writer = PdfWriter(clone_from=PdfReader(SAMPLE))
    writer.encrypt(user, owner)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    """An archive, or an Office file, with files of such names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "The committee agreed the budget.")
    return out.getvalue()


def previous_loop() -> bytes:
    """A paper whose list of objects says that the one before it is itself."""
    whole = paper()
    return whole.replace(b"/Root", b"/Prev %d /Root" % whole.rindex(b"xref\n0"))


def objects_bomb() -> bytes:
    """A paper whose catalogue is in a stream of objects that is a bomb."""
    body = bombed(b"/Type /ObjStm /N 1 /First 8")
    return pdf(b"<< /Type /Catalog /Pages 7 0 R >>", body, trailer=b"/XRefStm 9").replace(
        b"xref\n0", b"xref\n9"
    )


def places_bomb() -> bytes:
    """A paper whose list of objects is a bomb."""
    about = b"/Type /XRef /W [1 4 2] /Index [0 99999999] /Size 99999999 /Root 1 0 R"
    start = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    return b"%b9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (start, bombed(about), len(start))


def boxed(box: bytes, more: bytes = b"") -> Callable[[], bytes]:
    """A paper whose page has such a box."""
    return lambda: paper(page=b"/MediaBox [%b] %b" % (box, more))


def opening(action: bytes) -> Callable[[], bytes]:
    """A paper that wants something done as it is opened."""
    return lambda: paper(catalogue=b"/OpenAction << /Type /Action %b >>" % action)


def font(kind: bytes, program: bytes) -> Callable[[], bytes]:
    """A paper set in a font whose program is not one."""
    return lambda: paper(
        stream(SAID),
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /%b 7 0 R >>" % kind,
        stream(program, b"/Length1 %d" % len(program)),
        font=b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>",
    )


def cut(share: int) -> Callable[[], bytes]:
    """A sample paper of which only so many twentieths came."""
    return lambda: SAMPLE.read_bytes()[: SAMPLE.stat().st_size * share // 20]


# The files by kind and name, in the order in which they are tried.
MADE: Mapping[str, Mapping[str, Callable[[], bytes]]] = {
    "good": {
        "plain": paper,
        "owner's password only": lambda: encrypted("", "sesame"),
        "thirty names of one page": lambda: wide_tree(30),
    },
    "loops and depth": {
        "forms, doubled 30 times": lambda: forms(30, 2),
        "forms, 40 000 deep": lambda: forms(40_000, 1),
        "form draws itself": itself,
        "pages 50 000 deep": lambda: deep_tree(50_000),
        "pages in themselves": lambda: paper(
            pages=b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 >>"
        ),
        "arrays a million deep": lambda: paper(page=BOX + b"/X " + b"[" * 10**6 + b"]" * 10**6),
        "dictionaries 100 000 deep": lambda: paper(
            page=BOX + b"/X " + b"<< /X " * 10**5 + b"1 " + b">>" * 10**5
        ),
        "arrays in the content": lambda: paper(stream(b"[" * 10**6 + SAID)),
        "brackets in the content": lambda: paper(stream(b"(" * 10**6 + SAID)),
        "q a million times": lambda: paper(stream(b"q " * 10**6 + SAID)),
        "list of objects before itself": previous_loop,
        "length of a stream in itself": lambda: paper(
            b"<< /Length 4 0 R >>\nstream\n" + SAID + b"\nendstream"
        ),
    },
    "counts": {
        "2 147 483 647 pages": lambda: paper(
            pages=b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"
        ),
        "fewer than no pages": lambda: paper(pages=b"<< /Type /Pages /Kids [3 0 R] /Count -9 >>"),
        "100 000 pages": lambda: wide_tree(100_000),
        "no pages": lambda: paper(pages=b"<< /Type /Pages /Kids [] /Count 0 >>"),
        "a million annotations": lambda: paper(
            stream(SAID),
            b"<< /Type /Annot /Subtype /StrikeOut /Rect [0 0 9 9] /QuadPoints [%b] >>"
            % (b"0 " * 800),
            page=BOX + b"/Annots [" + b"6 0 R " * 10**6 + b"]",
        ),
        "a million words": lambda: paper(
            packed(b"BT /F1 9 Tf " + b"1 0 0 1 72 700 Tm (agreed) Tj " * 10**6 + b"ET")
        ),
        "a million lines": lambda: paper(packed(b"BT /F1 1 Tf " + b"0 -2 Td (a) Tj " * 10**6)),
        "ten million letters": lambda: paper(packed(b"BT /F1 9 Tf (" + b"a" * 10**7 + b") Tj ET")),
        "a million strokes": lambda: paper(packed(b"0 0 9 .1 re f " * 10**6 + SAID)),
    },
    "bombs": {
        "content": lambda: paper(bombed()),
        "content, twice": lambda: paper(bombed(twice=True)),
        "content, 500 times": lambda: paper(stream(SAID), bombed(), page=BOX).replace(
            b"/Contents 4 0 R", b"/Contents [" + b"6 0 R " * 500 + b"]"
        ),
        "objects": objects_bomb,
        "list of objects": places_bomb,
        "character map": lambda: paper(
            stream(SAID), bombed(), font=FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
        ),
        "picture": lambda: paper(
            stream(b"/X Do"),
            bombed(
                b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 "
                b"/ColorSpace /DeviceRGB"
            ),
            resources=b"/XObject << /X 6 0 R >>",
        ),
    },
    "locked": {"user's password": lambda: encrypted("sesame", "sesame")},
    "not a PDF": {
        "empty": lambda: b"",
        "white space": lambda: b" \n" * 9999,
        "web page": lambda: b"<!DOCTYPE html>\n<html><body>Log in</body></html>",
        "Word": lambda: zipped("[Content_Types].xml", "word/document.xml"),
        "Excel": lambda: zipped("[Content_Types].xml", "xl/workbook.xml"),
        "archive": lambda: zipped("minutes.pdf", "../../minutes.pdf"),
        "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
        "text": lambda: b"Dear all,\nthe notes of Tuesday.\n",
        "noise": lambda: bytes(n * n * 7 % 251 for n in range(9999)),
        "only its first line": lambda: b"%PDF-1.7\n",
        "says PDF, is a web page": lambda: b"<html>%PDF-1.7" + b"<p>" * 999,
    },
    "cut short": {f"{n} of 20 parts": cut(n) for n in range(1, 20)},
    "boxes": {
        "no room": boxed(b"0 0 0 0"),
        "less than no room": boxed(b"595 842 0 0"),
        "not numbers": boxed(b"/NaN (inf) null 1e999"),
        "huge": boxed(b"-1e38 -1e38 1e38 1e38"),
        "larger than any number": boxed(b"0 0 " + b"9" * 400 + b" " + b"9" * 400),
        "turned by nonsense": boxed(b"0 0 595 842", b"/Rotate 12345678901234567890"),
        "unit of nonsense": boxed(b"0 0 595 842", b"/UserUnit -1e30 /CropBox [9 9 1 1]"),
    },
    "words": {
        "halves of characters": lambda: paper(
            stream(SAID), stream(CMAP), font=FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
        ),
        "escape codes": lambda: paper(stream(SAID.replace(b"agreed", rb"\033[31magreed\007\000"))),
        "a title of 10 MB": lambda: paper(
            stream(SAID), b"<< /Title (%b) >>" % (b"a" * 10**7), trailer=b"/Info 6 0 R"
        ),
        "a title of halves": lambda: paper(
            stream(SAID), b"<< /Title <FEFFD800D8000000202E> >>", trailer=b"/Info 6 0 R"
        ),
        **{
            f"100 000 times {name}": lambda text=text: paper(  # type: ignore[misc]
                packed(b"BT /F1 .01 Tf 9 700 Td (" + text * (10**5 // len(text)) + b") Tj ET")
            )
            for name, text in {
                "a space": b"  ",
                "a digit": b"7",
                "a full stop": b".",
                "a bracket": rb"\(",
                "a date": b"13 July 2021 ",
                "a numbered item": b"1.1.1 ",
                "Councillor": b"Councillor A ",
                "a vote": b"For 5 Against 3 ",
                "a heading": b"RESOLVED that ",
            }.items()
        },
    },
    "actions and enclosures": {
        "script": opening(b"/S /JavaScript /JS (app.launchURL\\('http://example.org'\\);)"),
        "launch": opening(b"/S /Launch /F (/bin/sh)"),
        "address": opening(b"/S /URI /URI (http://example.org/)"),
        "stream from another file": lambda: paper(stream(b"", b"/F (/etc/passwd)")),
        "attachment": lambda: paper(
            stream(SAID),
            b"<< /Type /Filespec /F (../../evil.exe) /EF << /F 7 0 R >> >>",
            stream(b"MZ"),
            catalogue=b"/Names << /EmbeddedFiles << /Names [(evil) 6 0 R] >> >> "
            b"/Collection << /View /D >>",
        ),
        "form of XML": lambda: paper(
            stream(SAID),
            stream(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
            catalogue=b"/AcroForm << /XFA 6 0 R /Fields [] >>",
        ),
    },
    "fonts": {
        "TrueType of nothing": font(b"FontFile2", b"\0\1\0\0\xff\xff" + bytes(2000)),
        "Type 1 of nothing": font(b"FontFile", b"%!PS-AdobeFont-1.0\n" + b"/x {x} def " * 9999),
        "CFF of nothing": font(b"FontFile3", b"\1\0\4\4" + b"\xff" * 9999),
        "TrueType that is a bomb": lambda: paper(
            stream(SAID),
            b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R >>",
            bombed(),
            font=b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>",
        ),
        "glyphs that draw themselves": lambda: paper(
            stream(SAID),
            stream(b"9 0 0 0 9 9 d1 BT /F1 9 Tf (aaaa) Tj ET"),
            font=b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] "
            b"/FirstChar 0 /LastChar 255 /Widths [] /Encoding << /Differences [97 /a] >> "
            b"/CharProcs << /a 6 0 R >> /Resources << /Font << /F1 5 0 R >> >> >>",
        ),
    },
}


def made(folder: Path, kinds: Mapping[str, Mapping[str, Callable[[], bytes]]] = MADE) -> None:
    """Write the files into folders of their kinds in `folder`."""
    for kind, files in kinds.items():
        (folder / kind).mkdir(parents=True)
        for name, data in files.items():
            (folder / kind / f"{name}.pdf").write_bytes(data())


def odd(folder: Path, white: int = 1 << 30) -> None:
    """Put into `folder` what is called .pdf and cannot be opened, or not wholly, as a file is.

    One file begins with so many bytes of `white` space.
    """
    folder.mkdir(parents=True)
    (folder / "a folder.pdf").mkdir()
    (folder / "a loop.pdf").symlink_to(folder / "a loop.pdf")
    (folder / "nowhere.pdf").symlink_to(folder / "nothing")
    (folder / "device.pdf").symlink_to("/dev/zero")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.pdf")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(folder / "socket.pdf"))
    sealed = folder / "sealed.pdf"
    sealed.write_bytes(paper())
    sealed.chmod(0)
    with (folder / "ten gigabytes of nothing.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(10 << 30)
    with (folder / "white space before.pdf").open("wb") as file:
        for _ in range(white >> 20):
            file.write(b" " * (1 << 20))
        file.write(paper())
    # What has no text is no name on every system.
    Path(os.fsdecode(os.fsencode(folder) + b"/\x1b[31m\xff caf\xe9.pdf")).write_bytes(paper())
