"""Feeds, in XML or in JSON."""

from __future__ import annotations

from beilin.importing.formats.recognition.json import is_json_feed
from beilin.importing.formats.recognition.opening import Opening
from beilin.importing.formats.recognition.xml import is_xml_feed


def is_feed(opening: Opening) -> bool:
    """Whether it is RSS, Atom or JSON Feed."""
    return is_xml_feed(opening) or is_json_feed(opening)
