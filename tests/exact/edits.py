"""Steps of a history that people take on purpose: edits of all that a build reads, of which a watcher is notified.

An operation changes the archive and says in words what it did. The table at the end names them all; a new kind of
input wants a new operation there.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import PIL.Image

from beilin.export_formats import BOOKS
from beilin.export_formats import SETTINGS as EXPORTS
from beilin.fetching.exchange import Exchange
from beilin.fetching.warc import capture_of
from beilin.importing.convert import Conversion
from beilin.importing.record.record_file import write_import_record
from beilin.layout import LINKS_FILE, SNAPSHOT_INDEX, import_record_path, kept_source_path
from beilin.reading.captures import Capture, captures_data
from beilin.reading.link_records import LinkRecord, Outcome, link_records_data
from beilin.serving.ignored_paths import is_ignored
from tests.exact.subject import Operation, Subject
from tests.exact.theme_edits import (
    THEME,
    add_asset,
    declare_kinds,
    edit_asset,
    edit_include,
    edit_macro,
    edit_messages,
    edit_search,
    edit_template,
    override_ink,
    override_template,
)
from tests.importing.support import converted
from tests.little_site import SETTINGS, article
from tests.tiny_font import tiny_font

TAGS = ["開源", "羊駝", "LLaMA", "Android", "未知", "成本", "C", "C++", "'C#'", "开源", "Node.js", "node-js"]
# Texts by which articles are related: two about one thing, and one about another.
TOPICS = [
    "授權。條款。權利。法院。判決。契約。侵權。賠償。",
    "授權。條款。權利。法院。判決。專利。訴訟。",
    "晶片。封裝。製程。晶圓。代工。",
]
AUTHORITY = """\
開源: {slug: open-source, names: {zh-Hant: 開源, en: open source}, aliases: [oss]}
LLaMA: {synonyms: [羊駝], description: {zh-Hant: 一種模型。}}
Android:
成本: {slug: cost}
"""


def first_archive(chance: random.Random) -> dict[str, str | bytes]:
    """The files with which a history begins, in addition to the minimal theme and its settings."""
    return {
        "content/tags.yaml": AUTHORITY,
        "content/pages/about.md": article("關於", "見[首篇](../articles/a0.md)。\n"),
        "content/images/0.svg": "<svg/>",
        "content/data/figures.json": '{"a": 1}',
        **{f"content/parts/p{number}.md": f"## 部{number}\n\n[[a{number}]]。\n" for number in range(2)},
        **{f"themes/bare/{name}": text for name, text in THEME.items()},
        "themes/child/theme.yaml": "extends: bare\n",
        "themes/grandchild/theme.yaml": "extends: child\n",
        "themes/grandchild/templates/home.html": "{% extends 'child/home.html' %}{% block title %}孫{% endblock %}",
        "themes/inked/theme.yaml": "extends: ink\n",
        **{f"content/articles/a{number}.md": article_text(chance, number) for number in range(8)},
    }


def article_text(chance: random.Random, number: int) -> str:
    """An article with anything that an article may have; `number` must be different for each text."""
    front = {"tags": f"[{', '.join(chance.sample(TAGS, chance.randint(0, 3)))}]"}
    optional = {
        "date": f"20{chance.randint(20, 26)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        + chance.choice(["", " 23:30"]),
        "updated": f"202{chance.randint(3, 6)}-01-01",
        "expires": f"202{chance.randint(5, 7)}-03-0{chance.randint(1, 9)}",
        "author": chance.choice(["甲", "乙", "[甲, 丙]", "Ann Lee", "[ann-lee, 甲]"]),
        "source": chance.choice(["某刊", "他報"]),
        "source_url": "https://example.com/x",
        "language": chance.choice(["en", "zh-Hans"]),
        "series": chance.choice(["連載", "長文"]),
        "series_order": str(number + 1),
        "aliases": f"[/old/{number}/, was-{number}]",
        "summary": chance.choice(["一句話。", "另一句。"]),
        "slug": chance.choice([f"s{number}", f"S_{number}"]),
        "title_proposed": "true",
        "tidy": "true",
        "draft": "true",
        "featured": "true",
        "id": f"aaaa{number:04}",
        "license": chance.choice(["MIT", "保留一切權利", "NONE"]),
        "rights": chance.choice(["© 甲", "© 乙"]),
        "robots": chance.choice(["noindex", "index"]),
        "noai": "true",
        "extra": f"{{note: {chance.randint(0, 9)}, more: [a]}}",
    }
    likely = {"date": 0.8, "author": 0.5, "summary": 0.5, "source": 0.4, "draft": 0.15}
    front |= {key: value for key, value in optional.items() if chance.random() < likely.get(key, 0.2)}
    if "series" not in front:
        front.pop("series_order", None)
    return article(f"題{chance.randint(0, 50)}", body_text(chance), **front)


def body_text(chance: random.Random) -> str:
    """Some blocks of Markdown, with references into the archive that may be broken."""
    to = chance.randint(0, 9)
    blocks = [
        f"文字{to}，[連](a{to}.md)。", f"## 節{to}", f"- 項\n- [節](a{to}.md#節{chance.randint(0, 9)})", "> 引文",
        f"![圖](../images/{chance.randint(0, 2)}.svg)", f"![圖](../images/{chance.randint(0, 1)}.png)", f"[束](bundle{to % 3}/)", "[自](https://a.example/x/tags/#x)", "![圖](../images/がé%20%231.svg)", "![遠](https://far.example/x.png)", f"[[a{to}]]",
        f"```python\nx = {to}\n```", f"註[^1]\n\n[^1]: 腳註{to}。", "|甲|乙|\n|-|-|\n|1|2|", "https://example.com/x，謝謝",
        f"**「強調」**的第{to}段。", f"![[p{to % 2}]]", f"[[題{to}]]、[[a{to}#節|那節]]", "[關於](../pages/about.md)",
        f"$\\def\\m{{x_{to}}}\\m$、$\\m$與US${to}", f"$$\n\\begin{{align}} a &= {to} \\end{{align}}\n$$",
        f"## 節{to} {{#s{to % 3}}}", f"> [!question]- 題{to}\n> 內容", f"```js:a{to}.js\nx\n```", f"[^{to}]: 無人引用",
        f"<details><summary>題{to}</summary>\n\n[連](a{to}.md)\n\n</details>", f"<a name=s{to % 3}></a>List<T{to}>與<b>",
        f"<video src='../images/{to % 2}.png' poster='../images/{to % 3}.svg'></video>", f"<div>\n\n<!-- {to}", f"<script>{to}</script>",
        f"https://a.example/*/{to} 與 https://b.example/*/x，[上](#s{to % 3})", f"他說:“題{to},[[題,(續)]](好)”", f"## 節,{to}", *TOPICS,
    ]  # fmt: skip
    return "".join(f"{block}\n\n" for block in chance.choices(blocks, k=chance.randint(0, 5)))


# Articles


def write_article(site: Subject, chance: random.Random) -> str:
    name = f"content/articles/a{chance.randint(0, 14)}.md"
    site.write({name: article_text(chance, site.next() + 10)})
    return f"write {name}"


def delete_article(site: Subject, chance: random.Random) -> str:
    path = site.some_article(chance)
    path.unlink()
    return f"delete {path.name}"


def rename_article(site: Subject, chance: random.Random) -> str:
    path = site.some_article(chance)
    folder = chance.choice(["", "", "sub/"])
    target = site.root / f"content/articles/{folder}a{chance.randint(0, 14)}.md"
    if target == path:
        target = path.with_name("a15.md")  # a watcher is not notified of a rename that changes nothing
    for twin in (site.root / "content/articles").rglob(target.name):
        if twin != path:
            twin.unlink()  # two files of the same name would claim the same address
    target.parent.mkdir(exist_ok=True)
    path.replace(target)
    return f"rename {path.name} to {folder}{target.name}"


def move_folder(site: Subject, chance: random.Random) -> str:
    folders = [path for path in (site.root / "content/articles").iterdir() if path.is_dir()]
    if not folders:
        return rename_article(site, chance)
    target = folders[0].with_name(f"sub{site.next()}")
    folders[0].rename(target)
    return f"rename the folder {folders[0].name}"


def edit_body(site: Subject, chance: random.Random) -> str:
    path = site.some_article(chance)
    front, _, _ = path.read_text("utf-8").rpartition("---\n")
    path.write_text(f"{front}---\n\n{body_text(chance)}", "utf-8")
    return f"edit the body of {path.name}"


def edit_front_matter(key: str, value: Callable[[random.Random], str]) -> Operation:
    """The operation that gives an article a new value for the key, or removes the key."""

    def edit(site: Subject, chance: random.Random) -> str:
        path = site.some_article(chance)
        text, new = path.read_text("utf-8"), value(chance)
        without = re.sub(rf"^{key}: .*\n", "", text, count=1, flags=re.MULTILINE)
        if key == "title" or chance.random() < 0.7:
            without = without.replace("---\n", f"---\n{key}: {new}\n", 1)
        path.write_text(without, "utf-8")
        return f"edit the {key} of {path.name}"

    return edit


def edit_same_size(site: Subject, chance: random.Random) -> str:
    path = site.some_article(chance)
    status, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.translate(str.maketrans("文字題", "字文目")), "utf-8")
    if is_restored := chance.random() < 0.5:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"edit {path.name} at its size{' and restore its time' if is_restored else ''}"


def save_by_rename(site: Subject, chance: random.Random) -> str:
    path = site.some_article(chance)
    new = path.with_name(f".{path.name}.tmp")
    new.write_text(path.read_text("utf-8") + "\n又一段。\n", "utf-8")
    if chance.random() < 0.5:
        path.rename(path.with_name(path.name + "~"))
    new.rename(path)
    return f"save {path.name} by rename"


def touch(site: Subject, chance: random.Random) -> str:
    path = site.some_article(chance)
    path.write_bytes(path.read_bytes())
    return f"save {path.name} without a change"


def add_many(site: Subject, chance: random.Random) -> str:
    site.write({f"content/articles/a{20 + n}.md": article_text(chance, site.next() + 10) for n in range(5)})
    return "add five articles"


def delete_many(site: Subject, chance: random.Random) -> str:
    paths = [path for path in site.articles() if chance.random() < 0.5]
    for path in paths:
        path.unlink()
    return f"delete {len(paths)} articles"


# The other contents of the archive


def edit_page(site: Subject, chance: random.Random) -> str:
    name = chance.choice(["about", "404", "more"])
    path = site.root / f"content/pages/{name}.md"
    if path.exists() and chance.random() < 0.4:
        path.unlink()
        return f"delete the page {name}"
    site.write({str(path.relative_to(site.root)): article(f"頁{chance.randint(0, 9)}", body_text(chance))})
    return f"write the page {name}"


def edit_image(site: Subject, chance: random.Random) -> str:
    path = site.root / f"content/images/{chance.randint(0, 1)}.png"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return f"delete {path.name}"
    if chance.random() < 0.2:
        path.write_bytes(b"no image")
        return f"break {path.name}"
    width = chance.choice([400, 500, 800])  # there are smaller copies of the wider ones
    PIL.Image.frombytes("L", (width, 20), chance.randbytes(width * 20)).save(path)
    return f"write {path.name}, {width} wide"


def edit_part(site: Subject, chance: random.Random) -> str:
    path = f"content/parts/p{chance.randint(0, 1)}.md"
    text = body_text(chance).replace("![[", "[[") or "空。\n"
    site.write({path: text})
    return f"edit {path}"


def edit_data(site: Subject, chance: random.Random) -> str:
    json, yaml = (site.root / f"content/data/figures.{ending}" for ending in ("json", "yaml"))
    if chance.random() < 0.3:
        json, yaml = yaml, json
    yaml.unlink(missing_ok=True)
    json.write_text(f'{{"a": {chance.randint(0, 9)}}}', "utf-8")
    return f"edit {json.name}"


def edit_tags(site: Subject, chance: random.Random) -> str:
    text = AUTHORITY.replace("open-source", chance.choice(["open-source", "kaiyuan"]))
    text = text.replace("zh-Hant: 開源", f"zh-Hant: {chance.choice(['開源', '開放原始碼'])}")
    text = text.replace("[oss]", chance.choice(["[oss]", "[foss, /category/oss/]"]))
    text = text.replace("[羊駝]", chance.choice(["[羊駝]", "[]"]))
    text = text.replace(
        "slug: cost", chance.choice(["slug: cost", "slug: cost, parent: 羊駝", "slug: cost, parent: oss"])
    )
    site.write(
        {"content/tags.yaml": "".join(chance.sample(lines := text.splitlines(True), chance.randint(2, len(lines))))}
    )
    return "edit tags.yaml"


def edit_redirects(site: Subject, chance: random.Random) -> str:
    path = site.root / "content/redirects.yaml"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return "delete redirects.yaml"
    entries = [
        "/categories/oss/: /tags/open-source/", "/index.xml: /feed.xml", "/old/3/: /articles/a3/", "/before/: /articles/a1/#x",
        "/rss/: /tags/cost/feed.xml", "/posts.html: /nowhere/", "/atom.xml: /images/0.svg", "/Before/: /about/", "/x.php: /", "/Tags/cost/: /tags/cost/",
    ]  # fmt: skip
    weights = [5, 5, 2, 5, 5, 5, 1, 1, 1, 5]
    chosen = dict.fromkeys(chance.choices(entries, weights, k=chance.randint(1, 4)))
    site.write({"content/redirects.yaml": "".join(f"{entry}\n" for entry in chosen)})
    return f"write redirects.yaml: {', '.join(chosen)}"


def drop_tags(site: Subject, chance: random.Random) -> str:
    path = site.root / "content/tags.yaml"
    if path.exists():
        path.unlink()
        return "delete tags.yaml"
    return edit_tags(site, chance)


def edit_settings(site: Subject, chance: random.Random) -> str:
    choices = {
        "小碑林": ["小碑林", "大碑林"],
        "org/": ["org/", "org/sub/"],
        "theme: bare": ["theme: bare"] * 5 + ["theme: child", "theme: grandchild"],
        "zh-Hant": ["zh-Hant", "en"],
        "Asia/Taipei": ["Asia/Taipei", "America/New_York"],
    }
    text = SETTINGS
    for old, new in choices.items():
        text = text.replace(old, chance.choice(new))
    added = [
        "author: 編者\n", "description: 一句。\n", "menu: [{title: 標籤, address: /tags/}]\n",
        "permalinks: {articles: '/:year/:slug/', former: ['/articles/:slug/']}\n",
        "permalinks: {articles: '/p/:slug/'}\n", "publish: ['*.sql', '.env']\n",
        "permalinks: {articles: '/:year/:month/:day/:slug/'}\n", "remote_images: show\nline_breaks: true\n",
        "script_twins: true\n", "tidy: all\n", "service_worker: true\n",
        "license: CC-BY-4.0\nrights: © 編者\n", "robots: noindex\n", "noai: true\n",
        "reading_path: {articles: [{article: a1}, {article: a2.md, note: 先讀。}]}\n",
    ]  # fmt: skip
    if chance.random() < 0.5:
        text += chance.choice(added)
    site.write({"site.yaml": text})
    return "edit site.yaml"


def change_theme(site: Subject, chance: random.Random) -> str:
    path = site.root / "site.yaml"
    theme = chance.choice(["bare", "child", "grandchild", "inked", "plain"])
    path.write_text(re.sub(r"^theme: .*$", f"theme: {theme}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return f"take the theme {theme}"


def change_base_url(site: Subject, chance: random.Random) -> str:
    path = site.root / "site.yaml"
    url = f"https://{chance.choice(['a', 'b'])}.example/{chance.choice(['', 'x/', '碑/'])}"
    path.write_text(re.sub(r"^base_url: .*$", f"base_url: {url}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return f"publish at {url}"


def edit_static(site: Subject, chance: random.Random) -> str:
    path = site.root / f"content/images/{chance.randint(0, 2)}.svg"
    if path.exists() and chance.random() < 0.5:
        path.unlink()
        return f"delete {path.name}"
    site.write({str(path.relative_to(site.root)): f"<svg>{chance.randint(0, 9)}</svg>"})
    return f"write {path.name}"


def edit_robots(site: Subject, chance: random.Random) -> str:
    name = chance.choice(["robots.txt", "feed.json"])
    path = site.root / "content" / name
    if path.exists():
        path.unlink()
        return f"delete the {name} of one's own"
    site.write({f"content/{name}": f"{chance.randint(0, 9)}"})
    return f"write a {name} of one's own"


def edit_bundle(site: Subject, chance: random.Random) -> str:
    """Articles in folders of their own; the addresses that two of them once had are one."""
    folder = site.root / f"content/articles/{chance.choice(['', '2023/'])}bundle{chance.randint(0, 2)}"
    if folder.exists() and chance.random() < 0.5:
        shutil.rmtree(folder)
        return f"delete the folder {folder.name}"
    for twin in (site.root / "content/articles").rglob(folder.name):
        if twin != folder:
            shutil.rmtree(twin)
    text = article(f"題{chance.randint(0, 50)}", f"![圖](a.svg)\n\n{body_text(chance)}", tags="[開源]")
    path = folder.relative_to(site.root)
    site.write({f"{path}/index.md": text, f"{path}/a.svg": f"<svg>{chance.randint(0, 9)}</svg>"})
    return f"write the folder {folder.name}"


def edit_dated_name(site: Subject, chance: random.Random) -> str:
    path = site.root / f"content/articles/20{chance.randint(22, 27)}-0{chance.randint(1, 2)}-30-post.md"
    if path.exists() and chance.random() < 0.5:
        path.unlink()
        return f"delete {path.name}"
    front = chance.choice([{}, {}, {"date": path.name[:10]}, {"date": "2024-05-05"}])
    if front.get("date", "").endswith("02-30"):
        front = {}
    site.write({str(path.relative_to(site.root)): article(f"題{chance.randint(0, 50)}", body_text(chance), **front)})
    return f"write {path.name}"


def edit_hostile_name(site: Subject, chance: random.Random) -> str:
    """A file whose name means something in URLs, and has two Unicode forms."""
    nfc = "がé #1.svg"
    paths = [site.root / "content/images" / name for name in (nfc, unicodedata.normalize("NFD", nfc))]
    there = [path for path in paths if path.exists()]
    for path in there:
        path.unlink()
    if there and chance.random() < 0.4:
        return "delete the file with a hostile name"
    site.write({str(chance.choice(paths).relative_to(site.root)): f"<svg>{chance.randint(0, 9)}</svg>"})
    return "write a file with a hostile name"


def file_for_folder(site: Subject, chance: random.Random) -> str:
    path = site.root / "content/extra"
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("a file", "utf-8")
        return "put a file where a folder was"
    path.unlink(missing_ok=True)
    site.write({"content/extra/deep/one.txt": str(chance.random()), "content/extra/two.txt": "two"})
    return "put a folder where a file was"


def edit_draft(site: Subject, chance: random.Random) -> str:
    """An article that is a draft or not, and shows what other articles may show too, or only its own folder has."""
    front = {"draft": "true"} if chance.random() < 0.6 else {}
    if chance.random() < 0.3:
        front["extra"] = f"{{cover: images/{chance.randint(0, 2)}.svg}}"
    shown = chance.choice(
        ["![圖](../../images/{}.svg)", "[檔](/images/{}.png)", "[頁](/demo/{}.html)", "![[p{}]]", "無。"]
    )
    site.write({
        "content/articles/kept/index.md": article("草", shown.format(chance.randint(0, 1)) + "\n", **front),
        "content/articles/kept/beside.txt": "旁",
        "content/demo/0.html": f"<img src='../images/{chance.randint(0, 2)}.svg'>",
    })  # fmt: skip
    return f"write a{' draft' if 'draft' in front else 'n article'} that shows {shown}"


ACCIDENTS = [
    "content/articles/a1.md.bak", "content/.env", "content/node_modules/x/y.js", "content/articles/A1.MD", "content/.well-known/x",
    "content/notes/n.md", "content/note.txt", "content/articles/a1_BASE_7.md", "content/all.sql", "content/.nojekyll",
]  # fmt: skip


def leave_over(site: Subject, chance: random.Random) -> str:
    path = site.root / chance.choice(ACCIDENTS)
    site.is_told = not is_ignored(path.relative_to(site.root / "content"))
    if path.exists() and chance.random() < 0.4:
        path.unlink()
        return f"delete {path.name}"
    text = chance.choice([article("誤"), "other", article("誤", draft="true")])
    site.write({str(path.relative_to(site.root)): text})
    return f"leave {path.name}, {len(text)} characters, in the content"


def edit_exceptions(site: Subject, chance: random.Random) -> str:
    path = site.root / "site.yaml"
    text = re.sub(r"^publish: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    patterns = chance.sample(["'*.sql'", "notes/", "'**/*.bak'", "images/0.svg", ".env", "'**/*.md'", "note.txt"], 2)
    if chance.random() < 0.7:
        text += f"publish: [{', '.join(patterns)}]\n"
    path.write_text(text, "utf-8")
    return f"publish {', '.join(patterns)}"


def edit_links(site: Subject, chance: random.Random) -> str:
    """Links to a folder and to a file outside of content/, and changes of what they lead to."""
    number, draft = chance.randint(0, 1), chance.choice(["true", "false"])
    before = _behind_links(site)
    site.write({
        f"shelf{number}/s{number}.md": article(f"架{chance.randint(0, 9)}", f"![](x.svg) {chance.random()}\n", draft=draft),
        f"shelf{number}/x.svg": f"<svg>{chance.randint(0, 9)}</svg>",
        "lone.txt": chance.choice(["一", "二"]),
    })  # fmt: skip
    if chance.random() < 0.6:
        for place, target in (("articles/shelf", f"../../shelf{chance.randint(0, 1)}"), ("lone.txt", "../lone.txt")):
            link = site.root / "content" / place
            link.unlink(missing_ok=True)
            if chance.random() < 0.7 and (link.parent / target).exists():
                link.symlink_to(target)
    site.is_told = _behind_links(site) != before
    return f"edit shelf{number} and the links to it"


def _behind_links(site: Subject) -> dict[Path, bytes]:
    """What the archive sees through the links: an edit of anything else is none for a watcher."""
    content = site.root / "content"
    files = (*(content / "articles/shelf").glob("*"), content / "lone.txt")
    return {path: path.read_bytes() for path in files if path.is_file()}


@cache
def _imports() -> tuple[tuple[str, Conversion], ...]:
    """Two sources of one name, with words that are set aside or stripped, and their imports."""
    texts = (f"來源:某報\n　　第一段，第{n}次。\n\n第二段。\n尾。[2023/3/30 13:35:0{n}]\n" for n in range(2))
    return tuple((text, converted(text, "in.txt")) for text in texts)


def edit_import(site: Subject, chance: random.Random) -> str:
    """An imported article with its record and its source, of which any may be missing, damaged or another's."""
    (_, article), (_, record), (source, kept_one) = (chance.choice(_imports()) for _ in range(3))
    path, kept = "content/articles/in.md", kept_source_path(kept_one.record.sha256, "in.txt")
    site.write({
        path: article.markdown.replace("第二".encode(), f"第{chance.randint(2, 4)}".encode()),
        import_record_path(path): write_import_record(record.record)[: chance.choice([None, None, -20, 300, 0])],
        kept: source[: chance.choice([None, None, None, 9])],
    })  # fmt: skip
    if chance.random() < 0.3:
        (site.root / chance.choice([path, import_record_path(path), kept])).unlink()
    settings = re.sub(r"^publish_sources: .*\n", "", (site.root / "site.yaml").read_text("utf-8"), flags=re.MULTILINE)
    settings += "publish_sources: true\n" if chance.random() < 0.8 else ""
    (site.root / "site.yaml").write_text(settings, "utf-8")
    return f"edit an import{', sources are published' if 'publish_sources' in settings else ''}"


