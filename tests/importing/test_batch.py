"""Many sources in one run: in order, in several processes, resumable; a bad one does not stop the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beilin.importing import steps
from beilin.importing.batch import import_all
from beilin.importing.collect import collect_sources
from beilin.importing.report import ImportReport
from beilin.importing.run_summary import RunSummary, add_report, describe_run, log_line
from beilin.importing.settings import ImportSettings
from beilin.parallel.executor import Workers
from tests.importing.support import CONVERSION


def settings_of(
    root: Path, *, force: bool = False, dry_run: bool = False, keep_sources: bool = False
) -> ImportSettings:
    return ImportSettings(root, CONVERSION, force=force, dry_run=dry_run, keep_sources=keep_sources)


def run(folder: Path, settings: ImportSettings, jobs: int = 1) -> list[ImportReport]:
    return list(import_all(collect_sources([folder]), settings, Workers(jobs), lambda *_: None))


def make_sources(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"s{number:03d}.txt").write_text(f"第{number}篇說的是自己的事,與別篇無關。\n第二段。\n", "utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


def written(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "content/articles").iterdir()}


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.TXT", "a.txt", ".hidden.txt", "b/.git/x.txt", "c.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("文\n", "utf-8")
    sources = collect_sources([tmp_path, tmp_path / "a.txt", tmp_path / "c.json"])
    names = [source.path.relative_to(tmp_path).as_posix() for source in sources]
    assert names == ["a.txt", "c.json", "b/1.TXT", "b/2.txt"]
    assert all(source.folder == tmp_path for source in sources)


def test_several_processes_write_what_one_writes(tmp_path: Path, archive: Path) -> None:
    folder = make_sources(tmp_path / "in", 80)
    (tmp_path / "two").mkdir()
    one = run(folder, settings_of(archive))
    two = run(folder, settings_of(tmp_path / "two"), jobs=2)
    assert one == two
    assert written(archive) == written(tmp_path / "two")
    assert len(written(archive)) == 160


def test_an_interrupted_run_continues(tmp_path: Path, archive: Path) -> None:
    folder = make_sources(tmp_path / "in", 8)
    reports = import_all(collect_sources([folder]), settings_of(archive), Workers(1), lambda *_: None)
    for _ in range(3):
        next(reports)
    reports.close()  # type: ignore[attr-defined]
    assert [report.outcome for report in run(folder, settings_of(archive))] == ["unchanged"] * 3 + ["written"] * 5
    assert {report.outcome for report in run(folder, settings_of(archive))} == {"unchanged"}


def test_a_bad_source_does_not_stop_the_others(tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_sources(tmp_path / "in", 4)
    (folder / "s000.txt").write_bytes(b"\xff\xff\xff")
    (folder / "s001.txt").unlink()
    (folder / "s001.txt").symlink_to("nowhere")
    convert = getattr(steps, "convert")  # noqa: B009  (mypy: the module does not export it)

    def failing(name: str, *arguments: object, **options: object) -> object:
        if name == "s002.txt":
            raise RecursionError("too deep")
        return convert(name, *arguments, **options)

    monkeypatch.setattr(steps, "convert", failing)
    reports = run(folder, settings_of(archive))
    assert [report.outcome for report in reports] == ["refused", "refused", "refused", "written"]
    assert reports[2].problems[0].message == "Beilin failed while importing this source: RecursionError: too deep"


def test_the_same_bytes_twice_in_one_run_are_imported_once(tmp_path: Path, archive: Path) -> None:
    folder = make_sources(tmp_path / "in", 1)
    (folder / "z.txt").write_bytes((folder / "s000.txt").read_bytes())
    reports = run(folder, settings_of(archive))
    assert [(report.outcome, report.article) for report in reports] == [
        ("written", "content/articles/s000.md"),
        ("unchanged", "content/articles/s000.md"),
    ]


def test_originals_are_kept_if_the_archive_says_so(tmp_path: Path, archive: Path) -> None:
    folder = make_sources(tmp_path / "in", 2)
    run(folder, settings_of(archive, keep_sources=True))
    kept = {path.read_bytes() for path in (archive / "sources").iterdir()}
    assert kept == {path.read_bytes() for path in folder.iterdir()}


CLAUSES = [f"這是第{n}句自己寫的話,說的是第{n}件事情" for n in range(40)]


def text_with(*changes: tuple[int, str]) -> str:
    clauses = list(CLAUSES)
    for index, clause in changes:
        clauses[index] = clause
    return "。\n".join(clauses) + "。\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("來源:另一個網站\n\u3000" + text_with().replace(",", "，"), "already has the same text"),
        ("本站首頁的一行話而已\n" + text_with((3, "這一句被另一個網站改寫過了")), "of its clauses"),
    ],
)
def test_an_article_with_different_surroundings_is_reported_and_not_imported(
    tmp_path: Path, archive: Path, text: str, words: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("來源:某報\n" + text_with(), "utf-8")
    (folder / "b.txt").write_text(text, "utf-8")
    reports = run(folder, settings_of(archive))
    assert [report.outcome for report in reports] == ["written", "duplicate"]
    assert reports[1].problems[0].message.startswith("content/articles/a.md already has ")
    assert words in reports[1].problems[0].message
    assert run(folder, settings_of(archive))[1].outcome == "duplicate"
    assert [report.outcome for report in run(folder, settings_of(archive, force=True))] == ["written", "written"]


def test_articles_on_the_same_subject_are_not_duplicates(tmp_path: Path, archive: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(text_with(), "utf-8")
    half = [(n, f"別人寫的第{n}句完全是另外一回事") for n in range(0, 40, 2)]
    (folder / "b.txt").write_text(text_with(*half), "utf-8")
    assert [report.outcome for report in run(folder, settings_of(archive))] == ["written", "written"]


def summary_of(reports: list[ImportReport]) -> RunSummary:
    summary = RunSummary()
    for report in reports:
        add_report(summary, report)
    return summary


def test_a_summary_lists_the_most_urgent_of_many_and_counts_the_others() -> None:
    reports = [ImportReport(f"{n:03}", "duplicate") for n in range(200)]
    reports.insert(150, ImportReport("worst", "refused"))
    lines = describe_run(summary_of(reports), "articles")
    assert lines[:2] == ["201 articles: 200 duplicate, 1 refused", "to review, the most urgent of 201 first:"]
    assert lines[2].startswith("  worst")
    assert [line.strip(": ") for line in lines[3:-1]] == [f"{n:03}" for n in range(19)]
    assert lines[-1] == "  and 181 more; --log FILE.jsonl lists all"


def test_the_log_has_a_line_per_source_and_the_summary_lists_the_most_urgent_first(
    tmp_path: Path, archive: Path
) -> None:
    folder = make_sources(tmp_path / "in", 2)
    (folder / "bad.txt").write_bytes(b"")
    (folder / "doubt.txt").write_text("標題:題\n一段。\n另一段[2023/3/30 13:35:07]\n", "utf-8")
    reports = run(folder, settings_of(archive))
    entries = [json.loads(log_line(report)) for report in reports]
    assert [entry["outcome"] for entry in entries] == ["refused", "written", "written", "written"]
    assert entries[0]["problems"][0]["message"] == "the file is empty"
    assert entries[1]["review"][0]["line"] == 3
    assert all(entry["encoding"] == "utf-8" for entry in entries[1:])
    lines = describe_run(summary_of(reports))
    assert lines[0] == "4 sources: 1 refused, 3 written"
    assert "bad.txt: the file is empty" in lines[2]
    assert "doubt.md: doubtful: line 3" in lines[3]
