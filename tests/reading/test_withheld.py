"""By its name, a file is published, withheld, or misplaced Markdown; what is withheld is so in any case of letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.problems.problem import Problem
from beilin.reading.files import purpose_of
from beilin.reading.misplaced import begins_like_an_article
from beilin.reading.withheld import Withheld
from beilin.reading.withheld_names import DUMP, HIDDEN, LEFTOVER, RULES, SECRET, TOOL

ROOT = Path(__file__).parents[2]

KINDS = {
    LEFTOVER: [
        "a.md.bak", "a.md.orig", "a.md.rej", ".a.md.swp", "a.tmp", "a.md~", "#a.md#", ".#a.md", "x.part",
        "a.BACKUP.12345.md", "a-DESKTOP-1A2B3C4.md", "a-LAPTOP-AB12CD34-2.md", "a.md.tmp.12345.678", "a.pdf:Zone.Identifier",
        "@eaDir/a.png", "a (conflict).md", "a [conflicted].md", "a.md,v", "a_LOCAL_77.md", "a.md.REMOTE.9", "thumbs.db", "desktop.ini", ".DS_Store", "._a.md",
        "Icon\r", "a (Ann's conflicted copy 2023-01-01).md", "文 (某某的衝突複本 2023-01-01).md", "~$信.docx",
        "a.sync-conflict-20230101-123456-ABCDEFG.md", "a_conflict-20230101-123456.md", ".信.docx.icloud",
        ".~lock.信.odt#", "a.crdownload", "a.md.mine", "a.md.r17", "计划.gdoc", "~/a.md", "x~/a.md", "__MACOSX/a.md",
    ],
    TOOL: [".git/config", "node_modules/a/b.js", "__pycache__/a.pyc", ".idea/workspace.xml", "a/.svn/entries"],
    SECRET: [
        ".env", ".env.local", "prod.env", "server.pem", "server.key", "id_rsa", "id_ed25519", "a.p12", "a.pfx",
        "a.kdbx", "credentials.json", "credentials-prod.json", ".netrc", ".npmrc", ".htpasswd", ".ssh/known_hosts",
        "client_secret_1.json", "ann_accessKeys.csv", "passwords.txt", "authorized_keys", "terraform.tfstate", ".bash_history",
    ],
    DUMP: ["all.sql", "all.sql.gz", "a.sqlite", "a.db", "a.dump", "core", "core.1234", "error.log", "a.sqlite-wal"],
    HIDDEN: [".htaccess", ".gitignore", ".drafts/a.md", "images/.nojekyll", "sub/.well-known/a"],
}  # fmt: skip
PUBLISHED = [
    "CNAME", ".nojekyll", ".well-known/security.txt", ".well-known/acme-challenge/x", "images/a.png", "robots.txt",
    "files/paper.pdf", "files/id_rsa.pub", "core.js", "tmp", "C#", "old/a.png", "files/x.ipynb", "articles/a/b.docx",
    "images/a.md.png", "index.html", "files/data.yaml", "files/信 (1).pdf", "articles/a.txt",
]  # fmt: skip
ARTICLES = [
    "a.md", "2023-05-06-llama.md", "my_local_2024.md", "my-desktop-publish.md", "my-DESKTOP-x.md", "a (conflict in X).md", "a_base_2.md", "core.2-duo.md", "level.db-intro.md", "x copy.md",
    "a (1).md", "conflicted copy of history.md", "sql.md", "notes.sql.md", "arab_conflict-2023.md", "id_rsa/index.md",
    "core/index.md", "credentials/index.md", "my.key/a.md", "old.bak/a.md", "secring.md", "a.log.2024.md",
]  # fmt: skip
MISPLACED = [
    "articles/a.MD", "articles/a.markdown", "articles/a.Mdown", "articles/a.mkd", "articles/a.mdx", "articles/a.md.txt",
    "articles/a.qmd", "articles/a.Rmd", "articles/a.ipynb", "articles/a.md copy", "articles/a.md (1)", "articles/a.md_",
    "articles/a.rst", "notes/a.md", "README.md", "images/a.md", "Articles/a.md", "data/a.md", "a.markdown", "_posts/a.md",
    "pages/a.md - 複製", "articles/a.md.2", "parts/a.mdwn",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", ["", "articles/", "images/deep/"])
def test_files_that_lie_there_by_accident_are_withheld(kind: str, folder: str) -> None:
    found = {name: purpose_of(f"content/{folder}{name}", is_excepted=False) for name in KINDS[kind]}
    wrong = {name: what for name, what in found.items() if not isinstance(what, Withheld) or what.kind != kind}
    assert wrong == {}


@pytest.mark.parametrize("kind", [LEFTOVER, SECRET, DUMP])
def test_case_does_not_matter_except_in_the_names_of_merge_tools(kind: str) -> None:
    names = [name for name in KINDS[kind] if not any(word in name for word in ("BACKUP", "LOCAL", "REMOTE", "TOP-"))]
    for name in names:
        for spelling in (name.upper(), name.title()):
            assert isinstance(purpose_of(f"content/{spelling}", is_excepted=False), Withheld), spelling


def test_what_is_meant_to_be_published_is() -> None:
    assert {name: purpose_of(f"content/{name}", is_excepted=False) for name in PUBLISHED} == dict.fromkeys(
        PUBLISHED, "static"
    )


def test_no_name_that_an_article_may_have_is_withheld() -> None:
    found = {name: purpose_of(f"content/articles/{name}", is_excepted=False) for name in ARTICLES}
    assert found == dict.fromkeys(ARTICLES, "markdown")


def test_markdown_elsewhere_is_a_warning_that_says_what_to_do() -> None:
    for name in MISPLACED:
        problem = purpose_of(f"content/{name}", is_excepted=False)
        assert isinstance(problem, Problem), name
        assert (problem.code, problem.severity, problem.file) == ("misplaced-markdown", "warning", f"content/{name}")
        assert problem.hint


def test_an_exception_publishes_all_but_what_beilin_itself_uses() -> None:
    for name in [*KINDS[SECRET], "notes/a.md", "articles/a.mdx"]:
        assert purpose_of(f"content/{name}", is_excepted=True) == "static"
    assert purpose_of("content/articles/a_LOCAL_77.md", is_excepted=True) == "markdown"
    assert purpose_of("content/tags.yaml", is_excepted=True) == "internal"
    assert isinstance(purpose_of("content/.gitignore", is_excepted=True), Withheld)


def test_the_documentation_names_every_rule() -> None:
    docs = (ROOT / "docs/publishing.md").read_text("utf-8")
    names = [name for rule in RULES for name in (*rule.files, *rule.any)]
    assert not [name for name in names if f"`{name}`" not in docs and name != "icon\r"]


@pytest.mark.parametrize(
    ("name", "head", "is_article"),
    [
        ("a.txt", b"---\ntitle: x\n---\n\nText", True),
        ("a", b"\xef\xbb\xbf---\r\ndraft: true\r\n---\r\n", True),
        ("a.html", b"---\nlayout: post\ntitle: x\n---\n<p>", True),
        ("a.txt", b"---\nlayout: post\n---\n", False),
        ("a.txt", b"--- title: x ---", False),
        ("a.txt", b"---\ntitle: x\n", False),
        ("a.yaml", b"---\ntitle: x\n---\ntitle: y\n", False),
        ("a.png", b"\x89PNG", False),
    ],
)
def test_front_matter_gives_an_article_away(name: str, head: bytes, is_article: bool) -> None:
    assert begins_like_an_article(f"content/{name}", head) is is_article
