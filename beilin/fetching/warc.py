"""Exchanges → a WARC 1.1 file (ISO 28500:2017), and a WARC file → what the index says of it.

The same exchanges give the same bytes: the ids of records are made from what they hold, and all times are those of the
requests.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit
from uuid import NAMESPACE_URL, uuid5

from beilin import __version__
from beilin.fetching.exchange import Exchange, Headers
from beilin.reading.captures import ENDING, Capture

_MAX_HOST = 60  # characters of a host's name in that of the file
_NOT_IN_NAMES = re.compile("[^a-z0-9]+")
_SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
# The body is kept without its chunks, so the header that announces them may not stay under its name.
_OF_TRANSFER = (b"transfer-encoding",)


def capture_of(url: str, exchanges: Sequence[Exchange]) -> tuple[Capture, bytes]:
    """The capture of the page at the address, and the bytes of its WARC file."""
    first, last = exchanges[0], exchanges[-1]
    name = file_name(url, first.at)
    data = warc_of(name, exchanges)
    digest = hashlib.sha256(data).hexdigest()
    final = "" if last.url == url else last.url
    return Capture(url, first.at, name, len(data), digest, last.type, final), data


def file_name(url: str, at: str) -> str:
    """The name of the WARC file of a page: its host, when it was saved, and a digest of its address."""
    host = _NOT_IN_NAMES.sub("-", _ascii_host(url))[:_MAX_HOST].strip("-") or "host"
    stamp = "".join(character for character in at if character.isdigit())
    return f"{host}-{stamp}-{hashlib.sha256(url.encode()).hexdigest()[:8]}{ENDING}"


def _ascii_host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


def warc_of(name: str, exchanges: Sequence[Exchange]) -> bytes:
    """The bytes of the WARC file: a warcinfo record, then the request and the response of each exchange."""
    from warcio.warcwriter import WARCWriter

    file = BytesIO()
    writer: Any = WARCWriter(file, gzip=True, warc_version="1.1")
    info = {
        "software": f"Beilin/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": _SPECIFICATION,
        "robots": "obey",
    }
    record = writer.create_warcinfo_record(name, info)
    info_id = _id("warcinfo", name, exchanges[0].at, b"")
    record.rec_headers.replace_header("WARC-Record-ID", info_id)
    record.rec_headers.replace_header("WARC-Date", exchanges[0].at)
    writer.write_record(record)
    for exchange in exchanges:
        _write(writer, exchange, info_id)
    return file.getvalue()


def _write(writer: Any, exchange: Exchange, info_id: str) -> None:
    request = _message(exchange.method_and_target + b" HTTP/1.1", exchange.request, b"")
    response = _message(b"HTTP/1.1 " + exchange.status, tuple(map(_without_chunks, exchange.response)), exchange.body)
    response_id = _id("response", exchange.url, exchange.at, response)
    common = {"WARC-Date": exchange.at, "WARC-Warcinfo-ID": info_id}
    common |= {"WARC-IP-Address": exchange.ip} if exchange.ip else {}
    for kind, block, own in (
        ("response", response, {"WARC-Record-ID": response_id}),
        (
            "request",
            request,
            {
                "WARC-Record-ID": _id("request", exchange.url, exchange.at, request),
                "WARC-Concurrent-To": response_id,
            },
        ),
    ):
        headers = {**own, **common}
        record = writer.create_warc_record(
            exchange.url, kind, payload=BytesIO(block), length=len(block), warc_headers_dict=headers
        )
        writer.write_record(record)


def _message(first_line: bytes, headers: Headers, body: bytes) -> bytes:
    lines = [first_line, *(name + b": " + value for name, value in headers)]
    return b"\r\n".join([*lines, b"", body])


def _without_chunks(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    return (b"X-Archive-Orig-" + name, value) if name.lower() in _OF_TRANSFER else header


def _id(kind: str, url: str, at: str, block: bytes) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {url} {at} {hashlib.sha256(block).hexdigest()}')}>"


def _is_whole(data: bytes) -> bool:
    """Whether the members of the gzip file are all there and undamaged."""
    try:
        return bool(gzip.decompress(data))
    except (OSError, EOFError, zlib.error):
        return False


def capture_in(path: Path) -> Capture | None:
    """The capture in a WARC file that `warc_of` made; None if it is damaged or of another kind. Raises OSError."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    data = path.read_bytes()
    if not _is_whole(data):
        return None
    responses: list[tuple[str, str, str, str]] = []
    try:
        for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
            record.content_stream().read()
            if record.rec_type == "response":
                headers = record.rec_headers
                http = record.http_headers
                kind = (http.get_header("Content-Type") or "").partition(";")[0].strip().lower()
                url, at = headers.get_header("WARC-Target-URI"), headers.get_header("WARC-Date")
                responses.append((url, at, http.get_statuscode(), kind))
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError):
        return None
    if not responses or responses[-1][2] != "200":
        return None
    (url, at, _, _), (final, _, _, kind) = responses[0], responses[-1]
    url = urldefrag(url)[0]
    if path.name != file_name(url, at):
        return None
    digest = hashlib.sha256(data).hexdigest()
    return Capture(url, at, path.name, len(data), digest, kind, "" if final == url else final)
