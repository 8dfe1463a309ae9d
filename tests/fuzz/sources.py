"""Each kind of source that can be imported, with valid sources, and a function that must not raise.

The function reads a source to the end: items, documents, articles with their records. It returns all problems, and
raises AssertionError if what was read is not well-formed.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from beilin.importing.convert_document import convert_document
from beilin.importing.formats.table import FormatSettings, format_named
from beilin.importing.model import NOWHERE, Document
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.problems.problem import Problem
from tests.golden import read_cases
from tests.importing.formats.hostile_archives import HOSTILE
from tests.importing.formats.mhtml.messages import MimePart, mhtml, page, png
from tests.importing.formats.warc.crawls import Crawled, chunked, deflated, warc
from tests.importing.support import CONVERSION
from tests.reading.attacks import VECTORS

FORMATS = Path(__file__).parent.parent / "importing/formats"
_FILE = re.compile(r"^>>> (.+)\n((?:(?!>>> ).*\n)*)", re.MULTILINE)  # as the cases of archives name their files


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source."""

    name: str
    samples: Sequence[bytes]
    pieces: Sequence[bytes]
    wrap: Callable[[bytes], bytes] = bytes  # what is done with the input after it was changed


def read_whole(kind: str, data: bytes, folder: Path) -> Iterator[Problem]:
    """The problems of everything in the source. Raises AssertionError if anything else is wrong."""
    path = folder / "source"
    path.write_bytes(data)
    module, settings = format_named(kind).load(), FormatSettings()
    for item in module.items(path, "source", settings):
        if isinstance(item, Problem):
            yield item
            continue
        assert isinstance(item.name, str)
        assert all(isinstance(value, str) for value in item.context.values())
        document = module.document(item, settings)
        if isinstance(document, Problem):
            yield document
            continue
        _check(document)
        conversion, problems = convert_document(item, document, CONVERSION)
        yield from problems
        if conversion:
            assert read_import_record(write_import_record(conversion.record)) == conversion.record
    assert [each.name for each in folder.iterdir()] == ["source"]


def _check(document: Document) -> None:
    count = len(document.blocks)
    assert all(finding.line == number and 0 <= number < count for number, finding in document.noise.items())
    assert all(fact.line == NOWHERE or 0 <= fact.line < count for fact in document.facts)
    assert all(doubt.line == NOWHERE or 0 <= doubt.line < count for doubt in document.doubts)
    assert all("/" not in image.name and image.name not in ("", ".", "..") for image in document.images)


def _cases(*files: str) -> list[bytes]:
    return [case.given.encode() for file in files for case in read_cases(FORMATS / file)]


