"""Faults to plant in the engine, each by replacing one function or method, given by name.

When a seam moves, its line in the table is all there is to mend; a seam that is gone fails the test of its fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest

from beilin.planning.context import TrackedContext
from tests.exact.subject import Subject
from tests.little_site import BARE_THEME, SETTINGS, article

Edit = Callable[[Subject], object]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, and the edits after which it has an effect."""

    name: str
    seam: str  # module:name or module:Class.name
    make: Callable[[Any], Any]  # the original → the faulty replacement
    edits: tuple[Edit, ...]
    found: str  # in the words of the first difference
    remembers: bool = False  # whether one process builds again and again


@contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """The fault is active within the block, wherever the program refers to the seam."""
    module_name, _, path = fault.seam.partition(":")
    owner: Any = import_module(module_name)
    *classes, name = path.split(".")
    for part in classes:
        owner = getattr(owner, part)
    assert name in vars(owner), f"{fault.seam} is not there any more: name the seam that took its place"
    sound = vars(owner)[name]
    faulty = fault.make(sound)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, faulty)
        if not classes:
            for other in [module for key, module in sys.modules.items() if key.startswith("beilin.")]:
                if vars(other).get(name) is sound:
                    patch.setattr(other, name, faulty)
        yield


# Edits


def write(files: dict[str, str | bytes]) -> Edit:
    """Write files."""
    return lambda site: site.write(files)


def nothing(_site: Subject) -> None:
    """Change nothing."""


def edit_at_its_size(site: Subject) -> None:
    """Write different text of the same size, and restore the time."""
    path = site.root / "content/articles/a1.md"
    status = path.stat()
    path.write_bytes(path.read_bytes().replace("文1。".encode(), "字1。".encode()))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def delete(site: Subject) -> None:
    """Delete an article."""
    (site.root / "content/articles/a1.md").unlink()


def tamper(site: Subject) -> None:
    """Overwrite an output file."""
    (site.output / "articles/a1/index.html").write_text("tampered")


def add_and_be_killed(site: Subject) -> None:
    """Add an article, kill the build after its page was moved in, and remove the article."""
    write(ADDED)(site)
    site.build_and_be_killed()
    (site.root / "content/articles/b.md").unlink()


def let_another_process_build(site: Subject) -> None:
    """Add an article, build it in another process, then remove it."""
    write(ADDED)(site)
    assert site.elsewhere
    assert site.elsewhere.build(site.root, site.options).published
    (site.root / "content/articles/b.md").unlink()


def tamper_with_the_index(site: Subject) -> None:
    """Overwrite a file of the search's index, and the time of a template."""
    (site.output / "search/a/g/0000.bin").write_text("tampered")
    (site.root / "themes/bare/templates/home.html").touch()


def leave_the_index(site: Subject) -> None:
    """Edit a body, and build without the index, as `serve` does."""
    BODY(site)
    options, site.options = site.options, site.options._replace(defers_index=True)
    site.build()
    site.options = options


def later(site: Subject) -> None:
    """Change the day."""
    site.options = site.options._replace(today="2026-07-01")


ADDED: dict[str, str | bytes] = {"content/articles/b.md": article("新", date="2025-01-01")}
# The archive in which all faults are planted. No title or text is about anything, so what related articles note hides
# none of them.
ARCHIVE: dict[str, str | bytes] = {
    "content/tags.yaml": "開源: {slug: open-source}\n",
    "content/images/a.svg": "<svg/>",
    "content/articles/soon.md": article("將來", date="2026-06-15", summary="一。"),
    "themes/bare/templates/search.html": "<main>搜</main>",
    "themes/bare/templates/parts.html": "{% macro link(a) %}<a href='{{ a.url }}'>{{ a.title }}</a>{% endmacro %}",
    "themes/bare/templates/author.html": "{% from 'parts.html' import link %}{% for a in articles %}{{ link(a) }}{% endfor %}",
    **{
        f"content/articles/a{n}.md": article(
            f"第{n}篇", f"文{n}。\n", date=f"2024-01-0{n}", tags="[開源]", author="甲", summary="一。"
        )
        for n in range(1, 4)
    },
    "content/articles/linking.md": article("指", "見[[a3]]。\n", summary="一。"),
    "content/pages/place.md": article("處"),
    "themes/bare/templates/page.html": BARE_THEME["templates/page.html"].replace(
        "{{ body | safe }}", "{{ body | safe }}{{ backlinks.count }}"
    ),
    "content/articles/warned.md": article("警", "![x](https://far.example/x.png)\n", tags="[未知]"),
}
BODY = write(
    {
        "content/articles/a1.md": article(
            "第1篇", "改。\n", date="2024-01-01", tags="[開源]", author="甲", summary="一。"
        )
    }
)
TITLE = write(
    {
        "content/articles/a1.md": article(
            "又一篇", "文1。\n", date="2024-01-01", tags="[開源]", author="甲", summary="一。"
        )
    }
)
NEWEST_TITLE = write(
    {
        "content/articles/a3.md": article(
            "再一篇", "文3。\n", date="2024-01-03", tags="[開源]", author="甲", summary="一。"
        )
    }
)
NEWEST_TITLE_AND_TAGS = write(
    {
        "content/articles/a3.md": article(
            "改題", "文3。\n", date="2024-01-03", tags="[開源]", author="甲", summary="一。"
        ),
        "content/tags.yaml": "開源: {slug: kaiyuan}\n",
    }
)
LINKING_BODY = write(
    {
        "content/articles/a1.md": article(
            "第1篇", "見[[warned]]。\n", date="2024-01-01", tags="[開源]", author="甲", summary="一。"
        )
    }
)
LAW, CHIPS = "授權。條款。權利。法院。判決。契約。\n", "晶片。封裝。製程。晶圓。代工。良率。\n"


