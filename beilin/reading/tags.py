"""content/tags.yaml, the tag authority: which names refer to which term."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from beilin.crash import concerning
from beilin.layout import TAGS_FILE
from beilin.model import TagTerm
from beilin.problems.problem import Problem
from beilin.text.decoding import decode_utf8
from beilin.text.name_slugs import former_name_slug, name_slug
from beilin.text.names import NameIndex, name_key
from beilin.text.slugs import collision_key
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import FILLED, Field, read_fields, table
from beilin.text.yaml.rules import ALIAS, NAME_SLUG

# The fields of a term; the term itself is the key above them.
TERM_FIELDS = table(
    Field("slug", str, "the last segment of its page's address", "open-source", "made from the term", rule=NAME_SLUG),
    Field("names", dict[str, str], "the displayed name, by language", "{zh-Hant: 開源, en: open source}", "the term"),
    Field(
        "synonyms", tuple[str, ...], "all other spellings used by editors and sources", "[开源, 開放原始碼]", "none",
        rule=FILLED,
    ),
    Field(
        "not_in", tuple[str, ...], "longer words that contain one of the names but mean something else", "[開源證券]",
        "none", rule=FILLED,
    ),
    Field("description", dict[str, str], "a sentence for its page, by language", "{zh-Hant: 一句話。}", "none"),
    Field("parent", str, "the broader term under which the list of tags has it", "licensing", "none", rule=FILLED),
    Field(
        "aliases", tuple[str, ...],
        "former slugs or addresses of its page, which redirect to it",
        "[opensource, /category/oss/]", "none", rule=ALIAS,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TagAuthority:
    """The terms that the tags of an archive refer to, in the order of the file."""

    terms: tuple[TagTerm, ...] = ()
    _by_name: NameIndex[TagTerm] = field(default_factory=NameIndex, repr=False, compare=False)

    def find(self, name: str) -> TagTerm | None:
        """The term that the name refers to, in whatever spelling (see `text/names.py`)."""
        return self._by_name.find(name)

    def parent_of(self, term: TagTerm) -> TagTerm | None:
        """The broader term, if it has one."""
        return self.find(term.parent) if term.parent else None

    def parents_of(self, term: TagTerm) -> Iterator[TagTerm]:
        """The broader term, its own broader term, and so on, each once."""
        seen: set[str] = set()
        parent = self.parent_of(term)
        while parent and parent.term not in seen:
            seen.add(parent.term)
            yield parent
            parent = self.parent_of(parent)

    def nearest(self, name: str) -> str:
        """The term most similar to the name, or ""."""
        cutoff = 0.6 if len(name) > 3 else 0.5  # one of two Han characters may be wrong
        near = difflib.get_close_matches(name_key(name), list(self._by_name), n=1, cutoff=cutoff)
        return self._by_name[near[0]].term if near else ""


def names_of(term: TagTerm) -> tuple[str, ...]:
    """All names that refer to the term."""
    return tuple(dict.fromkeys((term.term, *term.names.values(), *term.synonyms)))


@concerning(TAGS_FILE)
def read_tag_authority(data: bytes) -> tuple[TagAuthority, tuple[Problem, ...]]:
    """The authority in the bytes of the file, and what is wrong with it; with errors, it is incomplete.

    A name or a slug of two terms is an error that names both.
    """
    text = decode_utf8(data, TAGS_FILE)
    if isinstance(text, Problem):
        return TagAuthority(), (text,)
    lines = text.splitlines()
    hint = "Write each term as a key, with its names below it."
    root, problems = schema.read_mapping(text, file=TAGS_FILE, lines=lines, hint=hint)
    if root is None:
        return TagAuthority(), tuple(problems)
    terms: list[TagTerm] = []
    by_name: NameIndex[TagTerm] = NameIndex()
    by_slug: dict[str, TagTerm] = {}
    for name, node in root.items.items():
        key_node = root.keys[name]
        term, faults = _term(name, key_node, node, lines)
        problems += faults
        if term is None:
            continue
        reported: set[str] = set()  # terms that share a name mostly share a slug too: one problem is enough
        for claim, holder in [
            *((f"the name {spelling!r}", by_name.add(spelling, term)) for spelling in names_of(term)),
            (f"the slug {term.slug!r}", by_slug.setdefault(collision_key(term.slug), term)),
            *((f"the alias {alias!r}", by_slug.setdefault(collision_key(alias), term)) for alias in term.aliases),
        ]:
            if holder is not term and holder.term not in reported:
                reported.add(holder.term)
                first = f"{holder.term!r} (line {root.keys[holder.term].line})"
                message = f"{claim} belongs to two terms: {first} and {term.term!r}"
                problems.append(
                    schema.problem_at(
                        "claimed-twice", key_node, message, file=TAGS_FILE, lines=lines, hint="Keep it in one of them."
                    )
                )
        terms.append(term)
    for term in terms:
        # A tag may be written as the slug of its term; not if that is what signs were dropped from, as `c` from C++.
        if term.slug != former_name_slug(term.term):
            by_name.add(term.slug, term)
    authority = TagAuthority(tuple(terms), by_name)
    problems += _faults_of_parents(authority, root, lines)
    return authority, tuple(problems)


def _faults_of_parents(authority: TagAuthority, root: ys.Mapping, lines: list[str]) -> Iterator[Problem]:
    """An error for each parent that is not a term, or that is below its own child."""
    for term in authority.terms:
        if not term.parent:
            continue
        parents = [parent.term for parent in authority.parents_of(term)]
        message, hint = (
            f"{term.term}: its parent {term.parent!r} is not a term",
            "Add the term, or take the parent out.",
        )
        if not parents:
            if nearest := authority.nearest(term.parent):
                hint = f"Did you mean {nearest!r}?"
        elif term.term not in parents:
            continue
        else:
            message, hint = f"{term.term}: its parent {term.parent!r} is below it", "Take one of the parents out."
        node = root.items[term.term]
        assert isinstance(node, ys.Mapping)  # it has a parent
        yield schema.problem_at("unknown-parent", node.items["parent"], message, file=TAGS_FILE, lines=lines, hint=hint)


def _term(name: str, key_node: ys.Scalar, node: ys.Node, lines: list[str]) -> tuple[TagTerm | None, list[Problem]]:
    if isinstance(node, ys.Scalar) and node.text is None:
        node = ys.Mapping({}, {}, node.line, node.column)
    if not isinstance(node, ys.Mapping):
        hint = "Write `names:`, `synonyms:` and so on below the term."
        return None, [
            schema.problem_at("wrong-type", node, f"{name}: expected a mapping", file=TAGS_FILE, lines=lines, hint=hint)
        ]
    values, problems = read_fields(node, TERM_FIELDS, file=TAGS_FILE, lines=lines, under=f"{name}: ")
    slug = values.pop("slug", None) or name_slug(name)
    if not slug:
        message = f"the term {name!r} is blank"
        problems.append(
            schema.problem_at("no-slug", key_node, message, file=TAGS_FILE, lines=lines, hint="Give it a slug.")
        )
    if problems:
        return None, problems
    return TagTerm(name, slug, **values, alias_lines=schema.lines_of(node, "aliases")), []
