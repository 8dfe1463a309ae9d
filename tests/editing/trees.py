"""Little archives as text, for golden cases: a line `== path`, then the file.

In it ␍ is a carriage return, ␣ a byte order mark, and ␄ at the end means that no line feed follows.
"""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from click.testing import CliRunner

from beilin.cli import cli
from tests.little_site import LittleSite, little_site

BOM, RETURN, NO_LINE_FEED = "\u2423", "\u240d", "\u2404\n"


def files_of(text: str) -> dict[str, bytes]:
    """The files that a text describes."""
    files = {}
    for part in text.split("\n== ")[1:]:
        path, _, content = f"{part}\n".partition("\n")
        content = content.removesuffix(NO_LINE_FEED) if content.endswith(NO_LINE_FEED) else content
        files[path] = content.replace(BOM, "\ufeff").replace(RETURN, "\r").encode()
    return files


def text_of(files: dict[str, bytes]) -> str:
    """The text that describes the files."""
    parts = []
    for path, content in sorted(files.items()):
        text = content.decode().replace("\ufeff", BOM).replace("\r", RETURN)
        parts.append(f"== {path}\n{text}{'' if text.endswith(chr(10)) or not text else NO_LINE_FEED}")
    return "".join(parts)


def sources(root: Path) -> dict[str, bytes]:
    """Every file that an editor owns."""
    places = [root / "site.yaml", *(root / "content").rglob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in places if path.is_file()}


def pages(site: LittleSite) -> set[str]:
    """The pages of a build."""
    result = site.build()
    assert result.published, result.problems
    return {path for path in site.outputs() if path.endswith(".html")}


def run(root: Path, arguments: list[str]) -> tuple[int, str, bytes]:
    """The command's exit code, all its output, and its standard output alone, with carriage returns."""
    result = CliRunner().invoke(cli, [*arguments, "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output, result.stdout_bytes


def run_case(root: Path, given: str) -> str:
    """A command's output, and the files that it changed; the first line of `given` is the command.

    In every case a dry run writes nothing, its diff produces the same bytes, a refusal changes nothing, and every page
    that existed before still exists.
    """
    command, _, tree = given.partition("\n")
    arguments = shlex.split(command)
    before = files_of(f"\n{tree}")
    site = little_site(root, dict(before))
    untouched = sources(root)
    dry_code, _, diff = run(root, [*arguments, "--dry-run"])
    assert sources(root) == untouched
    was = pages(site) if dry_code == 0 else set()
    code, said, _ = run(root, arguments)
    assert code == dry_code
    after = sources(root)
    if code:
        assert after == untouched
        return f"exit code {code}\n{said}"
    assert was <= pages(site)
    little_site(root.with_name(f"{root.name}-patched"), dict(before))
    patch(root.with_name(f"{root.name}-patched"), diff)
    assert sources(root.with_name(f"{root.name}-patched")) == after
    changed = {path: content for path, content in after.items() if untouched.get(path) != content}
    gone = "".join(f"== {path} is gone\n" for path in sorted(untouched.keys() - after.keys()))
    return said + text_of(changed) + gone


def patch(root: Path, diff: bytes) -> None:
    """Apply the diff to the files."""
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    done = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"], cwd=root, input=diff, check=False, capture_output=True
    )
    assert done.returncode == 0, f"{done.stderr.decode()}\n{diff.decode()}"
