"""The Nu HTML checker: the jar of the npm package vnu-jar, run by Java."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.browser.sample import ROOT

# A fixed version, so that a new rule of the checker does not fail tests that passed the day before.
PACKAGE = "vnu-jar@26.9.27"
JAR = ROOT / ".beilin/tools" / f"{PACKAGE.replace('@', '-')}.jar"


def get_jar() -> str:
    """Download the checker's jar with npm unless it is there; returns why that failed, or ""."""
    if JAR.is_file():
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "there is no npm to get the Nu checker with; on Debian: sudo apt install npm"
    JAR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=JAR.parent) as folder:
        command = [npm, "pack", PACKAGE, "--silent", "--fetch-retries=1", f"--pack-destination={folder}"]
        packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        if packed.returncode:
            return f"npm could not get the Nu checker: {packed.stderr.strip() or packed.stdout.strip()}"
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            member = package.extractfile("package/build/dist/vnu.jar")
            assert member is not None
            unpacked = Path(folder) / "vnu.jar"
            unpacked.write_bytes(member.read())
        unpacked.replace(JAR)
    return ""


def check_html(files: Iterable[Path]) -> list[str]:
    """Every error in the HTML files, as `file:line: message`. Starts one Java process for all of them."""
    command = ["java", "-jar", str(JAR), "--format", "json", "--errors-only", "--exit-zero-always", *map(str, files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    messages = json.loads(checked.stderr)["messages"]
    return [f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}" for message in messages]
