"""Take the pictures in README.md and docs/ anew, in docs/pictures/: of the archive in content/, and of a new one.

.venv/bin/python -m tests.browser.docs_pictures [NAME …]   all, or those named
"""

from __future__ import annotations

import argparse
import base64
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Literal

from PIL import Image

from beilin.building.build import BuildOptions, build
from beilin.starting.first_files import first_files
from beilin.starting.folder import write_files
from beilin.starting.settings import Settings
from tests.browser.sample import ROOT, TODAY, Sample
from tests.browser.screenshots import tab_on
from tests.browser.tabs import Tab
from tests.theme.tutorial import follow, steps

FOLDER = ROOT / "docs/pictures"
DESKTOP, PHONE = 1280, 390  # pixels: the width of the windows
HEIGHT = 800
# Two windows side by side on grey.
FRAME = """<!doctype html><link rel="icon" href="data:,"><style>
    body {{ margin: 0; padding: 10px; display: flex; gap: 20px; background: #ddd; width: max-content }}
    img {{ border: 1px solid #999 }}
</style>{images}"""

Scheme = Literal["light", "dark"]
HOME, ARTICLE = Sample("home", "home", ""), Sample("article", "article", "articles/llama-family/")
WELCOME, GLOSSARY = Sample("article", "article", "articles/welcome/"), Sample("glossary", "glossary", "glossary/")
NEW = "new"  # not a theme: a new archive, in the one that it has


@dataclass(frozen=True)
class Picture:
    """A picture: a page on a desktop, and one on a phone in the other scheme."""

    name: str
    theme: str  # ink, plain, NEW, or up to which step of the tutorial
    desktop: Sample
    phone: Sample
    scheme: Scheme = "light"  # of the desktop
    height: int = HEIGHT


# Those of one theme side by side, so that each is built once.
PICTURES = (
    Picture("start", NEW, HOME, WELCOME),
    Picture("ink", "ink", HOME, ARTICLE),
    Picture("gallery-ink-home", "ink", HOME, HOME),
    Picture("gallery-ink-article", "ink", ARTICLE, ARTICLE, "dark"),
    Picture("gallery-plain-home", "plain", HOME, HOME),
    Picture("gallery-plain-article", "plain", ARTICLE, ARTICLE, "dark"),
    Picture("tutorial-colours", "2", HOME, HOME, height=560),
    Picture("tutorial-font", "3", ARTICLE, ARTICLE, height=600),
    Picture("tutorial-header", "4", HOME, HOME, height=400),
    Picture("tutorial-article", "5", ARTICLE, ARTICLE, height=600),
    Picture("tutorial-glossary", "6", GLOSSARY, GLOSSARY, height=600),
    Picture("gallery-rubbing-home", "6", HOME, HOME),
    Picture("gallery-rubbing-article", "6", ARTICLE, ARTICLE, "dark"),
)


def make_archive(root: Path, theme: str) -> Path:
    """Build an archive in the folder `root`, in that `theme` of a Picture; returns the output."""
    if theme == NEW:
        settings = Settings("我的文集", "zh-Hant", "https://example.org/", "Asia/Taipei")
        write_files(root, first_files(settings, today=TODAY, command="beilin", requirement=""))
    else:
        shutil.copytree(ROOT / "content", root / "content")
        choice = "" if theme.isdigit() else f"theme: {theme}\n"
        (root / "site.yaml").write_text(without_theme((ROOT / "site.yaml").read_text("utf-8")) + choice, "utf-8")
        for step in steps()[: int(theme)] if theme.isdigit() else []:
            follow(root, step)
    result = build(root, BuildOptions(base_url="https://example.org/", today=TODAY))
    assert result.published, result.problems
    return result.output


def without_theme(settings: str) -> str:
    """The text of a site.yaml without the theme that it chooses."""
    return re.sub(r"^theme: .*\n", "", settings, flags=re.MULTILINE)


def take(picture: Picture, tab: Tab) -> None:
    """Write the picture of the site on which the tab is."""
    other: Scheme = "dark" if picture.scheme == "light" else "light"
    desktop = tab.show(picture.desktop, (DESKTOP, picture.height), picture.scheme).screenshot()
    phone = tab.show(picture.phone, (PHONE, picture.height), other).screenshot()
    sources = (base64.b64encode(image).decode() for image in (desktop, phone))
    images = "".join(f'<img src="data:image/png;base64,{source}">' for source in sources)
    tab.page.set_content(FRAME.format(images=images))
    both = Image.open(BytesIO(tab.page.locator("body").screenshot()))
    # 256 colours are enough for text, and take a third of the bytes; the rare ones, of the accents, are among them.
    few = both.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{picture.name}.png", optimize=True)


def take_all(pictures: Iterable[Picture]) -> None:
    """Write the pictures, and print the faults of the pages that they show."""
    for theme, group in groupby(pictures, key=lambda picture: picture.theme):
        with tempfile.TemporaryDirectory() as folder, tab_on(make_archive(Path(folder), theme), "/") as tab:
            for picture in group:
                take(picture, tab)
            for fault in tab.faults:
                print(fault)


def main() -> None:
    """Take the pictures that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *(picture.name for picture in PICTURES)], metavar="NAME",
                        help="pictures to take; all where none is named")  # fmt: skip
    names = parser.parse_args().names
    take_all(picture for picture in PICTURES if not names or picture.name in names)


if __name__ == "__main__":
    main()
