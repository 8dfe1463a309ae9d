"""A new article, well-formed from its first line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from beilin.config import Config
from beilin.editing.find import address_of, former_addresses
from beilin.editing.holders import holder_of, owner
from beilin.editing.plan import refuse
from beilin.editing.yaml_edits import written
from beilin.model import Summary
from beilin.planning.addresses import ARTICLES
from beilin.reading.tags import TAGS_FILE, TagAuthority
from beilin.text.dates import today_in
from beilin.text.slugs import slugify


def begin_article(
    root: Path, config: Config, authority: TagAuthority, known: Iterable[Summary], title: str, tags: Sequence[str],
    language: str,
) -> Path:  # fmt: skip
    """Write a draft with the title into content/articles/, dated today in the site's time zone; its path.

    `tags` are given by any of their names; `known` are the articles and pages that there are. Raises ValueError where
    the title makes no file name, RefusalError where a tag is unknown or something has the article's address.
    """
    slug = slugify(title)
    if not slug:
        raise ValueError("the title has no letter or digit to make a file name of")
    path = f"{ARTICLES}{slug}.md"
    terms = dict.fromkeys(_term(authority, tag) for tag in tags)
    date = today_in(config.time_zone)
    _check_free(root, config, authority, Summary(path, slug, title, date), known)
    # A JSON string is a YAML string in double quotes (YAML 1.2, section 1.3).
    quoted = json.dumps(" ".join(title.split()), ensure_ascii=False)
    listed = f"[{', '.join(map(written, terms))}]"
    text = f"---\ntitle: {quoted}\ndate: {date}\nlanguage: {language}\ntags: {listed}\ndraft: true\n---\n\n"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    try:
        with (root / path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise refuse("it is there already", "Choose another title, or edit that file.", file=path) from None
    return root / path


def _term(authority: TagAuthority, tag: str) -> str:
    term = authority.find(tag)
    if term is None:
        nearest = authority.nearest(tag)
        hint = f"Did you mean {nearest!r}? " if nearest else ""
        raise refuse(f"there is no tag {tag!r}", f"{hint}New tags are added to {TAGS_FILE}.")
    return term.term


def _check_free(root: Path, config: Config, authority: TagAuthority, new: Summary, known: Iterable[Summary]) -> None:
    others = [summary for summary in known if summary.path != new.path]
    for address in (address_of(config, new), *former_addresses(config, new)):
        held = owner(address) or holder_of(root, config, address, others, authority.terms)
        if held:
            raise refuse(f"the address {address} {held.words}", "Choose another title.", file=held.file, line=held.line)