def edit_share_pictures(site: Subject, chance: random.Random) -> str:
    """Share pictures are drawn or not, with a font that may lack a character or be damaged."""
    fonts = [tiny_font(), tiny_font(), tiny_font((range(0x20, 0xB000),)), tiny_font((range(0x20, 0x7000),)), b"wOFF"]
    site.write({"fonts/tiny.ttf": chance.choice(fonts)})
    settings = re.sub(r"^share_.*\n", "", (site.root / "site.yaml").read_text("utf-8"), flags=re.MULTILINE)
    settings += "share_pictures: true\nshare_font: fonts/tiny.ttf\n" if chance.random() < 0.6 else ""
    (site.root / "site.yaml").write_text(settings, "utf-8")
    return f"edit the font{', share pictures are drawn' if 'share_pictures' in settings else ''}"


# Addresses to which texts and front matter lead.
_OUTSIDE = [
    "https://far.example/x.png", "https://example.com/x", *(f"https://example.com/{number}" for number in range(10)),
    *(f"https://a.example/*/{number}" for number in range(3)),
]  # fmt: skip


@cache
def _capture(url: str) -> tuple[Capture, bytes]:
    exchange = Exchange(url, "2026-05-03T04:05:06Z", "", b"GET /", (), b"200 OK", (), b"x")
    return capture_of(url, [exchange])


