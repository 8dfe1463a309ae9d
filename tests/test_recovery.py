"""A build after damage to its output, its state, itself or the disk gives the same as a clean build, or changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, build
from beilin.publishing.output_folder import STAGING
from tests.built_archive import built_archive, equals_clean
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive of six articles that has been built."""
    return built_archive(make_site)


@pytest.mark.parametrize("harm", ["tampered", "same size", "deleted", "folder deleted", "site deleted"])
def test_a_damaged_output_is_repaired(site: LittleSite, tmp_path: Path, harm: str) -> None:
    page = site.output / "articles/a1/index.html"
    if harm == "tampered":
        page.write_text("tampered")
    elif harm == "same size":
        status = page.stat()
        page.write_bytes(b"x" * status.st_size)
        os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif harm == "deleted":
        page.unlink()
    elif harm == "folder deleted":
        shutil.rmtree(page.parent)
    else:
        shutil.rmtree(site.output)
    site.build_well()
    equals_clean(site, tmp_path)


def test_a_foreign_file_is_kept_and_reported_until_clean(site: LittleSite) -> None:
    stray = site.output / "articles/stray.html"
    stray.write_text("mine")
    result = site.build()
    assert result.published
    assert "articles/stray.html" in result.problems[0].message
    assert "--clean" in result.problems[0].hint
    assert stray.read_text() == "mine"
    build(site.root, BuildOptions(clean=True, jobs=1, today="2026-06-01"))
    assert not stray.exists()


def test_with_the_state_lost_old_files_are_foreign_and_new_ones_are_not_written_again(
    site: LittleSite, tmp_path: Path
) -> None:
    shutil.rmtree(site.root / ".beilin")
    (site.root / "content/articles/a6.md").unlink()
    result = site.build()
    assert result.published
    assert "articles/a6/index.html" in result.problems[0].message
    assert result.written < result.pages
    site.options = BuildOptions(clean=True, jobs=1, today="2026-06-01")
    assert site.build().published
    equals_clean(site, tmp_path)


def test_clean_refuses_a_folder_that_beilin_did_not_make(site: LittleSite, tmp_path: Path) -> None:
    other = tmp_path / "precious"
    other.mkdir()
    (other / "index.html").write_text("precious")
    refused = build(site.root, BuildOptions(output=other, clean=True, jobs=1))
    assert "--clean refuses" in refused.problems[0].message
    refused = build(site.root, BuildOptions(output=other, jobs=1))
    assert not refused.published
    assert "exists already" in refused.problems[0].message
    assert (other / "index.html").read_text() == "precious"
    assert [path.name for path in other.iterdir()] == ["index.html"]


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 10_000])
@pytest.mark.parametrize("harm", ["cut off", "overwritten"])
def test_a_damaged_state_is_rebuilt(site: LittleSite, tmp_path: Path, harm: str, length: int) -> None:
    state = site.root / ".beilin/site.sqlite"
    data = state.read_bytes()
    state.write_bytes(data[:length] if harm == "cut off" else data[:length] + b"\xff" * (len(data) - length))
    site.write({"content/articles/a1.md": article("改題", date="2024-01-01")})
    assert site.build().published
    equals_clean(site, tmp_path)


def test_an_error_keeps_the_old_site_and_its_correction_costs_little(site: LittleSite, tmp_path: Path) -> None:
    good = (site.root / "content/articles/a1.md").read_text("utf-8")
    site.write({"content/articles/a1.md": "---\ntitle: [\n---\n", "content/articles/a2.md": article("改題")})
    site.build_badly()
    site.write({"content/articles/a1.md": good})
    assert site.build_well().read == 1
    equals_clean(site, tmp_path)


def test_the_remains_of_a_killed_build_are_removed_and_its_work_is_finished(site: LittleSite, tmp_path: Path) -> None:
    """Stop a build right after it moved its first file in, which is the worst moment."""
    (site.root / "content/articles/a6.md").unlink()
    site.write({"content/articles/b.md": article("新", date="2024-02-01")})
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from beilin.building.build import BuildOptions, build\n"
        "replace = os.replace\n"
        "def once(source, target):\n"
        "    replace(source, target)\n"
        "    os.kill(os.getpid(), 9)\n"
        "os.replace = once\n"
        "build(Path(sys.argv[1]), BuildOptions(jobs=1, today='2026-06-01'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(site.root)], cwd=Path(__file__).parent.parent, check=False)
    assert done.returncode == -9
    assert (site.output / STAGING).exists()
    (site.root / "content/articles/b.md").unlink()
    result = site.build_well()
    assert result.published
    assert not (site.output / STAGING).exists()
    equals_clean(site, tmp_path)


def test_a_second_build_waits_for_the_first(site: LittleSite) -> None:
    import fcntl

    holder = os.open(site.root, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    command = [sys.executable, "-m", "beilin", "build", "--root", str(site.root), "--today", "2026-06-01"]
    waiting = subprocess.Popen(command, cwd=Path(__file__).parent.parent, stderr=subprocess.PIPE, text=True)
    assert waiting.stderr
    line = waiting.stderr.readline()
    assert f"(process {os.getpid()})" in line
    os.close(holder)
    assert waiting.wait(30) == 0
    waiting.stderr.close()


def test_an_output_that_cannot_be_written_is_a_problem(site: LittleSite, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = build(site.root, BuildOptions(output=tmp_path / "file" / "site", jobs=1))
    assert not result.published
    assert "cannot be written" in result.problems[0].message
    assert result.problems[0].hint


def test_a_full_disk_is_a_problem_and_the_old_site_is_unchanged(site: LittleSite) -> None:
    """The limit on a file's size fails like a full disk, without one."""
    before = site.outputs()
    site.write({"content/articles/long.md": article("長", "字" * 200_000)})
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from beilin.building.build import BuildOptions, build\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "result = build(Path(sys.argv[1]), BuildOptions(jobs=1, today='2026-06-01'))\n"
        "print(result.published, result.problems[0].message)\n"
    )
    command = [sys.executable, "-c", script, str(site.root)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("False cannot be written")
    assert site.outputs() == before
    site.build_well()
