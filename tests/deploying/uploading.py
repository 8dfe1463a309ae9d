"""Sites made by hand for the tests of uploads, and what must hold at every moment of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from beilin.building.build import Reporting
from beilin.deploying.manifest import MANIFEST
from beilin.deploying.targets.target import UploadTarget
from beilin.deploying.upload import Upload, compare_site, read_target, upload

BASE_URL = "https://archive.example.tw/"
# Two versions of a site: each page names what it shows, each asset has a new name if its content is new.
OLD = {
    "index.html": "甲 a/index.html 乙/index.html assets/s.1.css",
    "a/index.html": "assets/s.1.css a/old.png",
    "乙/index.html": "assets/s.1.css",
    "a/old.png": "old",
    "gone/index.html": "assets/s.1.css gone/x.png",
    "gone/x.png": "x",
    "assets/s.1.css": "one",
    "search/meta.json": "search/a/0.bin",
    "search/a/0.bin": "0",
    "turn": "a file",
    "turns/index.html": "assets/s.1.css",
}
NEW = {
    "index.html": "甲 a/index.html 乙/index.html 碑 林/c d#%.html assets/s.2.css",
    "a/index.html": "assets/s.2.css a/new.png",
    "乙/index.html": "assets/s.2.css",
    "a/new.png": "new",
    "碑 林/c d#%.html": "assets/s.2.css 碑 林/圖.png",
    "碑 林/圖.png": "picture",
    "assets/s.2.css": "two",
    "search/meta.json": "search/a/0.bin search/a/1.bin",
    "search/a/0.bin": "1",
    "search/a/1.bin": "2",
    "turn/index.html": "assets/s.2.css",
    "turns": "a folder before",
    "-f": "x",
    "#f": "x",
    ".nojekyll": "",
}
_NAMED = re.compile(r"(?:assets/s\.\d\.css|a/\w+\.png|gone/x\.png|search/a/\d\.bin|碑 林/圖\.png)")


def write_site(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with exactly these files."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def prepared(target: UploadTarget, folder: Path, base_url: str = BASE_URL) -> Upload:
    """The upload of the site in the folder."""
    return compare_site(target, read_target(target, base_url), folder, base_url)


def upload_site(target: UploadTarget, folder: Path) -> Upload:
    """Upload the site in the folder; returns what was done."""
    result = prepared(target, folder)
    upload(result, Reporting())
    return result


def files_below(folder: Path) -> dict[str, str]:
    """The text of each file, without the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def missing(files: Mapping[str, str]) -> list[str]:
    """What pages and search/meta.json name, and the files lack."""
    pages = {path: text for path, text in files.items() if path.endswith((".html", "meta.json"))}
    return [f"{path}: {name}" for path, text in pages.items() for name in _NAMED.findall(text) if name not in files]
