"""An import writes two files or none, never over an editor's work, and never the same source twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beilin.importing.report import ImportReport, describe_report
from beilin.importing.settings import ConversionSettings
from beilin.importing.source.source_file import MAX_SOURCE
from beilin.layout import import_record_path
from beilin.reading.tags import TagAuthority
from tests.importing.support import READER, THREE, import_file

TEXT = "來源:某報\n開源的第一段。\n第二段。\n"
ARTICLE = "content/articles/source.md"
RECORD = "content/articles/source.source.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(
    root: Path, source: Path, *, force: bool = False, dry_run: bool = False, authority: TagAuthority = THREE
) -> ImportReport:
    conversion = ConversionSettings(authority, READER)
    return import_file(source, root, conversion=conversion, force=force, dry_run=dry_run)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def edit(root: Path, before: str, after: str) -> None:
    text = (root / ARTICLE).read_text("utf-8")
    assert before in text
    (root / ARTICLE).write_text(text.replace(before, after), "utf-8")


def test_an_article_and_its_import_record_are_written(root: Path, source: Path) -> None:
    report = run(root, source)
    assert (report.outcome, report.article, report.problems) == ("written", ARTICLE, ())
    assert (report.kept, report.front_matter, report.blank, report.set_aside) == (3, 1, 0, {})
    assert files(root).keys() == {ARTICLE, RECORD}
    assert import_record_path(ARTICLE) == RECORD


def test_a_dry_run_writes_nothing_and_reports_the_same(root: Path, source: Path) -> None:
    report = run(root, source, dry_run=True)
    assert report.outcome == "would write"
    assert files(root) == {}
    written = run(root, source)
    assert describe_report(report)[1:] == describe_report(written)[1:]


@pytest.mark.parametrize("name", ["source.txt", "another name.txt"])
def test_the_same_source_again_changes_nothing_whatever_its_name(root: Path, source: Path, name: str) -> None:
    run(root, source)
    before = files(root)
    report = run(root, source.rename(source.with_name(name)))
    assert (report.outcome, report.article, report.problems) == ("unchanged", ARTICLE, ())
    assert files(root) == before


def test_the_same_source_again_leaves_an_edited_article_alone(root: Path, source: Path) -> None:
    run(root, source)
    edit(root, "第二段", "改過的第二段")
    before = files(root)
    assert run(root, source).outcome == "unchanged"
    assert files(root) == before


def test_force_imports_again_over_the_article_of_that_source(root: Path, source: Path) -> None:
    run(root, source)
    before = files(root)
    edit(root, "第二段", "改過的第二段")
    report = run(root, source, force=True)
    assert (report.outcome, report.article) == ("written", ARTICLE)
    assert files(root) == before


def test_force_keeps_tags_that_an_editor_chose(root: Path, source: Path) -> None:
    run(root, source)
    edit(root, "tags: [open source]", "tags: [自選, open source]")
    report = run(root, source, force=True)
    assert report.tags == ("自選", "open source")
    assert "tags: [自選, open source]" in (root / ARTICLE).read_text("utf-8")
    assert run(root, source, force=True).tags == ("自選", "open source")


def test_force_updates_suggestions_if_nobody_chose_tags(root: Path, source: Path) -> None:
    run(root, source)
    assert run(root, source, force=True, authority=TagAuthority()).tags == ()
    assert run(root, source, force=True).tags == ("open source",)


def test_a_different_source_of_the_same_name_is_refused_and_force_replaces(root: Path, source: Path) -> None:
    run(root, source)
    before = files(root)
    source.write_text("另一篇文章。\n", "utf-8")
    report = run(root, source)
    assert (report.outcome, report.article) == ("refused", ARTICLE)
    assert report.problems[0].message == "it was imported from a different source, source.txt"
    assert "--force" in report.problems[0].hint
    assert files(root) == before
    assert run(root, source, force=True).outcome == "written"
    assert "另一篇文章" in (root / ARTICLE).read_text("utf-8")


def test_an_edited_article_of_a_different_source_is_reported_as_edited(root: Path, source: Path) -> None:
    run(root, source)
    edit(root, "第二段", "改過的第二段")
    source.write_text("另一篇文章。\n", "utf-8")
    assert (
        run(root, source).problems[0].message == "it was imported from a different source, source.txt, and edited since"
    )


def test_an_article_that_was_not_imported_is_refused(root: Path, source: Path) -> None:
    (root / ARTICLE).parent.mkdir(parents=True)
    (root / ARTICLE).write_text("---\ntitle: 手寫\ntags: [自選]\n---\n\n手寫的文章。\n", "utf-8")
    before = files(root)
    report = run(root, source)
    assert report.outcome == "refused"
    assert report.problems[0].message == "the file already exists and was not imported"
    assert files(root) == before
    assert run(root, source, force=True).tags == ("自選",)


def test_an_unreadable_import_record_is_never_overwritten(root: Path, source: Path) -> None:
    run(root, source)
    (root / RECORD).write_text("source: [", "utf-8")
    edit(root, "第二段", "改過的第二段")
    before = files(root)
    report = run(root, source)
    assert report.outcome == "refused"
    assert report.problems[0].message.startswith("the import record beside it cannot be read: line 2")
    assert files(root) == before


def test_an_import_that_was_interrupted_between_its_two_files_is_finished(root: Path, source: Path) -> None:
    run(root, source)
    before = files(root)
    (root / RECORD).unlink()
    assert run(root, source).outcome == "written"
    assert files(root) == before


def test_a_forced_import_that_was_interrupted_between_its_two_files_is_finished(root: Path, source: Path) -> None:
    run(root, source)
    old_record = (root / RECORD).read_bytes()
    source.write_text("另一篇文章。\n", "utf-8")
    run(root, source, force=True)
    before = files(root)
    (root / RECORD).write_bytes(old_record)
    assert run(root, source).outcome == "written"
    assert files(root) == before


def test_an_article_that_was_removed_stays_removed_until_force(root: Path, source: Path) -> None:
    run(root, source)
    (root / ARTICLE).unlink()
    report = run(root, source)
    assert report.outcome == "unchanged"
    assert [problem.severity for problem in report.problems] == ["warning"]
    assert not (root / ARTICLE).exists()
    assert run(root, source, force=True).outcome == "written"
    assert (root / ARTICLE).exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "this is a PNG image"),
        ("other.txt", b"\x01\x02\0\0", "this is not a text file (byte 0x00 at byte 3)"),
        ("big5.txt", "一段文字".encode("big5"), "the encoding of the file is not certain"),
        ("——.txt", "正文。".encode(), "the file's name gives no slug"),
    ],
)
def test_a_bad_source_is_refused_with_its_path_and_nothing_is_written(
    root: Path, source: Path, name: str, data: bytes, message: str
) -> None:
    path = source.with_name(name)
    path.write_bytes(data)
    report = run(root, path)
    assert report.outcome == "refused"
    (problem,) = report.problems
    assert (problem.file, problem.message) == (str(path), message)
    assert problem.hint
    assert files(root) == {}


def test_what_is_not_a_file_is_refused(root: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(MAX_SOURCE + 1)
    paths = [
        tmp_path,
        tmp_path / "missing.txt",
        tmp_path / "pipe",
        tmp_path / "huge.txt",
        tmp_path / "missing.txt" / "x",
    ]
    messages = [run(root, path).problems[0].message for path in paths]
    assert messages == [
        "this is a folder",
        "there is no such file",
        "this is not a regular file",
        "the file is larger than 16 MB",
        "there is no such file",
    ]
    assert all(run(root, path).outcome == "refused" for path in paths)


def test_a_name_that_is_not_utf8_is_refused(root: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_text(TEXT, "utf-8")
    report = run(root, Path(os.fsdecode(name)))
    assert report.problems[0].message == "the file's name is not UTF-8"
    assert all(line.encode() for line in describe_report(report))


def test_a_folder_that_cannot_be_written_to_is_a_problem(root: Path, source: Path) -> None:
    (root / "content").write_text("a file in the way", "utf-8")
    report = run(root, source)
    assert report.outcome == "refused"
    assert report.problems[0].message.startswith("cannot be written")


def test_nothing_half_written_is_left_when_the_disk_fails(
    root: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, source)
    before = files(root)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    source.write_text("另一篇文章。\n", "utf-8")
    report = run(root, source, force=True)
    assert report.problems[0].message == "cannot be written: No space left on device"
    assert files(root) == before