def about(name: str, text: str) -> dict[str, str | bytes]:
    """An article of the archive with another text."""
    front = {"date": f"2024-01-0{name[1]}", "tags": "[開源]", "author": "甲", "summary": "一。"}
    return {f"content/articles/{name}.md": article(f"第{name[1]}篇", text, **front)}


LINK = write({"content/articles/linking.md": article("指", "見[[a3]]與[處](../pages/place.md)。\n", summary="一。")})
LINKED_TITLE = write({"content/articles/warned.md": article("也一篇", "一。\n", tags="[未知]")})
EARLIER: dict[str, str | bytes] = {
    "content/articles/a1.md": article("第1篇", "文1。\n", date="2023-01-01", tags="[開源]", author="甲", summary="一。")
}


# Faults


def _key_without(**blank: Any) -> Callable[[Any], Any]:
    """The key of the plan's inputs ignores some of them."""
    return lambda sound: property(lambda inputs: sound.func(replace(inputs, **blank)))


def _keeps_the_first_facts(sound: Any) -> Any:
    def commit(file: Any, before: Any, after: Any, **options: Any) -> None:
        sound(file, before, after._replace(archive=before.archive or after.archive), **options)

    return commit


def _keeps_the_first_links(sound: Any) -> Any:
    def commit(file: Any, before: Any, after: Any, **options: Any) -> None:
        sound(file, before, after._replace(links=before.links or after.links), **options)

    return commit


def _unnoted(sound: Any) -> Any:
    """The context returns values without recording the request."""
    return lambda tracked, *args: sound(TrackedContext(tracked._context), *args)


def _unnoted_in_feeds(sound: Any) -> Any:
    """The same for bodies whose links begin with the base URL."""
    return lambda tracked, path, base=None: sound(TrackedContext(tracked._context) if base else tracked, path, base)


def _keeps_the_first_dependencies(sound: Any) -> Any:
    def commit(file: Any, before: Any, after: Any, **options: Any) -> None:
        sound(file, before, after._replace(dependencies=before.dependencies or after.dependencies), **options)

    return commit


def _key_without_shapes(sound: Any) -> Any:
    def key(inputs: Any) -> Any:
        rows = {path: row._replace(shape="") for path, row in inputs.content.rows.items()}
        return sound.func(replace(inputs, content=replace(inputs.content, rows=rows)))

    return property(key)


def _loses(**lost: Any) -> Callable[[Any], Any]:
    """The state loses problems of reading or of the plan."""

    def make(sound: Any) -> Any:
        def load(state_file: Any) -> Any:
            state = sound(state_file)
            if "plan" in lost:
                return state._replace(problems=b"")
            return state._replace(files={path: row._replace(problems=b"") for path, row in state.files.items()})

        return load

    return make


def _only_edited(sound: Any) -> Any:
    """Only edited articles are indexed anew, and not those that show something of them."""

    def paths(last: Any, planned: Any) -> Any:
        found, edited = sound(last, planned), planned.basis.inputs.edited
        return found if found is None or edited is None else found & edited

    return paths


