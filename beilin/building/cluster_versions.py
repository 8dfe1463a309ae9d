"""What must be the same on all machines that work on one site, or their bytes could differ."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from beilin.building.code_version import LIBRARIES, code_fingerprint

# What these use, what articles are imported with, how the index is made, and what connects the machines.
_OTHERS = (
    "babel", "chardet", "charset-normalizer", "courlan", "cssselect", "dask", "dateparser", "distributed", "feedparser",
    "feedparser-sgmllib", "htmldate", "justext", "lxml", "lxml-html-clean", "mdurl", "numpy", "python-dateutil", "pytz",
    "readability-lxml", "regex", "text-unidecode", "tld", "trafilatura", "tzdata", "tzlocal", "warcio",
)  # fmt: skip


@cache
def cluster_versions() -> dict[str, str]:
    """The versions of Python and all packages that decide bytes, and the fingerprint of Beilin's code, by name.

    The order of bytes is among them: the runs of the index are arrays of the machine's.
    """
    versions = {"Python": " ".join(sys.version.split()), "sys.byteorder": sys.byteorder}
    for name in (*LIBRARIES, *_OTHERS):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "none"
    return versions | {"beilin": code_fingerprint()[:16]}
