"""A file of many articles: names, what is imported again, what has changed, and the undo of the whole import."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beilin.cli import cli
from beilin.fetching.fetch import FetchReport
from beilin.importing.batch import import_all
from beilin.importing.collect import collect_sources
from beilin.importing.report import ImportReport
from beilin.importing.settings import ImportSettings
from beilin.parallel.executor import Workers
from tests.importing.support import CONVERSION


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    root.mkdir()
    (root / "site.yaml").write_text("title: 題\nbase_url: https://example.org/\nkeep_sources: true\n", "utf-8")
    return root


def record(number: int, title: str = "", text: str = "") -> dict[str, str]:
    return {
        "title": title or f"題{number}",
        "url": f"https://example.net/{number}",
        "date": "2024-01-05",
        "text": text or f"第{number}篇說的是自己的事,與別篇無關。\n\n第二段。",
    }


def write_records(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), "utf-8")
    return path


def run(root: Path, *sources: Path, jobs: int = 1, force: bool = False, dry_run: bool = False) -> list[ImportReport]:
    settings = ImportSettings(root, CONVERSION, force=force, dry_run=dry_run)
    return list(import_all(collect_sources(sources), settings, Workers(jobs), lambda *_: None))


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_articles_of_one_name_get_numbers(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", *(record(number, "同題") for number in range(3)), record(9, "……"))
    (root / "content/articles/2020").mkdir(parents=True)
    (root / "content/articles/2020/同題.md").write_text("---\ntitle: 手寫\n---\n\n手寫的。\n", "utf-8")
    reports = run(root, source)
    names = [report.article.removeprefix("content/articles/") for report in reports]
    assert names[:3] == ["同題-2.md", "同題-3.md", "同題-4.md"]
    assert names[3].startswith("jsonl-")
    assert [report.source for report in reports][:2] == [f"{source}, record 1", f"{source}, record 2"]
    dry = run(root, write_records(tmp_path / "b.jsonl", record(20, "同題"), record(21, "同題")), dry_run=True)
    assert [report.article for report in dry] == ["content/articles/同題-5.md", "content/articles/同題-6.md"]


LONG = [f"這是第{n}句自己寫的話,說的是第{n}件事情" for n in range(40)]


def test_what_a_source_tells_apart_is_never_lost_however_similar(root: Path, tmp_path: Path) -> None:
    texts = [
        "同一句話。",
        "同一句話。",
        "。".join(LONG),
        "。".join(LONG),
        "。".join([*LONG[:36], "這裡換了一句很不同的話"]),
    ]
    source = write_records(tmp_path / "crawl.jsonl", *(record(number, text=text) for number, text in enumerate(texts)))
    reports = run(root, source)
    assert [report.outcome for report in reports] == ["written"] * 5
    assert [len(report.problems) for report in reports] == [0, 1, 0, 1, 1]
    assert reports[3].problems[0].message == "content/articles/題2.md has the same text"
    assert "of its clauses too" in reports[4].problems[0].message
    assert {report.outcome for report in run(root, source)} == {"unchanged"}


def test_an_article_of_a_different_kind_of_source_with_the_same_text_is_a_duplicate(root: Path, tmp_path: Path) -> None:
    run(root, write_records(tmp_path / "crawl.jsonl", record(1, text="。\n".join(LONG))))
    (tmp_path / "same.txt").write_text("。\n".join(LONG), "utf-8")
    assert [report.outcome for report in run(root, tmp_path / "same.txt")] == ["duplicate"]


def test_only_what_is_new_is_imported_again(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", record(1), record(2))
    run(root, source)
    before = files(root)
    write_records(source, record(3), record(1), record(2))
    assert [report.outcome for report in run(root, source)] == ["written", "unchanged", "unchanged"]
    assert before.items() - files(root).items() <= {("imports/crawl.yaml", before["imports/crawl.yaml"])}


def test_a_changed_article_is_reported_and_replaced_by_force(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", record(1), record(2))
    run(root, source)
    before = files(root)
    write_records(source, record(1), record(2, text="第二篇改寫了,說的是另外一件事。"))
    reports = run(root, source)
    assert [report.outcome for report in reports] == ["unchanged", "changed"]
    assert [problem.code for problem in reports[1].problems] == ["source-changed"]
    assert files(root) == before
    assert [report.article for report in run(root, source, force=True)] == [
        "content/articles/題1.md",
        "content/articles/題2.md",
    ]
    assert "改寫了" in (root / "content/articles/題2.md").read_text("utf-8")


def test_a_changed_title_counts_and_what_no_article_shows_does_not(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", record(1), record(2))
    run(root, source)
    write_records(source, record(1) | {"views": "9"}, record(2, "新題"))
    assert [report.outcome for report in run(root, source)] == ["unchanged", "changed"]


def test_an_interrupted_import_of_a_file_of_many_is_finished_without_twins(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", *(record(number, "同題") for number in range(4)))
    run(root, source)
    whole = files(root)
    (root / "content/articles/同題-3.source.yaml").unlink()
    (root / "content/articles/同題-4.source.yaml").unlink()
    (root / "content/articles/同題-4.md").unlink()
    assert [report.outcome for report in run(root, source)] == ["unchanged", "unchanged", "written", "written"]
    assert files(root) == whole


def test_several_processes_write_what_one_writes(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", *(record(number, "同題") for number in range(80)))
    one = run(root, source)
    other = tmp_path / "other"
    other.mkdir()
    assert run(other, source, jobs=2) == one
    assert files(other).items() <= files(root).items()


def test_the_command_imports_and_undoes_and_keeps_what_was_edited(root: Path, tmp_path: Path) -> None:
    source = write_records(tmp_path / "crawl.jsonl", *map(record, range(3)))
    (root / "content/articles").mkdir(parents=True)
    (root / "content/articles/own.md").write_text("---\ntitle: 手寫\n---\n\n手寫的。\n", "utf-8")
    before = files(root)
    result = command("--root", root, source)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "3 articles: 3 written")
    assert "import --undo crawl" in result.stderr
    assert len([*(root / "sources").iterdir()]) == 3
    undone = command("--root", root, "--undo", "crawl")
    assert (undone.exit_code, undone.stdout) == (0, "9 files removed\n")
    assert files(root) == before
    command("--root", root, source)
    edited = root / "content/articles/題1.md"
    edited.write_text(edited.read_text("utf-8") + "\n加上的。\n", "utf-8")
    assert command("--root", root, "--undo", "crawl").exit_code == 0
    assert "content/articles/題1.md" in files(root)
    assert "content/articles/題1.source.yaml" in files(root)
    assert "content/articles/題2.md" not in files(root)


def test_a_new_slug_moves_an_article_that_is_imported_again(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("來源:某報\n一段文字,說的是一件事情。\n", "utf-8")
    command("--root", root, tmp_path / "a.txt")
    assert "unchanged → content/articles/a.md" in command("--root", root, tmp_path / "a.txt", "--slug", "b").stdout
    assert command("--root", root, tmp_path / "a.txt", "--slug", "b", "--force").exit_code == 0
    assert sorted(path.name for path in (root / "content/articles").iterdir()) == ["b.md", "b.source.yaml"]


def test_the_name_of_a_file_loses_its_suffix_and_nothing_else(root: Path, tmp_path: Path) -> None:
    for name in ("LLaMA 2.0.html", "LLaMA 2.1.txt"):
        (tmp_path / name).write_text(f"<html><body><p>{name}這一段說的是一件事情。</p></body></html>", "utf-8")
    reports = run(root, tmp_path / "LLaMA 2.0.html", tmp_path / "LLaMA 2.1.txt")
    assert [report.article for report in reports] == ["content/articles/llama-2.0.md", "content/articles/llama-2.1.md"]


def test_a_folder_of_mixed_kinds(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "page_files").mkdir(parents=True)
    write_records(folder / "crawl.jsonl", record(1), record(2))
    (folder / "a.txt").write_text("來源:某報\n一段文字。\n", "utf-8")
    (folder / "paper.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3\n")
    (folder / "style.css").write_text("p { color: red }\n", "utf-8")
    (folder / ".hidden").write_text("文\n", "utf-8")
    (folder / "page.html.txt").write_text("標題\n文字。\n", "utf-8")
    (folder / "page_files/more.txt").write_text("另一段話。\n", "utf-8")
    result = command("--root", root, folder)
    assert result.exit_code == 1
    assert "paper.txt: error: this is a PDF document" in result.stdout
    assert "6 articles: 1 refused, 5 written" in result.stdout
    assert "1 other files in the folders were skipped" in result.stdout
    assert command("--root", root, "--undo", "in").stdout.startswith("1")
    assert not (root / "content").exists()
    assert not (root / "imports").exists()


@pytest.mark.parametrize("force", [False, True])
def test_pages_of_one_name_in_different_folders_are_all_imported(root: Path, tmp_path: Path, force: bool) -> None:
    for name in ("a/index.html", "b/index.html", "a/post.html", "b/post.html"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(f"<html><body><p>{name}這一段說的是一件事情。</p></body></html>", "utf-8")
    reports = run(root, tmp_path / "in", force=force)
    assert [report.article.removeprefix("content/articles/") for report in reports] == [
        "a.md",
        "post.md",
        "b.md",
        "post-2.md",
    ]
    before = files(root)
    assert {report.outcome for report in run(root, tmp_path / "in")} == {"unchanged"}
    assert {report.outcome for report in run(root, tmp_path / "in", force=True)} == {"written"}
    assert files(root) == before


def test_one_page_twice_is_one_article_even_with_force(root: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text("<html><body><p>這一段說的是一件事情。</p></body></html>", "utf-8")
    run(root, tmp_path / "in")
    for _ in range(2):
        assert {report.article for report in run(root, tmp_path / "in", force=True)} == {"content/articles/a.md"}


def test_the_archives_own_folders_are_not_sources(root: Path) -> None:
    (root / "content/articles").mkdir(parents=True)
    (root / "content/articles/own.md").write_text("---\ntitle: 手寫\n---\n\n手寫的。\n", "utf-8")
    (root / "inbox.txt").write_text("來源:某報\n一段文字,說的是一件事情。\n", "utf-8")
    assert command("--root", root, root, "--log", root.parent / "log").exit_code == 0
    assert sorted(path.name for path in (root / "content/articles").glob("*.md")) == ["inbox.md", "own.md"]


def test_options_for_one_source(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("來源:某報\n一段文字,說的是一件事情。\n\n二段。\n", "utf-8")
    options = ["--title", "新題", "--slug", "new-one", "--tag", "甲", "--tag", "乙", "--date", "2020-01-02"]
    options += ["--source", "別報", "--author", "林某", "--source-url", "https://example.net/a"]
    result = command("--root", root, tmp_path / "a.txt", *options)
    assert result.exit_code == 0, result.stdout
    head = (root / "content/articles/new-one.md").read_text("utf-8").split("provenance")[0]
    wanted = ["title: 新題\n", "tags: [甲, 乙]\n", "date: 2020-01-02\n", "source: 別報\n", "author: 林某\n"]
    assert all(line in head for line in [*wanted, 'source_url: "https://example.net/a"\n'])
    assert "title_proposed" not in head


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--date", "soon"], "--date"),
        (["--slug", "a/b"], "--slug"),
        (["--source-url", "nowhere"], "--source-url"),
        (["--map", "text"], "--map"),
        (["--map", "words=body"], "there is no fact 'words'; write one of text, title,"),
        (["--title", "題", "--kind", "jsonl"], ""),
    ],
)
def test_options_that_cannot_be_used_are_refused(root: Path, tmp_path: Path, options: list[str], message: str) -> None:
    source = write_records(tmp_path / "a.jsonl", record(1), record(2))
    result = command("--root", root, source, *options)
    assert result.exit_code
    assert message in result.stderr if message else "the source has several articles" in result.stdout
    assert not (root / "content").exists()


def test_images_are_fetched_for_what_was_written_and_edited_articles_are_still_undone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_records(tmp_path / "crawl.jsonl", record(1), record(2))
    command("--root", root, write_records(tmp_path / "before.jsonl", record(1)))
    asked: list[str] = []

    def fetch(folder: Path, only: Sequence[str], **_: object) -> FetchReport:
        asked.extend(only)
        for path in only:
            (folder / path).write_text((folder / path).read_text("utf-8") + "\n![圖](/images/remote/a.png)\n", "utf-8")
        return FetchReport(fetched=1, files=list(only))

    monkeypatch.setattr("beilin.fetching.fetch.fetch_images", fetch)
    done = command("--root", root, source, "--fetch-images")
    assert (done.exit_code, asked) == (0, ["content/articles/題2.md"])
    assert "Images: 1 fetched" in done.stdout
    undone = command("--root", root, "--undo", "crawl")
    assert "3 files removed" in undone.stdout
    assert command("--root", root, source, "--fetch-images", "--dry-run").exit_code == 0
    assert len(asked) == 1


def test_an_address_is_not_fetched_and_the_message_says_what_to_do(root: Path) -> None:
    result = command("--root", root, "https://example.net/a")
    assert result.exit_code == 1
    assert "save it in a browser" in result.stdout


EXPORT = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
{}</channel></rss>"""
POST = """<item><title>{0}</title><link>https://old.example/{1}/</link><guid>https://old.example/?p={2}</guid>
<content:encoded><![CDATA[<p>{0}說的是一件事,與別篇無關。</p>]]></content:encoded><wp:post_id>{2}</wp:post_id>
<wp:post_name>post-{2}</wp:post_name><wp:status>publish</wp:status><wp:post_type>{3}</wp:post_type></item>"""


