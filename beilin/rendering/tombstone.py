"""The template of the notice in place of a withdrawn article, for themes that have none."""

from __future__ import annotations

from beilin.planning.kinds.tombstone import TOMBSTONE

TOMBSTONE_TEMPLATE = TOMBSTONE.template
# Without words of the theme, which may have none: both words for "withdrawn" are in the languages of Beilin.
TOMBSTONE_SOURCE = """\
<!DOCTYPE html>
<html lang="{{ page.language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex{{ ", noai, noimageai" if page.noai }}">
{%- if page.noai %}<meta name="tdm-reservation" content="1">{% endif %}
<link rel="canonical" href="{{ page.canonical }}">
<link rel="icon" href="data:,">
<title>{{ tombstone.title }} · {{ site.title }}</title>
</head>
<body>
<main>
<h1 lang="{{ tombstone.language }}">{{ tombstone.title_html | safe }}</h1>
<p>{{ tombstone.authors | join(" · ") }} {{ tombstone.source }}
{% if tombstone.date %}<time>{{ tombstone.date[:10] }}</time>{% endif %}</p>
<p><strong>{{ "已撤回" if page.language[:2] == "zh" else "Withdrawn" }}</strong>
<time>{{ tombstone.withdrawn[:10] }}</time></p>
<p>{{ tombstone.reason }}</p>
<p><a href="{{ site.url }}">{{ site.title }}</a></p>
</main>
</body>
</html>
"""
