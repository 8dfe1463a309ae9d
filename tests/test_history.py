"""The editorial history of articles comes from git: from commits alone, for every form of repository, in one reading."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from beilin.files.git import head_of
from beilin.layout import ARTICLES
from beilin.reading.history import Commit, read_histories, times_of
from beilin.text.history import History
from tests.built_archive import counts, equals_clean, settle
from tests.little_site import SETTINGS, LittleSite, article, little_site

pytestmark = pytest.mark.usefixtures("needs_git", "isolated_git")
ZONE = "Asia/Taipei"
PAGE = "{{ article.history.first }}|{{ article.history.corrected | join(',') }}|{{ article.history.edits }}"
FILES: dict[str, str | bytes] = {
    "site.yaml": SETTINGS + "history: true\n",
    "themes/bare/templates/article.html": f"{{% if article.history %}}{PAGE}{{% endif %}}{{{{ body | safe }}}}",
    ".gitignore": ".beilin/\nsite/\n",
    "content/articles/甲.md": article("甲", "文。\n" * 30, date="2024-01-01"),
    "content/articles/乙.md": article("乙", "字。\n" * 30, date="2024-01-02"),
}


@pytest.fixture
def isolated_git(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep this machine's git settings out of the tests; the file of the user's own."""
    settings = tmp_path_factory.mktemp("git") / "config"
    settings.write_text('[user]\nname = 硯秋\nemail = editor@example.org\n[protocol "file"]\nallow = always\n', "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return settings


def git(folder: Path, *arguments: str, when: str = "") -> str:
    """The output of git, which must not fail; `when` is the time of a commit."""
    environment = os.environ | ({"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": "2026-12-31T00:00:00Z"} if when else {})
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path, when: str, message: str = "change") -> None:
    """Commit everything below the folder, at that time."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, when=when)


def committed(root: Path) -> LittleSite:
    """An archive with two articles, committed once."""
    site = little_site(root, FILES)
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "2026-01-01T15:59:00Z")
    return site


def append(site: LittleSite, name: str, text: str = "改。\n") -> None:
    """Change the article."""
    path = site.root / f"content/articles/{name}.md"
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def history(site: LittleSite, name: str) -> str:
    """What the article's page says of its history."""
    return site.page(f"articles/{name}/index.html").partition("<p")[0]


def test_a_page_says_when_it_was_added_and_changed_in_the_zone_of_the_site(tmp_path: Path) -> None:
    site = committed(tmp_path)
    append(site, "甲")
    commit(site.root, "2026-01-01T16:00:00Z")  # a minute later, and in Taipei the next day
    append(site, "甲")
    commit(site.root, "2026-03-01T00:00:00Z")
    append(site, "甲")
    commit(site.root, "2026-03-01T01:00:00Z")
    append(site, "甲", "沒有提交。\n")
    site.build_well()
    assert history(site, "甲") == "2026-01-01|2026-01-02,2026-03-01|3"
    assert history(site, "乙") == "2026-01-01||0"
    site.write({"content/articles/丙.md": article("丙")})
    site.build_well()
    assert history(site, "丙") == ""


def test_a_commit_renders_the_pages_whose_history_it_changes_and_no_others(tmp_path: Path) -> None:
    site = committed(tmp_path / "archive")
    append(site, "甲")
    site.build_well()
    settle(site)
    assert counts(site.build_well())[1:] == (0, 0, 0)
    commit(site.root, "2026-02-01T00:00:00Z")
    assert counts(site.build_well()) == (0, 1, 1, 0)
    assert history(site, "甲") == "2026-01-01|2026-02-01|1"
    equals_clean(site, tmp_path)
    site.write({"notes.txt": "x"})
    commit(site.root, "2026-02-02T00:00:00Z")
    assert counts(site.build_well()) == (0, 0, 0, 0)
    append(site, "乙")  # an edit after a commit that changed no history: from the state on the disk
    assert history(site, "甲") == "2026-01-01|2026-02-01|1"
    site.build_well()
    equals_clean(site, tmp_path)
    site.write({"site.yaml": SETTINGS})
    site.build_well()
    assert history(site, "甲") == ""
    equals_clean(site, tmp_path)


