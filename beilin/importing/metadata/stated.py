"""Facts that a source states → values that front matter can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from beilin.importing.markdown.front_matter import FrontMatter
from beilin.importing.model import Fact, Finding
from beilin.model import Provenance
from beilin.problems.controls import REFUSED
from beilin.reading.front_matter_fields import front_matter_fields
from beilin.reading.tags import TagAuthority
from beilin.text.dates import normalise_date

_MAX_VALUE = 2000  # characters
_DATES = ("date", "updated", "retrieved")


def front_matter_values(
    facts: Sequence[Fact], time_zone: str
) -> tuple[dict[str, tuple[str, ...]], tuple[Finding, ...]]:
    """The values by key, the first fact of each; and a doubt about each value that front matter cannot have."""
    values: dict[str, tuple[str, ...]] = {}
    doubts: list[Finding] = []
    for fact in facts:
        if fact.key in values:
            continue
        accepted: list[str] = []
        for value in fact.values:
            try:
                accepted.append(normalised(fact.key, value, time_zone))
            except ValueError as error:
                doubts.append(Finding(fact.line, fact.key, f"{error}, so it is not in the front matter", False))
        if filled := tuple(dict.fromkeys(filter(None, accepted))):
            values[fact.key] = filled
    return values, tuple(doubts)


def known_tags(names: Sequence[str], authority: TagAuthority) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms that the names refer to, and the names that the authority does not have. Without terms all are used."""
    if not authority.terms:
        return tuple(dict.fromkeys(names)), ()
    terms = [(name, authority.find(name)) for name in names]
    known = dict.fromkeys(term.term for _, term in terms if term)
    return tuple(known), tuple(dict.fromkeys(name for name, term in terms if not term))


def normalised(key: str, value: str, time_zone: str) -> str:
    """The value on one line, as front matter writes it; raises ValueError with what is wrong."""
    text = " ".join(REFUSED.sub("", value).split())
    if len(text) > _MAX_VALUE:
        raise ValueError(f"the {key} has more than {_MAX_VALUE:,} characters")
    if not text:
        return ""
    if key in _DATES:
        return _local(normalise_date(text, time_zone))
    field = front_matter_fields(time_zone).get(key)
    if field and field.rule:
        field.rule.normalise(text)
    return text


def _valid_title(text: str) -> str:
    """The text as a title; "" if it has nothing to be seen."""
    try:
        return normalised("title", text, "UTC")
    except ValueError:
        return ""


def _local(date: str) -> str:
    """The date without its offset, which is that of the archive's time zone, and without zero seconds."""
    if "T" not in date:
        return date
    moment = datetime.fromisoformat(date).replace(tzinfo=None)
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")


def composed(
    values: Mapping[str, tuple[str, ...]], title: str, language: str, tags: tuple[str, ...] | None,
    provenance: Provenance, slug: str,
) -> FrontMatter:  # fmt: skip
    """The front matter of the values. `title` is proposed if these have none; `slug` is that of the file."""

    def single(key: str) -> str:
        return "".join(values.get(key, ())[:1])

    return FrontMatter(
        title=single("title") or _valid_title(title) or slug,
        title_proposed="title" not in values,
        source=single("source"),
        authors=values.get("author", ()),
        date=single("date"),
        language=language,
        tags=tags,
        provenance=provenance,
        slug=single("slug") if single("slug") != slug else "",
        source_url=single("source_url"),
        updated=single("updated"),
        summary=single("summary"),
        series=single("series"),
        license=single("license"),
        rights=single("rights"),
        cover=single("cover"),
        aliases=values.get("aliases", ()),
        draft=single("draft") == "true",
    )
