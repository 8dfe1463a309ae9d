"""Articles and standalone pages in the other Chinese script, at their addresses below `/zh-Hans/` or `/zh-Hant/`.

They are made by the templates of the pages themselves, from the values of those, converted. Feeds, lists and the search
have the original alone: the search finds both scripts by folding.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.kinds.article import ARTICLE
from beilin.planning.kinds.redirect import REDIRECT
from beilin.planning.kinds.share_pictures import SHARE_PICTURE, share_picture_in_script
from beilin.planning.kinds.standalone import STANDALONE
from beilin.planning.kinds.tombstone import TOMBSTONE
from beilin.planning.page import Id, Kind, Place, Value
from beilin.planning.script_twins import Script, in_script, twin_address
from beilin.planning.views import Redirect
from beilin.text.phrases import with_breaks
from beilin.text.variants import converted


def _ids(original: Kind, context: Context) -> Iterator[Id]:
    """Those of the original pages that have a twin."""
    scripts = context.script_twins.scripts
    return (id for id in original.ids(context) if str(id[0]) in scripts) if scripts else iter(())


def _place(original: Kind, context: Context, id: Id) -> Place:
    place = original.place(context, id)
    return place._replace(address=twin_address(_script(context, id).language, place.address))


def _script(context: Context | TrackedContext, id: Id) -> Script:
    return context.script_twins.scripts[str(id[0])]


def _language(context: TrackedContext, id: Id) -> str:
    return _script(context, id).language


def _value(original: Value, context: TrackedContext, id: Id) -> object:
    return in_script(original(context, id), _script(context, id))


def _text(original: Value, context: TrackedContext, id: Id) -> str:
    return converted(str(original(context, id)), _script(context, id).configuration)


def _title_html(context: TrackedContext, id: Id) -> str:
    return with_breaks(_text(STANDALONE.values["title"], context, id))


def _share_picture(context: TrackedContext, id: Id) -> str | None:
    """The whole URL of the twin's own share picture."""
    site = context.site
    address = twin_address(_language(context, id), f"{context.address(str(id[0]))}{layout.SHARE_PICTURE}")
    return site.whole_url(address) if site.draws_share_pictures else None


def _twins(original: Kind, texts: dict[str, Value]) -> Kind:
    values = {name: partial(_value, value) for name, value in original.values.items()}
    return Kind(
        name=f"{original.name}-twin",
        template=original.template,
        owned={},
        ids=partial(_ids, original),
        place=partial(_place, original),
        values={**values, **texts},
        is_listed=original.is_listed,
        language=_language,
        twin_of=original.name,
    )


_TEXTS_OF_PAGE: dict[str, Value] = {
    **{name: partial(_text, STANDALONE.values[name]) for name in ("title", "description")},
    "title_html": _title_html,
    "language": _language,
}


# The addresses above the twins lead home: lists exist in the language of the site alone.


def _root_ids(context: Context) -> Iterator[Id]:
    return ((language,) for language in sorted({one.language for one in context.script_twins.scripts.values()}))


def _root_place(_context: Context, id: Id) -> Place:
    return Place(twin_address(str(id[0]), layout.HOME), "the pages in the other script", is_fallback=True)


def _home(context: TrackedContext, _id: Id) -> Redirect:
    site = context.site
    return Redirect(site.config.title, site.url(layout.HOME), site.whole_url(layout.HOME), site.config.language)


KINDS = (
    _twins(ARTICLE, {"share_picture": _share_picture}),
    _twins(SHARE_PICTURE, {"picture": share_picture_in_script}),
    _twins(STANDALONE, _TEXTS_OF_PAGE),
    _twins(TOMBSTONE, {}),
    Kind(
        name="twins-root",
        template=REDIRECT.template,
        owned={"/zh-Hans/*": "the pages in Simplified Chinese", "/zh-Hant/*": "the pages in Traditional Chinese"},
        ids=_root_ids,
        place=_root_place,
        values={"target": _home},
        is_listed=False,
        is_redirect=True,
    ),
)
