"""The page that is served as long as no build has succeeded."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem
from beilin.serving.announcements import count
from beilin.serving.injection import errors_first


def problem_page(problems: Iterable[Problem]) -> bytes:
    """An HTML page that lists the problems as the terminal does; it is readable without scripts."""
    listed = errors_first(problems)
    blocks = "\n".join(f"<pre>{escape(format_problem(problem))}</pre>" for problem in listed)
    title = f"{count(sum(problem.severity == 'error' for problem in listed), 'error')} in the archive"
    return f"""<!doctype html>
<html lang="en">
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
<p>The site appears here once they are fixed.</p>
{blocks}
</body>
</html>
""".encode()
