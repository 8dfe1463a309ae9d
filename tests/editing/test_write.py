"""A change is written whole, even if its process is killed in the middle, and never over what someone else wrote."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from beilin.editing import write
from beilin.files.replace import replace_file
from tests.conftest import MakeSite
from tests.editing.trees import run, sources
from tests.little_site import LittleSite, article

FILES: dict[str, str | bytes] = {
    "content/articles/old.md": article("舊", "[自己](old.md)\n"),
    "content/articles/old.source.yaml": "source:\n  file: old.txt\n",
    **{f"content/articles/{name}.md": article(name, "[舊](old.md)\n") for name in "abc"},
}
COMMAND = ["rename", "old", "new"]


class KilledError(BaseException):
    """The process ends here."""


def is_killed(site: LittleSite, monkeypatch: pytest.MonkeyPatch, moment: int) -> bool:
    """Run the command, and kill it before the write or removal with that number (from 0). Whether it was killed."""
    steps = 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **more: object) -> object:
            nonlocal steps
            if steps == moment:
                raise KilledError
            steps += 1
            return function(*arguments, **more)

        return step

    with monkeypatch.context() as patched:
        patched.setattr(write, "replace_file", counted(replace_file))
        patched.setattr(Path, "unlink", counted(Path.unlink))
        try:
            run(site.root, COMMAND)
        except KilledError:
            return True
    return False


def uninterrupted(make_site: MakeSite) -> dict[str, bytes]:
    """What the command makes of the files if nothing interrupts it."""
    site = make_site(FILES, "uninterrupted")
    assert run(site.root, COMMAND)[0] == 0
    return sources(site.root)


def test_a_change_killed_at_any_moment_is_finished_by_the_same_command(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, moment = uninterrupted(make_site), 0
    while is_killed(site := make_site(FILES, f"killed-{moment}"), monkeypatch, moment):
        code, said, _ = run(site.root, COMMAND)
        assert (code, sources(site.root)) == (0, expected), (moment, said)
        assert not (site.root / write.JOURNAL).exists()
        moment += 1
    assert moment == 9  # the journal; five files, of which two move; the journal again


def test_any_other_command_finishes_it_first(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site(FILES)
    assert is_killed(site, monkeypatch, 3)
    edited = site.root / "content/articles/c.md"
    edited.write_text(edited.read_text("utf-8") + "加一句。\n", "utf-8")
    code, said, _ = run(site.root, ["rename", "a", "aa"])
    assert code == 0
    assert "`rename old new`, which was interrupted, is now finished." in said
    assert "content/articles/c.md: warning: it was changed after" in said
    assert "[舊](old.md)\n加一句。" in edited.read_text("utf-8")
    assert {path.name for path in (site.root / "content/articles").iterdir()} == {
        "aa.md", "b.md", "c.md", "new.md", "new.source.yaml",
    }  # fmt: skip


def test_a_note_that_cannot_be_read_is_named(make_site: MakeSite) -> None:
    """It said what a change that was cut off had still to do, and only a person can find that out now."""
    site = make_site(FILES)
    site.write({str(write.JOURNAL): "{"})
    said = run(site.root, COMMAND)[1]
    assert f"{write.JOURNAL}: " in said
    assert "[cut-off]" in said
    assert "git diff" in said


def test_a_file_that_changes_meanwhile_stops_it_before_anything_is_written(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(FILES)
    real = write._obstacles

    def later(*arguments: object) -> object:
        (site.root / "content/articles/a.md").write_text(article("別人改的"), "utf-8")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(write, "_obstacles", later)
    before = sources(site.root)
    code, said, _ = run(site.root, COMMAND)
    assert code == 1
    assert "content/articles/a.md: error: the file was changed in the meantime" in said
    assert sources(site.root) == {**before, "content/articles/a.md": article("別人改的").encode()}


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_file_that_cannot_be_written_prevents_the_change(make_site: MakeSite) -> None:
    site = make_site(FILES)
    (site.root / "content/articles/a.md").chmod(0o444)
    before = sources(site.root)
    code, said, _ = run(site.root, COMMAND)
    assert code == 1
    assert "content/articles/a.md: error: the file cannot be written" in said
    assert sources(site.root) == before


def test_symbolic_links_stay_symbolic_links(make_site: MakeSite) -> None:
    site = make_site(FILES)
    link = site.root / "content/articles/a.md"
    link.rename(site.root / "kept.md")
    link.symlink_to(site.root / "kept.md")
    assert run(site.root, COMMAND)[0] == 0
    assert link.is_symlink()
    assert "(new.md)" in (site.root / "kept.md").read_text("utf-8")
    code, said, _ = run(site.root, ["rename", "a", "aa"])
    assert (code, "this is a symbolic link" in said) == (1, True)


def test_permissions_stay(make_site: MakeSite) -> None:
    site = make_site(FILES)
    for name, mode in (("a", 0o640), ("old", 0o600)):
        (site.root / f"content/articles/{name}.md").chmod(mode)
    assert run(site.root, COMMAND)[0] == 0
    assert mode_of(site, "a") == 0o640
    assert mode_of(site, "new") == 0o600


def mode_of(site: LittleSite, name: str) -> int:
    """The permissions of an article's file."""
    return (site.root / f"content/articles/{name}.md").stat().st_mode & 0o777


@pytest.mark.parametrize("journal", [b"", b"{", b"[]", b'{"command": "\xff"}', b"\x00" * 64])
def test_a_damaged_journal_is_reported(make_site: MakeSite, journal: bytes) -> None:
    site = make_site({**FILES, write.JOURNAL: journal})
    code, said, _ = run(site.root, COMMAND)
    assert code == 0
    assert "the journal of an interrupted change cannot be read" in said
