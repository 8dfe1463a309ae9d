"""Each parser with valid inputs, what its format gives a meaning to, and a function that must not raise.

The function returns the problems of an input, and raises AssertionError if what was read from it is not well-formed.
"""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from beilin.checking.bodies import check_body
from beilin.config import read_config
from beilin.importing.classify.site_rules_file import read_site_rules
from beilin.importing.comparison.migrated import migrated_side_by_side
from beilin.importing.convert import convert
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import (
    MigrationRecord,
    RecordedEdit,
    RecordedNote,
    read_migration_record,
    write_migration_record,
)
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.model import Body
from beilin.problems.problem import Problem
from beilin.reading.article import read_article
from beilin.reading.comments import without_comments
from beilin.reading.data_files import read_data
from beilin.reading.images import MAX_SIDE, inspect_image
from beilin.reading.markdown import render_markdown
from beilin.reading.math.convert import Converter
from beilin.reading.math.errors import UnreadableFormulaError
from beilin.reading.settings import ReaderSettings
from beilin.reading.tags import read_tag_authority
from beilin.rendering.environment import make_environment, template_dependencies
from beilin.rendering.messages import read_messages
from beilin.rendering.render import render_page
from beilin.rendering.theme import Template
from beilin.rendering.theme_file import read_theme_file
from beilin.serving.open_file import parse_location
from beilin.serving.origins import host_check, is_same_origin
from beilin.serving.static_files import File, resolve
from beilin.serving.status import Site
from beilin.text.aliases import normalise_alias
from beilin.text.dates import normalise_date
from beilin.text.globs import compile_globs, normalise_glob
from beilin.text.link_targets import anchor_of, own_fragment, readable, split_target
from beilin.text.name_slugs import name_slug
from beilin.text.permalinks import expand_permalink, normalise_permalink
from beilin.text.slugs import MAX_SLUG
from beilin.text.urls import read_url
from tests.golden import read_cases
from tests.importing.support import CASES as SOURCES
from tests.importing.support import CONVERSION
from tests.little_site import BARE_THEME
from tests.reading.attacks import PLACES, VECTORS
from tests.reading.composed import BLOCKS, INLINE
from tests.reading.html_structure import faults_of

