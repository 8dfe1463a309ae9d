"""The page that is served as long as no build has succeeded."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from beilin.problems.formats import format_listed
from beilin.problems.problem import Problem
from beilin.problems.wording import for_user
from beilin.serving.announcements import count
from beilin.serving.injection import listed_on_pages
from beilin.translations.language import language


def problem_page(problems: Collection[Problem], options: str = "") -> bytes:
    """An HTML page that lists the problems as the terminal does; it is readable without scripts.

    `options` are as for `Listed.omission`.
    """
    texts = ("\n".join(format_listed([one], options)) for one in listed_on_pages(problems))
    blocks = "\n".join(f"<pre>{escape(text)}</pre>" for text in texts)
    title = for_user(f"{count(sum(problem.severity == 'error' for problem in problems), 'error')} in the archive")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 16px/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f1ea; color: #222; padding: 1rem }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{for_user("The site appears here once they are fixed.")}</p>
{blocks}
</body>
</html>
""".encode()
