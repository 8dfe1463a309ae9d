"""Damage anywhere in the state is noticed or harmless."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, Reporting, build
from beilin.building.code_version import code_fingerprint
from beilin.publishing.state import State
from beilin.publishing.state_file import DamagedStateError, StateFile
from tests.editing.trees import run
from tests.exact.elsewhere import Elsewhere
from tests.exact.subject import clean_build
from tests.little_site import LittleSite, article, little_site

AT_EVERY_BYTE = bool(os.environ.get("BEILIN_STEPS"))
PAGE = 4096  # bytes of a page of SQLite
NEW_TO_SQLITE = 512  # SQLite takes a file smaller than its smallest page for an empty database


@pytest.fixture
def site(tmp_path: Path) -> LittleSite:
    """A built archive with a small state."""
    site = little_site(tmp_path / "archive", {f"content/articles/a{n}.md": article(f"題{n}") for n in range(2)})
    site.options = BuildOptions(jobs=1, today="2026-06-01")
    site.build_well()
    return site


def state_of(site: LittleSite) -> Path:
    """The file of its state."""
    (path,) = (site.root / ".beilin").glob("*.sqlite")
    return path


def test_a_state_truncated_at_any_byte_is_noticed(site: LittleSite) -> None:
    path = state_of(site)
    file, data = StateFile(path, code_fingerprint), path.read_bytes()
    whole = file.load()
    assert whole.outputs
    near = {page + at for page in range(0, len(data), PAGE) for at in range(-2, 3)} | set(range(100))
    lengths = range(len(data)) if AT_EVERY_BYTE else sorted(near | set(range(0, len(data), 61)))
    for length in [length for length in lengths if 0 <= length < len(data)]:
        path.write_bytes(data[:length])
        try:
            loaded = file.load()
        except DamagedStateError:
            continue
        assert loaded == whole or (length < NEW_TO_SQLITE and loaded == State()), length


def test_a_build_on_a_damaged_state_is_right_and_says_so(
    site: LittleSite, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    path, chance = state_of(site), random.Random(0)
    data = path.read_bytes()
    lengths = [
        NEW_TO_SQLITE,
        PAGE - 1,
        PAGE,
        PAGE + 1,
        len(data) // 2,
        len(data) - PAGE,
        *chance.sample(range(NEW_TO_SQLITE, len(data)), 4),
    ]
    for number, length in enumerate(lengths):
        site.write({"content/articles/a0.md": article(f"改{number}")})
        _, files = clean_build(site, elsewhere, tmp_path / "fresh")
        path.write_bytes(data[:length])
        said: list[str] = []
        result = build(site.root, site.options, Reporting(said.append))
        assert (result.published, result.problems) == (True, ())
        assert site.outputs() == files
        assert [words for words in said if "is damaged" in words and "building without it" in words], (length, said)


def test_any_other_file_beside_the_state_may_be_truncated(
    site: LittleSite, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    """A cached body is checked by its digest, and read again from its Markdown."""
    others = [path for path in (site.root / ".beilin").rglob("*") if path.is_file() and path != state_of(site)]
    for number in range(8):
        for path in others:
            if path.exists():
                data = path.read_bytes()
                path.write_bytes(data[: len(data) * number // 8])
        site.write({"themes/bare/templates/article.html": f"{number} {{{{ body | safe }}}}"})
        site.build_well()
        assert site.outputs() == clean_build(site, elsewhere, tmp_path / "fresh")[1]


def test_a_state_that_is_wrong_about_a_source_is_eventually_discarded(site: LittleSite) -> None:
    page = site.output / "articles/a0/index.html"
    good = page.read_bytes()
    with closing(sqlite3.connect(state_of(site))) as connection:
        connection.execute("UPDATE files SET body = 'another', segment = '' WHERE path = 'content/articles/a0.md'")
        connection.commit()
    page.unlink()
    site.build_well()
    assert page.read_bytes() == good
    assert site.build_well().rendered == 0


# Commands that read the state and do not write it


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> LittleSite:
    """A built archive with a state of many pages; tests restore what they damage."""
    body = "## 節\n\n字[[題0]][一](a1.md)。\n"
    front = {"tags": "[LLaMA]", "author": "甲", "source": "乙", "date": "2024-05-06"}
    files: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(f"題{n}", body * 3, **front) for n in range(24)
    }
    files["content/tags.yaml"] = "LLaMA:\n  synonyms: [羊駝]\nAndroid:\n  names: {zh-Hant: 安卓}\n"
    files["source.txt"] = "標題\n\n第一段文字,說的是一件事。\n\n第二段文字,說的是另一件事。\n"
    site = little_site(tmp_path_factory.mktemp("damaged") / "archive", files)
    assert site.build().published
    return site


@pytest.fixture
def damaged(archive: LittleSite) -> Iterator[LittleSite]:
    """The archive; .beilin/ is restored after the test."""
    kept = archive.root.with_name("kept")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(archive.root / ".beilin", kept)
    yield archive
    shutil.rmtree(archive.root / ".beilin")
    shutil.copytree(kept, archive.root / ".beilin")


def truncated(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def page_overwritten(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data) // PAGE) * PAGE
    data[start : start + PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE), data[:PAGE]])
    path.write_bytes(data)


def bytes_overwritten(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(40):
        start = chance.randrange(len(data) - 8)
        data[start : start + 8] = chance.randbytes(8)
    path.write_bytes(data)


def random_bytes(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(chance.randrange(1, 4 * PAGE)))


def empty(path: Path, _chance: random.Random) -> None:
    path.write_bytes(b"")


def a_folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    (path / "in").mkdir(parents=True)


def a_folder_for_its_journal(path: Path, _chance: random.Random) -> None:
    path.with_name(f"{path.name}-journal").mkdir()


def changed_by(statement: str) -> Callable[[Path, random.Random], None]:
    """Damage that SQLite itself does not notice."""

    def damage(path: Path, _chance: random.Random) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            assert connection.execute(statement).rowcount
            connection.commit()

    return damage


STATEMENTS = [
    "UPDATE files SET record = X'C1'",
    "UPDATE files SET record = X'81A7', problems = X'91' WHERE path LIKE '%a7.md'",
    "UPDATE files SET record = 'text' WHERE path LIKE '%a7.md'",
    "UPDATE files SET problems = X'91A3FFFFFF' WHERE path LIKE '%a7.md'",
    "UPDATE files SET digest = X'00'",
    "UPDATE files SET offset = 'far', length = 'long'",
    "UPDATE files SET segment = char(0), offset = -1",
    "UPDATE files SET path = X'FF' || path WHERE path LIKE '%a7.md'",
    "UPDATE files SET digest = CAST(X'FFFE' AS TEXT) WHERE path LIKE '%a7.md'",
    "UPDATE outputs SET build = 'first', digest = X'00'",
    "UPDATE outputs SET path = CAST(X'FFFE' AS TEXT) WHERE path = 'index.html'",
    "UPDATE parts SET value = 'text'",
    "UPDATE parts SET value = 100000000000000 WHERE name = 'archive'",
    "UPDATE parts SET value = X'C1' WHERE name = 'snapshots'",
    "UPDATE parts SET value = X'C1' WHERE name = 'plan'",
    "DELETE FROM parts",
    "UPDATE about SET value = 'of another Beilin'",
    "UPDATE about SET value = X'00'",
    "UPDATE sqlite_master SET sql = replace(sql, 'record', 'recording') WHERE name = 'files'",
    "UPDATE sqlite_master SET sql = replace(sql, 'outputs', 'exits'), name = 'exits' WHERE name = 'outputs'",
]
DAMAGE = {
    **{f"{kind.__name__} {seed}": (kind, seed) for kind in (truncated, page_overwritten, bytes_overwritten) for seed in range(5)},
    **{kind.__name__: (kind, 0) for kind in (random_bytes, empty, a_folder, a_folder_for_its_journal)},
    **{statement: (changed_by(statement), 0) for statement in STATEMENTS},
}  # fmt: skip
COMMANDS = [
    ["list"],
    ["list", "--format", "json", "--needs-review", "--tag", "羊駝"],
    ["rename", "a7", "a77", "--dry-run"],
    ["tag", "rename", "LLaMA", "羊駝", "--slug", "llamas", "--dry-run"],
    ["tag", "merge", "LLaMA", "Android", "--dry-run"],
    ["check"],
    ["new", "題7", "--tag", "沒有這個"],
    ["import", "--dry-run", "SOURCE"],
    ["explain", "/articles/a7/"],
    ["explain", "content/articles/a7.md"],
]


def answers(site: LittleSite) -> dict[str, tuple[int, str]]:
    """The output and exit code of every command."""
    source = str(site.root / "source.txt")
    found = {}
    for command in COMMANDS:
        code, said, _ = run(site.root, [source if word == "SOURCE" else word for word in command])
        found[" ".join(command)] = (code, re.sub(r"\d+\.\d s", "", said))  # how long a check took
    return found


@pytest.fixture(scope="module")
def sound(archive: LittleSite) -> dict[str, set[tuple[int, str]]]:
    """The allowed output of the commands: that with the state, and that without one."""
    whole = answers(archive)
    path = state_of(archive)
    path.rename(path.with_suffix(".away"))
    without = answers(archive)
    path.with_suffix(".away").rename(path)
    assert [name for name in whole if whole[name] != without[name]] == [" ".join(one) for one in COMMANDS[-2:]]
    return {name: {whole[name], without[name]} for name in whole}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_command_ignores_a_damaged_state(
    kind: str, damaged: LittleSite, sound: dict[str, set[tuple[int, str]]]
) -> None:
    """Only `explain` may differ: it does not know what the last build did."""
    damage, seed = DAMAGE[kind]
    damage(state_of(damaged), random.Random(seed))
    (damaged.root / ".beilin/snapshots.msgpack").unlink(missing_ok=True)  # what `check` remembers would spare it work
    found = answers(damaged)
    assert {name: answer for name, answer in found.items() if answer not in sound[name]} == {}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_build_discards_a_damaged_state(kind: str, damaged: LittleSite) -> None:
    good, (damage, seed) = damaged.outputs(), DAMAGE[kind]
    damage(state_of(damaged), random.Random(seed))
    before = (damaged.root / "content/articles/a7.md").read_text("utf-8")
    damaged.write({"content/articles/a7.md": before + "多"})
    assert damaged.build().published
    damaged.write({"content/articles/a7.md": before})
    assert damaged.build().published
    assert damaged.outputs() == good
    assert StateFile(state_of(damaged), code_fingerprint).load().plan
