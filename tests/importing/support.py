"""Helpers for the tests of importing: an authority of three terms, settings, and short ways to convert and import."""

from __future__ import annotations

from pathlib import Path

from beilin.importing.batch import import_all
from beilin.importing.convert import Conversion, convert
from beilin.importing.report import ImportReport
from beilin.importing.settings import ConversionSettings, ImportSettings
from beilin.importing.source.lines import SourceLine, read_source_text
from beilin.importing.tasks import Source
from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings
from beilin.reading.tags import TagAuthority, read_tag_authority

CASES = Path(__file__).parent / "cases"
READER = ReaderSettings("zh-Hant", "Asia/Taipei")

THREE_TERMS = """\
open source:
  names: {zh-Hant: 開源, en: open source}
  synonyms: [开源, open-source]
  not_in: [開源證券]
LLaMA:
  synonyms: [LlaMA, Llama 2, 羊駝]
Android:
  names: {zh-Hant: 安卓}
"""


def authority_of(text: str) -> TagAuthority:
    """The authority in the YAML text, which must be right."""
    authority, problems = read_tag_authority(text.encode())
    assert problems == ()
    return authority


THREE = authority_of(THREE_TERMS)
CONVERSION = ConversionSettings(THREE, READER)


def converted(text: str, name: str = "source.txt", authority: TagAuthority = THREE) -> Conversion:
    """The conversion of a source that must convert."""
    conversion, problems = convert(name, text.encode(), ConversionSettings(authority, READER))
    assert conversion is not None, problems
    assert problems == ()
    return conversion


def refused(data: bytes, name: str = "source.txt") -> Problem:
    """The one problem of a source that must not convert."""
    conversion, problems = convert(name, data, CONVERSION)
    assert conversion is None
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.hint
    return problem


def import_file(
    source: Path, root: Path, *, conversion: ConversionSettings = CONVERSION, force: bool = False, dry_run: bool = False
) -> ImportReport:
    """Import one source in a run of its own."""
    settings = ImportSettings(root, conversion, force=force, dry_run=dry_run)
    (report,) = import_all([Source(source)], settings, Workers(1), lambda *_: None)
    return report


def source_lines(*texts: str) -> tuple[SourceLine, ...]:
    """Lines as they are read from a source."""
    text, problem = read_source_text("source.txt", "\n".join(texts).encode())
    assert text is not None, problem
    return text.lines


def body_of(conversion: Conversion) -> str:
    """The Markdown after the front matter."""
    return conversion.markdown.decode().split("\n---\n\n", 1)[1]
