"""An article that comes with images is a folder with them, and everything that holds for a file holds for the folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.importing.batch import import_all
from beilin.importing.collect import collect_sources
from beilin.importing.formats.table import FormatSettings, format_named
from beilin.importing.model import Document, ImageFile, Item
from beilin.importing.report import ImportReport
from beilin.importing.runs.undo import undo
from beilin.importing.settings import Choices, ImportSettings
from beilin.parallel.executor import Workers
from beilin.problems.problem import Problem
from tests.importing.formats.mhtml.messages import MimePart, mhtml, page, png
from tests.importing.support import CONVERSION

FOLDER = "content/articles/page"


def message(*, image: bytes = png(3), text: str = "", shows_image: bool = True) -> bytes:
    tag = "<img src='cid:one@example.net' alt='圖'>" if shows_image else ""
    return mhtml(
        MimePart(page(f"<p>{text or '開頭的一段,說的是一件事。'}</p>{tag}"), location="https://example.net/a"),
        MimePart(image, "image/png", "https://example.net/one.png", "one@example.net", "base64"),
    )


def run(root: Path, *sources: Path, force: bool = False, keep: bool = False, slug: str = "") -> list[ImportReport]:
    choices = Choices(slug=slug) if slug else None
    settings = ImportSettings(root, CONVERSION, force=force, keep_sources=keep, choices=choices)
    return list(import_all(collect_sources(sources), settings, Workers(1), lambda *_: None))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in/page.mhtml"
    path.parent.mkdir()
    path.write_bytes(message())
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


def test_the_article_its_images_and_its_record_are_in_one_folder(root: Path, source: Path) -> None:
    (report,) = run(root, source)
    assert (report.outcome, report.article, report.images) == ("written", f"{FOLDER}/index.md", 1)
    names = [path.removeprefix(f"{FOLDER}/") for path in files(root)]
    (image,) = [name for name in names if name.endswith(".png")]
    assert sorted(names) == sorted([image, "index.md", "index.source.yaml"])
    assert f"![圖]({image})" in files(root)[f"{FOLDER}/index.md"].decode()
    assert files(root)[f"{FOLDER}/{image}"] == png(3)
    before = files(root)
    assert [report.outcome for report in run(root, source)] == ["unchanged"]
    assert files(root) == before


def test_a_chosen_slug_names_the_folder(root: Path, source: Path) -> None:
    assert run(root, source, slug="new-one")[0].article == "content/articles/new-one/index.md"


def test_the_page_and_its_images_are_kept_if_the_archive_says_so_and_undone_with_the_run(
    root: Path, source: Path
) -> None:
    run(root, source.parent, keep=True)
    assert {path.read_bytes() for path in (root / "sources").iterdir()} == {source.read_bytes(), png(3)}
    undone = undo(root, "in")
    assert len(undone.removed) == 5
    assert not files(root)


def test_an_interrupted_import_is_finished(root: Path, source: Path) -> None:
    run(root, source)
    before = files(root)
    (root / FOLDER / "index.source.yaml").unlink()
    for image in (root / FOLDER).glob("*.png"):
        image.unlink()
    assert [report.outcome for report in run(root, source)] == ["written"]
    assert files(root) == before


def test_an_article_that_has_images_now_moves_into_a_folder(root: Path, source: Path) -> None:
    source.write_bytes(message(shows_image=False))
    assert run(root, source)[0].article == f"{FOLDER}.md"
    source.write_bytes(message())
    (report,) = run(root, source, force=True)
    assert report.article == f"{FOLDER}/index.md"
    assert sorted(path.suffix for path in (root / "content/articles").rglob("*") if path.is_file()) == [
        ".md",
        ".png",
        ".yaml",
    ]


def test_a_folder_of_that_name_is_not_written_into(root: Path, source: Path) -> None:
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "other.md").write_text("---\ntitle: 手寫\n---\n\n手寫的。\n", "utf-8")
    before = files(root)
    (report,) = run(root, source)
    assert report.outcome == "refused"
    assert report.problems[0].code == "in-the-way"
    assert files(root) == before


@pytest.mark.parametrize("force", [False, True])
def test_a_page_with_images_leaves_the_page_of_the_same_name_in_a_different_folder(
    root: Path, source: Path, force: bool
) -> None:
    (source.parent / "a").mkdir()
    (source.parent / "a/page.mhtml").write_bytes(message(text="另一頁開頭的一段。", shows_image=False))
    reports = run(root, source.parent / "a/page.mhtml", source, force=force)
    assert [report.article for report in reports] == [f"{FOLDER}.md", f"{FOLDER}-2/index.md"]
    assert (root / f"{FOLDER}.md").exists()


def test_in_a_folder_images_that_an_article_shows_belong_to_it_and_others_are_refused(root: Path, source: Path) -> None:
    (source.parent / "a.png").write_bytes(png(3))
    assert [report.outcome for report in run(root, source.parent)] == ["written", "skipped"]
    (source.parent / "b.png").write_bytes(png(4))
    reports = run(root, source.parent)
    assert [report.outcome for report in reports] == ["unchanged", "skipped", "refused"]
    assert reports[2].problems[0].message == "this is a PNG image"
    assert [report.outcome for report in run(root, source.parent / "a.png")] == ["refused"]


@pytest.mark.parametrize(
    "name", ["../a.png", "a/b.png", ".a.png", "index.md", "index.source.yaml", "a.md", "", "a\\b.png"]
)
def test_no_image_is_written_outside_of_the_folder_or_over_the_article(
    root: Path, source: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    format_of_page = format_named("mhtml").load()
    read = format_of_page.document

    def document(item: Item, settings: FormatSettings) -> Document | Problem:
        found = read(item, settings)
        assert isinstance(found, Document)
        return replace(found, images=(ImageFile(name, png(3)),))

    monkeypatch.setattr(format_of_page, "document", document)
    (report,) = run(root, source)
    assert report.outcome == "refused"
    assert not (root / "content").exists()
