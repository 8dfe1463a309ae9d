"""The account as YAML that people read and Beilin reads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from beilin.importing.account import Account, BodyForm, Neighbour, Review, SetAside, Stated
from beilin.importing.taken import Taken
from beilin.text.yaml import strict as ys
from beilin.text.yaml.writing import yaml_list, yaml_text

_HEAD = """\
# Where every line of a source article went. Written by the import beside the article, kept with it, never published.
# Lines and columns count from 1. Lines set aside are not in the article; their text stands here in full.
"""
NONE = "none"
_SHA256_LINE = re.compile(rb"^source:\n  sha256: ([0-9a-f]{64})$", re.MULTILINE)


def write_account(account: Account) -> bytes:
    """The account as a file."""
    parts = [
        _HEAD,
        f"source:\n  sha256: {account.sha256}\n  file: {yaml_text(account.file)}\n  lines: {account.lines}\n"
        f"  encoding: {account.encoding}\n",
        f"text_sha256: {account.text_sha256}\nlikeness: {account.likeness or NONE}\n",
        f"importer: {yaml_text(account.importer)}\n",
        f"markdown_sha256: {account.markdown_sha256}\n",
        f"language: {yaml_text(account.language)}\n",
        f"tags: {yaml_list(account.tags)}\n",
        f"kept:\n  count: {len({item.line for item in account.stated}) + len(account.body)}\n",
        f"  front_matter: {_ranges(sorted({item.line for item in account.stated}))}\n",
        f"  body: {_ranges(account.body)}\n",
        f"  headings: {_ranges(account.headings)}\n",
        f"  lists: [{', '.join(map(_ranges, account.lists))}]\n  prints: {yaml_text(' '.join(account.prints))}\n",
        f"blank: {_ranges(account.blank)}\n",
        _list("front_matter", map(_stated, account.stated)),
        _list("set_aside", map(_set_aside, account.set_aside)),
        _list("taken", map(_taken, account.taken)),
        _list("review", map(_review, account.review)),
        *([_list("restored", map(_set_aside, account.restored))] if account.restored else []),
    ]
    return "".join(parts).encode()


def read_account(data: bytes) -> Account:
    """The account in the file's bytes. Raises ValueError where they hold none."""
    try:
        plain: Any = ys.to_plain(ys.parse_yaml(data.decode()))
        source, kept = plain["source"], plain["kept"]
        return Account(
            sha256=source["sha256"],
            file=source["file"],
            lines=int(source["lines"]),
            importer=plain["importer"],
            markdown_sha256=plain["markdown_sha256"],
            language=plain["language"],
            tags=tuple(plain["tags"]),
            stated=tuple(_convert(item, Stated) for item in plain["front_matter"]),
            body=_numbers(kept["body"]),
            headings=_numbers(kept["headings"]),
            lists=tuple(map(_numbers, kept["lists"])),
            blank=_numbers(plain["blank"]),
            set_aside=tuple(_convert(item, SetAside) for item in plain["set_aside"]),
            taken=tuple(_convert(item, Taken) for item in plain["taken"]),
            review=tuple(_convert(item, Review) for item in plain["review"]),
            encoding=source.get("encoding", "utf-8"),
            prints=tuple(kept.get("prints", "").split()),
            restored=tuple(_convert(item, SetAside) for item in plain.get("restored", ())),
            text_sha256=plain.get("text_sha256", ""),
            likeness=plain.get("likeness", "").replace(NONE, ""),
        )
    except ys.YamlError as error:
        raise ValueError(f"line {error.line}: {error.message}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"it is no account of an import ({type(error).__name__}: {error})") from None


def source_of(data: bytes) -> str:
    """The SHA-256 of the source in an account's bytes, of which the beginning is enough; "" where there is none."""
    match = _SHA256_LINE.search(data)
    return match[1].decode() if match else ""


def _list(key: str, items: Iterable[str]) -> str:
    rows = [f"  - {item}\n" for item in items]
    return f"{key}:\n{''.join(rows)}" if rows else f"{key}: []\n"


def _stated(item: Stated) -> str:
    return f"{{line: {item.line + 1}, key: {item.key}, values: {yaml_list(item.values)}, text: {yaml_text(item.text)}}}"


def _set_aside(item: SetAside) -> str:
    fields = [f"line: {item.line + 1}", f"rule: {yaml_text(item.rule)}", f"evidence: {yaml_text(item.evidence)}"]
    fields.append(f"text: {yaml_text(item.text)}")
    fields += [f"{name}: {_neighbour(place)}" for name, place in (("before", item.before), ("after", item.after))]
    if item.was:
        fields.append(f"was: {_body_form(item.was)}")
    if item.review:
        fields.append(f"review: {yaml_list(item.review)}")
    return "\n    ".join(fields)


def _neighbour(place: Neighbour | None) -> str:
    return f"{{line: {place.line + 1}, text: {yaml_text(place.text)}}}" if place else "null"


def _body_form(form: BodyForm) -> str:
    parts = [f"kind: {form.kind}", f"markdown: {yaml_text(form.markdown)}"]
    parts.append(f"taken: [{', '.join(map(_taken, form.taken))}]")
    parts += [f"review: {yaml_list(form.review)}", f"beside: {form.beside}"]
    return f"{{{', '.join(parts)}}}"


def _taken(piece: Taken) -> str:
    return f"{{line: {piece.line + 1}, column: {piece.column + 1}, rule: {piece.rule}, text: {yaml_text(piece.text)}}}"


def _review(item: Review) -> str:
    return f"{{line: {item.line + 1}, why: {yaml_text(item.why)}, text: {yaml_text(item.text)}}}"


def _ranges(numbers: Sequence[int]) -> str:
    """`2-8, 10` for 1 to 7 and 9, in quotes."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return '"' + ", ".join(f"{a + 1}-{b + 1}" if a != b else f"{a + 1}" for a, b in runs) + '"'


def _numbers(ranges: str) -> tuple[int, ...]:
    return tuple(number for part in ranges.split(", ") if part for number in _span(part))


def _span(part: str) -> Iterator[int]:
    first, _, last = part.partition("-")
    yield from range(int(first) - 1, int(last or first))


def _convert(item: Any, kind: Any) -> Any:
    """The mapping as the dataclass, with its line and column counted from 0."""
    if not isinstance(item, dict):
        raise TypeError(f"{item!r} is no mapping")
    return msgspec.convert(_from_zero(item), kind, strict=False)


def _from_zero(item: Any) -> Any:
    if isinstance(item, list):
        return [_from_zero(entry) for entry in item]
    if not isinstance(item, dict):
        return item
    return {key: int(value) - 1 if key in ("line", "column") else _from_zero(value) for key, value in item.items()}
