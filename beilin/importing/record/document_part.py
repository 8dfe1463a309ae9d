"""What the file of an import record has of a document beside what that of a text has.

A block is one text: the line of the source, the kind, how many lines its Markdown has in the article, and the keys of
its containers, from the outermost: `"120 paragraph 1 in 3 5"`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from beilin.importing.model import Container
from beilin.importing.record.import_record import DocumentSource, RecordedBlock, RecordedImage
from beilin.text.yaml.writing import yaml_entry, yaml_text

_INSIDE = "in"  # stands before the keys of a block's containers


def write_source(document: DocumentSource) -> str:
    """The entries of the mapping `source`."""
    fields = (("kind", document.kind), ("place", document.place), ("identity", document.identity))
    return "".join(f"  {name}: {yaml_text(value)}\n" for name, value in fields if value)


def write_blocks(document: DocumentSource) -> str:
    """The entries at the end of the file."""
    containers = {container.key: container for block in document.blocks for container in block.containers}
    return (
        yaml_entry("images", map(_image, document.images))
        + yaml_entry("containers", map(_container, containers.values()))
        + yaml_entry("blocks", map(_block, document.blocks))
    )


def read_document(plain: Any) -> DocumentSource:
    """The document in the content of the file. Raises KeyError, TypeError or ValueError if there is none."""
    source = plain["source"]
    containers = {int(item["key"]): _read_container(item) for item in plain["containers"]}
    return DocumentSource(
        kind=source["kind"],
        place=source.get("place", ""),
        identity=source.get("identity", ""),
        blocks=tuple(_read_block(text, containers) for text in plain["blocks"]),
        images=tuple(RecordedImage(item["name"], item["sha256"], item["source"]) for item in plain["images"]),
    )


def _image(image: RecordedImage) -> str:
    return f"{{name: {yaml_text(image.name)}, sha256: {image.sha256}, source: {yaml_text(image.source)}}}"


def _container(container: Container) -> str:
    fields = [f"key: {container.key}", f"kind: {container.kind}"]
    if container.list_key:
        fields.append(f"list: {container.list_key}")
    if container.number:
        fields.append(f"number: {container.number}")
    if container.label:
        fields.append(f"label: {yaml_text(container.label)}")
    return f"{{{', '.join(fields)}}}"


def _read_container(item: dict[str, str]) -> Container:
    values = {**{name: value for name, value in item.items() if name != "list"}, "list_key": item.get("list", "0")}
    return msgspec.convert(values, Container, strict=False)


def _block(block: RecordedBlock) -> str:
    inside = [_INSIDE, *(container.key for container in block.containers)] if block.containers else []
    return yaml_text(" ".join(map(str, (block.line, block.kind, block.rows, *inside))))


def _read_block(text: str, containers: dict[int, Container]) -> RecordedBlock:
    line, kind, rows, *inside = text.split(" ")
    values = {
        "line": line,
        "kind": kind,
        "rows": rows,
        "containers": [containers[int(key)] for key in inside[1:]],
    }
    return msgspec.convert(values, RecordedBlock, strict=False)
