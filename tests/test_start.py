"""From a fresh clone, one command does all the set-up, or prints one line about what prevents it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from beilin import __version__
from beilin.building.options import BuildOptions
from beilin.files.signature import SETTLE_NS
from tests.conftest import MakeSite, Require
from tests.little_site import article

ROOT = Path(__file__).parent.parent
RELEASE = ROOT / ".github/workflows/release.yml"
# The interpreter that a user would type, not the one of this environment.
PYTHON = getattr(sys, "_base_executable", sys.executable)
# Nothing of this environment may be visible to the one that is created.
CLEAN = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV", "BEILIN_CI")}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the project, without anything built or installed."""
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in ("build.py", "pyproject.toml", "requirements.txt", "requirements-pip.txt", "site.yaml"):
        shutil.copy(ROOT / name, clone / name)
    for name in ("beilin", "themes", "content", "tests"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    return clone


def run(clone: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """build.py in the clone, from another folder, as a user would run it."""
    command = [PYTHON, str(clone / "build.py"), *arguments]
    return subprocess.run(
        command, cwd=clone.parent, env={**CLEAN, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_first_run_sets_up_and_later_ones_do_not(clone: Path, require: Require) -> None:
    first = run(clone, "build", "--root", str(clone), "--today", "2026-11-24")
    require("could not be installed" not in first.stderr, "the package registry cannot be reached")
    assert first.returncode == 0, first.stderr
    assert "Making .venv" in first.stderr
    assert (clone / "site/index.html").exists()
    # pip was renewed first, whichever came with this Python.
    pip = subprocess.run([clone / ".venv/bin/pip", "--version"], capture_output=True, text=True, check=True).stdout
    assert (
        pip.split()[1]
        == re.findall("^pip==(\\S+)", (ROOT / "requirements-pip.txt").read_text("utf-8"), re.MULTILINE)[0]
    )

    again = run(clone, "--version")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("Beilin, version")

    with (clone / "requirements.txt").open("a") as file:
        file.write("# changed\n")
    renewed = run(clone, "--version")
    assert "Renewing .venv" in renewed.stderr
    assert renewed.returncode == 0, renewed.stderr

    # An interrupted installation has no stamp, and is repeated; here with no more than `--version` needs.
    lock = (clone / "requirements.txt").read_text("utf-8")
    (clone / "requirements.txt").write_text(
        re.findall(r"^click==.*?\n(?! )", lock, re.DOTALL | re.MULTILINE)[0], "utf-8"
    )
    (clone / ".venv/installed.txt").unlink()
    (clone / ".venv/leftover").write_text("")
    mended = run(clone, "--version")
    assert "Making .venv" in mended.stderr
    assert mended.returncode == 0, mended.stderr
    assert not (clone / ".venv/leftover").exists()


@pytest.mark.slow
def test_without_a_network_one_line_says_so(clone: Path) -> None:
    done = run(clone, "build", PIP_CONFIG_FILE=os.devnull, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(clone / "nowhere"))
    assert done.returncode == 2
    making, stopped = done.stderr.splitlines()
    assert making.startswith("Making .venv")
    assert stopped.startswith("build.py: The packages could not be installed")
    assert "type the same command again" in stopped
    assert not (clone / ".venv/installed.txt").exists()


@pytest.mark.slow
def test_a_package_that_differs_from_the_lock_is_not_installed(clone: Path, require: Require) -> None:
    lock = clone / "requirements.txt"
    lock.write_text(re.sub(r"sha256:[0-9a-f]{64}", "sha256:" + "0" * 64, lock.read_text("utf-8")), "utf-8")
    done = run(clone, "build")
    require("could not be installed" not in done.stderr, "the package registry cannot be reached")
    assert done.returncode == 2
    assert "build.py: A downloaded package differs from the one that requirements.txt names" in done.stderr
    assert not (clone / ".venv/installed.txt").exists()


@pytest.mark.parametrize(
    "words", ["No module named venv", "The virtual environment was not created: ensurepip is not available."]
)
def test_without_venv_one_line_says_what_to_type(clone: Path, tmp_path: Path, words: str) -> None:
    """As build.py sees Debian's Python without python3-venv."""
    package = tmp_path / "crippled" / "venv"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(f"import sys\nsys.exit({words!r})\n")
    done = run(clone, "build", PYTHONPATH=str(package.parent))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("build.py: Python lacks venv or pip. Type: ")


def test_help_starts_quickly_by_importing_little() -> None:
    script = "import sys; sys.argv = ['build.py', '--help']\nfrom beilin.entry import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
    script += "print(sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {
        "jinja2",
        "markdown_it",
        "yaml",
        "pygments",
        "msgspec",
        "starlette",
        "uvicorn",
        "watchdog",
        "rich",
        "sqlite3",
    }
    assert not [name for name in heavy if f"'{name}'" in done.stderr]


# The modules of Beilin that a build with nothing changed imports. Each takes 0.1 to 1 ms, so a new one needs a reason.
OF_UNCHANGED_BUILD = [
    "building",
    "building.build",
    "building.code_version",
    "building.linked_folders",
    "building.options",
    "building.remembered",
    "building.snapshots",
    "commands",
    "commands.build_run",
    "commands.printing",
    "commands.progress",
    "commands.streams",
    "entry",
    "files",
    "files.changed",
    "files.links",
    "files.regular",
    "files.signature",
    "files.snapshot",
    "layout",
    "parallel",
    "parallel.executor",
    "parallel.garbage",
    "problems",
    "problems.command_name",
    "problems.wording",
    "publishing",
    "publishing.connection",
    "publishing.lock",
    "publishing.output_folder",
    "publishing.parts",
    "publishing.plain_parts",
    "publishing.rows",
    "publishing.sqlite_header",
    "publishing.staging_folder",
    "publishing.state",
    "publishing.state_file",
    "text",
    "text.today",
    "translations",
    "translations.language",
    "translations.po_file",
    "translations.translate",
]
# Of Python and the packages: what would be imported with one careless line, and takes milliseconds.
TOO_SLOW = {
    "asyncio", "click", "dataclasses", "decimal", "inspect", "logging", "msgspec", "multiprocessing", "pickle", "random",
    "shutil", "signal", "subprocess", "tempfile", "threading", "traceback", "typing_extensions", "uuid", "zoneinfo",
}  # fmt: skip


def test_a_build_with_nothing_changed_imports_little(make_site: MakeSite) -> None:
    """These imports take longer than all else that it does."""
    site = make_site({"content/articles/a.md": article("甲")})
    site.options = BuildOptions()
    time.sleep(SETTLE_NS / 1e9)  # or the next build could not know from metadata that nothing changed
    site.build_well()
    script = (
        "import os, sys\n"
        "os._exit = lambda code: sys.stderr.write('\\n'.join(sys.modules)) and sys.exit(code)\n"
        "sys.argv = ['beilin']\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from beilin.entry import main\n"
        "main()\n"
    )
    environment = {**CLEAN, "BEILIN_LANGUAGE": "zh-Hant"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], cwd=site.root, env=environment, capture_output=True, text=True, check=True
    )
    assert "產生 0 頁" in done.stdout
    imported = set(done.stderr.splitlines())
    assert sorted(name.removeprefix("beilin.") for name in imported if name.startswith("beilin.")) == OF_UNCHANGED_BUILD
    assert not imported & TOO_SLOW


def release_step(name: str) -> str:
    """The commands of a step of the workflow for releases."""
    jobs = yaml.safe_load(RELEASE.read_text("utf-8"))["jobs"]
    (commands,) = [step["run"] for step in jobs["build"]["steps"] if step.get("name") == name]
    assert isinstance(commands, str)
    return commands


def in_bash(commands: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The commands in bash, which stops at the first failure, as in a workflow."""
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", commands], cwd=folder, env={**CLEAN, **environment}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_wheel_of_a_release_begins_and_builds_archives(tmp_path: Path, require: Require) -> None:
    """Built and checked by the workflow's steps; it has the themes, the words in bodies and the first files."""
    require(RELEASE.exists(), "the workflow is in a checkout only")
    source = tmp_path / "source"
    source.mkdir()
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "build.py",
        "requirements.txt",
        "requirements-dev.txt",
    ):
        shutil.copy(ROOT / name, source / name)
    for name in ("beilin", "themes", "tests", "benchmarks"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".cache"))
    (source / ".venv").symlink_to(sys.prefix)
    assert in_bash(release_step("Compare the tag with the version"), source, TAG=f"v{__version__}").returncode == 0
    assert in_bash(release_step("Compare the tag with the version"), source, TAG="v99").returncode
    built = in_bash(release_step("Build"), source)
    require("build-system.requires" not in built.stderr, "the build backend cannot be downloaded")
    assert built.returncode == 0, built.stderr
    (wheel,) = (source / "dist").glob("beilin-*.whl")
    assert list((source / "dist").glob("beilin-*.tar.gz"))
    licences = {"LICENSE", "LICENSE-OpenCC.txt", "LICENSE-Unicode.txt"}
    assert {Path(name).name for name in ZipFile(wheel).namelist() if ".dist-info/licenses/" in name} == licences

    # Instead of a new environment: the wheel beside the packages of this one.
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True)
    shutil.rmtree(source)
    runner = tmp_path / "runner"
    runner.mkdir()
    fresh = {"PYTHONPATH": str(installed), "PATH": f"{installed / 'bin'}:{os.environ['PATH']}"}
    checked = in_bash(release_step("Check the wheel"), tmp_path, RUNNER_TEMP=str(runner), **fresh)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    archive = runner / "zh-Hant"
    assert "已完成" in (archive / "site/articles/welcome/index.html").read_text("utf-8")  # words of the package
    assert list((archive / "site/assets").glob("ink.*.css"))
    assert 'BEILIN: ""\n' in (archive / ".github/workflows/pages.yml").read_text("utf-8")  # nobody else has this wheel
    assert "  cd zh-Hant\n  beilin serve --open\n" in checked.stderr

    with (archive / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: plain\n")
    done = in_bash("beilin", archive, **fresh)
    assert done.returncode == 0, done.stderr
    assert [path.name.split(".")[0] for path in (archive / "site/assets").glob("*.css")] == ["plain"]
    refused = in_bash("beilin test", archive, **fresh)
    assert refused.returncode == 2
    assert "checkout" in refused.stderr


def test_a_release_is_published_by_a_job_that_does_nothing_else(require: Require) -> None:
    require(RELEASE.exists(), "the workflow is in a checkout only")
    workflow = yaml.safe_load(RELEASE.read_text("utf-8"))
    assert workflow[True] == {"push": {"tags": ["v*"]}}
    assert workflow["permissions"] == {"contents": "read"}
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    assert "permissions" not in build
    assert publish["permissions"] == {"id-token": "write"}
    assert (publish["needs"], publish["environment"]) == ("build", "pypi")
    assert not [step for step in publish["steps"] if "run" in step]
    names = [step["uses"].partition("@")[0] for step in publish["steps"]]
    assert names == ["actions/download-artifact", "pypa/gh-action-pypi-publish"]
    assert build["steps"][-1]["with"]["path"] == publish["steps"][0]["with"]["path"] == "dist/"


def test_workflows_pin_every_action_by_commit() -> None:
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in used), path.name
