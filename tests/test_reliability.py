"""docs/reliability.md states every limit as the code has it."""

from __future__ import annotations

import ast
import csv
import re
import sys
from pathlib import Path

import pytest
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS

from beilin.files import links
from beilin.importing.classify import site_rules, site_rules_file
from beilin.importing.formats import archives, zip_directory
from beilin.importing.formats.exports import window
from beilin.importing.formats.feed import json_items
from beilin.importing.formats.html.markup import parsing, state
from beilin.importing.formats.html.page import format as page_format
from beilin.importing.formats.html.page import images as page_images
from beilin.importing.formats.html.page.facts import json_ld
from beilin.importing.formats.html.page.region import readings
from beilin.importing.formats.jsonl import parsing as json_parsing
from beilin.importing.formats.jsonl import records
from beilin.importing.formats.mhtml import message
from beilin.importing.formats.warc import payload
from beilin.importing.record import ranges, record_file
from beilin.importing.source import source_file
from beilin.indexing import grams
from beilin.preserving import tag_files, zip_bag
from beilin.reading import (
    article,
    bare_addresses,
    body_controls,
    data_files,
    highlight,
    html_tree,
    images,
    markdown,
    misplaced,
    raw_html,
)
from beilin.reading.math import convert, expansion, formulas, mathml
from beilin.searching import ask, lines, query
from beilin.serving import connections, page_requests
from beilin.text import aliases, slugs
from beilin.text.yaml import events, schema, strict

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/reliability.md").read_text("utf-8")
MB, KB = 1024**2, 1024