def test_without_the_setting_git_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = committed(tmp_path / "archive")
    site.write({"site.yaml": SETTINGS, "../bin/git": f"#!/bin/sh\ntouch {tmp_path}/was-run\nexit 1\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    site.build_well()
    site.build_well()
    assert not (tmp_path / "was-run").exists()
    site.write({"site.yaml": SETTINGS + "history: true\n"})
    site.build()
    assert (tmp_path / "was-run").exists()


def test_a_file_that_is_renamed_keeps_its_history_and_a_mere_rename_is_no_edit(tmp_path: Path) -> None:
    site = committed(tmp_path)
    git(site.root, "mv", "content/articles/甲.md", "content/articles/b\nc.md")
    commit(site.root, "2026-02-01T00:00:00Z")
    (site.root / "content/articles/2023").mkdir()
    git(site.root, "mv", "content/articles/b\nc.md", "content/articles/2023/丙.md")
    append(site, "2023/丙")
    commit(site.root, "2026-03-01T00:00:00Z")
    site.write({"content/articles/甲.md": article("另一篇")})  # a different article at the former place
    commit(site.root, "2026-04-01T00:00:00Z")
    site.build_well()
    assert history(site, "丙") == "2026-01-01|2026-03-01|1"
    assert history(site, "甲") == "2026-04-01||0"


def _below_a_folder(root: Path) -> LittleSite:
    git(root, "init", "--quiet")
    (root / "出版 物").mkdir()
    return little_site(root / "出版 物", FILES)


def _behind_a_link(root: Path) -> LittleSite:
    site = little_site(root, FILES)
    git(root, "init", "--quiet")
    (root / "content/articles").rename(root / "texts")
    (root / "content/articles").symlink_to("../texts")
    return site


def _in_a_worktree(root: Path) -> LittleSite:
    git(root, "init", "--quiet", "main")
    commit(root / "main", "2020-01-01T00:00:00Z")
    git(root / "main", "worktree", "add", "--quiet", "../tree")
    return little_site(root / "tree", FILES)


@pytest.mark.parametrize("make", [_below_a_folder, _behind_a_link, _in_a_worktree])
def test_it_does_not_matter_where_the_repository_is(tmp_path: Path, make: object) -> None:
    assert callable(make)
    site: LittleSite = make(tmp_path)
    commit(site.root, "2026-01-01T00:00:00Z")
    site.build_well()
    assert (history(site, "甲"), history(site, "乙")) == ("2026-01-01||0", "2026-01-01||0")


def test_the_articles_may_be_a_submodule(tmp_path: Path) -> None:
    site = committed(tmp_path / "archive")
    texts = tmp_path / "texts"
    shutil.copytree(site.root / "content/articles", texts)
    git(texts, "init", "--quiet")
    commit(texts, "2025-05-05T00:00:00Z")
    shutil.rmtree(site.root / "content/articles")
    commit(site.root, "2026-02-01T00:00:00Z")
    git(site.root, "submodule", "--quiet", "add", str(texts), "content/articles")
    commit(site.root, "2026-02-02T00:00:00Z")
    site.build_well()
    assert history(site, "甲") == "2025-05-05||0"


def test_a_shallow_clone_has_no_history_and_one_warning(tmp_path: Path) -> None:
    site = committed(tmp_path / "archive")
    append(site, "甲")
    commit(site.root, "2026-02-01T00:00:00Z")
    git(tmp_path, "clone", "--quiet", "--depth", "1", site.root.as_uri(), "clone")
    clone = LittleSite(tmp_path / "clone")
    for _ in range(2):
        (problem,) = clone.build().problems
        assert (problem.code, problem.severity, problem.file) == ("no-history", "warning", "site.yaml")
        assert "only the latest commits" in problem.message
        assert "fetch-depth: 0" in problem.hint
        assert history(clone, "甲") == ""
    git(clone.root, "fetch", "--quiet", "--unshallow")
    clone.build_well()
    assert history(clone, "甲") == "2026-01-01|2026-02-01|1"


def test_what_there_is_no_history_of_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = little_site(tmp_path, FILES)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def message() -> str:
        (problem,) = site.build().problems
        assert problem.code == "no-history"
        return problem.message.removeprefix("articles have no history: ")

    assert message() == "the archive is not in a git repository"
    git(site.root, "init", "--quiet")
    assert message() == "nothing is committed yet"
    commit(site.root, "2026-01-01T00:00:00Z")
    site.build_well()
    (site.root / ".git/HEAD").write_text("x")
    assert message() == "the archive is not in a git repository"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert message() == "git is not installed"
    shutil.rmtree(site.root / "content/articles")
    site.build_well()


def test_a_repository_of_someone_else_is_said_with_what_allows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = committed(tmp_path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (problem,) = site.build().problems
    assert "git says: detected dubious ownership" in problem.message
    assert problem.hint == f"If you trust it, type: git config --global --add safe.directory {tmp_path}"


def test_neither_a_hook_nor_the_settings_of_a_user_change_it(
    tmp_path: Path, isolated_git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = committed(tmp_path / "archive")
    git(site.root, "mv", "content/articles/甲.md", "content/articles/丙.md")
    append(site, "丙")
    commit(site.root, "2026-02-01T00:00:00Z")
    expected = _read(site.root)
    assert expected[f"{ARTICLES}丙.md"] == History("2026-01-01", ("2026-02-01",), 1)
    with isolated_git.open("a", encoding="utf-8") as file:
        file.write(
            "[log]\nfollow = true\nshowRoot = false\nshowSignature = true\n[diff]\nrenames = false\nrenameLimit = 1\n"
        )
        file.write("noprefix = true\n[color]\nui = always\n[core]\nquotePath = true\n[format]\npretty = oneline\n")
    assert _read(site.root) == expected
    other = committed(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert _read(site.root) == expected


def _read(root: Path, *, is_fresh: bool = True) -> dict[str, History]:
    """The history of every article that is there; with `is_fresh`, from the whole log."""
    if is_fresh:
        (root / ".beilin/history").unlink(missing_ok=True)
    articles = [path.relative_to(root).as_posix() for path in (root / ARTICLES).rglob("*.md")]
    histories, problems = read_histories(root, articles, ZONE, head_of(root / ARTICLES))
    assert problems == []
    return histories


@pytest.mark.parametrize("seed", range(2))
def test_what_was_kept_and_newer_commits_give_what_the_whole_log_gives(tmp_path: Path, seed: int) -> None:
    chance, site = random.Random(seed), committed(tmp_path)
    for number in range(14):
        folder = site.root / "content/articles"
        path = chance.choice(sorted(folder.glob("*.md")))
        new = folder / f"{chance.choice('甲乙丙丁')}.md"
        action = chance.choice(
            ["edit", "edit", "rename", "rename and edit", "delete", "write", "branch", "merge", "amend"]
        )
        if action == "branch":
            git(site.root, "branch", "--force", "side")
        elif action == "merge" and "side" in git(site.root, "branch"):
            git(site.root, "checkout", "--quiet", "side")
            path = chance.choice(sorted(folder.glob("*.md")))
            append(site, path.stem, f"側{number}。\n")
            commit(site.root, f"2026-02-{number + 1:02}T06:00:00Z")
            git(site.root, "checkout", "--quiet", "main")
            if _merges(site.root):
                git(site.root, "merge", "--quiet", "--no-edit", "side", when="2026-02-20T00:00:00Z")
        elif "rename" in action and not new.exists():
            path.rename(new)
        elif action == "delete" and len(list(folder.glob("*.md"))) > 1:
            path.unlink()
        elif action == "write":
            new.write_text(article("新", f"{number}\n" * 20), "utf-8")
        if "edit" in action:
            append(site, new.stem if "rename" in action and new.exists() else path.stem, f"{number}。\n")
        if action == "amend":
            git(
                site.root,
                "commit",
                "--quiet",
                "--amend",
                "--message",
                f"{number}",
                "--allow-empty",
                when="2026-01-02T00:00:00Z",
            )
        else:
            commit(site.root, f"2026-02-{number + 1:02}T00:00:00Z")
        kept = _read(site.root, is_fresh=False)
        assert kept == _read(site.root), (number, action)


def _merges(root: Path) -> bool:
    """Whether the branch `side` can be merged without a conflict."""
    done = subprocess.run(
        ["git", "merge-tree", "--write-tree", "main", "side"], cwd=root, capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.mark.parametrize(
    ("files", "commits", "expected"),
    [
        ("a", [(2, (("M", "a"),)), (1, (("A", "a"),))], {"a": [2, 1]}),
        # Two files change places.
        ("ab", [(2, (("R100", "a", "b"), ("R090", "b", "a"))), (1, (("A", "a"), ("A", "b")))], {"a": [2, 1], "b": [1]}),
        # A file takes the place of one that was deleted, and another that of one that was renamed.
        ("a", [(3, (("A", "a"),)), (2, (("D", "a"),)), (1, (("A", "a"),))], {"a": [3, 1]}),
        ("a", [(3, (("R100", "c", "a"),)), (2, (("D", "a"), ("A", "c"))), (1, (("A", "a"),))], {"a": [2]}),
        # On a side branch the file was changed under its former name.
        ("b", [(4, (("M", "a"),)), (3, (("R100", "a", "b"),)), (1, (("A", "a"),))], {"b": [1, 4]}),
        ("a", [(1, (("T", "a"), ("A", "gone")))], {"a": [1]}),
    ],
)  # fmt: skip
def test_whose_changes_they_are(files: str, commits: list[Commit], expected: dict[str, list[int]]) -> None:
    assert times_of(commits, set(files)) == expected
