"""Word files made for tests, part by part, as Word writes them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:v="{V}"'
KINDS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}


def word_file(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """A Word file whose text is `body`; `parts` are its other parts by name ("styles", "header1"),
    the ids of their relations being these names."""
    related = ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("_rels/.rels", relations({"m": ("officeDocument", "word/document.xml")}))
        for name, content in (parts or {}).items():
            related += f"{name} "
            packed.writestr(f"word/{name}.xml", part(name.rstrip("0123456789"), content))
        named = {name: (name.rstrip("0123456789"), f"{name}.xml") for name in parts or {}}
        packed.writestr("word/_rels/document.xml.rels", relations(named))
        packed.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
    return path


def part(name: str, content: str) -> str:
    """A part of a Word file."""
    element = {"header": "hdr", "footer": "ftr"}.get(name, name)
    return f"<w:{element} {NAMES}>{content}</w:{element}>"


def relations(named: Mapping[str, tuple[str, str]]) -> str:
    """A part that names others: by id, the kind and the place of each."""
    each = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in named.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def p(*runs: str, style: str = "", about: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{own}{about}</w:pPr>{inner}</w:p>"


def r(text: str, about: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...], about: str = "") -> str:
    """A table; each cell is text, or paragraphs."""
    each = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{about}</w:tblPr>{each}</w:tbl>"
