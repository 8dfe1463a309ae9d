"""The record of an import: it survives an interruption, recognises its site, and is what an undo goes by."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.files.digest import digest_of
from beilin.importing.runs.error import RunError
from beilin.importing.runs.journal import Journal
from beilin.importing.runs.record import RunRecord, find_record, identity_of, read_record
from beilin.importing.runs.undo import undo
from beilin.migrating.run.refusal import require_separate, require_space
from beilin.migrating.run.store import Store

IDENTITY = {"generator": "hugo", "folder": "old", "folder_id": "0", "base_url": "https://example.org/", "title": "題"}


def written(root: Path, files: dict[str, bytes]) -> None:
    """A whole run that writes the files."""
    record = find_record(root, IDENTITY)
    journal = Journal(root, record)
    Store(root, record, journal).put_all(files.items())
    journal.finish(IDENTITY)


def files_of(root: Path) -> set[str]:
    """The paths of all files."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.text("ab: \"'\\/#-\n\t文\u2028\U0001f600", min_size=1), st.text("0123abcdef", min_size=64, max_size=64)
    )
)
def test_a_journal_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]) -> None:
    root = tmp_path_factory.mktemp("archive")
    journal = Journal(root, RunRecord("a", IDENTITY))
    journal.announce(files.items())
    journal.close()
    assert read_record(root, "a") == RunRecord("a", IDENTITY, files)
    if not files:
        return
    whole = (root / "imports/a.yaml").read_bytes()
    (root / "imports/a.yaml").write_bytes(whole[:-2])  # cut off while it was written
    cut = read_record(root, "a")
    assert cut
    assert cut.files.items() <= files.items()
    assert len(cut.files) >= len(files) - 1


def test_a_site_is_recognised_by_its_folder_or_address(tmp_path: Path) -> None:
    written(tmp_path, {})
    for changes, name in (
        ({}, "old"),
        ({"folder_id": "1", "title": "改"}, "old"),
        ({"base_url": "https://new.example/"}, "old"),
        ({"folder_id": "1", "base_url": "https://new.example/"}, "old-2"),
        ({"folder_id": "1", "base_url": ""}, "old"),
        ({"generator": "hexo"}, "old-2"),
    ):
        assert find_record(tmp_path, {**IDENTITY, **changes}).name == name, changes
    there = identity_of(tmp_path / "舊站", "hugo", "", "")
    assert (there["folder"], str(tmp_path) in str(there)) == ("舊站", False)


def test_a_rerun_writes_what_is_missing_or_new_and_leaves_what_was_edited(tmp_path: Path) -> None:
    written(tmp_path, {"content/a.md": b"a", "content/b.md": b"b", "content/c.md": b"c", "content/d.md": b"d"})
    (tmp_path / "content/b.md").write_bytes(b"edited")
    (tmp_path / "content/c.md").unlink()
    record = find_record(tmp_path, IDENTITY)
    new = {"content/a.md": b"a", "content/b.md": b"b", "content/c.md": b"c", "content/d.md": b"new"}
    dry = Store(tmp_path, record, None).put_all(new.items())
    assert files_of(tmp_path) == {"content/a.md", "content/b.md", "content/d.md", "imports/old.yaml"}
    journal = Journal(tmp_path, record)
    done = Store(tmp_path, record, journal).put_all(new.items())
    journal.finish(IDENTITY)
    assert done == dry
    assert list(done.values()) == ["unchanged", "edited", "written", "written"]
    assert (tmp_path / "content/b.md").read_bytes() == b"edited"
    assert (tmp_path / "content/d.md").read_bytes() == b"new"


def test_an_undo_removes_what_nobody_changed_and_names_the_rest(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/own.md").write_bytes(b"own")
    records = {"content/x/a.source.yaml": b"ra", "content/y/b.source.yaml": b"rb"}
    articles = {"content/x/a.md": b"a", "content/y/b.md": b"b", "content/c.md": b"c"}
    written(tmp_path, {**articles, **records, "site.yaml": b"s"})
    (tmp_path / "content/y/b.md").write_bytes(b"edited")
    (tmp_path / "content/c.md").unlink()
    undone = undo(tmp_path, "old")
    assert set(undone.removed) == {"content/x/a.md", "content/x/a.source.yaml"}
    assert undone.edited == ["content/y/b.md"]
    assert undone.needed == ["content/y/b.source.yaml", "site.yaml"]
    assert undone.missing == 1
    assert files_of(tmp_path) == {"content/own.md", "content/y/b.md", *undone.needed, "imports/old.yaml"}
    (tmp_path / "content/y/b.md").write_bytes(b"b")
    undo(tmp_path, "imports/old.yaml")
    assert files_of(tmp_path) == {"content/own.md", "site.yaml", "imports/old.yaml"}
    (tmp_path / "content/own.md").unlink()
    undo(tmp_path, "old")
    assert files_of(tmp_path) == set()
    assert not (tmp_path / "imports").exists()


def test_an_undo_touches_nothing_outside_of_the_archive(tmp_path: Path) -> None:
    root, outside = tmp_path / "archive", tmp_path / "outside.md"
    root.mkdir()
    outside.write_bytes(b"x")
    (root / "link").symlink_to(tmp_path)
    digest = digest_of(b"x")
    journal = Journal(root, RunRecord("old", IDENTITY))
    journal.announce([("../outside.md", digest), (str(outside), digest), ("link/outside.md", digest)])
    journal.close()
    assert undo(root, "old").missing == 3
    assert outside.exists()


@pytest.mark.parametrize("text", [b"[1, 2]\nfiles:\n", b"\xff\nfiles:\n", b"a: [\nfiles:\n"])
def test_a_damaged_record_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports/old.yaml").write_bytes(text)
    with pytest.raises(RunError, match=r"imports/old\.yaml"):
        undo(tmp_path, "old")


def test_what_cannot_be_imported_into_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for root, message in (
        (old, "must be a different folder"),
        (old / "a", "inside the old"),
        (tmp_path, "inside the archive"),
    ):
        with pytest.raises(RunError, match=message):
            require_separate(old, root)
    require_separate(old, tmp_path / "new")
    with pytest.raises(RunError, match=r"wants 1000000000\.0 GB on the disk of"):
        require_space(tmp_path / "new", 10**18)
    written(tmp_path / "new", {})
    with pytest.raises(RunError, match=r"there is no imports/x\.yaml") as refused:
        undo(tmp_path / "new", "x")
    assert refused.value.hint == "Imports: old."
