"""Score readability-lxml, trafilatura and Beilin on the three sets.

Beilin has learned from these pages, so `train.py` prints how it does on pages from which it has not.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
import trafilatura
from lxml.html import fromstring
from readability import Document as ReadabilityDocument

from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document
from benchmarks.extraction.sets import read_sets, scores


def by_beilin(html: str) -> str:
    """The text of the blocks that Beilin keeps, without those that state facts."""
    document = convert_page("page", Page(html), FormatSettings())
    if not isinstance(document, Document):
        return ""
    stated = {fact.line for fact in document.facts}
    blocks = enumerate(document.blocks)
    return "\n".join(block.text for number, block in blocks if number not in document.noise and number not in stated)


def by_trafilatura(html: str) -> str:
    """The text that trafilatura extracts."""
    return trafilatura.extract(html, include_comments=False) or ""


def by_readability(html: str) -> str:
    """The text that readability-lxml extracts."""
    try:
        return "\n".join(fromstring(ReadabilityDocument(html).summary(html_partial=True)).itertext())
    except Exception:  # a page that it cannot read has no text
        return ""


def main() -> None:
    """Measure and print."""
    samples = list(read_sets(Path(sys.argv[1])))
    for read in (by_readability, by_trafilatura, by_beilin):
        texts = {(sample.set, sample.name): read(sample.html) for sample in samples}
        for name, (f1, precision, recall) in scores(samples, texts).items():
            click.echo(f"{read.__name__} {name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