def _forgets_what_is_unindexed(sound: Any) -> Any:
    def load(state_file: Any) -> Any:
        state = sound(state_file)
        return state._replace(plan=state.plan and state.plan._replace(unindexed=()))

    return load


def _keeps_the_first_index(sound: Any) -> Any:
    def commit(file: Any, before: Any, after: Any, **options: Any) -> None:
        sound(file, before, after, **{**options, "index": file.index() or options["index"]})

    return commit


def _keep_whatever_is_known(sound: Any) -> Any:
    def keep_if_same(staging: Any, file: Any) -> bool:
        if file.output not in staging.known:
            return bool(sound(staging, file))
        staging.keep(file.output)
        return True

    return keep_if_same


FAULTS = [
    Fault(
        "a value is left out of the render key",
        "beilin.rendering.keys:render_key",
        lambda sound: lambda version, template, values, extras: sound(
            version, template, {name: values[name] for name in values if name != "newer"}, extras
        ),
        (write(ADDED),),
        "articles/a3/index.html has other bytes",
    ),
    Fault(
        "an imported template is missed",
        "beilin.rendering.environment:_references",
        lambda sound: lambda *args: ([name for name in sound(*args)[0] if name != "parts.html"], sound(*args)[1]),
        (write({"themes/bare/templates/parts.html": "{% macro link(a) %}{{ a.title }}{% endmacro %}"}),),
        "authors/甲/index.html has other bytes",
    ),
    Fault(
        "a page is patched though something other than assets changed",
        "beilin.building.render:differing_parts",
        lambda _sound: lambda _before, _after: ["assets"],
        (BODY,),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "a template that computes something from an asset is taken for one that only writes it",
        "beilin.rendering.environment:only_writes_assets",
        lambda _sound: lambda _uses: True,
        (write({"themes/bare/templates/author.html": "{{ assets['bare.css'] | upper }}"}),),
        "authors/甲/index.html has other bytes",
    ),
    Fault(
        "lists do not note which articles they show",
        "beilin.planning.context:TrackedContext.views",
        _unnoted,
        (TITLE,),
        "authors/甲/index.html has other bytes",
    ),
    Fault(
        "a page does not note which single articles it shows",
        "beilin.planning.context:TrackedContext.view",
        _unnoted,
        (TITLE,),
        "articles/a2/index.html has other bytes",  # its neighbour
    ),
    Fault(
        "a page does not note that it shows what links to it",
        "beilin.planning.context:TrackedContext.links_to",
        _unnoted,
        (LINK,),
        "place/index.html has other bytes",
    ),
    Fault(
        "what links to what is as it was before an edit",
        "beilin.planning.link_graph:LinkGraph.changed",
        lambda _sound: lambda graph, *_: graph,
        (LINK,),
        "place/index.html has other bytes",
    ),
    Fault(
        "what links to what is not stored anew",
        "beilin.publishing.state_file:StateFile.commit",
        _keeps_the_first_links,
        (LINK, write({"content/pages/place.md": article("處", "改。\n")})),
        "place/index.html has other bytes",
    ),
    Fault(
        "a page does not note whose texts it compared with its own",
        "beilin.planning.context:TrackedContext.sketches",
        _unnoted,
        (write({**about("a1", LAW), **about("a3", LAW)}), write(about("a1", CHIPS))),
        "articles/a3/index.html has other bytes",
    ),
    Fault(
        "where a link by name leads is not noted",
        "beilin.planning.context:note_references",
        lambda _sound: lambda *_: None,
        (NEWEST_TITLE,),
        "articles/linking/index.html has other bytes",
    ),
    Fault(
        "what was asked for is not looked at after an edit",
        "beilin.publishing.state_file:StateFile.dependents",
        lambda _sound: lambda _file, _tokens: iter(()),
        (TITLE,),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "what pages asked for is not noted anew",
        "beilin.publishing.state_file:StateFile.commit",
        _keeps_the_first_dependencies,
        (LINKING_BODY, LINKED_TITLE),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "an old view of an article is used again",
        "beilin.planning.article_views:ArticleViews.changed",
        lambda _sound: lambda views, _records, _displayed: views,
        (TITLE,),
        "authors/甲/index.html has other bytes",
        remembers=True,
    ),
    Fault(
        "a date counts as something that is only shown",
        "beilin.model:structural_part",
        lambda sound: lambda summary: sound(replace(summary, date=None)),
        (write(EARLIER),),
        "years/2023/index.html is missing",
    ),
    Fault(
        "nothing is planned where articles come, go or move",
        "beilin.building.inputs:Inputs.key",
        _key_without_shapes,
        (write(EARLIER),),
        "years/2023/index.html is missing",
    ),
    Fault(
        "tags.yaml is ignored",
        "beilin.building.inputs:Inputs.key",
        _key_without(tags=b""),
        (write({"content/tags.yaml": "開源: {slug: kaiyuan}\n"}),),
        "tags/kaiyuan/index.html is missing",
    ),
    Fault(
        "a day passes unseen",
        "beilin.building.inputs:Inputs.key",
        _key_without(today=""),
        (later,),
        "articles/soon/index.html is missing",
    ),
    Fault(
        "a feed does not note which bodies it shows",
        "beilin.planning.context:TrackedContext.body",
        _unnoted_in_feeds,
        (BODY,),
        "feed.xml has other bytes",
    ),
    Fault(
        "a saved body is planned from what an earlier plan was made from",
        "beilin.publishing.state_file:StateFile.commit",
        _keeps_the_first_facts,
        (write({"content/articles/b.md": article("新", date="2024-01-01T12:00", summary="一。")}), BODY),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "what is no longer planned is not removed",
        "beilin.publishing.staging:move_in",
        lambda sound: lambda staging, _remove, *rest: sound(staging, (), *rest),
        (delete,),
        "articles/a1/index.html is left over",
    ),
    Fault(
        "a warning about a text is not kept with it",
        "beilin.publishing.state_file:StateFile.load",
        _loses(files=True),
        (delete,),
        "far.example",
    ),
    Fault(
        "a warning of the plan is lost when nothing is planned",
        "beilin.publishing.state_file:StateFile.load",
        _loses(plan=True),
        (nothing,),
        "未知",
    ),
    Fault(
        "a file of the same size and time counts as the same",
        "beilin.files.signature:signature",
        lambda _sound: lambda status, **_: f"{status.st_mtime_ns // 10**9}:{status.st_size}",
        (edit_at_its_size,),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "new paths are not claimed before the first is moved in",
        "beilin.publishing.state_file:StateFile.claim",
        lambda _sound: lambda _state_file, _paths: None,
        (add_and_be_killed,),
        "articles/b/index.html is left over",
    ),
    Fault(
        "what was read under other settings is kept",
        "beilin.reading.settings:ReaderSettings.__repr__",
        lambda _sound: lambda _settings: "settings",
        (write({"site.yaml": SETTINGS.replace("zh-Hant", "en")}),),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "an output counts as whole whatever is in it",
        "beilin.publishing.staging:Staging.is_intact",
        lambda _sound: lambda staging, path: path in staging.known and path in staging.seen.files,
        (tamper,),
        "articles/a1/index.html has other bytes",
    ),
    Fault(
        "a copied file is never copied again",
        "beilin.publishing.staging:Staging.keep_if_same",
        _keep_whatever_is_known,
        (write({"content/images/a.svg": "<svg></svg>"}),),
        "images/a.svg has other bytes",
    ),
    Fault(
        "the titles that links show are left out of the keys of the index",
        "beilin.planning.search_keys:_embedded",
        lambda _sound: lambda *_: [],
        (NEWEST_TITLE_AND_TAGS,),
        "search/a/g/0000.bin has other bytes",
    ),
    Fault(
        "an article that shows the title of an edited one is not indexed anew",
        "beilin.building.index:_paths_to_index",
        _only_edited,
        (NEWEST_TITLE,),
        "search/a/g/0000.bin has other bytes",
    ),
    Fault(
        "what the index lacks is forgotten",
        "beilin.publishing.state_file:StateFile.load",
        _forgets_what_is_unindexed,
        (leave_the_index,),
        "search/a/g/0000.bin has other bytes",
    ),
    Fault(
        "what is known of the index is not kept after an edit",
        "beilin.publishing.state_file:StateFile.commit",
        _keeps_the_first_index,
        (BODY, TITLE),
        "search/a/g/0000.bin has other bytes",
    ),
    Fault(
        "a file of the index is kept whatever is in it",
        "beilin.building.index:_last_state",
        lambda sound: lambda run, staging, **_: sound(run, staging, is_whole=False),
        (tamper_with_the_index,),
        "search/a/g/0000.bin has other bytes",
    ),
    Fault(
        "a process does not see that another one built",
        "beilin.publishing.state_file:StateFile.stamp",
        lambda _sound: lambda _state_file: b"the same",
        (let_another_process_build,),
        "articles/b/index.html is left over",
        remembers=True,
    ),
]  # fmt: skip
