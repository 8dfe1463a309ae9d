"""A file is replaced whole; a link stays a link."""

from __future__ import annotations

from pathlib import Path

from beilin.files.replace import replace_file


def test_what_a_link_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/a.md").write_text("one")
    link = tmp_path / "a.md"
    link.symlink_to("texts/a.md")
    replace_file(link, b"two")
    assert (link.is_symlink(), (tmp_path / "texts/a.md").read_text()) == (True, "two")
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["a.md"]
