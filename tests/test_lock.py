"""The locks name what pyproject.toml declares, exactly and with hashes; the workflows' actions are pinned by commit."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import Require
from tests.lock import BASE, DEV, PIP

ROOT = Path(__file__).parent.parent
LOCKED = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<marker> ; [^\n]+?)?(?P<hashes>( \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)
COMMENT = re.compile(r" *#[^\n]*\n")


def locked(name: str) -> dict[str, Version]:
    """The packages of a lock, each with its version. Fails if the file contains anything else."""
    text = COMMENT.sub("", (ROOT / name).read_text("utf-8"))
    packages = list(LOCKED.finditer(text))
    assert "".join(match[0] for match in packages) == text, "something without an exact version or without hashes"
    return {match["name"]: Version(match["version"]) for match in packages}


def declared(name: str) -> list[Requirement]:
    """What pyproject.toml declares for a lock."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    base, groups = pyproject["project"]["dependencies"], pyproject["dependency-groups"]
    named = {BASE: base, DEV: base + groups["dev"], PIP: groups["installer"]}[name]
    return [Requirement(each) for each in named]


@pytest.mark.parametrize("name", [BASE, DEV, PIP])
def test_every_declared_package_is_locked_in_a_version_that_is_allowed(name: str) -> None:
    versions = locked(name)
    for requirement in declared(name):
        version = versions.get(canonicalize_name(requirement.name))
        assert version, f"{requirement} is not in {name}; type: .venv/bin/python -m tests.lock"
        assert version in requirement.specifier, f"{requirement}, not {version}; type: .venv/bin/python -m tests.lock"


def test_each_package_of_the_lock_is_declared_or_required_by_one_that_is() -> None:
    """uv writes after each package why it is there; a package that is no longer declared leaves the lock."""
    for name in (BASE, DEV, PIP):
        text = (ROOT / name).read_text("utf-8")
        reasons = re.findall(r"^([a-z0-9-]+)==(?:.*\\\n)+.*\n((?:    #.*\n)+)", text, re.MULTILINE)
        versions = locked(name)
        assert {package for package, _ in reasons} == versions.keys()
        direct = {package for package, why in reasons if "pyproject.toml" in why}
        assert direct == {canonicalize_name(requirement.name) for requirement in declared(name)}
        for package, why in reasons:
            requiring = re.findall(r"#\s+(?:via\s+)?([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?$", why, re.MULTILINE)
            assert package in direct or set(requiring) - {"via"} <= versions.keys(), (package, why)


def test_the_tests_run_with_the_packages_that_are_published() -> None:
    assert locked(BASE).items() <= locked(DEV).items()


def test_no_lock_names_a_registry() -> None:
    for name in (BASE, DEV, PIP):
        assert not re.search(r"//|index-url|find-links|file:", (ROOT / name).read_text("utf-8"))


def test_every_action_is_pinned_by_commit_with_its_version(require: Require) -> None:
    workflows = list((ROOT / ".github/workflows").glob("*.yml"))
    require(bool(workflows), "the workflows are in a checkout only")
    for path in workflows:
        for line in path.read_text("utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), f"{path.name}: {line}"
