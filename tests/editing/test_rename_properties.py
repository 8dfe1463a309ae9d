"""In any archive a rename changes the names that it must and no other byte, and every link leads where it led before."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.building.records import read_records
from beilin.config import read_config
from beilin.planning.addresses import address_of_file
from beilin.planning.links import resolve
from beilin.planning.targets import Targets
from beilin.planning.wiki import WikiTargets
from tests.editing.trees import run, sources
from tests.little_site import little_site

# Names that appear nowhere else, so that putting the old one back must give the old bytes.
OLD, NEW = "舊名-7", "new-name-8"
ALIAS = f"aliases: [/articles/{OLD}/]"
PIECES = [
    f"[一]({OLD}.md)", f"[二](<{OLD}.md#節> '{OLD}.md')", f"[三](/articles/{OLD}/)", f"![四](/articles/{OLD}/a.png)",
    f"`[五]({OLD}.md)`", f"<a href='{OLD}.md'>六</a>", f"\n\n[七]: {OLD}.md\n\n[七]", f"\n\n```\n[八]({OLD}.md)\n```\n\n",
    f"\n\n> - [九]({OLD}.md?x#y)\n\n", f"\n\n| 甲 |\n| --- |\n| [十]({OLD}.md) |\n\n", "[十一](b.md)", f"{OLD}.md",
    f"https://example.org/articles/{OLD}/", f"[十二](https://example.org/articles/{OLD}#z)", "字。", "  \n", "\n\n## 節\n\n",
    f"[十三](not-{OLD}.md)", "**「重」**", "[^1]", f"\n\n[^1]: 註[十四]({OLD}.md)\n\n", f"[[{OLD}]]", f"[[ {OLD}#節|十五]]", "[[b]]", f"`[[{OLD}]]`", "[](", "\\", "<!--", "\u3000",
]  # fmt: skip


@st.composite
def archives(draw: st.DrawFn) -> dict[str, str | bytes]:
    """A few articles that link to one another in many ways."""
    files: dict[str, str | bytes] = {}
    for name in (OLD, "a", "b", "c"):
        body = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=8)))
        tags = draw(st.sampled_from(["", "tags: [x] # 籤\n", "author:\n  - 'y' # 人\n"]))
        text = f"---\n{tags}title: 題{name[0]} # 題\n---\n{body}"
        if draw(st.booleans()):
            text = text.replace("\n", "\r\n")
        files[f"content/articles/{name}.md"] = (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()
    return files


def links(root: Path) -> dict[str, list[str]]:
    """For each article the addresses that its links lead to, and its broken links as they are written."""
    config, _ = read_config(root)
    assert config
    records, _ = read_records(root, config, lambda _what, _done, _count: None)
    addresses = {path: address_of_file(config, record.summary) for path, record in records.items()}
    names = WikiTargets({path: record.summary for path, record in records.items()}, addresses, {})
    targets = Targets(config.base_url, addresses, {}, {}, wiki=names)
    return {
        path: list(resolve(path, record.summary, record.references, targets, "/")) for path, record in records.items()
    }


def renamed(text: str) -> str:
    """The text with the new name in place of the old, encoded or not."""
    return text.replace("%E8%88%8A%E5%90%8D-7", NEW).replace(OLD, NEW)


@settings(max_examples=40)
@given(archives())
def test_any_archive(files: dict[str, str | bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = little_site(Path(folder), files)
        before, led = sources(site.root), links(site.root)
        code, said, _ = run(site.root, ["rename", OLD, NEW])
        assert code == 0, said
        after, leads = sources(site.root), links(site.root)
    back = {path.replace(NEW, OLD): data.decode().replace(NEW, OLD) for path, data in after.items()}
    path = f"content/articles/{OLD}.md"
    for newline in ("\r\n", "\n"):
        back[path] = back[path].replace(ALIAS + newline, "")
    assert back == {name: data.decode() for name, data in before.items()}
    assert {renamed(path) for path in led} == leads.keys()
    for path, found in led.items():
        for link, now in zip(found, leads[renamed(path)], strict=True):
            # A bare address is its own text, which stays; its redirect still works.
            assert now == renamed_link(link) or (
                now == link and f"https://example.org/articles/{OLD}" in files_text(files)
            )


def files_text(files: dict[str, str | bytes]) -> str:
    """All files as one text."""
    return "".join(content if isinstance(content, str) else content.decode() for content in files.values())


def renamed_link(link: str) -> str:
    """Where a link led, under the new name; what is not an article's address stays."""
    if link.startswith("<a "):
        return link.replace("%E8%88%8A%E5%90%8D-7", NEW, 1)
    address, mark, rest = link.partition("#")
    address, query_mark, query = address.partition("?")
    moved = (
        renamed(address) if address.rstrip("/").endswith("%E8%88%8A%E5%90%8D-7") and "not-" not in address else address
    )
    return moved + query_mark + query + mark + rest
