"""site.yaml → Config."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from beilin.config.fields import CONFIG_FIELDS as CONFIG_FIELDS
from beilin.config.fields import DEFAULT_PERMALINKS
from beilin.config.fields import HOW_TO_WRITE_BASE_URL as HOW_TO_WRITE_BASE_URL
from beilin.config.fields import MenuEntry as MenuEntry
from beilin.config.fields import PathEntry as PathEntry
from beilin.config.fields import PathSetting as PathSetting
from beilin.config.fields import Permalinks as Permalinks
from beilin.config.fields import normalise_base_url as normalise_base_url
from beilin.crash import concerning
from beilin.export_formats import DEFAULT_BOOKS
from beilin.files.regular import read_regular
from beilin.layout import CONFIG_FILE as CONFIG_FILE
from beilin.layout import FONTS
from beilin.problems.problem import Problem, has_errors
from beilin.text.decoding import decode_utf8
from beilin.text.yaml.fields import read_fields, table
from beilin.text.yaml.schema import read_mapping


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of site.yaml."""

    title: str
    base_url: str  # where the site is published; ends in "/"
    description: str = ""
    language: str = "zh-Hant"  # BCP 47; of the interface, and of articles without a language
    time_zone: str = "Asia/Taipei"  # IANA name; decides which day it is
    theme: str = "ink"  # a folder under themes/
    author: str = ""  # who publishes the site, for its feeds
    menu: tuple[MenuEntry, ...] | None = None  # None for the theme's own; empty for none
    reading_path: PathSetting | None = None
    permalinks: Permalinks = DEFAULT_PERMALINKS
    publish: tuple[str, ...] = ()  # globs, relative to content/, of files that are published despite the rules
    remote_images: str = "link"  # how images on other hosts appear: "link" or "show"
    line_breaks: bool = False  # whether a line break inside a paragraph is one on the page
    tidy: str = "imported"  # of which files pages set Chinese punctuation right: of "imported" ones, "all" or "none"
    script_twins: bool = False  # whether Chinese texts have a twin in the other script
    search: bool = True  # whether the site has a search
    service_worker: bool = False  # whether browsers keep what was read, for when there is no network
    keep_sources: bool = False  # whether an import keeps the original bytes in sources/
    publish_sources: bool = False  # whether imported articles have a page with their kept sources
    dead_links: bool = False  # whether results of checking links are kept, dead links are marked and listed
    publish_snapshots: bool = False  # whether the saved pages of other hosts are published as downloads
    exports: tuple[str, ...] = ()  # the formats in which the site has exports
    epub: tuple[str, ...] = DEFAULT_BOOKS  # of what there are books, if `epub` is among these
    history: bool = False  # whether articles have a history, which is taken from git
    share_pictures: bool = False  # whether a picture of its title is drawn for each article
    share_font: str = ""  # the font file of these pictures, from the archive's root; in fonts/
    license: str = ""  # of what is published, unless an article says otherwise: SPDX or text
    rights: str = ""  # who holds the rights in it, likewise
    robots: str = ""  # what search engines are asked to do with pages, likewise
    noai: bool = False  # whether pages ask not to be used for training AI

    @property
    def features_off(self) -> tuple[str, ...]:
        """The features that the settings turn off, by the names that templates have for them: `site.search`, …"""
        return tuple(name for name in ("search", "service_worker") if not getattr(self, name))

    @property
    def base_path(self) -> str:
        """The path of `base_url`, which begins every address; begins and ends with "/"."""
        return urlsplit(self.base_url).path


@concerning(CONFIG_FILE)
def read_config(root: Path, *, base_url: str | None = None) -> tuple[Config | None, list[Problem]]:
    """The settings of the archive at `root`, and what is wrong with them; None if there are errors.

    `base_url` overrides the setting.
    """
    try:
        text = decode_utf8(read_regular(root / CONFIG_FILE), CONFIG_FILE)
    except FileNotFoundError:
        if (root / CONFIG_FILE).is_symlink():
            message = f"the symbolic link leads to {os.readlink(root / CONFIG_FILE)}, where nothing is"
            return None, [Problem("broken-symlink", message, CONFIG_FILE, hint="Remove it, or correct it.")]
        hint = (
            "Run this in the folder of site.yaml, or name that folder with --root. To begin an archive: build.py init"
        )
        return None, [
            Problem("no-site-yaml", f"there is no {CONFIG_FILE} in {root.name or root}/", CONFIG_FILE, hint=hint)
        ]
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return None, [Problem("unreadable", message, CONFIG_FILE, hint="Check the file and its permissions.")]
    if isinstance(text, Problem):
        return None, [text]
    lines = text.splitlines()
    node, problems = read_mapping(text, file=CONFIG_FILE, lines=lines, hint="Write at least `title:` and `base_url:`.")
    if node is None:
        return None, problems

    fields = CONFIG_FIELDS
    if base_url is not None:
        fields = table(*{**fields, "base_url": replace(fields["base_url"], is_required=False)}.values())
    values, faults = read_fields(node, fields, file=CONFIG_FILE, lines=lines)
    problems += faults
    if base_url is not None:
        try:
            values["base_url"] = normalise_base_url(base_url)
        except ValueError as error:
            problems.append(Problem("bad-value", str(error), hint=HOW_TO_WRITE_BASE_URL))
    if values.get("share_pictures") and "share_font" not in node.items:
        message, hint = (
            "`share_pictures` needs a font to draw titles with, and `share_font` names none",
            (
                f"Put a font file with the characters of your titles into {FONTS}/, and write its name: "
                f"`share_font: {FONTS}/NAME.otf`."
            ),
        )
        line = node.items["share_pictures"].line
        problems.append(Problem("no-share-font", message, CONFIG_FILE, line, hint=hint, source=lines[line - 1]))
    return (None if has_errors(problems) else Config(**values)), problems
