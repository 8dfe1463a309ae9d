"""A build in which any system call fails says what is true, and the next one gives the same as a clean build."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from beilin.publishing.output_folder import STAGING
from tests.conftest import Count
from tests.exact.elsewhere import Elsewhere
from tests.exact.injected import CLASSES, WRITING, Failure
from tests.exact.subject import clean_build, differences
from tests.exact.test_kills import check_files
from tests.little_site import LittleSite, article, little_site

pytestmark = pytest.mark.slow

FAULTS = int(os.environ.get("BEILIN_FAULTS", "8"))
TODAY = "2026-06-01"
NONE = "made no such call"


def archive(root: Path, articles: int) -> LittleSite:
    """An archive with every kind of file."""
    import PIL.Image

    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(
            f"題{n}", "文。\n\n![圖](../images/p.png)\n", date="2024-01-01", tags="[開源]"
        )
        for n in range(articles)
    }
    site = little_site(root, files)
    site.write({
        "themes/bare/templates/search.html": "{{ site.search }}",
        "content/tags.yaml": "開源: {slug: open-source}\n",
        "content/parts/p.md": "共用。\n",
        "content/data/d.json": '{"a": 1}',
        "content/files/f.txt": "檔",
        "content/pages/about.md": article("關於", "![[p]]\n"),
    })  # fmt: skip
    (root / "content/images").mkdir()
    PIL.Image.effect_noise((900, 600), 40).convert("RGB").save(root / "content/images/p.png")
    site.options = BuildOptions(jobs=1, today=TODAY)
    return site


def edit(site: LittleSite, chance: random.Random) -> None:
    """Change some articles, and sometimes more."""
    for _ in range(chance.randint(1, 4)):
        number = chance.randint(0, 12)
        tags = chance.choice(["[開源]", "[甲, 乙]", "[丙]"])
        site.write({f"content/articles/a{number}.md": article(f"題{chance.random()}", date="2024-01-01", tags=tags)})
    if chance.random() < 0.4:
        (site.root / f"content/articles/a{chance.randint(0, 12)}.md").unlink(missing_ok=True)
    if chance.random() < 0.2:
        site.write({"themes/bare/assets/bare.css": f"body {{ margin: {chance.random()}px }}"})
    if chance.random() < 0.2:
        site.write({"themes/bare/templates/article.md": f"{{{{ source }}}}{chance.random()}"})
    if chance.random() < 0.2:
        site.write({"content/files/f.txt": str(chance.random())})
    if chance.random() < 0.1:
        shutil.rmtree(site.output, ignore_errors=True)
    if chance.random() < 0.1:
        shutil.rmtree(site.output, ignore_errors=True)
        shutil.rmtree(site.root / ".beilin", ignore_errors=True)


def build_with(
    failure: Failure, site: LittleSite, elsewhere: Elsewhere, jobs: int = 1
) -> tuple[int, str, list[dict[str, int] | list[str]]]:
    """The exit code and all output of the command `build` with the failure, and (class, path) of each failed call."""
    log, output = site.root.with_name("log"), site.root.with_name("output")
    log.unlink(missing_ok=True)
    arguments = ["build", "--root", str(site.root), "--today", TODAY, "--jobs", str(jobs)]
    code = elsewhere.run(arguments, output, failure, site.root, log)
    calls = [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []
    return code, output.read_text("utf-8"), calls


def count_calls(site: LittleSite, elsewhere: Elsewhere, jobs: int) -> dict[str, int]:
    """How many calls of each class a build makes after an edit of many files, at most."""
    code, words, counts = build_with(Failure("", -1, 0), site, elsewhere, jobs)
    assert code == 0, words
    calls: Counter[str] = Counter()
    for count in counts:
        assert isinstance(count, dict)
        calls |= Counter(count)
    return calls


def some_failure(chance: random.Random, calls: dict[str, int]) -> Failure:
    """A failure of any class."""
    kind = chance.choice([kind for kind in CLASSES if calls[kind]])
    # A call near the beginning is made by every build, one near the end only by one of many pages.
    number = int(calls[kind] * chance.random() ** 3)
    return Failure(kind, number, chance.choice(CLASSES[kind][1]), chance.random() < 0.3)


def check_words(
    site: LittleSite, code: int, words: str, failed: set[str], old: dict[str, bytes], new: dict[str, bytes]
) -> str:
    """Everything that was printed is true; returns what became of the build. `failed` are the classes of calls."""
    assert "Traceback" not in words
    assert "[internal]" not in words
    now = {path: data for path, data in site.outputs().items() if not path.startswith(STAGING)}
    if code == 0:
        assert now == new, "it says that it succeeded"
        return "succeeded"
    assert code == 1
    if "cannot be read: " in words:
        assert failed - WRITING, "nothing that is read failed"
    if "cannot be written: " in words:
        assert failed & WRITING, "nothing that is written failed"
    if "the site is unchanged" in words:
        assert now == old
        return "left the site unchanged"
    assert "was changed, but the build did not finish; the next build does" in words
    assert now != old
    check_files(site, old, new)
    return "left the site partly new"


@pytest.mark.parametrize("seed", range(2))
def test_a_failing_system_call(tmp_path: Path, elsewhere: Elsewhere, count: Count, seed: int) -> None:
    chance = random.Random(seed)
    # The second archive is large enough for several processes.
    site = archive(tmp_path / "archive", 10 + 60 * seed)
    assert elsewhere.build(site.root, site.options).published
    for path in (site.root / "content/articles").iterdir():
        path.write_text(path.read_text("utf-8").replace("開源", "開放"), "utf-8")
    calls = count_calls(site, elsewhere, 1 + seed)
    outcomes: Counter[str] = Counter()
    for _ in range(2 * FAULTS):
        if outcomes.total() - outcomes[NONE] == FAULTS // 2:
            break
        edit(site, chance)
        old = site.outputs()
        clean, new = clean_build(site, elsewhere, tmp_path / "fresh")
        failure = some_failure(chance, calls)
        code, words, failed = build_with(failure, site, elsewhere, 1 + seed)
        try:
            outcome = check_words(site, code, words, {kind for kind, _ in failed}, old, new)
            answer = elsewhere.build(site.root, site.options)
            assert answer.published, answer.problems
            assert not differences(site.outputs(), answer.problems, clean, new, set())
        except AssertionError as error:
            pytest.fail(f"{failure}, {failed[:3]}: {error}\n{words}")
        outcomes[outcome if failed else NONE] += 1
    for outcome, number in outcomes.items():
        count(f"builds with a failing system call that {outcome}", number)
    assert outcomes.total() - outcomes[NONE] == FAULTS // 2
