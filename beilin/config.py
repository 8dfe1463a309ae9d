"""site.yaml → Config."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from beilin.model import Problem, has_errors
from beilin.text import schema
from beilin.text import strict_yaml as ys

CONFIG_FILE = "site.yaml"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the site's menu."""

    title: str
    address: str  # from the site's root, such as /tags/; or a whole URL


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of site.yaml."""

    title: str
    base_url: str  # where the site is published; ends in "/"
    description: str = ""
    language: str = "zh-Hant"  # of the interface, and of articles that name none; BCP 47
    time_zone: str = "Asia/Taipei"  # IANA name; decides what day it is
    theme: str = "ink"  # a folder under themes/
    author: str = ""  # who publishes the site, for its feeds
    menu: tuple[MenuEntry, ...] = field(default=())
    keep_sources: bool = False  # whether an import keeps the original bytes in sources/

    @property
    def base_path(self) -> str:
        """The path of `base_url`, from "/" to "/": what stands before every address."""
        return urlsplit(self.base_url).path


def read_config(root: Path, *, base_url: str | None = None) -> tuple[Config | None, list[Problem]]:
    """The settings of the archive at `root`, and what is wrong with them; None where an error forbids a build.

    `base_url` takes the place of the setting.
    """
    try:
        text = (root / CONFIG_FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        hint = "Run this in the folder that holds site.yaml, or name that folder with --root."
        return None, [Problem("error", f"there is no {CONFIG_FILE} in {root.name or root}/", CONFIG_FILE, hint=hint)]
    except (OSError, UnicodeDecodeError) as error:
        return None, [Problem("error", f"cannot be read: {error}", CONFIG_FILE, hint="Save it as UTF-8 text.")]
    lines = text.splitlines()
    try:
        node = ys.parse_yaml(text)
    except ys.YamlError as error:
        return None, [schema.problem_of(error, file=CONFIG_FILE, lines=lines)]
    if not isinstance(node, ys.Mapping):
        return None, [
            Problem("error", "there are no settings", CONFIG_FILE, 1, hint="Write at least title and base_url.")
        ]

    types: dict[str, Any] = {
        "title": str,
        "base_url": str,
        "description": str,
        "language": str,
        "time_zone": str,
        "theme": str,
        "author": str,
        "menu": tuple[MenuEntry, ...],
        "keep_sources": bool,
    }
    values, problems = schema.convert_fields(node, types, file=CONFIG_FILE, lines=lines)
    if base_url is not None:
        values["base_url"] = base_url
    for key in ("title", "base_url"):
        if key not in values and key not in node.items:
            problems.append(Problem("error", f"{key} is missing", CONFIG_FILE, hint=f"Add a line `{key}: …`."))
    for key, fault, hint in _faults(values):
        at = node.items.get(key, node) if key != "base_url" or base_url is None else node
        problems.append(schema.problem_at(at, fault, file=CONFIG_FILE, lines=lines, hint=hint))
    if has_errors(problems):
        return None, problems
    config = Config(**values)
    return replace(config, base_url=normalise_base_url(config.base_url)), problems


def normalise_base_url(url: str) -> str:
    """The URL with a "/" at its end and its path percent-encoded. Raises ValueError where it is no http URL."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{url!r} is no base URL")
    path = quote(parts.path.rstrip("/") + "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{parts.scheme}://{parts.netloc}{path}"


def _faults(values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(key, fault, hint) for each value that has the right type and is wrong all the same."""
    found = []
    if "base_url" in values:
        try:
            normalise_base_url(values["base_url"])
        except ValueError as error:
            found.append(("base_url", str(error), "Write it as https://example.org/ or https://example.org/archive/."))
    if "time_zone" in values:
        try:
            ZoneInfo(values["time_zone"])
        except (KeyError, OSError, ValueError):
            found.append(("time_zone", f"{values['time_zone']!r} is no time zone", "Write it as Asia/Taipei."))
    if not LANGUAGE_TAG.match(values.get("language", "zh-Hant")):
        found.append(("language", f"{values['language']!r} is no language tag", "Write zh-Hant, zh-Hans or en."))
    if not re.match(r"[\w-]+\Z", values.get("theme", "ink")):
        found.append(("theme", f"{values['theme']!r} is no theme's name", "Name a folder under themes/."))
    return found
