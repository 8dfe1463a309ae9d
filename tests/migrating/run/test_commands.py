"""`import` of an old site as its user sees it: what is written, refused, printed, continued and undone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.commands import importing
from beilin.config import read_config
from beilin.fetching.fetch import FetchReport
from beilin.files.replace import replace_file
from beilin.migrating import survey
from beilin.migrating.generators.table import GENERATORS

CONFIG = 'baseURL = "https://example.org/blog/"\ntitle = "硯邊"\nlanguageCode = "zh-tw"\n'
SITE: dict[str, bytes] = {
    "config.toml": CONFIG.encode(),
    "content/post/sea.md": "+++\ntitle = '海'\ndate = 2016-01-02\ntags = ['潮', '海']\n+++\n看[山](../hill/)。\n".encode(),
    "content/post/hill.md": "+++\ntitle = '山'\ndate = 2016-01-03\n+++\n![圖](/img/a.png)\n".encode(),
    "static/img/a.png": b"not really a picture",
}


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write the files below the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def files_of(root: Path) -> dict[str, bytes]:
    """The files below the folder, without what builds leave."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(("site/", ".beilin/"))}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of the old site."""
    return write(tmp_path / "old", SITE)


def test_the_names_of_generators_are_those_that_exist() -> None:
    assert set(importing.GENERATORS) >= {generator.name for generator in GENERATORS}


