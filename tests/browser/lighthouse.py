"""Have Lighthouse look at the archive in content/: .venv/bin/python -m tests.browser.lighthouse [--out FOLDER] [PATH …]

Prints the four scores of the home page, an article, a tag's page and the search page, or of the paths named, and what
keeps a score under 100; --out keeps the whole reports. Needs Chromium, and npm for npx to get Lighthouse with. The
performance score depends on the machine: measure on one that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from beilin.building.build import BuildOptions, build
from tests.browser.chromium import FLAGS, installed
from tests.browser.host import hosting
from tests.browser.sample import ROOT, TODAY

PACKAGE = "lighthouse@12"  # 13 needs Node 22
PAGES = ("", "articles/llama-family/", "tags/open-source/", "search/")


def measure(url: str, folder: Path) -> int:
    """Print the scores of the page and write its report into the folder; returns how many scores are under 100."""
    name = url.split("/", 3)[3].strip("/").replace("/", "-") or "home"
    report = folder / f"{name}.json"
    command = ["npx", "--yes", PACKAGE, url, "--quiet", "--output=json", f"--output-path={report}",
               f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]  # fmt: skip
    subprocess.run(command, env={**os.environ, "CHROME_PATH": installed() or ""}, check=True)
    found = json.loads(report.read_bytes())
    print(
        name, *(f"{group['title']} {round(group['score'] * 100)}" for group in found["categories"].values()), sep="  "
    )
    for group in found["categories"].values():
        for part in group["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {group['title']}: {audit['title']} {audit.get('displayValue', '')}")
    return sum(group["score"] < 1 for group in found["categories"].values())


def main() -> None:
    """Build the archive, host it, and measure the pages; exit code 1 if a score is under 100."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, help="keep the reports in this folder")
    parser.add_argument("paths", nargs="*", default=PAGES, metavar="PATH", help="pages, such as tags/llama/")
    asked = parser.parse_args()
    if installed() is None or shutil.which("npx") is None:
        parser.error("there is no Chromium or no npx; on Debian: sudo apt install chromium npm")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "site.yaml", root)
        reports = asked.out or root / "reports"
        reports.mkdir(parents=True, exist_ok=True)
        with hosting(root / "site", "/") as home:
            build(root, BuildOptions(base_url=home, today=TODAY))
            under = sum(measure(home + path, reports) for path in asked.paths)
    sys.exit(1 if under else 0)


if __name__ == "__main__":
    main()
