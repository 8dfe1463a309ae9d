"""What reading a file depends on, apart from its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.config import Config


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """The configuration that reading a file depends on."""

    language: str = "zh-Hant"  # of files that do not state one
    time_zone: str = "Asia/Taipei"
    base_url: str = ""  # of the site, whose whole URLs are links into the archive; "" if it does not matter
    shows_remote_images: bool = False  # otherwise they are links
    breaks_lines: bool = False  # whether a line break inside a paragraph is one on the page
    tidy: str = "none"  # of which files the page sets punctuation right: of "imported" ones, "all" or "none"


def reader_settings(config: Config) -> ReaderSettings:
    """What reading depends on, of the archive's settings."""
    return ReaderSettings(
        language=config.language,
        time_zone=config.time_zone,
        base_url=config.base_url,
        shows_remote_images=config.remote_images == "show",
        breaks_lines=config.line_breaks,
        tidy=config.tidy,
    )
