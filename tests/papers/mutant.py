"""Papers changed at random, the same each time for the same seed, and what must hold of each."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from qa.errors import ProgramFault, UnreadablePaper
from qa.papers.pages.second_reader import PYPDF_ERRORS
from qa.papers.paper import Paper
from qa.papers.reading import MAX_NAMED, Reading

Outcome = Literal["read", "read in part", "no text", "refused"]
Change = Callable[[bytearray, bytes, random.Random], None]
LARGEST = 400_000  # bytes of a paper that is changed
PRINTED = 100  # words that may be running heads and page numbers
NUMBER = re.compile(rb"(?<=[\s\[(/])-?\d{1,10}(?=[\s\])/>])")
KEYWORD = re.compile(
    rb"/(?:Length|Kids|Count|Parent|Contents|Resources|Filter|FlateDecode|MediaBox|Font|Subtype"
    rb"|ToUnicode|Encoding|Type|Root|Size|Prev|W|Index|N|First)\b|endobj|endstream|stream|xref|obj"
    rb"|trailer|startxref|beginbfchar|beginbfrange|\b(?:BT|ET|Tj|TJ|Td|Tf|Tm|Do|BI|ID|EI|cm|q|Q)\b"
)
LENGTH = re.compile(rb"/Length \d+")
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"9" * 40, b"1e38", b"NaN")
STARTS = (b"PK\3\4[Content_Types].xml word/", b"\x89PNG\r\n", b"<html>", b"{\\rtf1", b"\0" * 1024)
# What a clerk would not understand: names out of a program, addresses, codes.
STRANGE = re.compile(r"0x|None|Error|Exception|Traceback|_|[a-z]\.[a-z]|/[a-z]|\\|\b[a-z]+[A-Z]")


def cut(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Leave the end away."""
    del data[chance.randrange(len(data)) :]