def _zipped(text: bytes) -> bytes:
    """The archive that a case describes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        names: set[str] = set()
        for name, content in _FILE.findall(text.decode("utf-8", "surrogateescape")):
            if name not in names and "\0" not in name:
                names.add(name)
                archive.writestr(name.encode("utf-8", "replace").decode(), content.encode("utf-8", "surrogateescape"))
    return file.getvalue()


def _bytes(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


HTML_CASES = _cases(*(f"html/cases/{path.name}" for path in sorted((FORMATS / "html/cases").glob("*.txt"))))
HTML_PIECES = _bytes(
    "<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "<td rowspan=99 colspan=99>", "</table>", "<ul><li>", "<ol start=9 reversed>", "<li>", "</ul>",
    "<pre><code class=language-py>", "</pre>", "<sup><a href=#fn1>", "<h1>", "<h6>", "<blockquote>", "<details><summary>", "<ruby>字<rt>", "<math>", "<script type=math/tex>",
    "<script>", "</script>", "<style>", "<template>", "<svg>", "<!--", "-->", "<![CDATA[", "<?x", "<img src=a.png srcset='a 1x, b 2x'>", "<a href=", "<iframe src=//x>",
    "<br>", "<title>", "<body>", "<base href=http://[>", "&amp;", "&#x110000;", "&nbsp;", "\u200b", "$a_b$", "\\(x\\)", "**", "|", "[^1]", "```", "<b><i>" * 50, "<div>" * 300, "</b>" * 50, *VECTORS[::7],
)  # fmt: skip
XML_PIECES = _bytes(
    "<item>", "</item>", "<entry>", "</entry>", "<channel>", "</rss>", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&nbsp;", "&#0;", "<title>", "<link/>", "<link href='http://['/>",
    "<content:encoded>", "<description>", "<pubDate>", "<guid>", "<category>", "<content type='xhtml'>", "<x:y>", "<wp:status>draft</wp:status>", "[caption]", "[gallery ids='1']", "[code]", "<!-- wp:paragraph -->", "<!--more-->",
    "<?xml version='1.0' encoding='gb2312'?>", "xml:base='//['", "a" * 5000, "<a>" * 100,
)  # fmt: skip
JSON_PIECES = _bytes(
    '{"', '":', '",', "}", "]", "[", "[[", "null", "true", "1e999", "-0", "\\ud800", "\\u0000", "\n", '"text": ', '"title": ', '"url": "http://["', '"date": 1e308', '"date": 99999999999', '"author": {"name": ', '"content": "<p>"',
    '"text": "# a\\n\\n[b](c) ```"', '"tags": [[["x"]]]', '"metadata": {', '"items": ', '"content_html": ', "[" * 60, '{"a":' * 60, "9" * 5000, *VECTORS[::15],
)  # fmt: skip
MIME_PIECES = _bytes(
    "------Boundary--x\r\n", "------Boundary--x--\r\n", "--x\r\n", "Content-Type: multipart/related; boundary=x\r\n\r\n", "Content-Type: text/html; charset=utf-16\r\n", "Content-Transfer-Encoding: base64\r\n", "Content-Location: //[\r\n",
    "Content-ID: <>\r\n", "\r\n\r\n", "=\r\n", "=3D", "=FF", "=?utf-8?b?", "charset*0*=x''%", "Date: x\r\n", "start=\"<a>\"",
)  # fmt: skip
WARC_PIECES = _bytes(
    "WARC/1.0\r\n", "WARC/1.1\r\n", "WARC-Type: response\r\n", "WARC-Type: revisit\r\n", "WARC-Target-URI: http://[\r\n", "WARC-Target-URI: \r\n", "Content-Length: 0\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999\r\n", "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n", "HTTP/2 200\r\n", "HTTP/1.1 x\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br, gzip\r\n", "ffffffff\r\n", "0\r\n\r\n", "Content-Type: text/html; charset=nonsense\r\n", "\x1f\x8b\x08",
)  # fmt: skip
MARKDOWN_PIECES = _bytes(
    "---\n", "+++\n", "title: ", "# ", "## ", "- ", "1. ", "> ", "```", "~~~", "    ", "|a|b|\n|-|-|\n", "[a](b)", "![a](b)", "[a]: b\n", "[^1]", "[^1]: ", "$$\n", "<div>", "</div>", "<!--", "\n\n", "\n", "***", "Title: x\n", "URL Source: http://[\n", "Markdown Content:\n",
    ":::", "{#a}", "- [ ] ", "\t", *VECTORS[::15],
)  # fmt: skip
MARKDOWN_SAMPLES = _bytes(
    "---\ntitle: 題\ndate: 2023-06-21\ntags: [a, b]\n---\n\n# 題\n\n段[連結](https://a.example/)。\n\n- 甲\n  - 乙\n\n1. 一\n2. 二\n\n> 引\n\n```py\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n註[^1]。\n\n[^1]: 註文。\n",
    "Title: A page\n\nURL Source: https://a.example/1\n\nPublished Time: 2023-06-21T01:19:00Z\n\nMarkdown Content:\nA page\n======\n\n![Image 1](https://a.example/a.png)\n\nText **strong** [a][b].\n\n[b]: https://b.example/\n",
    "+++\ntitle = 'x'\n[taxonomies]\ntags = ['a']\n+++\n\n$$\na_b\n$$\n\n<details><summary>s</summary>\n\ninside\n\n</details>\n\nTerm\n: definition\n\n***\n\n~~a~~ `b` \\* $x$\n",
)  # fmt: skip

_IMAGES = '<p><img src="https://a.example/i/red.png"><img src="cid:b@x"></p>'
_MESSAGES = [
    mhtml(MimePart(page(_IMAGES), location="https://a.example/1"), MimePart(png(9), "image/png", "https://a.example/i/red.png", encoding="base64"), MimePart(png(5), "image/png", "", "b@x", "base64"), head="Snapshot-Content-Location: https://a.example/1\nDate: Wed, 21 Jun 2023 01:19:00 -0000"),
    mhtml(MimePart(page(""), "text/html; charset=utf-8", encoding="base64"), MimePart(b"<p>frame</p>", content_id="f@x"), newline="\n"),
    b"From: <Saved by X>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + page(""),
]  # fmt: skip
_URL = "https://a.example/posts/1"
_CRAWLED = (
    Crawled(_URL, page('<p><img src="/i.png"></p>')),
    Crawled("https://a.example/i.png", png(7), content_type="image/png"),
    Crawled(f"{_URL}2", gzip.compress(page(""), mtime=0), headers=("Content-Encoding: gzip",)),
    Crawled(f"{_URL}3", chunked(deflated(page(""))), headers=("Transfer-Encoding: chunked", "Content-Encoding: deflate")),
    Crawled(_URL, b"", kind="revisit"), Crawled("https://a.example/x", b"", status="301 Moved"),
)  # fmt: skip
_RECORDS = [
    b'{"title": "\xe9\xa1\x8c", "url": "https://a.example/1", "text": "a\\n\\nb", "published_at": 1687310340, "author": {"name": "c"}, "tags": ["d"], "note": "e"}\n{"content": "<p>One</p><ul><li>a</ul>", "date": "2023-06-21", "metadata": {"title": "x"}}\n',
    json.dumps([{"markdown": "# T\n\n- a\n- b\n\n[x](y)\n", "text": "T a b x", "id": 1, "source": "s"}, {"body": ["a", "b"], "time": {"$date": 1687310340000}}], indent=1).encode(),
    json.dumps({"html": page("").decode(), "link": _URL, "pubDate": "Wed, 21 Jun 2023 01:19:00 GMT", "byline": "By A; B"}).encode(),
]  # fmt: skip
_LARGE = ("too many members", "many small bombs", "extra fields without end", "a thousand members in one")
_ARCHIVES = [make() for name, make in HOSTILE.items() if name not in _LARGE]

KINDS = [
    SourceKind("wxr", _cases("exports/cases/wxr.txt"), [*XML_PIECES, *HTML_PIECES]),
    SourceKind("blogger", _cases("exports/cases/blogger.txt"), [*XML_PIECES, *HTML_PIECES]),
    SourceKind("ghost", _cases("exports/cases/ghost.txt"), [*JSON_PIECES, *HTML_PIECES]),
    SourceKind("substack", _cases("exports/cases/substack.txt"), [*HTML_PIECES, *_bytes(">>> posts.csv\n", ">>> posts/1.a.html\n", ",", '"', "\n")], _zipped),
    SourceKind("substack", [*map(_zipped, _cases("exports/cases/substack.txt")), *_ARCHIVES], [b"PK\3\4", b"PK\1\2", b"PK\5\6", b"\xff\xff\xff\xff"]),
    SourceKind("medium", _cases("exports/cases/medium.txt"), [*HTML_PIECES, *_bytes(">>> posts/2020-01-01_a-b.html\n")], _zipped),
    SourceKind("feed", _cases("feed/cases/feeds.txt"), [*XML_PIECES, *HTML_PIECES, *JSON_PIECES]),
    SourceKind("jsonl", _RECORDS, [*JSON_PIECES, *_bytes("\\n\\n", "\\n1. ", "\\n    ")]),
    SourceKind("mhtml", _MESSAGES, [*MIME_PIECES, *HTML_PIECES[::3], base64.b64encode(b"<p>x</p>")]),
    SourceKind("warc", [warc(*_CRAWLED), warc(*_CRAWLED[:3], packed="records"), warc(*_CRAWLED[:3], packed="file")], [*WARC_PIECES, *HTML_PIECES[::5]]),
    SourceKind("html", [page(""), *HTML_CASES], HTML_PIECES),
    SourceKind("markdown", MARKDOWN_SAMPLES, MARKDOWN_PIECES),
]  # fmt: skip