READER = ReaderSettings("zh-Hant", "Asia/Taipei", "https://example.org/archive/")
TESTS = Path(__file__).parent.parent
Read = Callable[[bytes, Path], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Parser:
    """Something that reads what somebody else wrote."""

    name: str
    read: Read  # the input and a folder in which files may be written → its problems
    samples: Sequence[bytes]
    pieces: Sequence[bytes]
    file: str = ""  # that problems must name, or its folder; "" if there are none


def _bytes(*texts: str) -> list[bytes]:
    return [text.encode() for text in texts]


def _golden(*files: str) -> list[bytes]:
    """The inputs of the golden cases."""
    return [case.given.encode() for file in files for case in read_cases(TESTS / file)]


def _assert_message(error: Exception) -> None:
    assert not isinstance(error, UnicodeError)
    assert str(error)


# Markdown files

ARTICLE = "content/articles/a.md"
FRONT_MATTER = _bytes(
    "title: 題\ndate: 2024-05-06\nauthor: [甲, 乙]\ntags: [開源, LLaMA]\n",
    "title: 'a: b'\nupdated: 2024-05-06T07:08:09+08:00\ndate: 2024-01-01\nsource: 某報\nsource_url: https://a.example/b\n",
    "title: |\n  多\n  行\nsummary: >-\n  一句話。\nslug: a-b\nlanguage: zh-Hans\ndraft: true\nexpires: 2030-01-01\n",
    'title: "\\u984c"\naliases: [/old/, b]\nseries: 系列\nseries_order: 3\nextra: {a: {b: [1, 2, null]}, c: x}\n',
    "title: 題\nextra:\n  - a\n  - b: c\n    d: |+\n      e\n\n  -\n",
)
YAML_PIECES = _bytes(
    "title: ", "title：", "date: ", "2024-13-45", "0000-00-00", "9999-12-31T24:00:60+99:99", "tags: ", "- ", "-\n", "  ", "\t", "&a ",
    "*a", "<<: ", "!!python/object:os.system ", "!t ", "? ", "|\n", ">-\n", "[", "]", "{", "}", ", ", "，", "# x", "null", "~", "true",
    "on", "12:30", "007", "0x1F", ".inf", "%YAML 1.2\n", "...\n", "---\n", "--- x\n", '"\\', '"\\x', "'", "extra: ", "a: b: c\n",
    "slug: ../x\n", "aliases: [/../x, //y]\n", "series_order: 1e9\n", "author: {a: b}\n", "{a: " * 25, "- " * 40, "\u2029", "\ufeff",
)  # fmt: skip
BODIES = _golden(
    *(f"reading/cases/{name}.txt" for name in ("chinese", "emphasis", "extensions", "formulas", "html", "text", "wiki-links", "parts")),
    *(f"checking/cases/{name}.txt" for name in ("lists", "noise")),
)  # fmt: skip
BODY_PIECES = _bytes(
    *(form.replace("{", "").replace("}", "") for form in (*INLINE, *BLOCKS)),
    "[^1]", "[^1]: ", "[[", "]]", "![[", "|", "\n|--|\n", "$$", "\\(", "\\)", "\\[", "```", "~~~~", "{#a}", "> [!NOTE]\n", "<!--", "-->",
    "    ", "\n\n", "  \n", "\\\n", "***", "____", "~~", "](", "](<", '"title")', "https://", "www.", "@a.example", "&amp;", "&#x41;", "　",
)  # fmt: skip


def _read_article(data: bytes, _folder: Path) -> Iterable[Problem]:
    article, problems = read_article(ARTICLE, data, READER)
    assert (article is None) == any(problem.severity == "error" for problem in problems)
    return problems


def _read_front_matter(data: bytes, folder: Path) -> Iterable[Problem]:
    return _read_article(b"---\n" + data + b"\n---\n\n\xe6\x96\x87\n", folder)


def _read_body(data: bytes, folder: Path) -> Iterable[Problem]:
    text = data.decode(errors="replace")
    rendered, problems = render_markdown(text, file=ARTICLE, with_paragraph_ids=True)
    _assert_well_formed(rendered.body)
    checked = check_body(folder, ARTICLE, text, with_urls=True)
    assert isinstance(without_comments(text), str)
    return [*problems, *checked.problems]


_MATHML = re.compile("<math.*?</math>", re.DOTALL)


def _assert_well_formed(body: Body) -> None:
    for formula in _MATHML.findall(body.html):
        ElementTree.fromstring(formula)
    faults = faults_of(_MATHML.sub("", body.html))
    assert not faults, faults
    marks = body.html.split("\0")[1::2]
    assert all(0 <= int(mark) < len(body.references) for mark in marks)


def _read_formula(data: bytes, _folder: Path) -> Iterable[Problem]:
    tex = data.decode(errors="replace")
    converter = Converter()
    for is_display in (False, True):
        try:
            ElementTree.fromstring(converter.convert(tex, is_display=is_display))
        except UnreadableFormulaError as error:
            _assert_message(error)
    rendered, problems = render_markdown(f"甲 ${tex}$ 乙\n\n$$\n{tex}\n$$\n", file=ARTICLE)
    _assert_well_formed(rendered.body)
    return problems


FORMULAS = _bytes(
    r"\frac{a}{b} + \sqrt[3]{x^2}", r"\begin{aligned} a &= b \\ c &= \text{成本} \end{aligned}", r"\begin{cases} 1 & x \\ 0 \end{cases}",
    r"\sum_{i=1}^n \left( \hat{y}_i - y_i \right)^2", r"\newcommand{\R}{\mathbb{R}} \R^n", r"\def\a#1{#1^2} \a{x}", r"\operatorname*{arg\,max}_x",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", r"\underbrace{a+b}_{\text{和}}", r"\mathcal{L}(\theta) \label{a} \ref{a} \tag{1}",
)  # fmt: skip
FORMULA_PIECES = _bytes(
    *VECTORS[:40], "\\text{", "\\href{javascript:x}{", "\\style{", "\\frac", "{", "}", "^", "_", "&", "\\\\", "\\left(", "\\right.", "\\begin{matrix}",
    "\\end{matrix}", "\\newcommand{\\a}", "\\def\\a{\\a\\a}", "\\a", "#1", "%", "\\", "\\color{red}", "\\class{", "\\unicode{x41}", "\\char", "$", "\\$",
    "\\sqrt[", "\\bra{", "\\hspace{1e9em}", "\\kern-1000em", "\\rule{1em}{9em}", "\\phantom{", "\\mathbb ", "\\not", "'" * 9, "\\tag{", "{" * 60,
)  # fmt: skip

# Settings


def _on_disk(name: str, read: Callable[[Path], Iterable[Problem]]) -> Read:
    """A parser that reads the file of that name in a folder."""

    def read_file(data: bytes, folder: Path) -> Iterable[Problem]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return read(folder)

    return read_file


def _read_config(folder: Path) -> Iterable[Problem]:
    config, problems = read_config(folder)
    assert config is None or re.match("https?://[^/]", config.base_url)
    return problems


def _read_tags(data: bytes, _folder: Path) -> Iterable[Problem]:
    authority, problems = read_tag_authority(data)
    assert not [term for term in authority.terms if not term.slug or "/" in term.slug]
    return problems


def _read_site_rules(folder: Path) -> Iterable[Problem]:
    rules, problems = read_site_rules(folder)
    for rule in (*rules.chrome, *rules.stamps, *rules.teasers, *rules.bylines):
        re.search(rule.pattern, "作者：甲 " * 20)
    return problems


CONFIGS = _bytes(
    "title: 碑林\nbase_url: https://example.org/\n",
    "title: 碑\nbase_url: https://例.example/a/\nlanguage: en\ntime_zone: Europe/Berlin\ntheme: ink\nauthor: x\n"
    "menu:\n  - {title: 標籤, address: /tags/}\npermalinks: {articles: '/:year/:slug/', former: [/posts/:slug/]}\n"
    "publish: ['downloads/*.sql']\nkeep_sources: true\n",
)
TAGS = _bytes(
    "open source:\n  slug: open-source\n  names: {zh-Hant: 開源}\n  synonyms: [开源]\n  not_in: [開源證券]\n  aliases: [oss, /c/oss/]\n",
    "C++: {description: {en: x}}\nC#:\nC:\n  synonyms: [C 語言]\n",
)
RULES = _bytes(
    "chrome:\n  - {name: 推薦, pattern: '^推薦閱讀[:：]'}\nbylines:\n  - name: 記者\n    pattern: '^記者(?P<author>\\S{2,4})$'\n",
    "stamps:\n  - {name: t, pattern: '\\d{2}:\\d{2}$'}\nteasers:\n  - {name: u, pattern: '[^。]{0,19}…$'}\n",
)
RULE_PIECES = _bytes(
    "(?P<author>", "(?P<x>", "(?:", "(?=", "(?<=", "(?i)", "(?P=author)", "\\1", ")", "(a+)+", ".*", ".*?", "{0,}", "{99999}", "++",
    "[", "[^", "]", "\\", "\\p{L}", "\\N{x}", "|", "^", "$", "(" * 120, "name: ", "pattern: ", "chrome:", "''",
)  # fmt: skip
THEMES = _bytes(
    "extends: ink\ndescription: x\n",
    "kinds:\n  licences:\n    template: licence.html\n    address: /licences/\n  news.xml:\n    template: feed.xml\n"
    "    address: /news.xml\n    entries: articles\n",
)
MESSAGES = _bytes("home: 首頁\ncount: {one: '{n} article', other: '{n} articles'}\n", "a.b: x\nlist:\n  '0': none\n")


def _read_theme(folder: Path) -> Iterable[Problem]:
    return read_theme_file(folder / "themes/x/theme.yaml", "themes/x/theme.yaml")[1]


def _read_messages(folder: Path) -> Iterable[Problem]:
    return read_messages([folder / "messages"], ["themes/x/messages"], "zh-Hant")[1]


def _read_template(data: bytes, _folder: Path) -> Iterable[Problem]:
    source = data.decode(errors="replace")
    templates = {name: Template(f"themes/x/templates/{name}", text) for name, text in TEMPLATES.items()}
    templates["page.html"] = Template("themes/x/templates/page.html", source)
    _, problems = template_dependencies(make_environment(templates), templates, templates)
    if problems:
        return problems
    rendered = render_page(make_environment(templates), templates, "page.html", {"title": "<題>", "items": (1, 2)})
    return [rendered] if isinstance(rendered, Problem) else []


TEMPLATES = {"base.html": BARE_THEME["templates/base.html"], "other.html": "{% macro f(n) %}{{ n }}{% endmacro %}"}
TEMPLATE_SAMPLES = _bytes(
    "<title>{{ title }}</title>{% for item in items %}<li>{{ item | e }}{% else %}-{% endfor %}\n",
    "{% import 'other.html' as other %}{{ other.f(title) }}{% if items and title is string %}x{% endif %}\n",
    "{% set a = {'b': [1, 2.5]} %}{{ a.b[0] + 1 }}{# c #}{{ title | upper | default('') }}{% raw %}{{ x }}{% endraw %}\n",
    *(text for name, text in BARE_THEME.items() if name.startswith("templates/")),
)  # fmt: skip
TEMPLATE_PIECES = _bytes(
    "{{", "}}", "{%", "%}", "{#", "#}", "{% if ", "{% endif %}", "{% for x in items %}", "{% endfor %}", "{% block a %}", "{% endblock %}",
    "{% extends 'page.html' %}", "{% include 'page.html' %}", "{% include title %}", "{% import 'none.html' as n %}", "{% set x = ", "| safe",
    "| tojson", "| none", "title.", "items[", "(", ")", "not ", "is ", "{% macro f() %}", "{{ f() }}", "{% call f() %}", "{% endmacro %}", "%", "//", "0",
)  # fmt: skip

# Data


def _read_data(suffix: str) -> Read:
    def read(data: bytes, _folder: Path) -> Iterable[Problem]:
        values, problems = read_data(((f"content/data/d.{suffix}", data),))
        if not problems:
            json.dumps(_plain(values.values_by_name), allow_nan=False)
        return problems

    return read


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    assert not isinstance(value, float) or math.isfinite(value)
    return value


JSON_SAMPLES = _bytes(
    '{"a": [1, 2.5, null, true, "題\\n\\u984c"], "b": {"c": ""}}', '[{"x": 1},\n {"x": -2e3}]', '"text"', "12"
)
JSON_PIECES = _bytes(
    "{", "}", "[", "]", ",", ":", '"', '"a": ', "null", "tru", "NaN", "-Infinity", "1e400", "-", "0.", "1" * 5000, "\\u", "\\ud800", "\\x",
    "[" * 200, '{"a":' * 200, "//", "'", "\u2028",
)  # fmt: skip
CSV_SAMPLES = _bytes("a,b\n1,2\n", 'name,"note, long"\r\n甲,"他說""好"""\r\n乙,\n', "x\n\n1\n")
CSV_PIECES = _bytes(",", '"', '""', "\n", "\r", "\r\n", ";", "\t", ",,,", "a,a\n", '"\n', "x" * 70_000)

# Images


def _images(suffix: str) -> list[bytes]:
    """Small images of the format, as valid as Pillow makes them."""
    import PIL.Image

    images = []
    for mode in ("RGB", "L", "P", "RGBA"):
        for size in ((1, 1), (40, 30), (600, 20)):
            file = BytesIO()
            image = PIL.Image.effect_noise(size, 50).convert("RGB").convert(mode)
            image = image.convert("RGB") if suffix == "jpg" and mode in ("P", "RGBA") else image
            extra: dict[str, Any] = {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"}
            if suffix == "gif":
                extra = {"save_all": True, "append_images": [image]}
            image.save(file, {"jpg": "JPEG"}.get(suffix, suffix.upper()), **extra)
            images.append(file.getvalue())
    return images


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG with the right checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


IMAGE_PIECES = [
    png_chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)), png_chunk(b"IHDR", bytes(13)), png_chunk(b"IEND", b""),
    png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(10_000))), png_chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(2_000_000))),
    png_chunk(b"acTL", b"\xff" * 8), png_chunk(b"eXIf", b"MM\0*\xff\xff\xff\xff"), png_chunk(b"PLTE", bytes(5)), png_chunk(b"tRNS", bytes(300)),
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xda", b"\xff\xc0\0\x11\x08\xff\xff\xff\xff\3", b"GIF89a\xff\xff\xff\xff", b"RIFF\xff\xff\xff\xffWEBPVP8X",
    b"VP8 ", b"VP8L", b"ANIM", b"BM", b"DDS |", b"\0\0\1\0", b"II*\0", b"%!PS-Adobe-3.0 EPSF", b"qoif", b"\xff\x4f\xff\x51",
    b"\0" * 64, b"\xff" * 64,
]  # fmt: skip
SVGS = _bytes(
    "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20px'/>",
    '<?xml version="1.0"?>\n<!-- x -->\n<svg viewBox="0 0 300.5 200" xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
)
SVG_PIECES = _bytes(
    "<svg ", "width='", "height='", "1e400", "9" * 400, "-1", ".", "1.2.3", "100%", "viewBox='0 0 0 0'", "viewBox='nan inf 1e9 1e99'", "<!DOCTYPE svg [<!ENTITY a 'b'>]>",
)  # fmt: skip


