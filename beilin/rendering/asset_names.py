"""Which assets the pages of a theme ask for, told from the sources of its templates.

A build in which nothing changed does without Jinja, which takes long to import; so tags are found by patterns here.
What they could misread (a tag inside `raw`) at most publishes an asset too many.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_TAG = re.compile(r"\{#.*?#\}|\{[{%].*?[%}]\}", re.DOTALL)
_WORD = re.compile(r"\{%[-+]?\s*(\w+)\s*(\w*)")
_TEXT = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)
_ASSET = re.compile(r"""\bassets\b(?:\s*\[\s*(["'])([^"']+)\1\s*\])?""")
_SELF = re.compile(r"\bself\.(\w+)")
_SUPER = re.compile(r"\bsuper\(\)")


@dataclass(slots=True)
class _Part:
    """What stands directly in a block, or in a template outside of its blocks."""

    tags: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)  # that stand in it


@dataclass
class _Template:
    """A template, cut at its blocks."""

    source: str

    @cached_property
    def parts(self) -> dict[str, _Part]:
        """Each part by the name of its block; "" is what stands outside of all."""
        parts = {"": _Part()}
        inside = [""]
        for tag in _TAG.findall(self.source):
            word = _WORD.match(tag)
            if word and word[1] == "block":
                parts[inside[-1]].blocks.append(word[2])
                parts.setdefault(word[2], _Part())
                inside.append(word[2])
            elif word and word[1] == "endblock":
                inside = inside[:-1] or [""]
            elif not tag.startswith("{#"):
                parts[inside[-1]].tags.append(tag)
        return parts

    def named(self, part: str, words: Collection[str]) -> list[str]:
        """All texts in the part's tags that begin with one of the words, as names of templates stand in them."""
        tags = [tag for tag in self.parts[part].tags if (word := _WORD.match(tag)) and word[1] in words]
        return [text for tag in tags for _, text in _TEXT.findall(tag)]


def named_assets(sources: Mapping[str, str], first: Iterable[str], assets: Collection[str]) -> set[str]:
    """The assets that are asked for by the pages that the templates `first` make; all of `sources` by name.

    They are those written as `assets["name"]` in what is rendered: not in a block that a child overrides without
    `super()`. Where `assets` is used in another way, every asset counts.
    """
    templates = {name: _Template(source) for name, source in sources.items()}
    found: set[str] = set()
    waiting, seen = [name for name in first if name in templates], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _look_through(name, templates, found, assets)
    return found & set(assets)


def _look_through(name: str, templates: Mapping[str, _Template], found: set[str], assets: Collection[str]) -> list[str]:
    """Note the assets that a page by the template asks for; the templates that it includes and imports."""
    chain: list[_Template] = []
    parent: str | None = name
    while parent is not None and parent in templates and templates[parent] not in chain:
        chain.append(templates[parent])
        parent = next(iter(chain[-1].named("", {"extends"})), None)
    others: list[str] = []
    # A child's text outside of blocks is not shown, but what it sets and imports is there.
    waiting = [(depth, "") for depth in range(len(chain))]
    seen: set[tuple[int, str]] = set()
    while waiting:
        depth, block = waiting.pop()
        if (depth, block) in seen:
            continue
        seen.add((depth, block))
        template = chain[depth]
        part = template.parts[block]
        others += [other for other in template.named(block, {"include", "import", "from"}) if other in templates]
        text = " ".join(part.tags)
        for _, asset in _ASSET.findall(text):
            found |= {asset} if asset else set(assets)
        inner = part.blocks if block or depth == len(chain) - 1 else []
        for asked, begin in [*((other, 0) for other in [*inner, *_SELF.findall(text)]), *_above(block, depth, text)]:
            defined = (n for n in range(begin, len(chain)) if asked in chain[n].parts)
            waiting += [(n, asked) for n in list(defined)[:1]]
    return others


def _above(block: str, depth: int, text: str) -> list[tuple[str, int]]:
    return [(block, depth + 1)] if block and _SUPER.search(text) else []
