"""content/tags.yaml, the tag authority: which names refer to which term."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from beilin.crash import concerning
from beilin.layout import TAGS_FILE
from beilin.model import TagTerm
from beilin.problems.problem import Problem
from beilin.text.decoding import decode_utf8
from beilin.text.slugs import slugify
from beilin.text.variants import in_both_scripts
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys
from beilin.text.yaml.fields import FILLED, Field, read_fields, table
from beilin.text.yaml.rules import ALIAS, SLUG

# The fields of a term; the term itself is the key above them.
TERM_FIELDS = table(
    Field("slug", str, "the last segment of its page's address", "open-source", "made from the term", rule=SLUG),
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
    _by_name: Mapping[str, TagTerm] = field(default_factory=dict, repr=False)

    def find(self, name: str) -> TagTerm | None:
        """The term that the name refers to, ignoring case, width, hyphens, spaces and Chinese script."""
        term = self._by_name.get(fold_name(name))
        if term is None:
            candidates = (self._by_name.get(fold_name(variant)) for variant in in_both_scripts((name,))[1:])
            term = next((candidate for candidate in candidates if candidate), None)
        return term

    def nearest(self, name: str) -> str:
        """The term most similar to the name, or ""."""
        cutoff = 0.6 if len(name) > 3 else 0.5  # one of two Han characters may be wrong
        near = difflib.get_close_matches(fold_name(name), self._by_name, n=1, cutoff=cutoff)
        return self._by_name[near[0]].term if near else ""


def fold_name(name: str) -> str:
    """The name in a form that all of its spellings share."""
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


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
    by_name: dict[str, TagTerm] = {}
    by_slug: dict[str, TagTerm] = {}
    for name, node in root.items.items():
        key_node = root.keys[name]
        term, faults = _term(name, key_node, node, lines)
        problems += faults
        if term is None:
            continue
        reported: set[str] = set()  # terms that share a name mostly share a slug too: one problem is enough
        for claim, claims, key in [
            *((f"the name {spelling!r}", by_name, fold_name(spelling)) for spelling in names_of(term)),
            (f"the slug {term.slug!r}", by_slug, term.slug),
            *((f"the alias {alias!r}", by_slug, alias) for alias in term.aliases),
        ]:
            holder = claims.setdefault(key, term)
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
    return TagAuthority(tuple(terms), by_name), tuple(problems)


def _term(name: str, key_node: ys.Scalar, node: ys.Node, lines: list[str]) -> tuple[TagTerm | None, list[Problem]]:
    if isinstance(node, ys.Scalar) and node.text is None:
        node = ys.Mapping({}, {}, node.line, node.column)
    if not isinstance(node, ys.Mapping):
        hint = "Write `names:`, `synonyms:` and so on below the term."
        return None, [
            schema.problem_at("wrong-type", node, f"{name}: expected a mapping", file=TAGS_FILE, lines=lines, hint=hint)
        ]
    values, problems = read_fields(node, TERM_FIELDS, file=TAGS_FILE, lines=lines, under=f"{name}: ")
    slug = values.pop("slug", None) or slugify(name)
    if not slug:
        message = f"{name}: the term has no letter or digit to make an address of"
        problems.append(
            schema.problem_at("no-slug", key_node, message, file=TAGS_FILE, lines=lines, hint="Give it a slug.")
        )
    if problems:
        return None, problems
    return TagTerm(name, slug, **values, alias_lines=schema.lines_of(node, "aliases")), []
