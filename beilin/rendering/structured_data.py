"""What pages say of themselves in the vocabulary of schema.org, for search engines. Pure functions of views.

Templates write these as JSON. To put them together in a template takes five times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from beilin.planning.views import ArticleView, ExportLink, PageView, Site


def blog_posting(article: ArticleView, page: PageView, site: Site) -> dict[str, Any]:
    """The article on its page, or on that of its twin in the other script, as a BlogPosting."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": page.canonical,
        "url": page.canonical,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.canonical},
        "headline": article.original_title,
        "description": article.summary,
        "inLanguage": article.language,
        "timeRequired": f"PT{article.reading_minutes}M",
        "isPartOf": {"@type": "WebSite", "@id": site.base_url, "name": site.title},
        "publisher": {"@type": "Organization", "name": site.author},
    }
    if article.published_at:
        posting["datePublished"] = article.published_at
    if article.updated:
        posting["dateModified"] = article.updated_at
    if article.authors:
        origin = site.base_url[: len(site.base_url) - len(site.url)]
        posting["author"] = [
            {"@type": "Person", "name": author.title, "url": origin + author.url} for author in article.authors
        ]
    if article.tags:
        posting["keywords"] = [tag.title for tag in article.tags]
    if page.canonical != article.canonical:
        posting["translationOfWork"] = {"@id": article.canonical}
    if article.id:
        posting["identifier"] = {
            "@type": "PropertyValue", "propertyID": "id", "value": article.id, "url": article.permalink,
        }  # fmt: skip
    if article.license:
        urls = article.license_urls
        posting["license"] = (urls[0] if len(urls) == 1 else list(urls)) if urls else article.license
    if article.rights:
        posting["copyrightNotice"] = article.rights
    if article.source_url:
        posting["isBasedOn"] = article.source_url
    return posting


def breadcrumb_list(steps: Iterable[Sequence[str]], origin: str) -> dict[str, Any]:
    """The way to a page as a BreadcrumbList; `steps` are a name and a URL from the host's root, which is `origin`."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": f"{origin}{url}"}
        for number, (name, url) in enumerate(steps, 1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def data_set(exports: Iterable[ExportLink], page: PageView, site: Site) -> dict[str, Any]:
    """The archive as a Dataset, with its exports as downloads."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{page.canonical}#_exports",
        "url": page.canonical,
        "name": site.title,
        "description": site.description or site.title,
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": site.author, "url": site.base_url},
        "distribution": [
            {"@type": "DataDownload", "name": export.title, "encodingFormat": export.media_type,
             "contentUrl": export.canonical}
            for export in exports
            if export.format != "opml"  # which has no articles
        ],
    }  # fmt: skip
