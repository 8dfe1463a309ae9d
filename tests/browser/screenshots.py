"""Take screenshots of every kind of page, phone and desktop, light and dark, for inspection by eye.

.venv/bin/python -m tests.browser.screenshots --out FOLDER [NAME …]   pictures of the samples, or of those named
.venv/bin/python -m tests.browser.screenshots --readme                docs/pictures/ anew: from the archive in content/, and from a new one
"""

from __future__ import annotations

import argparse
import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from beilin.building.build import BuildOptions, build
from beilin.starting.first_files import first_files
from beilin.starting.folder import write_files
from beilin.starting.settings import Settings
from tests.browser.chromium import FLAGS, installed
from tests.browser.host import hosting
from tests.browser.sample import BASE_PATH, ROOT, SAMPLES, TODAY, VARIANTS, Sample, make_sample
from tests.browser.tabs import DESKTOP, PHONE, Tab, open_tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = {"desktop": DESKTOP, "phone": PHONE}
MAX_HEIGHT = 6000  # pixels; what is below looks the same
README_PICTURE = ROOT / "docs/pictures/ink.png"
START_PICTURE = ROOT / "docs/pictures/start.png"
# Two windows side by side on grey: the home page, and an article on a phone in the dark.
README_FRAME = """<!doctype html><style>
    body {{ margin: 0; padding: 10px; display: flex; gap: 20px; background: #ddd; width: max-content }}
    img {{ border: 1px solid #999 }}
</style>{images}"""


@contextmanager
def tab_on(output: Path, base_path: str) -> Iterator[Tab]:
    """A tab of a new browser on the built site."""
    from playwright.sync_api import sync_playwright

    chromium = installed()
    if chromium is None:
        raise SystemExit("There is no Chromium; on Debian: sudo apt install chromium")
    with hosting(output, base_path) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        with open_tab(browser, home) as tab:
            yield tab
        browser.close()


def picture(page: Page, height: int) -> bytes:
    """A screenshot of the page as PNG, at most that many pixels high."""
    whole, width = page.evaluate("[document.documentElement.scrollHeight, innerWidth]")
    page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    clip = {"x": 0, "y": 0, "width": width, "height": min(whole, height)}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def take_all(folder: Path, samples: list[Sample]) -> None:
    """Write a picture for each sample, size and scheme into the folder: `home.phone.dark.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    variants = {sample.path.partition("/")[0] for sample in samples} & VARIANTS.keys()
    with tempfile.TemporaryDirectory() as root, tab_on(make_sample(Path(root), variants), BASE_PATH) as tab:
        for sample in samples:
            for size, pixels in SIZES.items():
                page = tab.show(sample, pixels)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    (folder / f"{sample.name}.{size}.{scheme}.png").write_bytes(picture(page, MAX_HEIGHT))
        for fault in tab.faults:
            print(fault)


def take_for_readme() -> None:
    """Write the picture in README.md, of the archive in this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "site.yaml", root)
        take_both(root, "articles/llama-family/", README_PICTURE)


def take_for_start() -> None:
    """Write the picture in docs/start.md, of a new archive."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        settings = Settings("我的文集", "zh-Hant", "https://example.org/", "Asia/Taipei")
        write_files(root, first_files(settings, today=TODAY, command="beilin", requirement=""))
        take_both(root, "articles/welcome/", START_PICTURE)


def take_both(root: Path, article: str, target: Path) -> None:
    """Write a picture of the archive's home page, and of an article on a phone in the dark."""
    result = build(root, BuildOptions(base_url="https://example.org/", today=TODAY))
    with tab_on(result.output, "/") as tab:
        home = tab.show(Sample("home", "home", ""), (1133, 730)).screenshot()
        phone = tab.show(Sample("article", "article", article), (375, 730), "dark").screenshot()
        sources = (base64.b64encode(image).decode() for image in (home, phone))
        images = "".join(f'<img src="data:image/png;base64,{source}">' for source in sources)
        tab.page.set_content(README_FRAME.format(images=images))
        picture_of_both = Image.open(BytesIO(tab.page.locator("body").screenshot()))
        # 256 colours are enough for text, and take a third of the bytes.
        picture_of_both.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    """Take the screenshots that the command line requests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, help="the folder for the pictures")
    parser.add_argument("--readme", action="store_true", help="take the pictures in README.md and docs/ anew")
    parser.add_argument("names", nargs="*", choices=[[], *(sample.name for sample in SAMPLES)], metavar="NAME",
                        help="samples to take; all where none is named")  # fmt: skip
    asked = parser.parse_args()
    if not asked.out and not asked.readme:
        parser.error("say --out FOLDER or --readme")
    if asked.out:
        take_all(asked.out, [sample for sample in SAMPLES if not asked.names or sample.name in asked.names])
    if asked.readme:
        take_for_readme()
        take_for_start()


if __name__ == "__main__":
    main()