def flip(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Turn some bits over."""
    for _n in range(chance.choice((1, 3, 10, 100))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def blank(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Make a stretch zeros."""
    where = stretch(data, chance)
    data[where] = bytes(len(data[where]))


def double(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Repeat a stretch."""
    where = stretch(data, chance)
    data[where] = data[where] * chance.choice((2, 2, 20))


def drop(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Leave a stretch away."""
    del data[stretch(data, chance)]


def mix(data: bytearray, other: bytes, chance: random.Random) -> None:
    """Put a stretch of another paper in."""
    data[stretch(data, chance)] = other[stretch(other, chance)]


def renumber(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Make numbers others."""
    exchange(data, NUMBER, NUMBERS, chance)


def relength(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Make a stream seem longer or shorter than it is."""
    exchange(data, LENGTH, [b"/Length " + number for number in NUMBERS], chance)


def reword(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Exchange a word of the format for another."""
    exchange(data, KEYWORD, KEYWORD.findall(data), chance)


def rename(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Begin as a file of another format does."""
    start = chance.choice(STARTS)
    data[: chance.choice((0, len(start)))] = start


def unlist(data: bytearray, _: bytes, chance: random.Random) -> None:
    """Cut into the list of objects at the end."""
    del data[max(0, len(data) - chance.randrange(1, 2000)) : len(data) - chance.choice((0, 9))]


CHANGES: Sequence[Change] = (
    cut,
    flip,
    blank,
    double,
    drop,
    mix,
    renumber,
    relength,
    reword,
    rename,
    unlist,
)


def stretch(data: bytes | bytearray, chance: random.Random) -> slice:
    """Some of `data`: often a few bytes, seldom many."""
    start = chance.randrange(len(data) + 1)
    return slice(start, min(len(data), start + int(chance.paretovariate(0.5))))


def exchange(
    data: bytearray, what: re.Pattern[bytes], others: Sequence[bytes], chance: random.Random
) -> None:
    """Put one of `others` where `what` stands, at some places."""
    found = list(what.finditer(data))
    places = chance.sample(found, min(len(found), chance.choice((1, 1, 2, 5))))
    for place in sorted(places, key=re.Match.start, reverse=True):
        data[slice(*place.span())] = chance.choice(others)


def sources(folders: Sequence[Path]) -> list[bytes]:
    """The papers in `folders` that are small; and the same with their contents uncompressed."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    small = [path for path in paths if 0 < path.stat().st_size <= LARGEST]
    # Nothing hostile is opened here: it would take as long as it likes.
    tame = [path.read_bytes() for path in small if "hostile" not in path.parts]
    return [*(path.read_bytes() for path in small), *(p for data in tame for p in unpacked(data))]


def unpacked(data: bytes) -> Iterator[bytes]:
    """A paper with the contents of its pages uncompressed, if that can be done."""
    out = io.BytesIO()
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        for page in writer.pages:
            contents = page.get_contents()
            if contents is not None:
                plain = DecodedStreamObject()
                plain.set_data(contents.get_data())
                page[NameObject("/Contents")] = plain
        writer.write(out)
    except PYPDF_ERRORS:
        return
    if out.tell() <= 4 * LARGEST:
        yield out.getvalue()


def mutant(of: Sequence[bytes], seed: int, number: int) -> bytes:
    """One of the papers, changed in some ways."""
    chance = random.Random(f"{seed} {number}")
    data, other = bytearray(chance.choice(of)), chance.choice(of)
    for change in chance.choices(CHANGES, k=chance.choice((1, 1, 2, 3))):
        if data:
            change(data, other, chance)
    return bytes(data)


def outcome(reading: Reading, path: Path) -> tuple[Outcome, list[str]]:
    """What became of a file, and what about that is not as it must be."""
    try:
        paper = reading.read(path)
    except UnreadablePaper as error:
        return "refused", list(unclear(error.reason, error.remedy))
    except ProgramFault as error:
        return "refused", [f"a fault in this program: {error.place}"]
    wrong = [*amiss(paper)]
    if any(problem.kind == "unread" for problem in paper.problems):
        return "read in part", wrong
    return ("read" if paper.passages else "no text"), wrong


OF_THE_WHOLE = ("attached",)  # kinds of problem that no page has


def amiss(paper: Paper) -> Iterator[str]:
    """What is wrong with how a paper was read."""
    if [page.number for page in paper.pages] != list(range(1, len(paper.pages) + 1)):
        yield "pages are missing"
    for problem in paper.problems:
        yield from unclear(problem.reason, problem.remedy)
        if problem.kind == "fault":
            yield f"a fault in this program: {problem.reason}"
        if not problem.pages and problem.kind in OF_THE_WHOLE:
            continue
        if not problem.pages or not set(problem.pages) <= set(range(1, MAX_NAMED + 1)):
            yield f"pages that cannot be: {problem.pages[:5]}"
        if problem.kind != "unread" and max(problem.pages) > len(paper.pages):
            yield f"pages that are not there: {problem.pages[-5:]}"
    for passage in paper.passages:
        if not 1 <= passage.page <= passage.page_end <= len(paper.pages):
            yield f"a passage on pages {passage.page} to {passage.page_end}"
        pages = paper.pages[passage.page - 1 : passage.page_end]
        printed = "".join("".join(page.text.split()) for page in pages)
        if odd := [word for word in passage.text.split() if word not in printed]:
            yield f"words that do not stand on page {passage.page}: {odd[:3]!a}"
    words = sum(len(page.text.split()) for page in paper.pages)
    if words > PRINTED and not paper.passages and not paper.problems:
        yield f"{words} words were lost without a word"


def unnamed(words: str) -> str:
    """Words without the names of files in them."""
    return re.sub("“[^”]*”", "“”", words)


def unclear(reason: str, remedy: str) -> Iterator[str]:
    """What a clerk would not understand of a reason and a remedy."""
    for words in (reason, remedy):
        if not re.fullmatch(r"[A-Z][^\n]{5,200}\.", words) or STRANGE.search(unnamed(words)):
            yield f"not clear: {ascii(words)[:200]}"
    if "broke off" in reason:
        yield "what opens it broke off"
