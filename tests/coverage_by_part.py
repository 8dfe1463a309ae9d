"""Run tests and print how much of each folder of beilin/ they executed.

python -m tests.coverage_by_part [PYTEST ARGUMENTS]   for example: tests/serving -m "not slow"

Subprocesses and forked processes count, with two exceptions: those that are killed, and those that are started with an
environment of their own. Lines are counted, not branches.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "beilin"
WORST = 15  # modules that are listed one by one

# Absolute, because processes run in other folders; the copies of beilin/ that some tests make are not counted.
SETTINGS = f"""\
[run]
source = {PACKAGE}
parallel = true
patch = subprocess, _exit, execv, fork
disable_warnings = no-data-collected, module-not-measured, trace-changed, module-not-imported
"""


@dataclass(frozen=True)
class Module:
    """What was executed of a module."""

    path: Path
    lines: int
    missed: tuple[int, ...]

    @property
    def part(self) -> str:
        """The folder of beilin/ that it lies in; "beilin" for one that lies in none."""
        inside = self.path.relative_to(PACKAGE)
        return f"{inside.parts[0]}/" if len(inside.parts) > 1 else "beilin"


def measure(arguments: list[str], folder: Path) -> tuple[int, list[Module]]:
    """Run pytest with the arguments; its exit code, and every module of beilin/. Data is kept in `folder`."""
    settings, data = folder / "settings", folder / "data"
    settings.write_text(SETTINGS, "utf-8")
    side_by_side = ["-n", "auto", "--dist", "loadgroup"]
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", f"--data-file={data}", "-m", "pytest"]
    done = subprocess.run([*command, *side_by_side, *arguments], cwd=ROOT, check=False)
    measured = Coverage(data_file=str(data), config_file=str(settings))
    measured.combine(data_paths=[str(folder)])
    return done.returncode, [_module(measured, path) for path in sorted(PACKAGE.rglob("*.py"))]


def _module(measured: Coverage, path: Path) -> Module:
    _, lines, _, missed, _ = measured.analysis2(str(path))
    return Module(path, len(lines), tuple(missed))


def table(modules: list[Module]) -> str:
    """The share of executed lines for each part, and the modules with most lines that were not executed."""
    parts: dict[str, list[Module]] = defaultdict(list)
    for module in modules:
        parts[module.part].append(module)
    rows = [_row(part, inside) for part, inside in sorted(parts.items())]
    worst = sorted(modules, key=lambda module: -len(module.missed))[:WORST]
    named = [f"{module.path.relative_to(ROOT)}: {_ranges(module.missed)}" for module in worst if module.missed]
    return "\n".join([*rows, _row("all", modules), "", "Most lines not executed:", *named, ""])


def _row(name: str, modules: list[Module]) -> str:
    lines, missed = (sum(counts) for counts in zip(*((m.lines, len(m.missed)) for m in modules), strict=True))
    share = 100 * (lines - missed) / lines if lines else 100
    return f"{name:<14}{share:6.1f}%{lines:7} lines{missed:6} not executed"


def _ranges(numbers: tuple[int, ...]) -> str:
    """Line numbers in ascending order, with neighbours joined: 3, 5-7."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def main() -> int:
    """Measure what the command line asks for; pytest's exit code."""
    with tempfile.TemporaryDirectory() as folder:
        code, modules = measure(sys.argv[1:], Path(folder))
    sys.stdout.write(table(modules))
    return code


if __name__ == "__main__":
    sys.exit(main())
