"""Steps of a history that change a theme: its templates, kinds of page, messages and assets."""

from __future__ import annotations

import random
import re

from tests.exact.subject import Subject
from tests.little_site import BARE_THEME

SEARCH = "{{ site.search }}{% for tag in tags %}{{ tag.title }} {{ tag.count }}{% endfor %}"
LINKS = (
    "{% for link in backlinks.shown %}<a href='{{ link.url }}'>{{ link.title }}</a>{{ link.before }}[{{ link.words }}]{{ link.after }}"
    "{% endfor %}{{ backlinks.count }}\n"
)
OUTSIDE = "{% for link in bibliography %}{{ link.url }} {{ link.text }} {{ link.paragraph }}{% endfor %}\n"
# Templates in addition to those of the minimal theme: a shared macro, an include, pages that only some themes have.
THEME = {
    "templates/parts.html": "{% macro link(a) %}<a href='{{ a.url }}'>{{ a.title }}</a>{% endmacro %}",
    "templates/footer.html": "<footer>{{ site.title }}{{ data.figures }}</footer>",
    "templates/author.html": "{% from 'parts.html' import link %}{% for a in articles %}{{ link(a) }}{% endfor %}",
    "templates/source.html": "{% import 'parts.html' as parts %}{% for a in articles %}{{ parts.link(a) }}{% endfor %}"
    "{% include 'footer.html' %}",
    "templates/tag-feed.xml": "{% for entry in entries %}{{ entry.article.title }} {{ entry.body }}{% endfor %}",
    "templates/declared.html": "{% for a in articles %}{{ a.title }} {{ a.extra.note if 'note' in a.extra }}{% endfor %}",
    "templates/article.html": BARE_THEME["templates/article.html"].replace(
        "{{ body | safe }}",
        "{{ body | safe }}"
        + LINKS
        + OUTSIDE
        + "{{ article.history.edits if article.history }}{{ share_picture or '' }}",
    ),
    "templates/share-picture.txt": "{{ picture }}",
    "templates/dead-links.html": "{{ report }}",
    "templates/page.html": BARE_THEME["templates/page.html"].replace("{{ body | safe }}", "{{ body | safe }}" + LINKS),
    "templates/print.html": "{{ article.title }} {{ body | safe }} {{ related | map(attribute='title') | join }}",
    "templates/search.html": SEARCH,
    "templates/collation.html": "{{ article.title }}{% if collation %}{% for row in collation.rows or () %}{{ row.kind }}{{ row.anchor }}"
    "{{ row.lines | map(attribute='number') | join }}{% endfor %}{% endif %}",
    "templates/opensearch.xml": "{{ site.search }}",
    "templates/sw.js": "{% if site.service_worker %}{{ site.title }} {{ assets['bare.css'] }}{% else %}none{% endif %}",
    "theme.yaml": "kinds:\n  all: {template: declared.html, address: /all/, for: site}\n",
}
# Kinds of page that the theme may declare, beside the first.
KINDS = [
    "print: {template: print.html, address: '/print/:slug/', for: article}",
    "feeds: {template: tag-feed.xml, address: '/sources/:slug/feed.xml', for: source, feed: true}",
    "in-year: {template: declared.html, address: '/in/:slug/', for: year, sitemap: false}",
    "references: {template: declared.html, address: /references/, for: site}",
]


def show_bare(site: Subject) -> None:
    """Build the site with the minimal theme, so that a change of it has an effect."""
    path = site.root / "site.yaml"
    path.write_text(
        re.sub("^theme: (ink|plain).*$", "theme: child", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )


def edit_template(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    name = chance.choice(["base", "list", "article", "tag", "redirect", "series", "article.md", "feed.xml"])
    path = site.root / f"themes/bare/templates/{name if '.' in name else name + '.html'}"
    text = path.read_text("utf-8")
    if "edited" in text:
        text = text.replace("edited", "")
    else:
        text = text.replace("<title>", "<title>edited") if text.startswith("<!doctype") else text + "edited"
    path.write_text(text, "utf-8")
    return f"edit the template {name}"


def declare_kinds(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    kinds = chance.sample(KINDS, chance.randint(0, len(KINDS)))
    address = chance.choice(["/all/", "/everything.html"])
    lines = [f"all: {{template: declared.html, address: {address}, for: site}}", *kinds]
    site.write({"themes/bare/theme.yaml": "kinds:\n" + "".join(f"  {line}\n" for line in lines)})
    return f"declare {len(lines)} kinds of page"


def edit_macro(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    text = THEME["templates/parts.html"].replace("<a ", f"<a rel=x{chance.randint(0, 9)} ")
    site.write({"themes/bare/templates/parts.html": text})
    return "edit the shared macro"


def edit_include(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    names = chance.choice(["{{ site.title }}", "{{ name.title }}", "{{ articles | length }}"])
    site.write({"themes/bare/templates/footer.html": f"<footer>{names}</footer>"})
    return "edit the included template"


def override_template(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    name = chance.choice(["article", "home", "tag"])
    path = site.root / f"themes/child/templates/{name}.html"
    if path.exists() and chance.random() < 0.5 and name != "home":
        path.unlink()
        return f"take the child's {name}.html away"
    block = f"{{% block title %}}{chance.choice(['子', '女'])}{{% endblock %}}"
    site.write({str(path.relative_to(site.root)): f"{{% extends 'bare/{name}.html' %}}{block}"})
    return f"override {name}.html"


def override_ink(site: Subject, chance: random.Random) -> str:
    block = f"{{% block title %}}{chance.randint(0, 9)}{{% endblock %}}"
    site.write({"themes/inked/templates/article.html": f"{{% extends 'ink/article.html' %}}{block}"})
    return "override a template of ink"


def edit_search(site: Subject, chance: random.Random) -> str:
    """Turn the search off or on, by the settings or by the theme's template."""
    show_bare(site)
    settings, template = site.root / "site.yaml", site.root / "themes/bare/templates/search.html"
    if not template.exists():
        template.write_text(SEARCH, "utf-8")
        return "give the theme a search page"
    text = settings.read_text("utf-8")
    if "\nsearch: false\n" in text:
        settings.write_text(text.replace("\nsearch: false\n", "\n"), "utf-8")
        return "turn the search on"
    if chance.random() < 0.5:
        template.unlink()
        return "take the theme's search page away"
    settings.write_text(f"{text}search: false\n", "utf-8")
    return "turn the search off"


def edit_messages(site: Subject, chance: random.Random) -> str:
    path = site.root / f"themes/inked/messages/{chance.choice(['zh-Hant', 'en'])}.yaml"
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return "take the words of the interface away"
    site.write(
        {str(path.relative_to(site.root)): f"home: {chance.choice(['首頁', '家', 'H'])}\nextra: {chance.random()}\n"}
    )
    settings = site.root / "site.yaml"
    settings.write_text(re.sub("^theme: .*$", "theme: inked", settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return "edit the words of the interface"


def edit_asset(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    site.write({"themes/bare/assets/bare.css": f"body {{ margin: {chance.randint(0, 9)}px }}\n"})
    return "edit an asset"


def add_asset(site: Subject, chance: random.Random) -> str:
    show_bare(site)
    path = site.root / f"themes/{chance.choice(['bare', 'child'])}/assets/more.css"
    if path.exists():
        path.unlink()
        return "delete an asset"
    site.write({str(path.relative_to(site.root)): f"p {{ margin: {chance.randint(0, 3)}px }}\n"})
    return "add an asset"