def test_a_site_becomes_an_archive_that_is_continued_and_undone(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    dry = run("import", old, "--root", root, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert not root.exists()
    done = run("import", old, "--root", root)
    assert done.exit_code == 0, done.output
    assert "articles: 2 written" in done.stdout
    assert "serve" in done.stderr
    config, problems = read_config(root)
    assert config
    assert (config.title, config.base_url, config.language, problems) == (
        "硯邊",
        "https://example.org/blog/",
        "zh-Hant",
        [],
    )
    before = files_of(root)
    assert {"content/img/a.png", "imports/old.yaml", ".gitignore"} < before.keys()
    assert not [name for name in before if "welcome" in name]

    again = run("import", old, "--root", root)
    assert "articles: 2 unchanged" in again.stdout
    assert files_of(root) == before
    articles = sorted(name for name in before if name.startswith("content/articles/") and name.endswith(".md"))
    (root / articles[0]).write_bytes(before[articles[0]] + b"\nedited\n")
    (root / articles[1]).unlink()
    third = run("import", old, "--root", root)
    assert "articles: 1 written, 1 left because" in third.stdout
    assert files_of(root) == {**before, articles[0]: before[articles[0]] + b"\nedited\n"}

    undone = run("import", "--root", root, "--undo", "old")
    assert undone.exit_code == 0
    assert articles[0] in undone.stdout
    settings = {name for name in before if not name.startswith(("content/", "imports/"))}
    record = articles[0].replace(".md", ".source.yaml")
    assert set(files_of(root)) == {articles[0], record, "imports/old.yaml", *settings}


@pytest.mark.parametrize("written", [0, 1, 5, 8, 10, 12])
def test_an_interrupted_run_goes_on_where_it_stopped(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """After each number of files the disk is full; what was written so far can be continued, and undone as well."""
    whole, continued, undone = (tmp_path / name for name in ("whole", "continued", "undone"))
    run("import", old, "--root", whole)
    assert len(files_of(whole)) > 12
    for root in (continued, undone):
        left = [written]

        def write_file(path: Path, data: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, os.strerror(28), str(path))
            replace_file(path, data)

        with monkeypatch.context() as patched:
            patched.setattr("beilin.migrating.run.store.replace_file", write_file)
            stopped = run("import", old, "--root", root)
        assert stopped.exit_code == 1
        assert "No space left on device" in stopped.stderr
        assert "continues where it stopped" in stopped.stderr
        assert len(files_of(root)) == written + 1  # with the record
    assert run("import", old, "--root", continued).exit_code == 0
    assert files_of(continued) == files_of(whole)
    assert run("import", "--undo", "old", "--root", undone).exit_code == 0
    assert files_of(undone) == {}


def test_a_file_that_vanishes_is_left_out_with_a_note(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = survey.read_file

    def vanishing(folder: object, path: str) -> bytes:
        if path.endswith("hill.md"):
            raise FileNotFoundError(2, "No such file or directory", path)
        return read(folder, path)  # type: ignore[arg-type]

    monkeypatch.setattr("beilin.migrating.run.read.read_file", vanishing)
    done = run("import", old, "--root", tmp_path / "archive", "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert "articles: 1 written" in done.stdout
    assert "1 × unread-file" in done.stdout
    assert "content/post/hill.md" in done.stdout


def test_what_is_not_an_old_site_is_refused_in_a_sentence(old: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(
        tmp_path / "two",
        {**SITE, "_config.yml": b"title: a\n", "source/_posts/a.md": b"", "themes/x/layout/a.ejs": b""},
    )
    before = files_of(tmp_path)
    archive = tmp_path / "archive"
    refusals: list[tuple[list[str | Path], str]] = [
        ([tmp_path / "empty", "--root", archive], "no configuration of a generator"),
        ([tmp_path / "missing", "--root", archive, "--from", "hugo"], "There is no"),
        ([tmp_path / "missing", "--root", archive], f"There is no {tmp_path / 'missing'}."),
        ([old, "--root", old], "the archive must be a different folder"),
        ([old, "--root", old / "new"], "inside the old site"),
        ([old, "--root", tmp_path], "inside the archive"),
        ([old, old, "--from", "hugo", "--root", archive], "Name the folder of one site"),
        ([old, "--force", "--from", "hugo", "--root", archive], "With --from, only"),
        (["--undo", "old", "--root", archive], "there is no imports/old.yaml"),
        ([old, "--undo", "old", "--root", archive], "Name what to import"),
    ]
    for arguments, message in refusals:
        refused = run("import", *arguments)
        assert refused.exit_code in (1, 2), arguments
        assert message in refused.stderr, arguments
        assert files_of(tmp_path) == before, arguments


def test_an_archive_keeps_its_settings_and_gets_those_that_it_lacks(old: Path, tmp_path: Path) -> None:
    site_yaml = "title: 我的  # 註\nbase_url: https://mine.example/\n"
    root = write(tmp_path / "archive", {"site.yaml": site_yaml.encode()})
    done = run("import", old, "--root", root)
    assert "that this site.yaml does not have:\n    title: 硯邊\n" in done.stdout
    assert (root / "site.yaml").read_text("utf-8").startswith(site_yaml)
    assert "language: zh-Hant" in (root / "site.yaml").read_text("utf-8")
    run("import", old, "--root", root)
    undone = run("import", "--undo", "old", "--root", root)
    assert "stays there: language" in undone.stdout
    # With articles of its own, nothing is added that would change their addresses, dates or language.
    other = write(tmp_path / "other", {
        "site.yaml": site_yaml.encode(),
        "content/articles/sea.md": "---\ntitle: 自己的海\n---\n\n海。\n".encode(),
    })  # fmt: skip
    done = run("import", old, "--root", other)
    assert done.exit_code == 0, done.output
    assert (other / "site.yaml").read_text("utf-8") == site_yaml
    assert "自己的海" in (other / "content/articles/sea.md").read_text("utf-8")
    assert run("build", "--root", other).exit_code == 0
    run("import", "--undo", "old", "--root", other)
    assert files_of(other).keys() == {"site.yaml", "content/articles/sea.md"}


def test_an_archive_with_errors_in_its_settings_is_refused(old: Path, tmp_path: Path) -> None:
    root = write(tmp_path / "archive", {"site.yaml": b"titel: a\n"})
    refused = run("import", old, "--root", root)
    assert refused.exit_code == 1
    assert "site.yaml has errors" in refused.stderr
    assert files_of(root) == {"site.yaml": b"titel: a\n"}


def test_fetched_images_are_neither_taken_back_by_a_rerun_nor_left_by_an_undo(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "archive"

    def fetch(folder: Path, only: set[str], **_: object) -> FetchReport:
        place = min(only)
        (folder / place).write_bytes((folder / place).read_bytes() + b"\n![](/images/remote/a.png)\n")
        return FetchReport([place], 1)

    monkeypatch.setattr("beilin.fetching.fetch.fetch_images", fetch)
    done = run("import", old, "--root", root, "--fetch-images")
    assert done.exit_code == 0, done.output
    assert "Images: 1 fetched" in done.stdout
    before = files_of(root)
    for _ in range(2):
        assert "articles: 2 unchanged" in run("import", old, "--root", root).stdout
    assert files_of(root) == before
    run("import", "--undo", "old", "--root", root)
    assert files_of(root) == {}


def test_the_menu_and_the_language_are_those_of_the_old_site(tmp_path: Path) -> None:
    menu = "".join(
        f'[[menu.main]]\nname = "{name}"\nurl = "{url}"\n'
        for name, url in (("標籤", "/tags/"), ("海", "/post/sea/"), ("海二", "/post/sea/"), ("無", "/nothing/"), ("空", "https://a b/"),
                          ("外", "https://example.net/"))
    )  # fmt: skip
    text = "這是一篇關於海的文章，寫得很長，讓語言可以看得出來。" * 9
    pages = {
        f"content/post/{name}.md": f"+++\ntitle='{name}'\ntags=['海']\n+++\n{text}\n".encode()
        for name in ("sea", "hill")
    }
    base = 'baseURL = "https://example.org/"\n'
    english = "+++\ntitle='English'\n+++\n" + "This article is about the sea, and it is written in English. " * 9
    pages |= {"content/post/english.md": english.encode(), "content/post/bay.md": pages["content/post/sea.md"]}
    old = write(tmp_path / "old", {"config.toml": f'{base}languageCode = "en-us"\n{menu}'.encode(), **pages})
    root = tmp_path / "archive"
    done = run("import", old, "--root", root)
    assert done.exit_code == 0, done.output
    config, _ = read_config(root)
    assert config
    assert config.language == "zh-Hant"
    assert [(entry.title, entry.address) for entry in config.menu or ()] == [
        ("標籤", "/tags/"),
        ("海", "/post/sea/"),
        ("外", "https://example.net/"),
    ]
    assert "language:" not in (root / "content/articles/post/sea.md").read_text("utf-8")
    assert "language: en" in (root / "content/articles/post/english.md").read_text("utf-8")


def test_no_broken_file_ends_a_run_or_a_build(tmp_path: Path) -> None:
    """What cannot be an article is left out or a draft, and nothing outside of the old site is read."""
    secret = "root:x:0:0"
    (tmp_path / "secret").write_text(secret, "utf-8")
    bodies = {
        "empty": b"",
        "only": b"---\n",
        "unclosed": b"---\ntitle: u\nno end\n",
        "yaml": b"---\ntitle: a: b: c\n\ttags: [a, b\n---\nx\n",
        "types": b"---\ntitle: [a, b]\ndate: {a: 1}\ntags: {a: b}\nslug: 12\ndraft: maybe\naliases: 5\n---\nx\n",
        "outside": b"---\nslug: ../../../secret\nurl: /../secret\naliases: [/../../y, //x]\n---\n![](../../../secret)\n",
        "nul": b"---\ntitle: n\n---\na\0b\x1b[31m\n",
        "deep": b"---\ntitle: d\n---\n" + b">" * 3000 + b" x\n",
        "many": b"---\ntitle: m\n---\n" + b"[" * 300 + b"{{<" * 300 + b"<a " * 300,
        "latin": b"---\ntitle: caf\xe9\n---\ncaf\xe9\n",
        "big": b"x" * (4 << 20),
    }
    old = write(tmp_path / "old", {"config.toml": CONFIG.encode()})
    write(old, {f"content/post/{name}.md": data for name, data in bodies.items()})
    os.mkfifo(old / "content/post/fifo.md")
    (old / "content/post/link.md").symlink_to(tmp_path / "secret")
    Path(os.fsdecode(bytes(old / "content/post") + b"/\xff.md")).write_bytes(b"---\ndate: never\n---\n[a](b.md)\n")
    root = tmp_path / "archive"
    done = run("import", old, "--root", root)
    assert done.exit_code == 0, done.output
    assert "articles: 11 written" in done.stdout
    assert "2 × unread-file" in done.stdout
    built = run("build", "--root", root)
    assert built.exit_code == 0, built.stderr
    assert not [name for name, data in files_of(root).items() if secret.encode() in data]
    run("import", "--undo", "old", "--root", root)
    assert files_of(root) == {}


def test_the_report_names_commands_as_they_are_typed(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["/somewhere/bin/beilin"])
    result = run("import", old, "--root", tmp_path / "archive")
    assert "(beilin tag adopt lists them)" in result.stdout
    assert "build.py" not in result.stdout
