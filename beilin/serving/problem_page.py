"""The page that is served while there is no site to serve."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from beilin.problems.formats import format_problem
from beilin.problems.problem import Problem
from beilin.serving.announcements import count
from beilin.serving.injection import in_order


def problem_page(problems: Iterable[Problem]) -> bytes:
    """An HTML page that names each problem as the terminal does, and needs no script to be read."""
    listed = in_order(problems)
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
<p>The site appears here once they are mended.</p>
{blocks}
</body>
</html>
""".encode()
