"""Articles gathered into groups by a name that they share, in whatever spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from beilin.model import Record, Summary, TagTerm
from beilin.planning.groupings import Grouping
from beilin.problems.problem import Problem
from beilin.reading.tags import names_of
from beilin.text.languages import in_language
from beilin.text.name_slugs import former_name_slug, name_slug
from beilin.text.names import NameIndex
from beilin.text.slugs import collision_key


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that share a tag, a year, an author, a source or a series."""

    name: str
    slug: str
    members: tuple[int, ...]  # positions in the archive's order; of a series in the order of the series
    term: TagTerm | None = None  # of a tag that the authority knows
    parent: TagTerm | None = None  # the broader term of that one
    spellings: tuple[str, ...] = ()  # as articles have the name
    # Slugs of its page under other rules or spellings, which redirect, and how many articles were listed there.
    former: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Members:
    """The articles of a group that is being gathered."""

    term: TagTerm | None = None
    positions: list[int] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)  # spelling → number of articles, the newest article's first

    @property
    def name(self) -> str:
        """The term's name, else the spelling of most articles; of several such, that of the newest article."""
        return self.term.term if self.term else max(self.uses, key=self.uses.__getitem__)


def gather_members(
    published: Sequence[Record],
    spelt: Callable[[Summary], Iterable[str]],
    find_term: Callable[[str], TagTerm | None] = lambda _name: None,
) -> dict[str, Members]:
    """Each spelling → the articles of its group. `spelt` gives the names in an article; names of one term are one."""
    by_spelling: dict[str, Members] = {}
    by_term: dict[str, Members] = {}
    index: NameIndex[Members] = NameIndex()
    for position, record in enumerate(published):
        for spelling in spelt(record.summary):
            members = by_spelling.get(spelling)
            if members is None:
                if term := find_term(spelling):
                    members = by_term.setdefault(term.term, Members(term))
                else:
                    members = index.add(spelling, index.find(spelling) or Members())
                by_spelling[spelling] = members
            is_new = not members.positions or members.positions[-1] != position
            if is_new:
                members.positions.append(position)
            members.uses[spelling] = members.uses.get(spelling, 0) + is_new
    return by_spelling


def group_of(members: Members, parent: TagTerm | None = None) -> Group:
    """The group, whose term has that parent, without its former slugs."""
    name, term = members.name, members.term
    slug = term.slug if term else name_slug(name)
    return Group(name, slug, tuple(members.positions), term, parent, tuple(members.uses))


def with_former_slugs(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups, each with the slugs that its page had under other rules or has under other spellings.

    A slug that is a group's own is left out. One that several groups had, such as `c` of C++ and C#, goes to the one
    with the most articles, the first of several such.
    """
    groups = tuple(groups)
    own = {collision_key(group.slug) for group in groups}
    holders: dict[str, list[tuple[Group, str]]] = {}
    for group in groups:
        for slug in dict.fromkeys(_other_slugs(group)):
            key = collision_key(slug)
            if key not in own and (key not in holders or holders[key][-1][0] is not group):
                holders.setdefault(key, []).append((group, slug))
    former: dict[str, list[tuple[str, int]]] = {}
    for claims in holders.values():
        holder, slug = max(claims, key=lambda claim: len(claim[0].members))
        former.setdefault(holder.slug, []).append((slug, sum(len(group.members) for group, _ in claims)))
    return tuple(
        replace(group, former=tuple(former[group.slug])) if group.slug in former else group for group in groups
    )


def _other_slugs(group: Group) -> Iterable[str]:
    term = group.term
    if term is None:
        for spelling in group.spellings:
            yield from (name_slug(spelling), former_name_slug(spelling))
        return
    if term.slug == name_slug(term.term):  # made from the name, as it was when the rule was another
        yield former_name_slug(term.term)
    # Only spellings that are not in the authority, or were not under the former rule, had a page of their own.
    known = {slug for name in names_of(term) for slug in (name_slug(name), former_name_slug(name))}
    for spelling in group.spellings:
        yield from (slug for slug in (name_slug(spelling), former_name_slug(spelling)) if slug not in known)


def tag_name(group: Group, language: str) -> str:
    """The tag's name in the language, or its canonical one."""
    return (in_language(group.term.names, language) if group.term else "") or group.name


def clashes_of_slugs(
    grouping: Grouping, groups: Sequence[Group], place_of: Callable[[Group], tuple[str, int | None]]
) -> list[Problem]:
    """An error for each slug that several groups have. `place_of` gives the file and line where a group is named."""
    by_key: dict[str, list[Group]] = {}
    for group in groups:
        by_key.setdefault(collision_key(group.slug), []).append(group)
    problems = []
    for several in by_key.values():
        if len(several) > 1:
            names = " and ".join(repr(group.name) for group in several)
            message = f"the address {grouping.address(several[0].slug)} belongs to {len(several)} names: {names}"
            untermed = next((group for group in several if group.term is None), several[-1])
            file, line = place_of(untermed)
            problems.append(Problem("address-clash", message, file, line, hint=_REMEDIES.get(grouping.kind, _REMEDY)))
    return problems


_REMEDIES: Mapping[str, str] = {
    "tag": "In content/tags.yaml, make one a synonym of the other, or give one of them a different slug."
}
_REMEDY = "Write one of the names differently."
