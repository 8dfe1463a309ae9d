"""Symbolic links are followed inside the archive and nowhere else; anything that is not a file is refused, and nothing waits for it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from beilin.building.build import BuildOptions, build
from beilin.cli import cli
from tests.conftest import MakeSite, Require
from tests.little_site import LittleSite, article

ROOT = Path(__file__).parents[1]


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive that has been built once."""
    site = make_site(
        {"content/articles/a.md": article("甲", "![](../images/a.svg)\n"), "content/images/a.svg": "<svg/>"}
    )
    site.build_well()
    return site


def link(site: LittleSite, path: str, target: str) -> None:
    """Put a link at the path in place of what is there, which is moved to the target if that does not exist."""
    place = site.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        where = place.parent / target
        where.parent.mkdir(parents=True, exist_ok=True)
        place.rename(where)
    place.symlink_to(target)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content", "texts"),
        ("content/articles", "../texts"),
        ("content/images", "../pictures/2023"),
        ("content/articles/a.md", "../../a.txt"),
        ("content/images/a.svg", "../../a.svg"),
        ("content/articles", "other/deep"),
    ],
)
def test_a_link_inside_the_archive_is_followed(site: LittleSite, path: str, target: str) -> None:
    before = site.outputs()
    link(site, path, target)
    result = site.build()
    assert result.published
    if target != "other/deep":
        assert site.outputs() == before
    source = site.root / "content/articles/a.md"
    os.truncate(os.path.realpath(source), 0)
    with open(os.path.realpath(source), "w", encoding="utf-8") as file:
        file.write(article("改", "![](../images/a.svg)\n"))
    site.build()
    assert "改" in site.page("articles/a/index.html")
    (Path(os.path.realpath(source)).parent / "b.md").write_text(article("新"), "utf-8")
    if source.parent.resolve() == Path(os.path.realpath(source)).parent:
        site.build()
        assert "新" in site.page("articles/b/index.html")


FAULTS = {
    ("content/x", "nowhere"): "broken-symlink",
    ("content/x.md", "x.md"): "broken-symlink",
    ("content/articles/up", ".."): "broken-symlink",
    ("content/up", ".."): "broken-symlink",
    ("content/x", "/usr"): "leads-out",
    ("content/x.txt", "/etc/passwd"): "leads-out",
    ("content/x", "../site"): "leads-out",
    ("content/x", "../.beilin"): "leads-out",
    ("content/x", "../.git"): "leads-out",
    ("content/data/x.json", "/etc/passwd"): "leads-out",
    ("content/tags.yaml", "nowhere"): "broken-symlink",
}


@pytest.mark.parametrize(("path", "target"), FAULTS)
def test_any_other_link_is_an_error(site: LittleSite, path: str, target: str) -> None:
    (site.root / ".git").mkdir()
    link(site, path, target)
    for _ in range(2):  # and again by a build that finds everything as it was
        assert [(problem.code, problem.file) for problem in site.build_badly()] == [(FAULTS[path, target], path)]


@pytest.mark.parametrize("path", ["content", "content/articles"])
@pytest.mark.parametrize("kind", ["outside", "nowhere", "itself"])
def test_articles_never_vanish(site: LittleSite, tmp_path: Path, path: str, kind: str) -> None:
    shutil.move(site.root / path, tmp_path / "moved")
    target = {"outside": str(tmp_path / "moved"), "nowhere": "nowhere", "itself": Path(path).name}[kind]
    (site.root / path).symlink_to(target)
    assert {problem.file for problem in site.build_badly()} == {path}


def test_two_links_into_each_other_end(site: LittleSite) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        site.write({f"content/{one}/x.txt": one})
        (site.root / f"content/{one}/to").symlink_to(f"../{other}")
    assert {problem.code for problem in site.build_badly()} == {"broken-symlink"}


def test_a_link_to_what_is_withheld_is_withheld(site: LittleSite) -> None:
    site.write({".env": "KEY=1\n", ".private/a.txt": "x"})
    (site.root / "content/env.txt").symlink_to("../.env")
    (site.root / "content/files").symlink_to("../.private")
    result = site.build()
    assert result.withheld == {"secret": 1, "hidden": 1}
    assert not [path for path in site.outputs() if path.startswith(("env", "files"))]


def test_links_among_what_is_withheld_are_no_problem(site: LittleSite) -> None:
    site.write({"content/node_modules/a.js": ""})
    for name in ("content/.#a.md", "content/node_modules/b", "content/node_modules/c"):
        (site.root / name).symlink_to("nowhere" if name.endswith("md") else "/usr")
    assert site.build().problems == ()


