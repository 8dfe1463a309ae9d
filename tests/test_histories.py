"""Incremental equals clean, byte for byte, after any history of edits to any input.

Each history begins with one archive and takes random steps over everything there is to change. After each step the
archive is built where its state is, and anew in a fresh folder; every file that Beilin writes must be the same.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beilin.pipeline import BuildOptions, Memory, build
from tests.little_site import SETTINGS, LittleSite, article, little_site

SEEDS = 6
STEPS = 25

TAGS = ["開源", "LLaMA", "Android", "unknown", "成本"]
AUTHORITY = "開源:\n  slug: open-source\nLLaMA: {synonyms: [羊駝]}\nAndroid:\n成本:\n  slug: cost\n"
THEMED = {
    "templates/parts.html": "{% macro link(a) %}<a href='{{ a.url }}'>{{ a.title }}</a>{% endmacro %}",
    "templates/author.html": "{% from 'parts.html' import link %}{% for a in articles %}{{ link(a) }}{% endfor %}",
}

Step = Callable[[LittleSite, random.Random], str]


def articles_of(site: LittleSite) -> list[Path]:
    """The articles there are."""
    return sorted((site.root / "content/articles").rglob("*.md"))


def some_article(chance: random.Random) -> str:
    """The text of an article with anything that an article may have."""
    front = {"tags": f"[{', '.join(chance.sample(TAGS, chance.randint(0, 3)))}]"}
    if chance.random() < 0.8:
        front["date"] = f"20{chance.randint(20, 26)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    if chance.random() < 0.5:
        front["author"] = chance.choice(["甲", "乙", "[甲, 丙]"])
    if chance.random() < 0.3:
        front["source"] = chance.choice(["某刊", "他報"])
    if chance.random() < 0.15:
        front["draft"] = "true"
    body = "".join(
        f"{chance.choice(['## 節', '', '- ', '> '])}文字{chance.randint(0, 99)}[連](a{chance.randint(0, 9)}.md)。\n\n"
        for _ in range(chance.randint(0, 4))
    )
    return article(f"題{chance.randint(0, 50)}", body, **front)


def write_article(site: LittleSite, chance: random.Random) -> str:
    name = f"content/articles/a{chance.randint(0, 14)}.md"
    site.write({name: some_article(chance)})
    return f"write {name}"


def delete_article(site: LittleSite, chance: random.Random) -> str:
    path = chance.choice(articles_of(site) or [site.root / "content/articles/none.md"])
    path.unlink(missing_ok=True)
    return f"delete {path.name}"


def rename_article(site: LittleSite, chance: random.Random) -> str:
    found = articles_of(site)
    if not found:
        return "nothing to rename"
    path, target = chance.choice(found), site.root / f"content/articles/a{chance.randint(0, 14)}.md"
    path.replace(target)
    return f"rename {path.name} to {target.name}"


def edit_same_size(site: LittleSite, chance: random.Random) -> str:
    found = articles_of(site)
    if not found:
        return "nothing to edit"
    path = chance.choice(found)
    status, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("文", "字") if "文" in text else text.replace("字", "文"), "utf-8")
    if chance.random() < 0.5:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"edit {path.name} at its size"


def edit_tags(site: LittleSite, chance: random.Random) -> str:
    lines = AUTHORITY.splitlines()
    text = (
        AUTHORITY.replace("open-source", chance.choice(["open-source", "kaiyuan"]))
        if chance.random() < 0.7
        else lines[-2] + "\n"
    )
    site.write({"content/tags.yaml": text})
    return "edit tags.yaml"


def edit_settings(site: LittleSite, chance: random.Random) -> str:
    text = SETTINGS.replace("小碑林", chance.choice(["小碑林", "大碑林"]))
    text = text.replace("org/", chance.choice(["org/", "org/sub/"]))
    text = text.replace("theme: bare", chance.choice(["theme: bare", "theme: bare", "theme: child"]))
    text = text.replace("zh-Hant", chance.choice(["zh-Hant", "en"]))
    site.write({"site.yaml": text})
    return "edit site.yaml"


def edit_template(site: LittleSite, chance: random.Random) -> str:
    name = chance.choice(["base", "list", "article", "parts", "tag"])
    path = site.root / f"themes/bare/templates/{name}.html"
    text = path.read_text("utf-8")
    if name == "parts":
        text = THEMED["templates/parts.html"].replace("<a ", chance.choice(["<a ", "<a rel=x "]))
    elif "<!--" in text:
        text = text.split("<!--")[0]
    elif not text.startswith("{% extends"):
        text += "<!-- edited -->"
    path.write_text(text, "utf-8")
    return f"edit template {name}"


def edit_child_theme(site: LittleSite, chance: random.Random) -> str:
    text = "{% extends 'bare/article.html' %}{% block title %}" + chance.choice(["子", "女"]) + "{% endblock %}"
    site.write({"themes/child/templates/article.html": text})
    return "edit the child theme"


def edit_asset(site: LittleSite, chance: random.Random) -> str:
    site.write({"themes/bare/assets/bare.css": f"body {{ margin: {chance.randint(0, 3)}px }}\n"})
    return "edit an asset"


def edit_static(site: LittleSite, chance: random.Random) -> str:
    path = site.root / f"content/images/{chance.randint(0, 2)}.svg"
    if path.exists() and chance.random() < 0.5:
        path.unlink()
    else:
        site.write({str(path.relative_to(site.root)): f"<svg>{chance.randint(0, 9)}</svg>"})
    return f"edit {path.name}"


def change_day(site: LittleSite, chance: random.Random) -> str:
    site.options = BuildOptions(jobs=1, today=f"20{chance.randint(22, 27)}-05-15")
    return f"it is {site.options.today}"


def lose_state(site: LittleSite, chance: random.Random) -> str:
    shutil.rmtree(site.root / ".beilin", ignore_errors=True)
    # What an earlier build wrote and is no longer planned is foreign now, and would stay: that is another rule's test.
    site.options = BuildOptions(jobs=1, today=site.options.today, clean=True)
    return "lose the state" if chance else ""


def damage_state(site: LittleSite, chance: random.Random) -> str:
    path = site.root / ".beilin/site.sqlite"
    if not path.exists():
        return "no state to damage"
    data = bytearray(path.read_bytes())
    if chance.random() < 0.5:
        del data[chance.randrange(len(data)) :]
    else:
        start = chance.randrange(len(data))
        data[start : start + 200] = os.urandom(0) + bytes(chance.randrange(256) for _ in range(200))
    path.write_bytes(bytes(data))
    site.options = BuildOptions(jobs=1, today=site.options.today, clean=True)
    return "damage the state"


def harm_output(site: LittleSite, chance: random.Random) -> str:
    files = sorted(path for path in site.output.rglob("*") if path.is_file() and path.name != ".gitignore")
    if not files:
        return "no output to harm"
    path = chance.choice(files)
    status = path.stat()
    if chance.random() < 0.3:
        path.unlink()
    else:
        path.write_bytes(b"x" * (status.st_size if chance.random() < 0.5 else 3))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"harm {path.name}"


def break_and_mend(site: LittleSite, chance: random.Random) -> str:
    path = site.root / "content/articles/broken.md"
    path.write_text("---\ntitle: [\n---\n", "utf-8")
    assert not site.build().published
    path.unlink()
    return "break and mend" if chance else ""


def kill_build(site: LittleSite, chance: random.Random) -> str:
    """Kill a build when it has moved some of its files in, or is about to begin."""
    site.write({"content/articles/killed.md": some_article(chance)})
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom beilin.pipeline import BuildOptions, build\n"
        "left, replace = int(sys.argv[2]), os.replace\n"
        "def counted(source, target):\n    global left\n    left -= 1\n    left < 0 and os.kill(os.getpid(), 9)\n    replace(source, target)\n"
        "os.replace = counted\nbuild(Path(sys.argv[1]), BuildOptions(jobs=1, today=sys.argv[3]))\n"
    )
    command = [sys.executable, "-c", script, str(site.root), str(chance.randint(0, 3)), str(site.options.today)]
    subprocess.run(command, cwd=Path(__file__).parent.parent, check=False)
    return "kill a build"


USUAL: list[Step] = [write_article, write_article, delete_article, rename_article, edit_same_size]
ALL: list[Step] = [
    *USUAL, edit_tags, edit_settings, edit_template, edit_child_theme, edit_asset, edit_static, change_day, lose_state,
    damage_state, harm_output, break_and_mend, kill_build,
]  # fmt: skip


def clean_outputs(site: LittleSite, fresh: Path) -> dict[str, bytes]:
    """What a build of the same sources gives in a folder of its own."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(site.root, fresh, ignore=shutil.ignore_patterns(".beilin", "site"))
    clean = LittleSite(fresh, BuildOptions(jobs=1, today=site.options.today))
    result = clean.build()
    assert result.published, result.problems
    return clean.outputs()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_incremental_equals_clean(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    site = little_site(
        tmp_path / "archive", {"content/tags.yaml": AUTHORITY, "content/pages/about.md": article("關於")}
    )
    site.write({f"themes/bare/{name}": text for name, text in THEMED.items()})
    site.write({"themes/child/theme.yaml": "extends: bare\n"})
    site.write({f"content/articles/a{n}.md": some_article(chance) for n in range(8)})
    history = []
    memory = Memory()
    for number in range(STEPS):
        # Each history meets every kind of step somewhere; the usual edits come in between.
        step = ALL[(number * SEEDS + seed) % len(ALL)] if number % 2 else chance.choice(ALL)
        site.options = BuildOptions(jobs=1, today=site.options.today)
        history.append(step(site, chance))
        # Half of the builds come from one process that remembers; between them others change the state behind its back.
        result = build(site.root, site.options, memory=memory) if chance.random() < 0.5 else site.build()
        assert result.published, (history, result.problems)
        assert site.outputs() == clean_outputs(site, tmp_path / "fresh"), history
