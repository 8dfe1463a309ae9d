"""Import the composed sources in one run, and compare each article with its truth.

Each folder has a source and `truth.yaml`: for each article its `facts` (front matter, complete), `text` (sentences that
the article has, in order), `aside` (what only the import record has), and its `headings`, `items`, `tables`, `code`,
`figures` and `footnotes` as `shown.py` writes them. `rest` names the file of a page whose every word must be found.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import yaml

from beilin.importing.batch import import_all
from beilin.importing.collect import collect_sources
from beilin.importing.formats.recognise import TEXT
from beilin.importing.markdown.shown import reader_for_proof, solid
from beilin.importing.record.record_file import read_import_record
from beilin.importing.report import ImportReport
from beilin.importing.settings import ConversionSettings, ImportSettings
from beilin.layout import import_record_path
from beilin.parallel.executor import Workers
from beilin.reading.article import read_article
from beilin.reading.tags import TagAuthority
from tests.importing.sources.shown import structure_of, tree_of
from tests.importing.support import READER

FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/truth.yaml")))
KINDS = ("headings", "items", "tables", "code", "figures", "footnotes")
_NOT_FACTS = ("provenance", "language", "title_proposed")


@dataclass
class Reading:
    """How an import differs from its truth."""

    kinds: set[str] = field(default_factory=set)  # as which its articles were imported
    lost: list[str] = field(default_factory=list)  # words that neither the article nor its record has
    outside: list[str] = field(default_factory=list)  # sentences of the article that are only in the record, or moved
    surplus: list[str] = field(default_factory=list)  # what is not the article's, but is in it
    invented: list[str] = field(default_factory=list)  # facts that the source does not state
    missed: list[str] = field(default_factory=list)  # facts that it states, and the article does not have
    right: Counter[str] = field(default_factory=Counter)  # elements of each kind that are as they should be
    elements: Counter[str] = field(default_factory=Counter)  # that there should be, or that there are if those are more
    wrong: list[str] = field(default_factory=list)  # the elements that are not right


def measure() -> dict[str, Reading]:
    """The reading of each source, by the name of its folder."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "archive")
        root.mkdir()
        (root / "site.yaml").write_text("title: 題\nbase_url: https://example.org/\n", "utf-8")
        paths = {name: _source_of(name, Path(folder)) for name in NAMES}
        settings = ImportSettings(root, ConversionSettings(TagAuthority(), READER))
        reports = list(import_all(collect_sources(paths.values()), settings, Workers(1), lambda *_: None))
        return {name: _reading(root, name, path, reports) for name, path in paths.items()}


def _source_of(name: str, scratch: Path) -> Path:
    """The source in the folder. An export that is an archive is packed from the folder `export`."""
    (first, *_) = sorted(path for path in (FOLDER / name).iterdir() if path.name != "truth.yaml")
    if first.name != "export":
        return first
    packed = scratch / f"{name}.zip"
    with ZipFile(packed, "w") as archive:
        for path in sorted(first.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(first).as_posix())
    return packed


def _reading(root: Path, name: str, path: Path, reports: list[ImportReport]) -> Reading:
    truth = yaml.load((FOLDER / name / "truth.yaml").read_text("utf-8"), yaml.BaseLoader)
    own = [report for report in reports if report.source.split(", ")[0] == str(path)]
    reading = Reading()
    reading.kinds |= {report.kind or TEXT for report in own}
    written = [report for report in own if report.outcome == "written"]
    reading.wrong += [
        f"{report.outcome}: {report.problems}" for report in own if report.outcome not in ("written", "noted")
    ]
    if len(written) != len(truth["articles"]):
        reading.lost.append(f"{len(written)} articles instead of {len(truth['articles'])}")
    kept: list[str] = []
    for report, expected in zip(written, truth["articles"], strict=False):
        kept.append(_compare(root, report.article, expected, reading))
    if "rest" in truth and not Counter(_words_of(FOLDER / name / truth["rest"])) <= (found := Counter("".join(kept))):
        reading.lost.append(f"characters {Counter(_words_of(FOLDER / name / truth['rest'])) - found}")
    return reading


def _words_of(page: Path) -> str:
    """The characters of the page that readers may see, read by a parser that the importer does not have."""
    return solid(tree_of(page.read_text("utf-8")).text(without=("script", "style", "noscript", "template", "title")))


def _compare(root: Path, article: str, truth: dict[str, Any], reading: Reading) -> str:
    """Add to the reading how the article differs; returns all characters of the article and its record."""
    data = (root / article).read_bytes()
    read, _ = read_article(article, data, reader_for_proof(READER))
    assert read is not None
    record = read_import_record((root / import_record_path(article)).read_bytes())
    front = yaml.load(data.decode().split("\n---\n", 1)[0], yaml.BaseLoader)
    shown = solid(tree_of(read.body.html).text())
    in_record = [*(each.text for each in record.set_aside), *(each.text for each in record.facts)]
    in_record += [piece.text for piece in record.stripped]
    everything = solid("".join([shown, *in_record, *map(str, front.values())]))
    _compare_facts({key: front[key] for key in front if key not in _NOT_FACTS}, truth["facts"], reading)
    reading.lost += [text for text in _sentences(truth) if solid(text) not in everything]
    at = 0
    for text in truth["text"]:
        found = shown.find(solid(text), at)
        if found < 0:
            reading.outside.append(text)
        at = max(found, at)
    reading.surplus += [text for text in truth.get("aside", ()) if solid(text) in shown]
    structure = structure_of(read.body.html)
    for kind in KINDS:
        _compare_elements(kind, structure[kind], truth.get(kind, []), reading)
    return everything


def _sentences(truth: dict[str, Any]) -> Iterator[str]:
    yield from truth["text"]
    yield from truth.get("aside", ())


def _compare_facts(front: dict[str, Any], truth: dict[str, Any], reading: Reading) -> None:
    for key in sorted(front.keys() | truth.keys()):
        have, should = front.get(key), truth.get(key)
        if have == should:
            continue
        values, wanted = (
            value if isinstance(value, list) else [value] * (value is not None) for value in (have, should)
        )
        if any(value not in wanted for value in values):
            reading.invented.append(f"{key}: {have} instead of {should}")
        else:
            reading.missed.append(f"{key}: {have} instead of {should}")


def _compare_elements(kind: str, found: list[str], wanted: list[str], reading: Reading) -> None:
    wanted = [text.strip() for text in wanted]
    right = Counter(found) & Counter(wanted)
    reading.right[kind] += right.total()
    reading.elements[kind] += max(len(found), len(wanted))
    if wrong := Counter(found) - right:
        reading.wrong.append(f"{kind}: there is {[*wrong]}")
    if missing := Counter(wanted) - right:
        reading.wrong.append(f"{kind}: there is no {[*missing]}")


def table_of(readings: dict[str, Reading]) -> str:
    """The readings for people: a row for each source with its faults below it, and the sums."""
    lines = []
    for name, reading in readings.items():
        lines.append(f"{name}: {reading.right.total()} of {reading.elements.total()} elements")
        for label in ("lost", "outside", "surplus", "invented", "missed", "wrong"):
            lines += [f"    {label}: {fault}" for fault in getattr(reading, label)]
    for kind in KINDS:
        right, elements = (
            sum(getattr(reading, part)[kind] for reading in readings.values()) for part in ("right", "elements")
        )
        lines.append(f"{kind}: {right} of {elements}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{table_of(measure())}\n")