# The first cell of each row of the table of limits, and what its second cell must say.
LIMITS = {
    "a Markdown file": f"{article.MAX_SIZE // MB} MB",
    "the front matter of a file": f"{strict.MAX_FRONT_MATTER // KB} KB",
    "any other YAML": f"{strict.MAX_FILE // MB} MB",
    "nesting of YAML": f"{events.MAX_DEPTH} levels",
    "a whole number in YAML": f"{int(schema.FORMS[int].partition(',')[2].partition('}')[0]) + 1} digits",
    "a number in JSON": f"about {sys.float_info.max:.1e}".replace("e+", "e"),
    "a field of CSV": f"{csv.field_size_limit():,} characters",
    "cells that are missing in a table": f"{MAX_AUTOCOMPLETED_CELLS:,}",
    "nesting of JSON": f"{data_files._MAX_DEPTH} levels",
    "lists and quotes within each other": f"{markdown.MAX_DEPTH // 2} levels",
    "raw HTML within each other": f"{raw_html.MAX_DEPTH} levels",
    "end tags that stand after their paragraph": f"{html_tree.MAX_MOVED}",
    "a formula": f"{expansion.MAX_TEX:,} characters",
    "braces in a formula": f"{expansion.MAX_DEPTH} levels",
    "brackets open in a formula": f"{expansion.MAX_OPEN_BRACKETS}",
    "macros in a formula": f"{expansion.MAX_IN_FORMULA:,} tokens",
    "macros in an article": f"{expansion.MAX_IN_ARTICLE:,} tokens",
    "macros of the library in a formula": f"{convert.MAX_BUILT_IN_EXPANSIONS}",
    "the MathML of a formula": f"{convert.MAX_MATHML:,} characters, {mathml.MAX_MATHML_DEPTH} levels",
    "dollar signs within a formula": f"{formulas.MAX_INNER_DOLLARS}",
    "code in colours": f"{highlight.MAX_CODE:,} characters, {highlight.MAX_LINE} in a line",
    "a bare address": f"{bare_addresses.MAX_LENGTH:,} characters",
    "reports of control characters in a body": f"{body_controls.MAX_REPORTED} of each kind",
    "smaller copies of an image": f"{images.MAX_PIXELS // 1_000_000} million pixels; {4 * images.MAX_PIXELS // 1_000_000} million of a JPEG",
    "a side of an SVG": f"{images.MAX_SIDE:,} pixels",
    "the search for misplaced articles": f"the first {misplaced.MAX_HEAD // KB} KB of a file",
    "a slug": f"{slugs.MAX_SLUG} bytes",
    "a part of a former address": f"{aliases._MAX_NAME} bytes",
    "symbolic links within each other": f"{links.MAX_NESTED_LINKS}",
    "a plain text that is imported": f"{source_file.MAX_SOURCE // MB} MB",
    "a web page, in HTML or MHTML": f"{page_format.MAX_BYTES // 1_000_000} MB",
    "elements of a page within each other": f"{parsing.MAX_DEPTH:,}",
    "a page that the libraries for the main text read": f"{readings.MAX_ELEMENTS:,} elements, {readings.MAX_DEPTH} levels, {readings.MAX_CHARACTERS:,} characters",
    "a script of JSON-LD": f"{json_ld._MAX_LENGTH:,} characters, {json_ld._MAX_DEPTH} levels",
    "images of one page": f"{page_images._MAX_IMAGES:,}, each {page_images._MAX_BYTES // 1_000_000} MB",
    "parts of a page in MHTML": f"{message.MAX_PARTS:,}, {message.MAX_DEPTH} levels",
    "a page in a crawl": f"{payload.MAX_BODY // MB} MB",
    "a post or an entry": f"{window.MAX_ELEMENT // 1_000_000} MB",
    "a record in JSON": f"{records.MAX_RECORD // MB} MB, {json_parsing.MAX_DEPTH} levels",
    "a JSON Feed": f"{json_items.MAX_FEED // MB} MB",
    "a ZIP archive": f"{zip_directory.MAX_MEMBERS:,} files, {archives.MAX_TOTAL // 1024**3} GB, {archives.MAX_DEPTH} folders within each other",
    "a file in a ZIP archive that is read": f"{archives.MAX_MEMBER // MB} MB",
    "bytes from one compressed byte": f"{archives.MAX_RATIO}",
    "quotes and lists of an imported page within each other": f"{state.MAX_CONTAINERS}",
    "an import record": f"{record_file._MAX_SIZE // MB} MB",
    "lines in an import record": f"{ranges.MAX_LINES:,}",
    "a line to which rules of import.yaml apply": f"{site_rules.MAX_LINE} characters",
    "unbounded repeats in a pattern": f"{site_rules_file.MAX_REPEATS}",
    "a bag in a zip file": f"{zip_bag.MAX_UNPACKED // KB // MB} GB unpacked, if that is more than {zip_bag.MAX_RATIO} times its size",
    "a tag file of a bag": f"{tag_files.MAX_TAG_FILE // MB} MB",
    "a query of the search": f"{query.MAX_QUERY} characters",
    "parts of a query that are looked up": f"{ask.MAX_PARTS}",
    "a word in the index of the search": f"{grams.MAX_WORD} characters",
    "readings of a file to find the line of a place": f"{lines.MAX_TRIALS}",
    "a request of `serve` to open a file": f"{page_requests.MAX_BYTES:,} bytes",
    "the wait of `serve` for a request": f"{connections.REQUEST_TIMEOUT:.0f} seconds",
}  # fmt: skip
# Constants of the same form that do not limit what may be written: lengths of quotations in messages, thresholds of rules.
OTHER = {
    "summaries.MAX_WIDTH", "summaries.MAX_LENGTH", "expansion._MAX_BREAK_LENGTH", "extension.MAX_SHORT", "withheld.MAX_NAMED",
    "front_matter_fences.MAX_QUOTED", "html_report.MAX_QUOTED", "json_lines.MAX_SOURCE", "detection._MAX_SIGNS", "plausibility._MAX_SAMPLE",
    "line_entries._MAX_SNIPPET", "snippets.MAX_COLUMNS", "snippets.MAX_WORD_PART", "lines.MAX_LINES", "index.MAX_ATTEMPTS",
    "patch.MAX_SHARDS", "grams.MAX_GRAM", "cards.MAX_SUMMARY", "sizes.MAX_BITS", "postings.MAX_VARINT", "bulk.MAX_RUN",
    "bulk_shards.MAX_SLICE", "segments.MAX_OPEN", "sketches.MAX_TERMS", "plain_values._MAX_NODES",
    "image_formats._MAX_PROLOGUE", "summaries.MAX_SUMMARY", "sentences.MAX_QUOTE", "line._MAX_SKIPPED",
    "history._MAX_TIME",
}  # fmt: skip
SEARCHED = ("files", "reading", "text", "importing/source", "importing/record", "indexing", "searching")


@pytest.mark.parametrize("name", LIMITS)
def test_the_page_states_the_limit(name: str) -> None:
    (row,) = re.findall(rf"^\| {re.escape(name)} \| (.*?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert row[0] == LIMITS[name]


def test_the_page_has_no_other_limits() -> None:
    limits = PAGE.partition("\n## Limits\n")[2]
    assert set(re.findall(r"^\| (?!\||what|---)(.*?) \|", limits, re.MULTILINE)) == set(LIMITS)


def test_no_limit_is_left_out() -> None:
    used = set(
        re.findall(r"(\w+\.(?:_?MAX_\w+|REQUEST_TIMEOUT))", Path(__file__).read_text("utf-8").partition("OTHER =")[0])
    )
    found = set()
    for folder in SEARCHED:
        for path in (ROOT / "beilin" / folder).rglob("*.py"):
            for statement in ast.parse(path.read_text("utf-8")).body:
                if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                    name = statement.targets[0].id
                    found |= {f"{path.stem}.{name}"} if re.match("_?MAX_", name) else set()
    assert found - used - OTHER == set()
    assert found >= OTHER
