"""The import record as YAML, for people to read and for Beilin to read back.

The keys are those of files that already exist, so some differ from the fields: `taken` is `stripped`, `front_matter` is
`facts`, `prints` is `fingerprints`, `likeness` is `sketch`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from beilin.importing.record.document_part import read_document, write_blocks, write_source
from beilin.importing.record.import_record import BodyForm, ImportRecord, Neighbour, Review, SetAside, StatedFact
from beilin.importing.record.ranges import numbers, ranges
from beilin.importing.record.text_forms import read_forms, write_forms
from beilin.importing.source.stripped import StrippedPiece
from beilin.text.yaml import strict as ys
from beilin.text.yaml.writing import yaml_entry, yaml_list, yaml_text

_HEAD = """\
# Where every line of a source article went. Written by the import; keep it beside the article. It is never published.
# Lines and columns count from 1. Lines under set_aside are not in the article; their full text is here.
"""
_HEAD_OF_DOCUMENT = """\
# Where every block of a source article went. Written by the import; keep it beside the article. It is never published.
# Blocks and lines count from 1. Blocks under set_aside are not in the article; their full text is here.
"""
NO_SKETCH = "none"  # written for a text that is too short for a sketch
_MAX_SIZE = 8 * 1024**2  # bytes of a record, which may have all that surrounds an article
_FIELD_OF_KEY = {"taken": "stripped", "block": "line"}
_COUNTED = ("line", "block", "column", "until")  # from 1 in the file


def write_import_record(record: ImportRecord) -> bytes:
    """The content of the file."""
    document = record.document
    unit = "block" if document else "line"
    parts = [
        _HEAD_OF_DOCUMENT if document else _HEAD,
        f"source:\n  sha256: {record.sha256}\n  file: {yaml_text(record.file)}\n  {unit}s: {record.lines}\n"
        f"  encoding: {record.encoding}\n",
        write_source(document) if document else "",
        f"text_sha256: {record.text_sha256}\nlikeness: {record.sketch or NO_SKETCH}\n",
        f"importer: {yaml_text(record.importer)}\n",
        f"markdown_sha256: {record.markdown_sha256}\n",
        f"language: {yaml_text(record.language)}\n",
        f"tags: {yaml_list(record.tags)}\n",
        f"kept:\n  count: {len(record.fact_lines()) + len(record.body)}\n",
        f"  front_matter: {ranges(sorted(record.fact_lines()))}\n",
        f"  body: {ranges(record.body)}\n",
        f"  headings: {ranges(record.headings)}\n",
        f"  lists: [{', '.join(map(ranges, record.lists))}]\n",
        write_forms(record),
        f"  prints: {yaml_text(' '.join(record.fingerprints))}\n",
        f"blank: {ranges(record.blank)}\n",
        yaml_entry("front_matter", (_fact(item, unit) for item in record.facts)),
        yaml_entry("set_aside", (_set_aside(item, unit) for item in record.set_aside)),
        yaml_entry("taken", map(_stripped, record.stripped)),
        yaml_entry("review", (_review(item, unit) for item in record.review)),
        *([yaml_entry("restored", (_set_aside(item, unit) for item in record.restored))] if record.restored else []),
        write_blocks(document) if document else "",
    ]
    return "".join(parts).encode()


def read_import_record(data: bytes) -> ImportRecord:
    """The record in the file's bytes. Raises ValueError if they are not an import record."""
    try:
        plain: Any = ys.to_plain(ys.parse_yaml(data.decode(), max_size=_MAX_SIZE, may_have_controls=True))
        source, kept = plain["source"], plain["kept"]
        return ImportRecord(
            sha256=source["sha256"],
            file=source["file"],
            lines=int(source["blocks"] if "blocks" in source else source["lines"]),
            importer=plain["importer"],
            markdown_sha256=plain["markdown_sha256"],
            language=plain["language"],
            tags=tuple(plain["tags"]),
            facts=tuple(_convert(item, StatedFact) for item in plain["front_matter"]),
            body=numbers(kept["body"]),
            headings=numbers(kept["headings"]),
            lists=tuple(map(numbers, kept["lists"])),
            blank=numbers(plain["blank"]),
            set_aside=tuple(_convert(item, SetAside) for item in plain["set_aside"]),
            stripped=tuple(_convert(item, StrippedPiece) for item in plain["taken"]),
            review=tuple(_convert(item, Review) for item in plain["review"]),
            encoding=source.get("encoding", "utf-8"),
            fingerprints=tuple(kept.get("prints", "").split()),
            restored=tuple(_convert(item, SetAside) for item in plain.get("restored", ())),
            text_sha256=plain.get("text_sha256", ""),
            sketch=plain.get("likeness", "").replace(NO_SKETCH, ""),
            document=read_document(plain) if "blocks" in plain else None,
            **read_forms(kept),
        )
    except ys.YamlError as error:
        raise ValueError(f"line {error.line}: {error.message}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is not an import record ({type(error).__name__}: {error})") from None


