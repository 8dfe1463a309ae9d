"""Changes of the front matter that an import wrote: the title is confirmed, tags are added.

Only lines that are still as they were written are changed; for others the editor is told what to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from beilin.importing.review.questions import PROPOSED, title_of
from beilin.importing.undo.edited_file import body_start
from beilin.importing.undo.undo_error import UndoError
from beilin.reading.front_matter import split_front_matter
from beilin.text.yaml import strict as ys
from beilin.text.yaml.writing import yaml_list, yaml_text


def with_title(markdown: str, title: str) -> str:
    """The article with the title, which is no longer proposed. Raises UndoError if these lines were edited."""
    lines = markdown.split("\n")
    end = body_start(lines)
    current = f"title: {yaml_text(title_of(markdown))}"
    if PROPOSED not in lines[:end]:
        raise UndoError(f"the front matter has no line `{PROPOSED}`, so the title is confirmed already")
    if title != title_of(markdown):
        if current not in lines[:end]:
            raise UndoError(f"the line of the title was edited; write `title: {yaml_text(title)}` there")
        lines[lines.index(current)] = f"title: {yaml_text(title)}"
    lines.remove(PROPOSED)
    return "\n".join(lines)


def with_tags(markdown: str, names: Sequence[str]) -> str:
    """The article with further tags. Raises UndoError if the line of its tags was edited."""
    lines = markdown.split("\n")
    end = body_start(lines)
    present = _tags_of(markdown)
    wanted = f"tags: {yaml_list([*present, *(name for name in names if name not in present)])}"
    current = f"tags: {yaml_list(present)}"
    if current in lines[:end]:
        lines[lines.index(current)] = wanted
    elif not present and not any(line.startswith("tags:") for line in lines[:end]):
        lines.insert(next(n for n, line in enumerate(lines[:end]) if line.startswith("provenance:")), wanted)
    else:
        raise UndoError(f"the line of the tags was edited; write `{wanted}` there")
    return "\n".join(lines)


def _tags_of(markdown: str) -> list[str]:
    try:
        plain: Any = ys.to_plain(ys.parse_yaml(split_front_matter(markdown)[0] or ""))
        return [str(name) for name in plain.get("tags") or ()]
    except (ys.YamlError, AttributeError, TypeError):
        return []
