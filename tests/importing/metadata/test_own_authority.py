"""The archive's own tag authority finds what articles are about, and is not misled by words that mean something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from beilin.importing.metadata.tag_suggestions import suggest_tags
from beilin.reading.tags import TagAuthority, names_of, read_tag_authority

ROOT = Path(__file__).parents[3]
CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("own_authority.yaml").read_text("utf-8"))
ALSO_FITS: dict[str, list[str]] = CASES.pop("also_fits")
MENTIONS = 2  # of a tag in an article, to be found there
MIN_SHARE = 0.85

_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(r"(?<=\])\([^)]*\)")


@pytest.fixture(scope="module")
def authority() -> TagAuthority:
    authority, problems = read_tag_authority((ROOT / "content/tags.yaml").read_bytes())
    assert problems == ()
    return authority


def articles() -> Iterator[tuple[str, dict[str, Any], str]]:
    """The name, the front matter and the Markdown of each article."""
    for path in sorted((ROOT / "content/articles").glob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        yield path.stem, yaml.safe_load(front), body


def canonical(authority: TagAuthority, tags: list[str]) -> set[str]:
    """The terms that tags name."""
    terms = {name.casefold(): term.term for term in authority.terms for name in (term.term, *names_of(term))}
    return {terms[tag.casefold()] for tag in tags}


@pytest.mark.parametrize("term", CASES)
def test_sentences_are_about_a_term_or_not(authority: TagAuthority, term: str) -> None:
    for kind in ("found", "not_found"):
        about = {
            text: term in {tag.term for tag in suggest_tags({0: text}, (), authority)} for text in CASES[term][kind]
        }
        assert set(about.values()) == {kind == "found"}, about


def test_most_tags_that_editors_set_are_found(authority: TagAuthority) -> None:
    """A tag is found if the title, the summary and the text name it at least twice."""
    tags, missed = 0, []
    for name, front, body in articles():
        prose = _TARGET.sub("", _CODE.sub("", f"{front['title']}\n{front.get('summary', '')}\n{body}"))
        # As a heading, so that a single mention is reported and can be counted.
        mentions = {tag.term: tag.mentions for tag in suggest_tags({0: prose}, (0,), authority)}
        wanted = canonical(authority, front["tags"])
        tags += len(wanted)
        missed += [(name, term) for term in wanted if mentions.get(term, 0) < MENTIONS]
    assert tags - len(missed) >= MIN_SHARE * tags, missed


def test_nothing_false_is_suggested(authority: TagAuthority) -> None:
    for name, front, body in articles():
        lines = dict(enumerate(line for line in _TARGET.sub("", _CODE.sub("", body)).split("\n") if line))
        headings = [number for number, line in lines.items() if line.startswith("#")]
        suggested = {tag.term for tag in suggest_tags(lines, headings, authority)}
        others = suggested - canonical(authority, front["tags"])
        assert others <= set(ALSO_FITS.get(name, [])), name
