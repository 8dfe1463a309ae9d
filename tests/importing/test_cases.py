"""Golden cases: each cases/<name>.txt is a source, with the Markdown and the import record that it must give.

After a change of the rules, `build.py test tests/importing/test_cases.py --regenerate` writes what comes out now; read
the difference before you keep it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beilin.importing import convert as conversion_module
from beilin.importing.convert import Conversion
from beilin.importing.record.record_file import write_import_record
from tests.importing.support import CASES, CONVERSION

SAMPLE = Path(__file__).parents[3] / "shared" / "sources" / "000_1fc70bd212b65299.txt"


def convert_file(path: Path) -> Conversion:
    """The conversion of a file that must convert."""
    conversion, problems = conversion_module.convert(path.name, path.read_bytes(), CONVERSION)
    assert conversion is not None, problems
    return conversion


@pytest.mark.parametrize("source", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_golden_cases(source: Path, regenerate: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion_module, "__version__", "0")  # so that a release changes no case
    conversion = convert_file(source)
    written = {".md": conversion.markdown, ".source.yaml": write_import_record(conversion.record)}
    for suffix, data in written.items():
        if regenerate:
            source.with_suffix(suffix).write_bytes(data)
        assert data.decode() == source.with_suffix(suffix).read_text("utf-8")


def check_truth(source: Path) -> None:
    """The import classifies the source exactly as a careful editor did."""
    truth = json.loads(source.with_suffix(".truth.json").read_text("utf-8"))
    conversion = convert_file(source)
    record = conversion.record
    front_matter = {item.key: item.values for item in record.facts}
    count = len(source.read_text("utf-8").splitlines())
    assert [item.line for item in record.set_aside] == truth["noise_lines"]
    assert [item.line for item in record.facts] == truth["meta_lines"]
    assert list(record.headings) == truth["heading_lines"]
    assert record.lists == (tuple(truth["list_lines"]),)
    assert len(record.facts) + len(record.body) == count - len(truth["noise_lines"])
    assert front_matter.get("source") == (truth["source"],)
    assert record.language == truth["language"]
    assert conversion.tags == tuple(truth["tags"])
    for key in ("title", "author", "date"):
        assert front_matter.get(key) == truth[key]
    assert conversion.title_proposed
    assert f"{conversion.title}。" in source.read_text("utf-8")


def test_the_twin_gives_exactly_the_right_result() -> None:
    check_truth(CASES / "twin.txt")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not part of the project and is missing")
def test_the_sample_gives_exactly_the_right_result() -> None:
    check_truth(SAMPLE)
