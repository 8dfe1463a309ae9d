"""What the tests of importing share: an authority of three terms, settings, and short ways to convert."""

from __future__ import annotations

from pathlib import Path

from beilin.importing.convert import Conversion, convert
from beilin.importing.encodings import decode_source
from beilin.importing.known import read_known
from beilin.importing.lines import SourceLine, split_lines
from beilin.importing.run import Converted, ImportReport, Settings, Task, commit, convert_task, look
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


def converted(text: str, name: str = "source.txt", authority: TagAuthority = THREE) -> Conversion:
    """The conversion of a source that must convert."""
    conversion, problems = convert(name, text.encode(), authority, READER)
    assert conversion is not None, problems
    assert problems == ()
    return conversion


def refused(data: bytes, name: str = "source.txt") -> Problem:
    """The one problem of a source that must not convert."""
    conversion, problems = convert(name, data, THREE, READER)
    assert conversion is None
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.hint
    return problem


def read_lines(name: str, data: bytes) -> tuple[tuple[SourceLine, ...], Problem | None]:
    """The lines of a source, or why there are none."""
    decoded, problem = decode_source(name, data)
    return split_lines(name, decoded.text) if decoded else ((), problem)


def source_lines(*texts: str) -> tuple[SourceLine, ...]:
    """Lines as they are read from a source."""
    lines, problem = read_lines("source.txt", "\n".join(texts).encode())
    assert problem is None
    return lines


def body_of(conversion: Conversion) -> str:
    """The Markdown after the front matter."""
    return conversion.markdown.decode().split("\n---\n\n", 1)[1]


def import_file(
    source: Path,
    *,
    root: Path,
    authority: TagAuthority,
    reader: ReaderSettings,
    force: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Import one plain-text source into the archive at `root`, with its account, and say what was done."""
    settings = Settings(root, authority, reader, force=force, dry_run=dry_run)
    known = read_known(root)
    found = look(source, settings, known)
    done = convert_task(found, settings) if isinstance(found, Task) else found
    return commit(done, settings, known) if isinstance(done, Converted) else done
