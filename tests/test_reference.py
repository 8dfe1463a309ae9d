"""The committed reference is up to date, and its JSON Schema files agree with how the files are read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.config import CONFIG_FIELDS, read_config
from beilin.layout import TAGS_FILE
from beilin.reading.front_matter import read_front_matter
from beilin.reading.front_matter_fields import front_matter_fields
from beilin.reading.redirects import read_redirects
from beilin.reading.tags import TERM_FIELDS, read_tag_authority
from beilin.reference.files import reference_files
from beilin.reference.pages import example_of
from beilin.text.yaml import strict as ys

ROOT = Path(__file__).parent.parent
FILES = reference_files()
FRONT_MATTER = jsonschema.Draft7Validator(json.loads(FILES["schemas/front-matter.schema.json"]))
SITE = jsonschema.Draft7Validator(json.loads(FILES["schemas/site.schema.json"]))
TAGS = jsonschema.Draft7Validator(json.loads(FILES["schemas/tags.schema.json"]))
REDIRECTS = jsonschema.Draft7Validator(json.loads(FILES["schemas/redirects.schema.json"]))


@pytest.mark.parametrize("name", FILES)
def test_the_committed_reference_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == FILES[name], "run .venv/bin/python -m beilin.reference docs"


def test_the_command_writes_the_whole_reference(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "beilin.reference", str(tmp_path)], cwd=ROOT, check=True)
    written = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert {name: path.read_text("utf-8") for name, path in written.items()} == FILES


@pytest.mark.parametrize("schema", [FRONT_MATTER, SITE, TAGS, REDIRECTS])
def test_the_schemas_conform_to_the_draft_that_text_editors_support(schema: jsonschema.Draft7Validator) -> None:
    jsonschema.Draft7Validator.check_schema(schema.schema)


def errors(yaml: str) -> list[str]:
    """The messages of the errors in front matter."""
    problems = read_front_matter(yaml, file="x.md", time_zone="Asia/Taipei")[1]
    return [problem.message for problem in problems if problem.severity == "error"]


def test_the_examples_are_valid() -> None:
    assert not errors(example_of(front_matter_fields("Asia/Taipei")))
    example = example_of(TERM_FIELDS).replace("\n", "\n  ").strip()
    authority, problems = read_tag_authority(f"開源:\n  {example}\nlicensing:\n".encode())
    assert not problems
    assert authority.terms[0].slug == "open-source"


def test_the_example_of_the_settings_is_valid(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(example_of(CONFIG_FIELDS), "utf-8")
    config, problems = read_config(tmp_path)
    assert not problems
    assert config
    assert config.menu
    assert config.menu[0].address == "/tags/"


def plain(yaml: bytes) -> Any:
    """YAML as other parsers read it, except that numbers and booleans remain text."""
    return ys.to_plain(ys.parse_yaml(yaml.decode()))


def test_the_archive_itself_conforms_to_the_schemas() -> None:
    assert SITE.is_valid({**plain((ROOT / "site.yaml").read_bytes())})
    assert TAGS.is_valid(plain((ROOT / TAGS_FILE).read_bytes()))


def test_the_example_of_redirects_is_valid() -> None:
    example = re.findall(r"(?m)^/.*: /.*\n", FILES["site-yaml.md"])
    assert len(example) == 3
    assert REDIRECTS.is_valid(plain("".join(example).encode()))
    assert read_redirects("".join(example).encode())[1] == ()
    assert not REDIRECTS.is_valid({"old": "/new/"})


# Texts that a regular expression can judge as exactly as the code: no capitals except Latin ones, no punctuation except
# ASCII, no digits of other scripts; and no line ending, because `$` in Python also matches before one.
TEXTS = st.text(st.sampled_from("aAz09-._/:#?% 開源é'\"[]{}\\"), max_size=12)
LIKELY = st.sampled_from([
    "en", "zh-Hant", "x", "2023-06-21", "2023-06-21 01:19", "2023-06-21T01:19+0800", "2023-6-1", "https://e.org/a b",
    "https://e.org/x", "http:///x", "ftp://e.org/", "a-b", "gpt-3.5", "a.b", "-a", "a--b", "A", "開源", "/old/", "/old",
    "/old.html", "old/", "/tags/", "  ", "",
])  # fmt: skip
SCALARS = LIKELY | TEXTS | st.integers(-3, 3000) | st.booleans() | st.none()
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.sampled_from(["file", "en"]), SCALARS, max_size=2)


def beyond_the_schema(messages: list[str]) -> bool:
    """Whether all errors are of a kind that no regular expression can find."""
    return bool(messages) and all(
        message.startswith("aliases: ") or "not a day of the calendar" in message for message in messages
    )


@given(
    st.fixed_dictionaries(
        {"title": SCALARS}, optional={name: VALUES for name in front_matter_fields("UTC") if name != "title"}
    )
)
def test_the_schema_agrees_with_the_reader_on_front_matter(front_matter: dict[str, Any]) -> None:
    messages = errors(json.dumps(front_matter, ensure_ascii=False))
    accepted = FRONT_MATTER.is_valid(front_matter)
    if not beyond_the_schema(messages):
        assert accepted == (not messages), messages


@given(
    st.dictionaries(st.sampled_from(["title", "base_url", "language", "theme", "menu", "keep_sources", "them"]), VALUES)
)
def test_the_schema_agrees_with_the_reader_on_settings(settings: dict[str, Any]) -> None:
    from beilin.text.yaml.fields import read_fields

    text = json.dumps(settings, ensure_ascii=False)
    node = ys.parse_yaml(text)
    assert isinstance(node, ys.Mapping)
    _, problems = read_fields(node, CONFIG_FIELDS, file="site.yaml", lines=[text])
    assert SITE.is_valid(settings) == (not problems), problems


@pytest.mark.parametrize(
    ("front_matter", "path"),
    [
        ({"title": "x", "tagz": []}, []),
        ({"title": "x", "slug": "A B"}, ["slug"]),
        ({"title": "x", "date": "soon"}, ["date"]),
        ({"title": "x", "draft": "yes"}, ["draft"]),
        ({"title": "x", "aliases": ["https://e.org/"]}, ["aliases", 0]),
        ({"title": "x", "provenance": {"file": "x"}}, ["provenance"]),
        ({}, []),
    ],
)
def test_a_text_editor_marks_the_error_at_its_key(front_matter: dict[str, Any], path: list[str | int]) -> None:
    assert path in [list(error.absolute_path) for error in FRONT_MATTER.iter_errors(front_matter)]


def test_the_vs_code_settings_refer_to_existing_files_and_match_the_docs() -> None:
    text = (ROOT / ".vscode/settings.json").read_text("utf-8")
    for schema, file in json.loads(text)["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert (ROOT / file.removeprefix("/")).is_file() or file == "/content/redirects.yaml"
    assert text in FILES["site-yaml.md"]
