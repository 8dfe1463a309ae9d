"""`tag adopt` changes no page, asks only in a terminal, and leaves a whole file or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beilin.editing import write
from beilin.files.replace import replace_file
from tests.editing.trees import run, sources
from tests.little_site import LittleSite, article, little_site
from tests.terminal import printed_in_a_terminal

ROOT = Path(__file__).parents[2]
TAGS = ["[開源, C++]", "[开源, C]", "[開源, 開原]", "[Open-Source, 'x: y']"]
FILES: dict[str, str | bytes] = {
    f"content/articles/a{n}.md": article(f"第{n}篇", tags=tags, date=f"2023-01-0{n}") for n, tags in enumerate(TAGS, 1)
}


class KilledError(BaseException):
    """The process ends here."""


def site_with(tmp_path: Path) -> LittleSite:
    return little_site(tmp_path / "archive", FILES)


def answered(site: LittleSite, answers: str, *arguments: str) -> str:
    """What the command prints in a terminal where these answers are typed."""
    return printed_in_a_terminal("tag", "adopt", "--root", str(site.root), *arguments, answers=answers)


def terms(site: LittleSite) -> list[str]:
    path = site.root / "content/tags.yaml"
    return re.findall("^(.*):$", path.read_text("utf-8"), re.MULTILINE) if path.exists() else []


def test_adopted_tags_change_no_page(tmp_path: Path) -> None:
    """Until they are adopted, such tags work as they are; so they do afterwards."""
    site = site_with(tmp_path)
    site.build()
    before = site.outputs()
    assert run(site.root, ["tag", "adopt", "--all"])[0] == 0
    result = site.build_well()
    assert (result.written, result.removed, site.outputs()) == (0, 0, before)
    assert run(site.root, ["tag", "adopt", "--all"])[1] == "Every tag in use is in content/tags.yaml.\n"


def test_without_a_terminal_nothing_is_added_unless_it_is_named(tmp_path: Path) -> None:
    site = site_with(tmp_path)
    before = sources(site.root)
    code, printed, _ = run(site.root, ["tag", "adopt"])
    assert (code, sources(site.root)) == (0, before)
    assert "開源  — also written 开源 (1); similar to 開原" in printed
    assert "build.py tag adopt --all" in printed


@pytest.mark.parametrize(
    ("answers", "added"),
    [
        ("y\nn\ny\nn\nn\ny\n", ["開源", "C", '"x: y"']),
        ("a\n", ["開源", "開原", "C", "C++", "Open-Source", '"x: y"']),
        ("y\nq\n", ["開源"]),
        ("\n\nq\n", ["開源"]),  # what is similar to a more frequent tag is left, if Enter is pressed
        ("q\n", []),
    ],
)
def test_in_a_terminal_each_tag_is_asked_for(tmp_path: Path, answers: str, added: list[str]) -> None:
    site = site_with(tmp_path)
    printed = answered(site, answers)
    assert printed.index("Add 開源?") > printed.index("3  開源")
    assert terms(site) == added


def test_a_dry_run_asks_as_well_and_writes_nothing(tmp_path: Path) -> None:
    site = site_with(tmp_path)
    assert "+開源:" in re.sub(r"\x1b\[[0-9;]*m", "", answered(site, "y\nq\n", "--dry-run"))
    assert terms(site) == []


def test_a_file_that_is_being_made_is_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the file is written, the next command finishes the change."""
    site = site_with(tmp_path)
    written: list[Path] = []

    def killed(path: Path, data: bytes) -> None:
        if path.name == "tags.yaml":
            raise KilledError
        written.append(path)
        replace_file(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(write, "replace_file", killed)
        with pytest.raises(KilledError):
            run(site.root, ["tag", "adopt", "--all"])
    assert written
    assert terms(site) == []
    code, printed, _ = run(site.root, ["tag", "rename", "開源", "開放原始碼"])
    assert code == 0, printed
    assert "`tag adopt`, which was interrupted, is now finished." in printed
    assert '"x: y"' in terms(site)


def test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_with(tmp_path)
    write_plan = write.write_plan

    def late(*arguments: object) -> None:
        site.write({"content/tags.yaml": "別人:\n"})
        write_plan(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(write, "write_plan", late)
    code, printed, _ = run(site.root, ["tag", "adopt", "--all"])
    assert code == 1
    assert "changed in the meantime" in printed
    assert terms(site) == ["別人"]
