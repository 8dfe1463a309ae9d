"""Take screenshots of every kind of page, phone and desktop, light and dark, for inspection by eye.

.venv/bin/python -m tests.browser.screenshots --out FOLDER [NAME …]   pictures of the samples, or of those named

Those in the documents are taken by docs_pictures.py.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.chromium import FLAGS, installed
from tests.browser.host import hosting
from tests.browser.sample import BASE_PATH, SAMPLES, VARIANTS, Sample, make_sample
from tests.browser.tabs import DESKTOP, PHONE, Tab, open_tab

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = {"desktop": DESKTOP, "phone": PHONE}
MAX_HEIGHT = 6000  # pixels; what is below looks the same


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


def main() -> None:
    """Take the screenshots that the command line requests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    parser.add_argument("names", nargs="*", choices=[[], *(sample.name for sample in SAMPLES)], metavar="NAME",
                        help="samples to take; all where none is named")  # fmt: skip
    asked = parser.parse_args()
    take_all(asked.out, [sample for sample in SAMPLES if not asked.names or sample.name in asked.names])


if __name__ == "__main__":
    main()
