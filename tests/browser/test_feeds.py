"""Feeds conform to their formats, so that every reader can read them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import jsonschema

from tests.browser.sample import ADDRESS

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339, as RFC 4287, 3.3 requires

# How many children of each name RFC 4287 allows (4.1.1 and 4.1.2): minimum, maximum. Other Atom elements are not allowed.
MANY = 10_000
OF_A_FEED = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (0, MANY), "link": (0, MANY), "category": (0, MANY),
    "contributor": (0, MANY), "generator": (0, 1), "icon": (0, 1), "logo": (0, 1), "rights": (0, 1), "subtitle": (0, 1),
    "entry": (0, MANY),
}  # fmt: skip
OF_AN_ENTRY = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (0, MANY), "link": (0, MANY), "category": (0, MANY),
    "contributor": (0, MANY), "content": (0, 1), "published": (0, 1), "rights": (0, 1), "source": (0, 1), "summary": (0, 1),
}  # fmt: skip


def atom_faults(root: ElementTree.Element) -> list[str]:
    """The violations of RFC 4287, among those that a generator of feeds could make."""
    faults = [] if root.tag == f"{ATOM}feed" else [f"the root is {root.tag}"]
    feed_has_author = root.find(f"{ATOM}author") is not None
    for element, allowed in [(root, OF_A_FEED), *((entry, OF_AN_ENTRY) for entry in root.iter(f"{ATOM}entry"))]:
        where = element.findtext(f"{ATOM}id", "an element without an id")
        counts = Counter(child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM))
        for name in counts.keys() | allowed.keys():
            least, most = allowed.get(name, (0, 0))
            if not least <= counts[name] <= most:
                faults.append(f"{where}: {counts[name]} of {name}")
        if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", where):
            faults.append(f"{where}: an id is an IRI (4.2.6)")
        if not feed_has_author and element is not root and not counts["author"]:
            faults.append(f"{where}: without an author (4.1.1)")
        links = element.findall(f"{ATOM}link")
        faults += [f"{where}: a link without href (4.2.7.1)" for link in links if not link.get("href")]
        alternates = Counter(
            (link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"
        )
        faults += [f"{where}: two alternates of one type (4.1.1)" for count in alternates.values() if count > 1]
        if element is not root and not counts["content"] and not alternates:
            faults.append(f"{where}: neither content nor an alternate (4.1.2)")
        moments = [element.findtext(f"{ATOM}{name}") for name in ("updated", "published")]
        faults += [
            f"{where}: no moment: {moment} (3.3)" for moment in moments if moment and not MOMENT.fullmatch(moment)
        ]
    for person in [*root.iter(f"{ATOM}author"), *root.iter(f"{ATOM}contributor")]:
        if not (person.findtext(f"{ATOM}name") or "").strip():
            faults.append("a person without a name (3.2.1)")
    faults += ["a category without term (4.2.2.1)" for item in root.iter(f"{ATOM}category") if not item.get("term")]
    for text in [*root.iter(f"{ATOM}title"), *root.iter(f"{ATOM}summary"), *root.iter(f"{ATOM}content")]:
        if text.get("type", "text") not in ("text", "html") or len(text):
            faults.append(f"{text.tag} is neither text nor escaped HTML (3.1.1)")
    entries = Counter(
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in root.iter(f"{ATOM}entry")
    )
    return faults + [f"{entry}: twice (4.1.1)" for entry, count in entries.items() if count > 1]


def atom_feeds(output: Path) -> list[Path]:
    """The feeds of the sample archive, including those of tags, and the main feed of each variant."""
    return sorted({*output.glob("feed.xml"), *output.glob("tags/*/feed.xml"), *output.glob("*/feed.xml")})


def test_every_atom_feed_conforms(output: Path) -> None:
    feeds = atom_feeds(output)
    assert len(feeds) > 15
    assert not {str(path): found for path in feeds if (found := atom_faults(ElementTree.parse(path).getroot()))}


def test_violations_of_the_rules_are_found(output: Path) -> None:
    root = ElementTree.parse(output / "feed.xml").getroot()
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    for name in ("id", "link"):
        found = entry.find(f"{ATOM}{name}")
        assert found is not None
        entry.remove(found)
    ElementTree.SubElement(entry, f"{ATOM}pubDate")
    assert len(atom_faults(root)) == 3


def test_readers_read_every_atom_feed(output: Path) -> None:
    """With feedparser, which many readers use."""
    for path in atom_feeds(output):
        read = feedparser.parse(path.read_bytes(), response_headers={"content-type": "application/xml; charset=utf-8"})
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.title.startswith("碑林")
        for entry in read.entries:
            assert re.match(rf"{ADDRESS}([a-z]+/)?articles/", entry.link)
            assert entry.updated_parsed
            assert entry.title
            assert len(entry.content) == 1
            assert entry.content[0].value


def test_a_reader_gets_the_whole_article(output: Path) -> None:
    """With its language, authors, tags and text. The feed of a tag, which has few articles, still has the old ones."""
    read = feedparser.parse((output / "tags/llama/feed.xml").read_bytes())
    entry = next(entry for entry in read.entries if entry.link.endswith("/everything/"))
    assert [author.name for author in entry.authors] == ["硯秋", "拓工", "Ada Lovelace"]
    assert {"開源", "LLaMA"} <= {tag.term for tag in entry.tags}
    for part in ("<table>", "<blockquote>", "footnote", "<figure>", f'src="{ADDRESS}images/'):
        assert part in entry.content[0].value, part
    english = next(entry for entry in read.entries if entry.link.endswith("/english/"))
    assert english.content[0].language == "en"


def test_the_json_feed_is_valid(output: Path) -> None:
    feed = json.loads((output / "feed.json").read_bytes())
    schema = json.loads((SCHEMAS / "json-feed.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(feed)] == []
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 20

    del feed["items"][0]["content_html"]
    feed["items"][1]["date_published"] = "2021-01-01"
    feed["pubDate"] = "x"
    assert len(list(validator.iter_errors(feed))) == 3