def _fact(item: StatedFact, unit: str) -> str:
    evidence = f", evidence: {yaml_text(item.evidence)}" if item.evidence else ""
    values = f"key: {item.key}, values: {yaml_list(item.values)}"
    return f"{{{unit}: {item.line + 1}, {values}, text: {yaml_text(item.text)}{evidence}}}"


def _set_aside(item: SetAside, unit: str) -> str:
    fields = [f"{unit}: {item.line + 1}", f"rule: {yaml_text(item.rule)}", f"evidence: {yaml_text(item.evidence)}"]
    fields.append(f"text: {yaml_text(item.text)}")
    if item.markdown:
        fields.append(f"markdown: {yaml_text(item.markdown)}")
    if unit == "line":
        fields += [f"{name}: {_neighbour(beside)}" for name, beside in (("before", item.before), ("after", item.after))]
    if item.was:
        fields.append(f"was: {_body_form(item.was)}")
    if item.review:
        fields.append(f"review: {yaml_list(item.review)}")
    return "\n    ".join(fields)


def _neighbour(beside: Neighbour | None) -> str:
    return f"{{line: {beside.line + 1}, text: {yaml_text(beside.text)}}}" if beside else "null"


def _body_form(form: BodyForm) -> str:
    parts = [f"kind: {form.kind}", f"markdown: {yaml_text(form.markdown)}"]
    parts.append(f"taken: [{', '.join(map(_stripped, form.stripped))}]")
    parts += [f"review: {yaml_list(form.review)}", f"beside: {form.beside}"]
    if form.questions:
        parts.append(f"questions: [{', '.join(_review(item, 'line') for item in form.questions)}]")
    return f"{{{', '.join(parts)}}}"


def _stripped(piece: StrippedPiece) -> str:
    return f"{{line: {piece.line + 1}, column: {piece.column + 1}, rule: {piece.rule}, text: {yaml_text(piece.text)}}}"


def _review(item: Review, unit: str) -> str:
    until = f", until: {item.until + 1}" if item.until is not None else ""
    proposal = f", proposal: {item.proposal}" if item.proposal else ""
    return f"{{{unit}: {item.line + 1}{until}{proposal}, why: {yaml_text(item.why)}, text: {yaml_text(item.text)}}}"


def _convert(item: Any, kind: Any) -> Any:
    """The mapping as an instance of the dataclass, with line and column counted from 0."""
    if not isinstance(item, dict):
        raise TypeError(f"{item!r} is not a mapping")
    return msgspec.convert(_from_zero(item), kind, strict=False)


def _from_zero(item: Any) -> Any:
    if isinstance(item, list):
        return [_from_zero(entry) for entry in item]
    if not isinstance(item, dict):
        return item
    return {
        _FIELD_OF_KEY.get(key, key): int(value) - 1 if key in _COUNTED else _from_zero(value)
        for key, value in item.items()
    }