def test_former_addresses_that_something_else_has_are_left_out(root: Path, tmp_path: Path) -> None:
    (root / "content/pages").mkdir(parents=True)
    (root / "content/pages/about.md").write_text("---\ntitle: 關於\n---\n\n手寫的。\n", "utf-8")
    posts = [("關於舊站", "about", 1, "page"), ("一篇", "2020/one", 2, "post"), ("二篇", "2020/One", 3, "post")]
    posts.append(("標籤", "tags", 4, "page"))
    source = tmp_path / "export.xml"
    source.write_text(EXPORT.format("".join(POST.format(*post) for post in posts)), "utf-8")
    result = command("--root", root, source)
    assert result.exit_code == 0
    assert "its former address /about/ is left out, because content/pages/about.md has it" in result.stdout
    assert result.stdout.count("[alias-taken]") == 3
    assert '"/2020/one/"' in (root / "content/articles/post-2.md").read_text("utf-8")
    assert "aliases" not in (root / "content/articles/post-1.md").read_text("utf-8")
    assert CliRunner().invoke(cli, ["build", "--root", str(root)]).exit_code == 0
    before = files(root)
    assert command("--root", root, source).stdout.count("unchanged") == 5
    command("--root", root, source, "--force")
    after = files(root)
    assert {path: data for path, data in after.items() if path.startswith("content")}.items() <= before.items()


def test_a_source_without_an_article_is_refused(root: Path, tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    namespace = "http://wordpress.org/export/1.2/"
    export.write_text(f'<?xml version="1.0"?><rss xmlns:wp="{namespace}"><channel></channel></rss>', "utf-8")
    (report,) = run(root, export)
    assert report.outcome == "refused"
    assert [problem.code for problem in report.problems] == ["empty"]