def _read_image(suffix: str) -> Read:
    def read(data: bytes, _folder: Path) -> Iterable[Problem]:
        picture = inspect_image(f"x.{suffix}", data)
        if picture:
            assert 0 <= picture.width <= MAX_SIDE or suffix != "svg"
            assert picture.width >= 0 <= picture.height
            assert all(len(copy.data) < len(data) for copy in picture.copies)
        return ()

    return read


# Sources and import records

ENCODED = [
    text.encode(codec, errors="ignore")
    for text in ((path.read_text("utf-8")) for path in sorted(SOURCES.glob("*.txt")))
    for codec in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "big5hkscs", "hz", "utf-7", "iso2022_jp_2")
]
SOURCE_PIECES = [
    *(word.encode(codec, errors="ignore") for word in ("作者：", "來源：某報\n", "2024-05-06 07:08", "責任編輯：甲\n", "推薦閱讀\n", "一、", "# ", "　　", "\n\n")
      for codec in ("utf-8", "gb18030", "big5")),
    b"~{", b"~}", b"\x1b$B", b"+Zi8-", b"\xff\xfe", b"\xfe\xff", b"<p>", b"&nbsp;", b"\\", b"---\n", b"```\n", b"> ", b"- ", b"1. ",
]  # fmt: skip


