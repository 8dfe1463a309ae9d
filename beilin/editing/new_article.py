"""A new draft, valid from its first line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from beilin.config import Config
from beilin.editing.holders import holder_of, owner
from beilin.editing.refusal import refuse
from beilin.editing.yaml_edits import as_scalar
from beilin.layout import ARTICLES, TAGS_FILE
from beilin.model import Summary
from beilin.planning.addresses import address_of_file, former_addresses
from beilin.problems.controls import REFUSED, named
from beilin.reading.tags import TagAuthority
from beilin.text.dates import today_in
from beilin.text.identifiers import draw_id
from beilin.text.slugs import slugify


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor says of a new article."""

    title: str
    tags: Sequence[str]  # each by any of its names
    language: str


def write_draft(root: Path, config: Config, authority: TagAuthority, draft: Draft, existing: Iterable[Summary]) -> Path:
    """Write the draft into content/articles/, dated today in the site's time zone. Returns its path.

    `existing` are all articles and pages. Raises ValueError if no file name can be made from the title, or if it
    has a control character, RefusalError if a tag is unknown or the article's address is taken.
    """
    words = " ".join(draft.title.split())
    if found := REFUSED.search(words):
        raise ValueError(f"the title contains the character {named(found[0])}")
    slug = slugify(draft.title)
    if not slug:
        raise ValueError("no file name can be made from the title, which has no letter or digit")
    path = f"{ARTICLES}{slug}.md"
    tags = dict.fromkeys(_canonical_tag(authority, tag) for tag in draft.tags)
    date, existing = today_in(config.time_zone), tuple(existing)
    _check_free(root, config, authority, Summary(path, slug, date, title=draft.title), existing)
    # A JSON string is a YAML string in double quotes (YAML 1.2, section 1.3).
    title = json.dumps(words, ensure_ascii=False)
    tag_list = f"[{', '.join(map(as_scalar, tags))}]"
    id = draw_id((config.base_url, path, title, date), {summary.id for summary in existing})
    text = (
        f"---\ntitle: {title}\nid: {id}\ndate: {date}\nlanguage: {draft.language}\ntags: {tag_list}\n"
        "draft: true\n---\n\n"
    )
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    try:
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise refuse("the file already exists", "Choose a different title, or edit that file.", file=path) from None
    return root / path


def _canonical_tag(authority: TagAuthority, tag: str) -> str:
    term = authority.find(tag)
    if term is None:
        nearest = authority.nearest(tag)
        hint = f"Did you mean {nearest!r}? " if nearest else ""
        raise refuse(f"there is no tag {tag!r}", f"{hint}New tags are added to {TAGS_FILE}.")
    return term.term


def _check_free(root: Path, config: Config, authority: TagAuthority, new: Summary, existing: Iterable[Summary]) -> None:
    """Raises RefusalError if an address of the new article, or of a redirect to it, is taken."""
    others = [summary for summary in existing if summary.path != new.path]
    for address in (address_of_file(config, new), *former_addresses(config, new)):
        if held := owner(root, config, address) or holder_of(root, config, address, others, authority.terms):
            message = f"the address {address} {held.claim}"
            raise refuse(message, "Choose a different title.", file=held.file, line=held.line)
