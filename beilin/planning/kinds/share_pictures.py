"""The share picture of an article, below its address: a PNG with its title, for others to show with a link to it.

There is none without `share_pictures: true`. The twin of an article in the other Chinese script has a picture of its
own, because those who share it read that script.
"""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.planning.context import Context, TrackedContext
from beilin.planning.kinds.article import ARTICLE, article_language
from beilin.planning.page import Id, Kind, Place
from beilin.planning.script_twins import in_script, twin_address
from beilin.planning.site_context import SHARE_TEMPLATE
from beilin.planning.view_fields import with_fields
from beilin.planning.views import SharePicture


def _ids(context: Context) -> Iterator[Id]:
    return iter(ARTICLE.ids(context)) if context.site.draws_share_pictures else iter(())


def _place(context: Context, id: Id) -> Place:
    place = ARTICLE.place(context, id)
    return place._replace(address=f"{place.address}{layout.SHARE_PICTURE}")


def _picture(context: TrackedContext, id: Id) -> SharePicture:
    path, site = str(id[0]), context.site
    article = context.view(context.position(path))
    return SharePicture(
        path=path,
        address=f"{context.address(path)}{layout.SHARE_PICTURE}",
        title=article.title,
        source=article.source.title if article.source else "",
        date=article.date,
        language=article.language,
        interface=site.page_language(article.language),
        site=site.config.title,
        font=site.config.share_font,
        digest=site.share_font,
    )


def share_picture_in_script(context: TrackedContext, id: Id) -> SharePicture:
    """The picture of the article's twin in the other script."""
    script = context.script_twins.scripts[str(id[0])]
    picture: SharePicture = in_script(_picture(context, id), script)
    return with_fields(
        picture,
        address=twin_address(script.language, picture.address),
        interface=script.language,
        site=context.script_twins.sites[script.language].title,
    )


SHARE_PICTURE = Kind(
    name="share-picture",
    template=SHARE_TEMPLATE,
    owned={},
    ids=_ids,
    place=_place,
    values={"picture": _picture},
    is_listed=False,
    language=article_language,
)
KINDS = (SHARE_PICTURE,)
