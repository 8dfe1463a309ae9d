"""The first files of an archive: valid, complete in each language, and no word of another."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from beilin.starting.first_files import FIRST_ARTICLE, first_files
from beilin.starting.settings import (
    LANGUAGES,
    Settings,
    language_of,
    time_zone_of,
    title_of,
    valid_setting,
)
from tests.conftest import Require

ROOT = Path(__file__).parents[2]
WORKFLOW = ".github/workflows/pages.yml"
REQUIREMENT = "git+https://example.org/beilin@0123456789abcdef0123456789abcdef01234567"


def files_in(language: str, **settings: str) -> dict[str, str]:
    """The first files in the language, as texts."""
    values = {"title": "甲", "base_url": "https://example.org/", "time_zone": "Asia/Taipei", **settings}
    files = first_files(
        Settings(language=language, **values), today="2026-01-02", command="beilin", requirement=REQUIREMENT
    )
    return {name: data.decode() for name, data in files.items()}


def test_each_language_has_the_same_files_and_shows_the_same_constructs() -> None:
    constructs = re.compile(
        r"^(?:#+ |> \[!\w+\]|\[\^\w+\]:|\||!\[|\$\$|```\S*|- \[[ x]\]|\d\.)|\[\[\w+\]\]|\*\*|~~", re.MULTILINE
    )
    shapes = {}
    for language in LANGUAGES:
        files = files_in(language)
        assert not [name for name, text in files.items() if re.search(r"(?<!\$)\{\{", text)], "a value is not filled in"
        assert all(text.endswith("\n") for text in files.values())
        shapes[language] = (list(files), constructs.findall(files[FIRST_ARTICLE]))
    assert len({str(shape) for shape in shapes.values()}) == 1, shapes


def test_settings_are_written_so_that_they_are_read_as_they_are() -> None:
    text = files_in("en", title='A "B": #c', author="- d")["site.yaml"]
    read = yaml.safe_load(text)
    assert (read["title"], read["author"]) == ('A "B": #c', "- d")
    assert "author" not in yaml.safe_load(files_in("en")["site.yaml"])


def test_the_editor_completes_data_files_by_schemas_that_they_satisfy() -> None:
    files = files_in("zh-Hant")
    schemas: Mapping[str, str] = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    for schema, document in schemas.items():
        text = files.get(document.removeprefix("/"), "")
        jsonschema.validate(yaml.safe_load(text), json.loads(files[schema.removeprefix("./")]))
    first, _, _ = files["site.yaml"].partition("\n")
    assert first == f"# yaml-language-server: $schema={next(iter(schemas)).removeprefix('./')}"


def test_text_has_its_language_if_the_site_has_another() -> None:
    assert files_in("ja")[FIRST_ARTICLE].startswith("---\nlanguage: en\ntitle: ")
    assert files_in("zh-HK")[FIRST_ARTICLE].startswith("---\ntitle: 第一篇")
    assert "网站的设置" in files_in("zh-SG")["site.yaml"]


def test_the_workflow_is_that_of_this_project_but_for_how_beilin_gets_there(require: Require) -> None:
    """tests/test_pages_workflow.py runs the steps of this project's."""
    own = ROOT / WORKFLOW
    require(own.exists(), "the workflow is in a checkout only")
    expected: dict[Any, Any] = yaml.safe_load(own.read_text("utf-8"))
    written: dict[Any, Any] = yaml.safe_load(files_in("en")[WORKFLOW])
    steps = written["jobs"]["build"]["steps"]
    install = steps.pop(2)
    assert install["env"] == {"BEILIN": REQUIREMENT}
    assert install["run"].splitlines()[-1].endswith('pip install --disable-pip-version-check "$BEILIN"')
    command = [shutil.which("bash") or "bash", "-e", "-c", install["run"]]
    stopped = subprocess.run(command, env={"BEILIN": "", "PATH": ""}, capture_output=True, text=True, check=False)
    assert stopped.returncode
    assert "BEILIN: is empty. Write in .github/workflows/pages.yml" in stopped.stderr
    steps[1]["with"]["cache-dependency-path"] = "requirements.txt"
    documentation = next(step for step in expected["jobs"]["build"]["steps"] if "documentation" in step.get("name", ""))
    expected["jobs"]["build"]["steps"].remove(documentation)  # which this project publishes with its archive
    steps[-1]["with"]["path"] = "published"
    for step in steps:
        if "run" in step:
            step["run"] = step["run"].replace("beilin ", "python3 build.py ", 1)
    assert written == expected


@pytest.mark.parametrize(
    ("zone", "cron"),
    [
        ("Asia/Taipei", "5 16 * * *"),
        ("Asia/Kolkata", "35 18 * * *"),
        ("America/New_York", "5 5 * * *"),
        ("Europe/Berlin", "5 23 * * *"),
        ("Australia/Sydney", "5 14 * * *"),
        ("UTC", "5 0 * * *"),
    ],
)
def test_the_nightly_run_is_after_midnight_in_summer_and_winter(zone: str, cron: str) -> None:
    assert yaml.safe_load(files_in("en", time_zone=zone)[WORKFLOW])[True]["schedule"] == [{"cron": cron}]


def test_proposals_come_from_the_folder_and_the_system() -> None:
    assert title_of(Path("my-old_notes")) == "my old notes"
    assert title_of(Path("/")) == "Archive"
    locales = ["zh_TW.UTF-8", "zh_HK", "zh_CN.GB18030", "zh_SG", "de_DE@euro", "C.UTF-8", "POSIX", ""]
    wanted = ["zh-Hant", "zh-Hant", "zh-Hans", "zh-Hans", "en", "en", "en", "en"]
    assert [language_of({"LANG": locale}) for locale in locales] == wanted
    assert language_of({"LANG": "de_DE", "LC_ALL": "zh_TW"}) == "zh-Hant"
    assert time_zone_of({"TZ": ":Europe/Paris"}, "zh-Hant") == "Europe/Paris"
    zones = [time_zone_of({"TZ": "UTC"}, language) for language in ("zh-TW", "zh-Hans", "fr")]
    assert zones == ["Asia/Taipei", "Asia/Shanghai", "UTC"]
    assert time_zone_of({"TZ": "CST-8"}, "zh-Hans") == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", " "), ("title", "a\x1bb"), ("language", "Chinese please"), ("base_url", "example.org"),
        ("time_zone", "Taipei"),
    ],
)  # fmt: skip
def test_what_site_yaml_refuses_is_refused_with_the_way_to_write_it(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        valid_setting(name, text)
