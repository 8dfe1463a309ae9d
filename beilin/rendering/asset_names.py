"""Which assets the pages of a theme use, according to the sources of its templates.

Tags are found by regular expressions, which takes 10 ms for ink. To parse its templates would take 50 ms, and importing
Jinja 45, of the 290 ms in which an edited body of 10,000 is built. What the expressions misread, such as a tag inside
`raw`, can only publish an asset that is not used.
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
class _Block:
    """The direct content of a block, or of a template outside of its blocks."""

    tags: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)  # the names of those inside it


@dataclass
class _Template:
    """A template, divided into its blocks."""

    source: str

    @cached_property
    def blocks(self) -> dict[str, _Block]:
        """The blocks by name; "" is what is outside of all."""
        blocks = {"": _Block()}
        open_blocks = [""]
        for tag in _TAG.findall(self.source):
            word = _WORD.match(tag)
            if word and word[1] == "block":
                blocks[open_blocks[-1]].blocks.append(word[2])
                blocks.setdefault(word[2], _Block())
                open_blocks.append(word[2])
            elif word and word[1] == "endblock":
                open_blocks = open_blocks[:-1] or [""]
            elif not tag.startswith("{#"):
                blocks[open_blocks[-1]].tags.append(tag)
        return blocks

    def texts(self, block: str, words: Collection[str]) -> list[str]:
        """All quoted texts in those tags of the block that begin with one of the words: names of templates."""
        tags = [tag for tag in self.blocks[block].tags if (word := _WORD.match(tag)) and word[1] in words]
        return [text for tag in tags for _, text in _TEXT.findall(tag)]


def named_assets(sources: Mapping[str, str], first: Iterable[str], assets: Collection[str]) -> set[str]:
    """The assets that are used by pages of the templates `first`; `sources` are those of all templates by name.

    They are the ones written as `assets["name"]` in what is rendered, so not in a block that a child overrides without
    `super()`. If `assets` is used in any other way, every asset counts as used.
    """
    templates = {name: _Template(source) for name, source in sources.items()}
    used: set[str] = set()
    pending, seen = [name for name in first if name in templates], set[str]()
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending += _add_used(name, templates, used, assets)
    return used & set(assets)


def without(feature: str, source: str) -> str:
    """The source of a template without what it has only if the site has the feature, such as `search`.

    That is what stands between `{% if site.search %}`, perhaps with a further condition after `and`, and its `else` or
    `endif`.
    """
    if f"site.{feature}" not in source:
        return source
    condition = re.compile(rf"\{{%[-+]?\s*if\s+site\.{feature}\s*(?:and\b.*)?[-+]?%\}}", re.DOTALL)
    kept: list[str] = []
    at, depth = 0, -1  # of the `if` tags that are open since such a condition; -1 outside of one
    for tag in _TAG.finditer(source):
        word = _WORD.match(tag[0])
        name = word[1] if word else ""
        if depth < 0:
            if condition.fullmatch(tag[0]):
                kept.append(source[at : tag.start()])
                depth = 0
        elif name == "if":
            depth += 1
        elif depth == 0 and name in ("endif", "else", "elif"):
            at, depth = tag.end(), -1
        elif name == "endif":
            depth -= 1
    return "".join([*kept, source[at:]] if depth < 0 else kept)


def _add_used(name: str, templates: Mapping[str, _Template], used: set[str], assets: Collection[str]) -> list[str]:
    """Add to `used` what a page of the template uses; returns the templates that it includes and imports."""
    chain: list[_Template] = []
    parent: str | None = name
    while parent is not None and parent in templates and templates[parent] not in chain:
        chain.append(templates[parent])
        parent = next(iter(chain[-1].texts("", {"extends"})), None)
    others: list[str] = []
    # A child's text outside of blocks is not rendered, but what it sets and imports has an effect.
    pending = [(depth, "") for depth in range(len(chain))]
    seen: set[tuple[int, str]] = set()
    while pending:
        depth, name = pending.pop()
        if (depth, name) in seen:
            continue
        seen.add((depth, name))
        template = chain[depth]
        block = template.blocks[name]
        others += [other for other in template.texts(name, {"include", "import", "from"}) if other in templates]
        text = " ".join(block.tags)
        for _, asset in _ASSET.findall(text):
            used |= {asset} if asset else set(assets)
        inner = block.blocks if name or depth == len(chain) - 1 else []
        rendered = [(other, 0) for other in [*inner, *_SELF.findall(text)]]
        if name and _SUPER.search(text):
            rendered.append((name, depth + 1))
        for other, nearest in rendered:
            definitions = (n for n in range(nearest, len(chain)) if other in chain[n].blocks)
            pending += [(n, other) for n in list(definitions)[:1]]
    return others