def _import_source(data: bytes, _folder: Path) -> Iterable[Problem]:
    conversion, problems = convert("source.txt", data, CONVERSION)
    if conversion:
        assert read_import_record(write_import_record(conversion.record)) == conversion.record
        article, found = read_article(conversion.article, conversion.markdown, READER)
        assert article is not None, found
    return problems


def _read_import_record(data: bytes, _folder: Path) -> Iterable[Problem]:
    try:
        assert isinstance(read_import_record(data), ImportRecord)
    except ValueError as error:
        _assert_message(error)
    return ()


def _read_migration_record(data: bytes, _folder: Path) -> Iterable[Problem]:
    try:
        record = read_migration_record(data)
    except ValueError as error:
        _assert_message(error)
    else:
        assert migrated_side_by_side(record, "---\ntitle: 海\n---\n\n見[山](a.md)。\n") is not None
    return ()


MIGRATION_RECORD = MigrationRecord(
    "0" * 64, "_posts/海.md", "gb18030", 4, "0" * 64, "", "jekyll", "0.1.0", "0" * 64, "---\ntitle: 海\n---\n",
    ((RecordedEdit(3, "link", "../a.html", "a.md"),), (RecordedEdit(0, "line break", "", "\n"),)),
    (RecordedNote("dead-link", 5, "[山](b.html)"),),
)  # fmt: skip
RECORD_PIECES = _bytes(
    "null", "[]", "{}", '"1-"', '"2-1"', '"1-99999999999"', '"x"', "-1", "line: 0", "taken: ", "kept: ", "likeness: ", "prints: ", "source: ", "lines: ", "set_aside: ", "  - ",
    *(piece.decode() for piece in YAML_PIECES),
)  # fmt: skip