def edit_link_records(site: Subject, chance: random.Random) -> str:
    """What is known of links changes, or which pages were saved, or whether pages show any of it."""
    records = []
    for url in chance.sample(_OUTSIDE, chance.randint(0, len(_OUTSIDE))):
        outcome: Outcome = chance.choice(["dead", "dead", "moved", "unreachable", "good"])
        new_url = "https://new.example/" if outcome == "moved" else ""
        copy = ("https://web.archive.org/web/x", "2014-01-01") if chance.random() < 0.3 else ("", "")
        day = f"2026-0{chance.randint(4, 5)}-01"
        records.append(LinkRecord(url, outcome, "2026-05-20", day, "404", new_url, *copy))
    captures = [_capture(url) for url in chance.sample(_OUTSIDE, chance.randint(0, 3))]
    files: dict[str, str | bytes] = {capture.path: data for capture, data in captures}
    files[LINKS_FILE] = link_records_data(records) + (b"<<<<<<<\n" if chance.random() < 0.05 else b"")
    files[SNAPSHOT_INDEX] = captures_data(capture for capture, _ in captures)
    if captures and chance.random() < 0.1:
        files[captures[0][0].path] = b"damaged"
    site.write(files)
    settings = re.sub(r"^(?:dead_links|publish_snap).*\n", "", (site.root / "site.yaml").read_text("utf-8"), flags=re.M)
    settings += "dead_links: true\n" if chance.random() < 0.8 else ""
    settings += "publish_snapshots: true\n" if chance.random() < 0.4 else ""
    (site.root / "site.yaml").write_text(settings, "utf-8")
    return f"edit what is known of links: {len(records)}, and {len(captures)} pages that were saved"


