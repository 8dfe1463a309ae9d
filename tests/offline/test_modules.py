"""Module scripts become classic scripts that do the same, or are named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from beilin.offline.copy import Copy, copy_site
from beilin.offline.javascript import UnreadableError, tokens_of
from beilin.offline.module_syntax import module_of
from beilin.parallel.executor import Workers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = """<!doctype html><html><body><script>window.log = []</script>
<script type="module" src="/s/js/main.js" data-home="/s/"></script>
<script type="module">import { twice } from "/s/js/parts/twice.js"; log.push("inline " + twice(2))</script>
<script>log.push("classic")</script>
<p id="last"></p></body></html>"""
MODULES = {
    "js/main.js": """
import start, * as all from "./parts/all.js"
import { a, b as c, default as again, hoisted, renamed, "odd name" as odd } from './parts/all.js';
import{twice}from"./parts/twice.js"
import "./parts/effect.js"
export { a }
export * from "./parts/twice.js"
const text = `import { x } from "./none.js" ${`${a}` + "}"} /`, expression = /import "x" [/]/g.source, half = 4 / 2 / 1
if (true) /export/.test("export") && log.push("expression")
log.push([start(), all.a, a, c, again === start, hoisted(), renamed, odd, twice(4), text.length, expression, half].join())
log.push(document.getElementById("last").id)
log.push(import.meta.url.replace(/.*\\//, ""))
log.push(this === undefined)
const { Lazy } = await import("./parts/lazy.js")
log.push(new Lazy().name)
""",
    "js/parts/all.js": """
export default function start() { return "start" }
export const a = 1, b = [2, 3].length
export function hoisted() { return later }
let later = "later", inner = "inner"
export { inner as renamed, inner as "odd name" };
export class Kept {}
export const { x, y: [z = 1] } = { x: 1, y: [] }
""",
    "js/parts/twice.js": "export const twice = n => 2 * n",
    "js/parts/effect.js": "log.push('effect')\nexport default class {}\n",
    "js/parts/lazy.js": "export class Lazy { name = 'lazy'; import() {} }",
}


def copy_of(tmp_path: Path, files: dict[str, str]) -> Copy:
    """The copy, in `copy`, of a site at /s/ with these files."""
    for name, text in files.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    site = tmp_path / "site"
    return copy_site(site, set(files), "https://example.org/s/", tmp_path / "copy", Workers(1), lambda *_: None)


@pytest.mark.slow
def test_a_graph_of_modules_runs_from_a_file(tmp_path: Path, browser: Browser) -> None:
    copy = copy_of(tmp_path, {"index.html": PAGE, **MODULES})
    assert copy.modules == ()
    html = (tmp_path / "copy/index.html").read_text()
    assert 'type="module"' not in html
    assert '<script src="./js/main.classic.js" data-home="./index.html" defer></script>' in html
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "copy/index.html").as_uri())
    page.wait_for_function("log.includes('lazy')")
    log = page.evaluate("log")
    page.close()
    assert faults == []
    assert log[:3] == ["classic", "effect", "expression"]
    assert log[3] == 'start,1,1,2,true,later,inner,inner,8,34,import "x" [/],2'
    assert set(log[4:]) == {"inline 4", "last", "lazy", "main.js", True}


@pytest.mark.parametrize(
    "modules",
    [
        {"js/main.js": "import 'package'"},
        {"js/main.js": "import './none.js'"},
        {"js/main.js": "import data from './data.json' with { type: 'json' }", "js/data.json": "1"},
        {"js/main.js": "import './a.js'", "js/a.js": "import './main.js'"},
        {"js/main.js": "const open = `${"},
        {"js/main.js": "}"},
    ],
)
def test_a_module_that_cannot_be_made_classic_stays_and_is_named(tmp_path: Path, modules: dict[str, str]) -> None:
    copy = copy_of(tmp_path, {"index.html": '<script type="module" src="/s/js/main.js"></script>', **modules})
    assert copy.modules == ("js/main.js",)
    assert (tmp_path / "copy/index.html").read_text() == '<script type="module" src="./js/main.js"></script>'


@pytest.mark.parametrize(
    ("source", "exports"),
    [
        ("#!/usr/bin/env node\nexport default () => {}", {"default"}),
        ("export default async function* named() {}", {"default"}),
        ("export async function f() {}; export function* g() {}", {"f", "g"}),
        ("export let a, b = (1, 2), c\nexport var d", {"a", "b", "c", "d"}),
        ("export const [e, { f }] = x", {"e", "f"}),
        ("export { g as default, h }", {"default", "h"}),
        ("x.export = 1; y?.import; z = { export: 1 }", set()),
        ("a = b / c / d; export { a }; /export { no }/", {"a"}),
        ("if (a) /[/'\"]/.test(b); export { c }", {"c"}),
        ("a = b++ / 2; `${c}/${d}`; export { e }", {"e"}),
    ],
)
def test_what_a_module_exports(source: str, exports: set[str]) -> None:
    assert {name for name, _ in module_of(source).exports} == exports


def test_tokens_of_the_theme_are_all_of_its_scripts() -> None:
    for path in (Path(__file__).parents[2] / "themes/ink/assets").glob("*.js"):
        source = path.read_text("utf-8")
        assert all(source[token.start : token.end].startswith(token.text[:1]) for token in tokens_of(source)), path
    with pytest.raises(UnreadableError):
        tokens_of("(]")