# Short texts


def _short(check: Callable[[str], object]) -> Read:
    """A function of a text that may raise ValueError with a message."""

    def read(data: bytes, _folder: Path) -> Iterable[Problem]:
        try:
            check(data.decode(errors="replace"))
        except ValueError as error:
            _assert_message(error)
        return ()

    return read


def _check_alias(text: str) -> None:
    alias = normalise_alias(text)
    assert not {"..", "."} & set(alias.split("/"))
    assert "//" not in alias
    assert "\\" not in alias


def _check_permalink(text: str) -> None:
    for date in ("2024-05-06", None):
        address = expand_permalink(normalise_permalink(text), "x", date)
        assert address.startswith("/")
        assert not {"..", "."} & set(address.split("/"))


def _check_link(text: str) -> None:
    url = read_url(text)
    assert read_url(url.text).is_remote == url.is_remote
    for base_url in ("", "https://example.org/archive/"):
        target = split_target(text, base_url)
        assert isinstance(target.tail + target.anchor, str)
    assert isinstance(readable(text) + anchor_of(text) + own_fragment(text), str)


def _check_glob(text: str) -> None:
    pattern = compile_globs([normalise_glob(text)])
    assert pattern
    pattern.match("a/b.md")


def _check_name(text: str) -> None:
    slug = name_slug(text)
    assert len(slug.encode()) <= MAX_SLUG
    assert "/" not in slug
    assert slug.isprintable() or not text.isprintable()


