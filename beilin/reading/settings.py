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


def reader_settings(config: Config) -> ReaderSettings:
    """What reading depends on, of the archive's settings."""
    return ReaderSettings(config.language, config.time_zone, config.base_url)
