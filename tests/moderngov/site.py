"""A stand-in of a ModernGov site on loopback, which misbehaves as the real ones are said to.

    with StandIn(thurlbridge()) as site:
        site.fail("mgWebService.asmx/GetMeeting?", Status(503, retry_after="1"), times=2)
        httpx.get(f"{site.base}/mgWebService.asmx/GetCommittees", headers={"User-Agent": "a/1"})
        assert site.asked[0].path == "/democracy/mgWebService.asmx/GetCommittees"

To try it by hand: `python -m tests.moderngov.site`
"""

from __future__ import annotations

import argparse
import hashlib
import re
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread, current_thread
from typing import Any, Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from tests.moderngov.council import (
    WHOLE,
    Body,
    Council,
    Document,
    Item,
    Meeting,
    thurlbridge,
)

FOLDER = "/democracy"
# Who may ask: a name and a version first, and not one of the tools that scrape.
SAYS_WHO = re.compile(r"(?!curl|wget|python|java|go-http|libwww)[a-z][\w.-]*/\d", re.IGNORECASE)
BLOCK = 64 << 10  # bytes
NEEDED = {
    "GetCommittees": (),
    "GetMeetings": ("lCommitteeId", "sFromDate", "sToDate"),
    "GetAllMeetingsByDate": ("lCommitteeId", "sFromDate", "sToDate", "bIsAscendingDateOrder"),
    "GetMeeting": ("lMeetingId",),
}
# What the abbreviated samples leave out wherever it may stand.
UNSAID = {
    *("committeetitle", "meetingtime", "meetinglocation"),
    *("agendapublished", "minutepublished", "decisionpublished"),
    *("agendaitemid", "agendaitemnumber", "minutesnonemptyhtmlbody", "attachmentid"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `path` unquoted, `address` as it came, the names of `headers` in small letters."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says to a request."""

    status: int
    body: bytes
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Status:
    """A page with another status; `retry_after` is seconds or a date."""

    code: int
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class Html:
    """A web page with status 200 in place of XML or a PDF."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A body that is no PDF, although its header says so."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection ends `after` so many bytes of the body; before any answer where it is None."""

    after: int | None = None
    chunked: bool = False


@dataclass(frozen=True, slots=True)
class Slow:
    """Seconds until the answer begins; with `drip` it begins at once and takes that long."""

    seconds: float
    drip: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another address, whole or relative."""

    to: str
    code: int = 302


@dataclass(frozen=True, slots=True)
class Huge:
    """So many bytes that begin as a PDF does, without Content-Length."""

    size: int


@dataclass(frozen=True, slots=True)
class NotModifiedIgnored:
    """The whole document although it is as the asker has it."""


Fault = Status | Html | Wrong | Dropped | Slow | Redirect | Huge | NotModifiedIgnored


class StandIn:
    """The site of a council, while it is entered; the council may change between requests.

    `robots` is what stands in robots.txt; `head` is whether HEAD tells a length, tells none, or is
    refused. All that was asked stands in `asked`, in order.
    """

    def __init__(self, council: Council, port: int = 0) -> None:
        self.council = council
        self.robots: str | None = None
        self.head: Literal["length", "no length", "refused"] = "length"
        self.asked: list[Asked] = []
        self.faults: list[tuple[str, Fault, int | None]] = []
        self.closing = Event()
        self._lock = Lock()
        self._server = _Server(self, port)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.base = f"http://{self.host}{FOLDER}"

    def __enter__(self) -> StandIn:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()

    def fail(self, holding: str, fault: Fault, times: int | None = 1) -> None:
        """Let the next `times` requests for an address `holding` that text fail; None: for good.

        The first fault that fits an address is used up before the next.
        """
        with self._lock:
            self.faults.append((holding, fault, times))

    def fault(self, asked: Asked) -> Fault | None:
        """Note a request, and use up the fault that it meets, if any."""
        with self._lock:
            self.asked.append(asked)
            for n, (holding, fault, times) in enumerate(self.faults):
                if holding in asked.address or holding in unquote(asked.address):
                    if times is not None:
                        self.faults[n : n + 1] = [(holding, fault, times - 1)] if times > 1 else []
                    return fault
        return None

    def asked_for(self, holding: str) -> list[Asked]:
        """The requests so far for addresses that hold that text."""
        with self._lock:
            return [asked for asked in self.asked if holding in unquote(asked.address)]

    def page_of(self, meeting: Meeting) -> str:
        """The address of a meeting's own page."""
        page = f"ieListDocuments.aspx?CId={meeting.body_id}&MId={meeting.id}&Ver=4"
        return f"{self.base}/{page}"

    def address(self, document: Document) -> str:
        """The whole address of a document, percent-encoded, of whatever form its links are."""
        meeting = next(m for m in self.council.meetings if document in m.all_documents())
        return f"{self._host_of(document)}{FOLDER}/{quote(meeting.path(document), safe='/?=')}"

    def link(self, meeting: Meeting, document: Document) -> str:
        """How the site's XML links to a document: with spaces and line breaks."""
        path = meeting.path(document).replace(" ", " \n", 1)
        before = {"relative": "", "rooted": f"{FOLDER}/"}
        start = before.get(document.form, f"{self._host_of(document)}{FOLDER}/")
        return f"\n        {start}{path}\n      "

    def _host_of(self, document: Document) -> str:
        elsewhere = self.host.replace("127.0.0.1", "localhost")
        return f"http://{elsewhere if document.form == 'elsewhere' else self.host}"

    def answer(self, asked: Asked) -> Answer:
        """What the site says when nothing goes wrong."""
        if not SAYS_WHO.match(asked.headers.get("user-agent", "")):
            return _page(403, "Forbidden: Access is denied.")
        if asked.path == "/robots.txt":
            if self.robots is None:
                return _page(404, "Not found")
            return Answer(200, self.robots.encode(), "text/plain")
        if any(character < " " for character in asked.path):
            return _page(400, "Bad Request - Invalid URL")
        folder, _, path = asked.path.partition(f"{FOLDER}/")
        if folder or path in ("", "mgWebService.asmx"):
            known = not folder or asked.path == FOLDER
            return _page(200, self.council.name) if known else _page(404, "Not found")
        first, _, method = path.partition("/")
        if first == "mgWebService.asmx":
            return self._service(method, asked.query)
        if path == "ieListDocuments.aspx":
            return self._meeting_page(asked.query)
        if path == "mgLogin.aspx":
            return _page(200, "Sign in: Please enter your user name and password.")
        return self._document(path, asked)

    def _service(self, method: str, query: Mapping[str, str]) -> Answer:
        if method not in NEEDED:
            return _plain(f"{method} Web Service method name is not valid.")
        missing = [name for name in NEEDED[method] if name not in query]
        if missing:
            return _plain(f"Missing parameter: {missing[0]}.")
        if method == "GetCommittees":
            return _xml("committees", *self._committees())
        number = query[NEEDED[method][0]]
        if not re.fullmatch(r"-?\d+", number):
            return _plain(f"Cannot convert {number} to System.Int32.")
        if method == "GetMeeting":
            return _xml("meeting", *self._meeting(int(number)))
        bodies = [b for b in self.council.bodies if int(number) in (b.id, self.council.all_bodies)]
        if method == "GetMeetings":
            return _xml("getmeetings", *(self._meetings(body, query) for body in bodies))
        return _xml("getmeetingsbydate", *self._by_date(bodies, query))

    def _committees(self) -> Iterator[str]:
        yield _texts(committeescount=len(self.council.bodies))
        for body in self.council.bodies:
            about = _texts(
                committeeid=body.id,
                committeetitle=body.name,
                committeedeleted=body.deleted,
                committeeexpired=body.expired,
                committeecategory=body.category,
            )
            yield _tag("committee", about)

    def _meetings(self, body: Body, query: Mapping[str, str]) -> str:
        listed = [
            self._texts(
                meetingid=meeting.id,
                meetingdate=meeting.date,
                meetingtime=meeting.time,
                meetinglocation=meeting.location,
                meetingstatus=meeting.status,
                agendapublished=meeting.agenda_published,
            )
            for meeting in self.council.meetings_of(body)
            if self.council.ignores_dates or _is_within(meeting.date, query)
        ]
        meetings = (_tag("meeting", about) for about in listed)
        return _tag("committee", _tag("committeemeetings", *meetings))

    def _by_date(self, bodies: list[Body], query: Mapping[str, str]) -> Iterator[str]:
        falling = query["bIsAscendingDateOrder"].lower() != "true"
        found = [
            (meeting, body)
            for body in bodies
            for meeting in self.council.meetings_of(body)
            if _is_within(meeting.date, query)
        ]
        found.sort(key=lambda pair: pair[0].date, reverse=falling)
        yield _texts(meetingscount=len(found))
        listed = [
            self._texts(
                meetingid=meeting.id,
                committeeid=body.id,
                committeetitle=body.name,
                meetingdate=meeting.date,
                meetingtime=meeting.time,
                meetingstatus=meeting.status,
            )
            for meeting, body in found
        ]
        yield _tag("meetings", *(_tag("meeting", about) for about in listed))

    def _meeting(self, id: int) -> Iterator[str]:
        for meeting in self.council.meetings:
            if meeting.id == id:
                yield self._texts(
                    "meetingstatus",
                    meetingid=meeting.id,
                    meetingdate=meeting.date,
                    meetingtime=meeting.time,
                    meetingstatus=meeting.status,
                    meetinglocation=meeting.location,
                    agendapublished=meeting.agenda_published,
                    minutepublished=meeting.minutes_published,
                    decisionpublished=meeting.decisions_published,
                )
                yield _tag("agendaitems", *(self._item(meeting, item) for item in meeting.items))
                if meeting.documents or not self.council.terse:
                    yield self._linked(meeting, meeting.documents)

    def _item(self, meeting: Meeting, item: Item) -> str:
        about = self._texts(
            *([] if item.restricted else ["isrestricted"]),
            *(["isdisplayallowed"] if item.display_allowed else []),
            agendaitemid=item.id,
            agendaitemnumber=item.number,
            agendaitemtitle=item.title,
            isrestricted=item.restricted,
            isdisplayallowed=item.display_allowed,
            minutesnonemptyhtmlbody=item.minutes,
        )
        return _tag("agendaitem", about, self._linked(meeting, item.documents))

    def _linked(self, meeting: Meeting, documents: list[Document]) -> str:
        linked = [
            self._texts(
                attachmentid=document.id,
                title=document.title,
                url=self.link(meeting, document),
                isrestricted=document.restricted,
            )
            for document in documents
        ]
        return _tag("linkeddocuments", *(_tag("linkeddoc", about) for about in linked))

    def _texts(self, *unsaid: str, **values: object) -> str:
        """Elements with text; a terse council leaves out those `unsaid` and those it never says."""
        left_out = {*unsaid, *UNSAID} if self.council.terse else ()
        return _texts(**{name: value for name, value in values.items() if name not in left_out})

    def _meeting_page(self, query: Mapping[str, str]) -> Answer:
        asked = query.get("CId"), query.get("MId")
        for meeting in self.council.meetings:
            if asked == (str(meeting.body_id), str(meeting.id)):
                body = next(b for b in self.council.bodies if b.id == meeting.body_id)
                when = f"{meeting.date:%A} {meeting.date.day} {meeting.date:%B %Y} {meeting.time}"
                heading = f"Agenda for {body.name} on {when}"
                shown = [item for item in meeting.items if not item.restricted]
                rows = "".join(map(_row_of_item, shown))
                works = f'<input type="hidden" name="__VIEWSTATE" value="{len(self.asked)}">'
                answer = _page(200, heading, meeting.status)
                table = f'{works}<table class="mgItemTable">{rows}</table></html>'.encode()
                return replace(answer, body=answer.body.replace(b"</html>", table))
        return _page(404, "Not found")

    def _document(self, path: str, asked: Asked) -> Answer:
        for meeting in self.council.meetings:
            for document in meeting.all_documents():
                if _meant(path, asked.query) == _place(meeting, document):
                    if meeting.closed(document):
                        sign_in = {"Location": f"{FOLDER}/mgLogin.aspx?ReturnUrl={quote(path)}"}
                        return Answer(302, b"", headers=sign_in)
                    if asked.method == "HEAD" and self.head == "refused":
                        return _page(405, "Method not allowed")
                    return _pdf(document, asked.headers)
        return _page(404, "Not found")


class _Server(ThreadingHTTPServer):
    def __init__(self, site: StandIn, port: int) -> None:
        self.site = site
        self._open: dict[Thread, socket.socket] = {}
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, and keep in mind which."""
        answering = (request, client_address)
        thread = Thread(target=self.process_request_thread, args=answering, daemon=True)
        self._open[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer all that comes over a connection."""
        super().process_request_thread(request, client_address)
        del self._open[current_thread()]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client hung up: they do, and are killed, as they like."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """End all connections, and wait until what serves them is done."""
        for thread, request in list(self._open.items()):
            try:
                request.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side did
            finally:
                thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or head and body of an answer wait for each other
    server: _Server

    def do_GET(self) -> None:
        site, parts = self.server.site, urlsplit(self.path)
        asked = Asked(
            self.command,
            unquote(parts.path),
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            {name.lower(): value for name, value in self.headers.items()},
            self.path,
        )
        match site.fault(asked):
            case Status(code, retry_after):
                after = {"Retry-After": retry_after} if retry_after else {}
                self._say(Answer(code, _page(code, "Service unavailable").body, headers=after))
            case Html():
                self._say(_page(200, "The site is being looked after. Please come back later."))
            case Wrong():
                self._say(Answer(200, b"<html>Not a PDF</html>", "application/pdf"))
            case Redirect(to, code):
                self._say(Answer(code, b"", headers={"Location": to}))
            case NotModifiedIgnored():
                kept = {k: v for k, v in asked.headers.items() if not k.startswith("if-")}
                known = Asked(asked.method, asked.path, asked.query, kept, asked.address)
                self._say(site.answer(known))
            case Slow(seconds, drip):
                if not drip:
                    site.closing.wait(seconds)
                self._say(site.answer(asked), over=seconds if drip else 0)
            case Dropped(after, chunked):
                self._drop(site.answer(asked), after, chunked)
            case Huge(size):
                self._pour(size)
            case None:
                self._say(site.answer(asked))

    do_HEAD = do_GET

    def _say(self, answer: Answer, over: float = 0) -> None:
        untold = self.command == "HEAD" and self.server.site.head == "no length"
        self._begin(answer, None if untold or answer.status == 304 else len(answer.body))
        if self.command == "HEAD" or answer.status == 304:
            return
        step = max(1, -(-len(answer.body) // 10)) if over else len(answer.body) or 1
        for start in range(0, len(answer.body), step):
            self.wfile.write(answer.body[start : start + step])
            if over and self.server.site.closing.wait(over / 10):
                break

    def _begin(self, answer: Answer, length: int | None, **headers: str) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in {**answer.headers, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _drop(self, answer: Answer, after: int | None, chunked: bool) -> None:
        self.close_connection = True
        if after is None:
            return
        part = answer.body[:after]
        if chunked:
            self._begin(answer, None, **{"Transfer-Encoding": "chunked"})
            part = b"%x\r\n%b\r\n" % (len(part), part) if part else b""
        else:
            self._begin(answer, max(len(answer.body), after + 1))
        self.wfile.write(part)

    def _pour(self, size: int) -> None:
        self.close_connection = True
        self._begin(Answer(200, b"", "application/pdf"), None, Connection="close")
        self.wfile.write(b"%PDF-1.7\n"[:size])
        for start in range(9, size, BLOCK):
            self.wfile.write(b" " * min(BLOCK, size - start))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: `StandIn.asked` tells."""


def _pdf(document: Document, headers: Mapping[str, str]) -> Answer:
    tells = {}
    if document.etag:
        tells["ETag"] = f'"{hashlib.sha256(document.data).hexdigest()[:16]}"'
    if document.modified:
        tells["Last-Modified"] = format_datetime(document.modified, usegmt=True)
    known, since = headers.get("if-none-match"), headers.get("if-modified-since")
    if known is not None:
        same = document.etag and tells["ETag"] in known
    else:
        same = bool(
            document.modified and since and document.modified <= parsedate_to_datetime(since)
        )
    return Answer(304 if same else 200, b"" if same else document.data, "application/pdf", tells)


def _meant(path: str, query: Mapping[str, str]) -> str:
    """What of an address decides which document is meant: file names say nothing."""
    folder = re.fullmatch(r"documents/([gbs]\d+)/[^/]+\.(?:pdf|docx)", path)
    if folder:
        return folder[1] + ("" if folder[1].startswith("s") else f"?T={query.get('T')}")
    return f"s{query.get('ID')}" if path == "mgConvert2PDF.aspx" else path


def _place(meeting: Meeting, document: Document) -> str:
    if document.kind in WHOLE:
        return f"g{meeting.id}?T={WHOLE[document.kind][1]}"
    return f"b{document.id}?T=9" if document.kind == "supplement" else f"s{document.id}"


def _is_within(day: date, query: Mapping[str, str]) -> bool:
    first, last = _day(query.get("sFromDate", "")), _day(query.get("sToDate", ""))
    return (first is None or first <= day) and (last is None or day <= last)


def _day(text: str) -> date | None:
    """A date that is dd/mm/yyyy; any other is ignored without a word."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None


def _texts(**values: object) -> str:
    """Elements with text, which is escaped twice; dates as the British write them."""
    elements = ""
    for name, value in values.items():
        text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        text = escape(escape(text, quote=False), quote=False)
        elements += f"<{name}>{text}</{name}>" if text else f"<{name} />"
    return elements


def _tag(name: str, *inside: str) -> str:
    return f"<{name}>{''.join(inside)}</{name}>\n"


def _xml(name: str, *inside: str) -> Answer:
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return Answer(200, (head + _tag(name, *inside)).encode(), "text/xml; charset=utf-8")


def _page(status: int, heading: str, *lines: str) -> Answer:
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    html = (
        f"<!DOCTYPE html>\n<html><title>{escape(heading)}</title><h1>{escape(heading)}</h1>{said}"
    )
    return Answer(status, f"{html}</html>\n".encode())


def _row_of_item(item: Item) -> str:
    """An item as the page of its meeting shows it."""
    label = '<p class="mgSubItemTitleTxt">Minutes:</p>' if item.minutes else ""
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{escape(item.number)}</p></td>'
        f'<td><p class="mgAiTitleTxt">{escape(item.title)}</p>{label}'
        f'<div class="mgWordPara">{item.minutes}</div></td></tr>'
    )


def _plain(words: str) -> Answer:
    return Answer(500, words.encode(), "text/plain; charset=utf-8")


def main() -> None:
    """Serve the site of the sample papers until Ctrl-C."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=0)
    with StandIn(thurlbridge(), parser.parse_args().port) as site:
        print(f"A stand-in of a ModernGov site: {site.base} (Ctrl-C ends it)", flush=True)
        try:
            site.closing.wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