ADDRESSES = _bytes(
    "/old/page/",
    "/old.html",
    "slug",
    "/:year/:slug/",
    "a.md#節",
    "https://example.org/archive/a/?b#c",
    "//far.example/x",
    "downloads/*.sql",
    "C++",
    "2024-05-06",
    "2024-05-06T07:08:09Z",
)
ADDRESS_PIECES = _bytes(
    "/", "//", "/../", "/./", "\\", "%2e%2e", "%2f", "%", "%zz", "%e9%a1%8c", "?", "#", ":", ":slug", ":year", ":day", "http:", "https:/\\", "javascript:", "data:", "@", "[::1]", "xn--",
    "\t", "*", "**", "[a-z]", "{a,b}", "!", ".html", ".", "..", "~", "+", "&", "T25:61", "-", "𠮷" * 80,
)  # fmt: skip

# Requests


def _resolve(data: bytes, folder: Path) -> Iterable[Problem]:
    output = folder / "site"
    if not output.exists():
        (output / "a").mkdir(parents=True)
        (output / "a/index.html").write_text("a")
        (output / "題.html").write_text("a")
        (output / ".hidden").write_text("a")
        (folder / "secret").write_text("a")
        (output / "link").symlink_to(folder / "secret")
    for base_path in ("/", "/archive/"):
        found = resolve(data, Site(output, base_path))
        assert not isinstance(found, File) or found.path.resolve().is_relative_to(output.resolve())
        assert not isinstance(found, File) or found.path.name not in ("secret", ".hidden")
    text = data.decode("latin-1")
    host_check("127.0.0.1")(text)
    is_same_origin(host=text, origin=text, fetch_site=None)
    return ()


def _parse_location(data: bytes, folder: Path) -> Iterable[Problem]:
    location = parse_location(folder, data)
    assert location is None or location.path.is_relative_to(folder.resolve())
    return ()