def edit_exports(site: Subject, chance: random.Random) -> str:
    """The site has exports in some formats, or none."""
    settings = re.sub(r"^(?:exports|epub): .*\n", "", (site.root / "site.yaml").read_text("utf-8"), flags=re.MULTILINE)
    formats = chance.sample(EXPORTS, chance.randint(1, len(EXPORTS))) if chance.random() < 0.8 else []
    books = chance.sample(BOOKS, chance.randrange(len(BOOKS)))
    settings += f"exports: [{', '.join(formats)}]\nepub: [{', '.join(books)}]\n" if formats else ""
    (site.root / "site.yaml").write_text(settings, "utf-8")
    return f"edit the exports: {', '.join(formats) or 'none'}"


_date: Callable[[random.Random], str] = lambda chance: f"20{chance.randint(20, 26)}-0{chance.randint(1, 9)}-11"  # noqa: E731

TOLD: list[Operation] = [
    write_article, delete_article, rename_article, move_folder, edit_body, edit_same_size, save_by_rename, touch,
    edit_front_matter("title", lambda chance: chance.choice([f"新題{chance.randint(0, 99)}", f"題{chance.randint(0, 9)}", "題,(續)"])),
    edit_front_matter("date", _date),
    edit_front_matter("updated", _date),
    edit_front_matter("expires", _date),
    edit_front_matter("tags", lambda chance: f"[{', '.join(chance.sample(TAGS, 2))}]"),
    edit_front_matter("withdrawn", lambda chance: f"{{date: {_date(chance)}, reason: 理由{chance.randint(0, 9)}。}}"),
    edit_front_matter("draft", lambda chance: chance.choice(["true", "false"])),
    edit_front_matter("author", lambda chance: chance.choice(["甲", "丁"])),
    edit_front_matter("series", lambda chance: chance.choice(["連載", "長文"])),
    edit_front_matter("summary", lambda chance: f"摘要{chance.randint(0, 9)}。"),
    edit_front_matter("tidy", lambda chance: chance.choice(["true", "false"])),
    edit_front_matter("source_url", lambda chance: f"https://example.com/{chance.randint(0, 9)}"),
    edit_front_matter("title_proposed", lambda chance: chance.choice(["true", "false"])),
    edit_front_matter("aliases", lambda chance: f"[/gone/{chance.randint(0, 10**9)}/]"),
    edit_front_matter("extra", lambda chance: f"{{note: {chance.randint(0, 9)}}}"),
    edit_front_matter("language", lambda chance: chance.choice(["en", "zh-Hant"])),
    add_many, delete_many, edit_page, edit_part, edit_data, edit_tags, drop_tags, edit_redirects, edit_settings, change_theme, change_base_url,
    declare_kinds, edit_template, edit_macro, edit_include, override_template, override_ink, edit_asset, add_asset, edit_static, edit_image, edit_messages, edit_search,
    file_for_folder, edit_robots, edit_bundle, edit_dated_name, edit_hostile_name, edit_draft, leave_over, edit_exceptions, edit_links, edit_import,
    edit_share_pictures, edit_link_records, edit_exports,
]  # fmt: skip
