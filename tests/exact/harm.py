"""Steps of a history that go wrong: edits that break the archive, and unnoticed damage to state and output."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess

from tests.exact.edits import article_text
from tests.exact.histories import remove
from tests.exact.subject import Operation, Subject
from tests.exact.theme_edits import show_bare
from tests.little_site import article

# Breakages: the old site must be unchanged until they are repaired


def break_article(site: Subject, chance: random.Random) -> str:
    path = site.root / "content/articles/broken.md"
    faults = [
        "---\ntitle: [\n---\n",
        "---\ntitel: 題\n---\n",
        "---\ntitle: 題\ndate: 2024-13-45\n---\n",
        "no front matter",
    ]
    path.write_text(chance.choice(faults), "utf-8")
    site.mends.append(path.unlink)
    return "break an article"


def break_template(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    path = site.root / "themes/bare/templates/article.html"
    text = path.read_text("utf-8")
    path.write_text(
        text + chance.choice(["{% if %}", "{{ nothing.at.all }}", "{% include name %}", "{{ 1 / 0 }}"]), "utf-8"
    )
    site.mends.append(lambda: path.write_text(text, "utf-8"))
    return "break a template"


def break_settings(site: Subject, chance: random.Random) -> str:
    path = site.root / "site.yaml"
    text = path.read_text("utf-8")
    path.write_text(text + chance.choice(["titel: x\n", "title: twice\n", "time_zone: [\n"]), "utf-8")
    site.mends.append(lambda: path.write_text(text, "utf-8"))
    return "break site.yaml"


def break_addresses(site: Subject, chance: random.Random) -> str:
    path, other = site.root / "content/articles/twin.md", site.root / f"content/articles/twins{site.next()}.md"
    path.write_text(article("雙", slug="one"), "utf-8")
    other.write_text(article("生", slug="one"), "utf-8")
    site.mends += [lambda: remove(path), lambda: remove(other)][: chance.randint(1, 2)]
    if len(site.mends) == 1:
        site.mends.append(lambda: remove(other))
    return "claim an address twice"


def break_search(site: Subject, _chance: random.Random) -> str:
    site.write({"content/pages/search.md": article("搜")})
    site.mends.append(lambda: remove(site.root / "content/pages/search.md"))
    return "write a page where the search is"


def break_link(site: Subject, chance: random.Random) -> str:
    path, target = site.root / "content/broken", chance.choice(["nowhere", "broken", "/usr", "..", "../.beilin"])
    path.symlink_to(target)
    site.mends.append(path.unlink)
    return f"link to {target}"


# Of these, no watcher is notified


# Files of the previous site that the next one does not have would then be foreign, and remain.
KEPT = "keep the state, for nothing was published"


def change_day(site: Subject, chance: random.Random) -> str:
    site.is_told = False
    site.options = site.options._replace(today=f"20{chance.randint(22, 27)}-0{chance.randint(1, 9)}-15")
    return f"it is {site.options.today}"


def lose_state(site: Subject, _chance: random.Random) -> str:
    site.is_told = False
    if not site.is_published:
        return KEPT
    for path in (site.root / ".beilin").iterdir() if (site.root / ".beilin").exists() else ():
        if path != site.output:
            remove(path)
    return "lose the state"


def damage_state(site: Subject, chance: random.Random) -> str:
    site.is_told = False
    if not site.is_published:
        return KEPT
    paths = [path for path in (site.root / ".beilin").rglob("*") if path.is_file() and "preview/" not in str(path)]
    if not paths:
        return "no state to damage"
    path = chance.choice(sorted(paths))
    data = bytearray(path.read_bytes())
    if not data:
        return f"{path.name} is empty"
    start = chance.randrange(len(data))
    is_cut = chance.random() < 0.5
    data[start : None if is_cut else start + 200] = b"" if is_cut else chance.randbytes(200)
    path.write_bytes(bytes(data))
    return f"{'cut off' if is_cut else 'overwrite'} {path.name}"


def harm_output(site: Subject, chance: random.Random) -> str:
    site.is_told = False
    paths = site.output_files()
    if not paths:
        return "no output to harm"
    path = site.output / chance.choice(paths)
    status = path.stat()
    harm = chance.choice(["tamper", "tamper at its size", "delete", "delete the folder of", "replace by a link"])
    if harm == "delete the folder of" and path.parent != site.output:
        site.strays = {stray for stray in site.strays if not (site.output / stray).is_relative_to(path.parent)}
        shutil.rmtree(path.parent)
    elif harm.startswith("tamper"):
        path.write_bytes(b"x" * (status.st_size if "size" in harm else 3))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    else:
        path.unlink()
    return f"{harm} {path.relative_to(site.root)}"


def lose_output(site: Subject, chance: random.Random) -> str:
    site.is_told = False
    site.strays.clear()
    if chance.random() < 0.5:
        shutil.rmtree(site.output, ignore_errors=True)
        return "delete the output folder"
    for path in site.output.iterdir() if site.output.exists() else ():
        if path.name != ".gitignore":
            remove(path)
    return "empty the output folder"


def stray(site: Subject, chance: random.Random) -> str:
    site.is_told = False
    if len(site.strays) > 2 or (site.strays and chance.random() < 0.4):
        path = chance.choice(sorted(site.strays))
        site.strays.remove(path)
        (site.output / path).unlink()
        return f"take the stray {path} away"
    path = f"{chance.choice(['', 'articles/', 'foreign/'])}stray{site.next()}.html"
    (site.output / path).parent.mkdir(parents=True, exist_ok=True)
    (site.output / path).write_text("mine", "utf-8")
    site.strays.add(path)
    return f"put {path} into the output"


def kill_build(site: Subject, chance: random.Random) -> str:
    assert site.elsewhere
    name = f"content/articles/killed{site.next()}.md"
    site.write({name: article_text(chance, site.next() + 10)})
    calls = chance.randint(0, 14)
    answer = site.elsewhere.build(site.root, site.options, calls_left=calls)
    if chance.random() < 0.5:
        (site.root / name).unlink()
    return f"kill a build before its call {calls + 1}{'' if answer.was_killed else ' (it had ended)'}"


def other_build(site: Subject, chance: random.Random) -> str:
    assert site.elsewhere
    name = f"content/articles/other{site.next()}.md"
    site.write({name: article_text(chance, site.next() + 10)})
    site.elsewhere.build(site.root, site.options)
    (site.root / name).unlink()
    return "let another process build in between"


def commit(site: Subject, chance: random.Random) -> str:
    """A commit, of which no watcher tells, in an archive whose articles may show their history."""
    site.is_told = False
    settings = re.sub(r"^history: .*\n", "", (site.root / "site.yaml").read_text("utf-8"), flags=re.MULTILINE)
    settings += "history: true\n" if chance.random() < 0.8 else ""
    (site.root / "site.yaml").write_text(settings, "utf-8")
    if shutil.which("git") is None:
        return "change whether articles have a history"
    git = ["git", "-C", str(site.root), "-c", "user.name=x", "-c", "user.email=x"]
    for command in (["init", "--quiet"], ["add", "content"], ["commit", "--quiet", "--allow-empty", "--message=x"]):
        when = {"GIT_AUTHOR_DATE": f"2026-01-{chance.randint(1, 28):02}T00:00:00Z"}
        subprocess.run([*git, *command], env=os.environ | when, check=True)
    return f"commit everything{', with history' if 'history' in settings else ''}"


BREAKING: list[Operation] = [break_article, break_template, break_settings, break_addresses, break_search, break_link]
UNTOLD: list[Operation] = [
    change_day, lose_state, damage_state, harm_output, lose_output, stray, kill_build, other_build, commit,
]  # fmt: skip