REQUESTS = _bytes(
    "/", "/a/", "/a", "/archive/a/", "/%E9%A1%8C", "/a/index.html", "/.hidden", "/link", "localhost:8000", "[::1]:80"
)
LOCATIONS = _bytes('{"file": "content/a.md", "line": 3, "column": 1}', '{"file": "site.yaml"}')

PARSERS = [
    Parser("front matter", _read_front_matter, FRONT_MATTER, YAML_PIECES, ARTICLE),
    Parser("Markdown files", _read_article, [b"---\n" + front + b"---\n\n" + body for front in FRONT_MATTER for body in BODIES[::9]], [*YAML_PIECES, *BODY_PIECES], ARTICLE),
    Parser("Markdown bodies", _read_body, BODIES, BODY_PIECES, ARTICLE),
    Parser("raw HTML", _read_body, _bytes(*VECTORS, *PLACES), _bytes(*VECTORS, *(form for form in BLOCKS if "<" in form)), ARTICLE),
    Parser("formulas", _read_formula, FORMULAS, FORMULA_PIECES, ARTICLE),
    Parser("site.yaml", _on_disk("site.yaml", _read_config), CONFIGS, [*YAML_PIECES, *ADDRESS_PIECES], "site.yaml"),
    Parser("tags.yaml", _read_tags, TAGS, [*YAML_PIECES, *ADDRESS_PIECES], "content/tags.yaml"),
    Parser("import.yaml", _on_disk("content/import.yaml", _read_site_rules), RULES, [*YAML_PIECES, *RULE_PIECES], "content/import.yaml"),
    Parser("theme.yaml", _on_disk("themes/x/theme.yaml", _read_theme), THEMES, [*YAML_PIECES, *ADDRESS_PIECES], "themes/x/theme.yaml"),
    Parser("message files", _on_disk("messages/zh-Hant.yaml", _read_messages), MESSAGES, YAML_PIECES, "themes/x/messages/zh-Hant.yaml"),
    Parser("templates", _read_template, TEMPLATE_SAMPLES, TEMPLATE_PIECES, "themes/x/templates/"),
    Parser("data as YAML", _read_data("yaml"), [*FRONT_MATTER, *TAGS], YAML_PIECES, "content/data/d.yaml"),
    Parser("data as JSON", _read_data("json"), JSON_SAMPLES, JSON_PIECES, "content/data/d.json"),
    Parser("data as CSV", _read_data("csv"), CSV_SAMPLES, CSV_PIECES, "content/data/d.csv"),
    *(Parser(f"images: {suffix}", _read_image(suffix), _images(suffix), IMAGE_PIECES) for suffix in ("png", "jpg", "webp", "gif")),
    Parser("images: svg", _read_image("svg"), SVGS, SVG_PIECES),
    Parser("sources", _import_source, ENCODED, SOURCE_PIECES, "source.txt"),
    Parser("import records", _read_import_record, [path.read_bytes() for path in sorted(SOURCES.glob("*.source.yaml"))], RECORD_PIECES),
    Parser("records of migrations", _read_migration_record, [write_migration_record(MIGRATION_RECORD)], RECORD_PIECES),
    Parser("former addresses", _short(_check_alias), ADDRESSES, ADDRESS_PIECES),
    Parser("patterns of addresses", _short(_check_permalink), ADDRESSES, ADDRESS_PIECES),
    Parser("patterns of files", _short(_check_glob), ADDRESSES, ADDRESS_PIECES),
    Parser("links", _short(_check_link), ADDRESSES, [*ADDRESS_PIECES, *_bytes(*VECTORS)]),
    Parser("dates", _short(lambda text: normalise_date(text, "Asia/Taipei")), ADDRESSES, ADDRESS_PIECES),
    Parser("names", _short(_check_name), ADDRESSES, [*ADDRESS_PIECES, *_bytes(*VECTORS)]),
    Parser("requested addresses", _resolve, REQUESTS, ADDRESS_PIECES),
    Parser("places to open", _parse_location, LOCATIONS, JSON_PIECES),
]  # fmt: skip
