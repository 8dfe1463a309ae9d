"""The files of a new archive, from the templates in the folders of the languages and in common/.

A template has its values at `{{name}}`. They are the few below, so a template language would only add rules.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from beilin.editing.yaml_edits import as_scalar
from beilin.layout import ARTICLES, CONFIG_FILE
from beilin.reference.files import reference_files
from beilin.starting.settings import Settings
from beilin.text.languages import base_language

_TEMPLATES = Path(__file__).parent
_COMMON = "common"
FIRST_ARTICLE = f"{ARTICLES}welcome.md"
# A name that begins with a full stop would be overlooked among the templates, and by tools that pack a package.
_HIDDEN = "dot-"
_SCHEMAS = tuple(f"schemas/{name}.schema.json" for name in ("site", "tags", "redirects"))


def first_files(settings: Settings, *, today: str, command: str, requirement: str) -> dict[str, bytes]:
    """Every file by its path in the archive, site.yaml last.

    `today` dates the first article, `command` is what starts Beilin, and `requirement` is what pip installs it from
    ("" if that is not known).
    """
    values = {
        "today": today,
        "command": command,
        "requirement": as_scalar(requirement, '"'),
        "cron": _after_midnight(settings.time_zone),
        "time_zone": settings.time_zone,
    }
    texts: dict[str, str] = {}
    for folder in (_TEMPLATES / settings.words, _TEMPLATES / _COMMON):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if name != CONFIG_FILE:
                texts[_target(name)] = _filled(path.read_text("utf-8"), values)
    if base_language(settings.words) != base_language(settings.language):
        texts = {name: _with_language(name, text, settings) for name, text in texts.items()}
    reference = reference_files()
    texts |= {f".vscode/{name}": reference[name] for name in _SCHEMAS}
    texts[CONFIG_FILE] = _site_yaml(settings)
    return {name: text.encode() for name, text in texts.items()}


def bare_files(settings: Settings) -> dict[str, bytes]:
    """site.yaml alone."""
    return {CONFIG_FILE: _site_yaml(settings).encode()}


def _site_yaml(settings: Settings) -> str:
    values = {
        name: as_scalar(getattr(settings, name)) for name in ("title", "base_url", "language", "time_zone", "author")
    }
    text = (_TEMPLATES / settings.words / CONFIG_FILE).read_text("utf-8")
    if not settings.author:
        text = text.replace("author: {{author}}\n", "")
    return _filled(text, values)


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def _target(name: str) -> str:
    return "/".join(f".{part.removeprefix(_HIDDEN)}" if part.startswith(_HIDDEN) else part for part in name.split("/"))


def _with_language(name: str, text: str, settings: Settings) -> str:
    """The Markdown with its language in the front matter: the site's language is not the one it is written in."""
    return text.replace("---\n", f"---\nlanguage: {settings.words}\n", 1) if name.endswith(".md") else text


def _after_midnight(time_zone: str) -> str:
    """Five minutes past midnight in the time zone, all the year, as minute and hour of cron, which runs in UTC."""
    zone = ZoneInfo(time_zone)
    # With summer time the same minute in UTC is later in the day, so the standard offset decides.
    offsets = [datetime(2026, month, 1, tzinfo=zone).utcoffset() or timedelta() for month in (1, 7)]
    moment = datetime(2026, 1, 1, 0, 5, tzinfo=UTC) - min(offsets)
    return f"{moment.minute} {moment.hour} * * *"
