"""content/tags.yaml, the tag authority: which names mean which term."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

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

# The fields of a term, which stands above them as a key.
TERM_FIELDS = table(
    Field("slug", str, "the last part of its page's address", "open-source", "made from the term", rule=SLUG),
    Field("names", dict[str, str], "how readers see it, by language", "{zh-Hant: 開源, en: open source}", "the term"),
    Field(
        "synonyms", tuple[str, ...], "every other spelling that editors and sources use", "[开源, 開放原始碼]", "none",
        rule=FILLED,
    ),
    Field(
        "not_in", tuple[str, ...], "longer words that hold one of the names and mean something else", "[開源證券]",
        "none", rule=FILLED,
    ),
    Field("description", dict[str, str], "a sentence for its page, by language", "{zh-Hant: 一句話。}", "none"),
    Field(
        "aliases", tuple[str, ...],
        "slugs, or addresses from the site's root, that its page had before; a page at each leads to it",
        "[opensource, /category/oss/]", "none", rule=ALIAS,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TagAuthority:
    """The terms that an archive's tags are drawn from, in the order of the file."""

    terms: tuple[TagTerm, ...] = ()
    _by_name: Mapping[str, TagTerm] = field(default_factory=dict, repr=False)

    def find(self, name: str) -> TagTerm | None:
        """The term that the name means, without regard to case, width, hyphens, spaces and Chinese script."""
        term = self._by_name.get(fold_name(name))
        if term is None:
            found = (self._by_name.get(fold_name(variant)) for variant in in_both_scripts((name,))[1:])
            term = next((other for other in found if other), None)
        return term

    def nearest(self, name: str) -> str:
        """The canonical name of the term most like the name, or ""."""
        cutoff = 0.6 if len(name) > 3 else 0.5  # one of two Han characters may be the wrong one
        near = difflib.get_close_matches(fold_name(name), self._by_name, n=1, cutoff=cutoff)
        return self._by_name[near[0]].term if near else ""


def fold_name(name: str) -> str:
    """What two spellings of one name share."""
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


def names_of(term: TagTerm) -> tuple[str, ...]:
    """Every name that means the term."""
    return tuple(dict.fromkeys((term.term, *term.names.values(), *term.synonyms)))


def read_tag_authority(data: bytes) -> tuple[TagAuthority, tuple[Problem, ...]]:
    """The authority in the file's bytes, an empty one where there are none, and what is wrong with it.

    A name or a slug that two terms claim is an error that names both.
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
        place = root.keys[name]
        term, found = _term(name, place, node, lines)
        problems += found
        if term is None:
            continue
        told: set[str] = set()  # terms that share a name mostly share a slug too: once is enough
        for claim, claims, key in [
            *((f"the name {known!r}", by_name, fold_name(known)) for known in names_of(term)),
            (f"the slug {term.slug!r}", by_slug, term.slug),
            *((f"the alias {alias!r}", by_slug, alias) for alias in term.aliases),
        ]:
            holder = claims.setdefault(key, term)
            if holder is not term and holder.term not in told:
                told.add(holder.term)
                first = f"{holder.term!r} (line {root.keys[holder.term].line})"
                message = f"{claim} belongs to two terms: {first} and {term.term!r}"
                problems.append(
                    schema.problem_at(
                        "claimed-twice", place, message, file=TAGS_FILE, lines=lines, hint="Keep it at one of them."
                    )
                )
        terms.append(term)
    return TagAuthority(tuple(terms), by_name), tuple(problems)


def _term(name: str, place: ys.Scalar, node: ys.Node, lines: list[str]) -> tuple[TagTerm | None, list[Problem]]:
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
            schema.problem_at("no-slug", place, message, file=TAGS_FILE, lines=lines, hint="Give it a slug.")
        )
    if problems:
        return None, problems
    return TagTerm(name, slug, **values, alias_lines=schema.lines_of(node, "aliases")), []
