"""site.yaml and the other first files of a new archive, or the keys that the site.yaml of an existing one lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.config import Config
from beilin.config import MenuEntry as ConfigEntry
from beilin.editing.edits import apply_edits
from beilin.editing.yaml_edits import as_scalar, insert_key
from beilin.layout import CONFIG_FILE, NOT_FOUND_SOURCE
from beilin.migrating.model import Placed
from beilin.problems.command_name import as_typed
from beilin.starting.first_files import first_files
from beilin.starting.requirement import requirement_of_this
from beilin.starting.settings import Settings
from beilin.text.dates import today_in
from beilin.text.yaml import strict as ys

# The first files that show a beginner what can be written; an imported site shows that itself.
_OF_BEGINNERS = ("content/articles/", "content/images/", "content/pages/about", "content/tags.yaml")
_ADDED_TO_ARTICLES = ("description", "author", "menu")  # absent keys that change no address and no date
DEFAULT_PERMALINK = Config("", "").permalinks.articles


def new_files(config: Config, placed: Sequence[Placed]) -> dict[str, bytes]:
    """The files of a new archive: as `init` writes them, without those for beginners."""
    settings = Settings(config.title, config.language, config.base_url, config.time_zone, config.author)
    files = first_files(
        settings, today=today_in(config.time_zone), command=as_typed("python3 build.py"),
        requirement=requirement_of_this(),
    )  # fmt: skip
    places = {item.place for item in placed}
    files = {
        name: data
        for name, data in files.items()
        if not name.startswith(_OF_BEGINNERS) and not (name == NOT_FOUND_SOURCE and name in places)
    }
    files[CONFIG_FILE] = _site_yaml(files[CONFIG_FILE].decode(), config).encode()
    return files


def may_add(key: str, *, has_articles: bool) -> bool:
    """Whether an import adds the key to a site.yaml without it: with articles in the archive, only if no address and
    no date of theirs depends on it."""
    return key in _ADDED_TO_ARTICLES or not has_articles


def merged(
    text: str, found: Config, wanted: Config, *, has_articles: bool
) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """site.yaml with the keys of `wanted` that it lacks and that may be added; these keys; the others, if they differ,
    as YAML.

    `found` is what the text says. Keys for which `wanted` has the default count as not stated by the old site.
    """
    added: list[str] = []
    proposals: dict[str, str] = {}
    for key, written in _written(wanted).items():
        node = ys.parse_yaml(text)
        assert isinstance(node, ys.Mapping)  # it was read without errors
        if key not in node.items and may_add(key, has_articles=has_articles):
            text = apply_edits(text, [insert_key(text, node, key, written)])
            added.append(key)
        elif getattr(found, key) != getattr(wanted, key):
            proposals[key] = written
    return text, tuple(added), proposals


def _written(config: Config) -> Mapping[str, str]:
    """The settings that differ from their defaults, as YAML on one line."""
    names = ("title", "base_url", "description", "language", "time_zone", "author")
    written = {name: as_scalar(getattr(config, name)) for name in names if getattr(config, name)}
    if config.permalinks.articles != DEFAULT_PERMALINK:
        written["permalinks"] = f"{{articles: {as_scalar(config.permalinks.articles)}}}"
    if config.line_breaks:
        written["line_breaks"] = "true"
    if config.menu:
        written["menu"] = f"[{', '.join(map(_entry, config.menu))}]"
    return written


def _site_yaml(text: str, config: Config) -> str:
    """The first site.yaml with the old site's description, addresses and menu."""
    lines = []
    if config.description:
        lines.append(f"description: {as_scalar(config.description)}")
    if config.permalinks.articles != DEFAULT_PERMALINK:
        lines += ["permalinks:", f"  articles: {as_scalar(config.permalinks.articles)}"]
    if config.line_breaks:
        lines.append("line_breaks: true")
    if config.menu:
        lines += ["menu:", *(f"  - {_entry(entry)}" for entry in config.menu)]
    return "\n".join([text.rstrip("\n"), "", *lines, ""]) if lines else text


def _entry(entry: ConfigEntry) -> str:
    return f"{{title: {as_scalar(entry.title)}, address: {as_scalar(entry.address)}}}"