@pytest.mark.parametrize("place", ["content/x", "content/articles/x.md", "content/tags.yaml", "content/data/x.json"])
@pytest.mark.parametrize("kind", ["fifo", "socket", "linked fifo"])
def test_what_is_no_file_is_refused(site: LittleSite, place: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.root / place
    path.parent.mkdir(exist_ok=True)
    if kind == "socket":
        monkeypatch.chdir(path.parent)  # the path of a socket is limited to 107 bytes
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        os.mkfifo(site.root / "pipe")
        path.symlink_to(os.path.relpath(site.root / "pipe", path.parent))
    for _ in range(2):
        assert [(problem.code, problem.file) for problem in site.build_badly()] == [("not-a-file", place)]


COMMANDS = ["build", "check", "list", "explain", "doctor"]
FIFOS = [
    "content/articles/x.md", "content/x.png", "content/tags.yaml", "content/data/x.json", "site.yaml", "site/.gitignore",
    "site/index.html", "themes/bare/theme.yaml", "themes/bare/templates/home.html", "themes/bare/assets/x.css",
    "themes/bare/messages/zh-Hant.yaml", "content/articles/a.source.yaml", "content/import.yaml",
]  # fmt: skip


def test_no_command_waits_for_a_fifo(make_site: MakeSite) -> None:
    """The process prints each place before it goes there, so that one that waits is known."""
    roots = []
    for number, place in enumerate(FIFOS):
        site = make_site({"content/articles/a.md": article("甲")}, f"archive-{number}")
        site.build_well()
        roots.append(str(site.root))
        path = site.root / place
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
    script = (
        "import sys; from click.testing import CliRunner; from beilin.cli import cli\n"
        f"for root, place in zip(sys.argv[1:], {FIFOS}):\n"
        f"    for command in {COMMANDS}:\n"
        "        print(command, place, flush=True)\n"
        "        result = CliRunner().invoke(cli, [command, '--root', root, *(['/'] if command == 'explain' else [])])\n"
        "        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception\n"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, *roots], timeout=120, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"it waits: {(late.stdout or b'').decode().splitlines()[-1:]}")
    assert done.returncode == 0, done.stdout + done.stderr


NAMES = [
    b"articles/\xff.md",
    b"\xe9.png",
    b"\xff/a.txt",
    b"articles/a\nb.md",
    b"a\x1b[31m.png",
    b"\xc2\x85.txt",
    b"data/\xff.json",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_cannot_be_used_is_an_error_everywhere(site: LittleSite, name: bytes, require: Require) -> None:
    path = os.path.join(os.fsencode(site.root / "content"), name)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(article("名"))
    except OSError:
        require(False, "this file system takes no such name")
    (problem,) = site.build_badly()
    assert problem.code == "file-name"
    assert problem.file.isprintable()
    json.dumps(problem.file).encode()
    for command in ("build", "check", "list", "explain"):
        arguments = [command, "--root", str(site.root), *(["/"] if command == "explain" else [])]
        result = CliRunner().invoke(cli, arguments)
        assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True), result.output
        assert problem.file in result.output


def test_a_withheld_name_that_is_not_utf_8_is_shown_escaped(site: LittleSite, require: Require) -> None:
    try:
        (site.root / os.fsdecode(b"content/\xff.bak")).touch()
    except OSError:
        require(False, "this file system takes no name that is not UTF-8")
    assert site.build().published
    result = CliRunner().invoke(cli, ["check", "--root", str(site.root), "--format", "json"])
    assert "content/\\xff.bak" in [problem["file"] for problem in json.loads(result.stdout)["problems"]]


@pytest.mark.parametrize(
    "output",
    [
        "content/../content/x",
        "site",
        "link/x",
        ".git/x",
        ".beilin",
        ".beilin/images",
        "themes/bare/assets",
        "elsewhere",
    ],
)
def test_an_output_that_leads_into_the_sources_is_refused_before_anything_is_written(
    make_site: MakeSite, output: str
) -> None:
    site = make_site({"content/articles/a.md": article("甲"), ".git/HEAD": ""})
    for name, target in (("site", "content"), ("link", "content/articles"), ("elsewhere", "..")):
        (site.root / name).symlink_to(target)
    before = sorted(site.root.rglob("*"))
    result = build(site.root, site.options._replace(output=Path(output)))
    assert [problem.code for problem in result.problems] == ["bad-output"]
    assert sorted(site.root.rglob("*")) == before


def test_an_output_inside_a_linked_folder_is_refused(site: LittleSite) -> None:
    link(site, "content/articles", "../texts")
    result = build(site.root, BuildOptions(output=Path("texts/out"), jobs=1))
    assert [problem.code for problem in result.problems] == ["leads-out"]
    assert sorted(path.name for path in (site.root / "texts").iterdir()) == ["a.md"]


def test_a_link_in_a_theme_is_followed_anywhere_and_its_changes_are_seen(site: LittleSite, tmp_path: Path) -> None:
    shutil.move(site.root / "themes/bare/templates", tmp_path / "templates")
    (site.root / "themes/bare/templates").symlink_to(tmp_path / "templates")
    site.build_well()
    home = tmp_path / "templates/home.html"
    home.write_text("新的首頁", "utf-8")
    site.build_well()
    assert site.page("index.html") == "新的首頁"
