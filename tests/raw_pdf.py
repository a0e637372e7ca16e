"""PDF files written object by object, for what no library of PDFs would write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

ABOVE, SECRET, BELOW = "The panel met in June.", "Mr Wexley owes 412 pounds.", "It was agreed."
FIRST = 10  # the number of the first further object


def stream(data: str | bytes, head: str = "") -> bytes:
    """An object that is a stream, with the entries `head`."""
    raw = data.encode("latin-1") if isinstance(data, str) else data
    entries = f"<< {head} /Length {len(raw)} >>".encode("latin-1")
    return entries + b"\nstream\n" + raw + b"\nendstream"


def form(content: str, more: str = "", box: str = "0 0 400 300") -> bytes:
    """A form that can be drawn on a page, or as an annotation."""
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    return stream(content, f"/Type /XObject /Subtype /Form /BBox [{box}] {more} {fonts}")


def text(y: float, words: str, x: float = 40, size: float = 12) -> str:
    """What draws a line of words in Helvetica."""
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET "


def write(
    path: Path,
    content: str,
    *,
    resources: str = "",
    objects: Sequence[str | bytes] = (),
    page: str = "",
    catalog: str = "",
    box: str = "0 0 400 300",
) -> Path:
    """A file of one page that `content` draws. Further `objects` have numbers from `FIRST` on;
    `page` and `catalog` are entries of these. F1 is Helvetica and F2 Zapf Dingbats."""
    fonts = "/Font << /F1 5 0 R /F2 6 0 R "
    resources = resources if "/Font" in resources else f"{fonts} >> {resources}"
    sheet = f"/Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << {resources} >> {page}"
    parts: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page {sheet} >>",
        4: stream(content),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        6: "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
        **dict(enumerate(objects, FIRST)),
    }
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, part in sorted(parts.items()):
        places[number] = len(out)
        raw = part.encode("latin-1") if isinstance(part, str) else part
        out += b"%d 0 obj\n" % number + raw + b"\nendobj\n"
    start, count = len(out), max(parts) + 1
    out += b"xref\n0 %d\n" % count
    for number in range(count):
        at = places.get(number)
        out += b"%010d 00000 n \n" % at if at else b"0000000000 65535 f \n"
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    path.write_bytes(out)
    return path
