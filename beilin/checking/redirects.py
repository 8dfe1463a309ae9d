"""Redirects: whether they end at a page, and after how many steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from beilin.building.plan import Planned
from beilin.layout import IDS, REDIRECTS_FILE
from beilin.model import Record, StaticFile
from beilin.planning.addresses import address_of, output_path
from beilin.planning.context import TrackedContext
from beilin.planning.links import Outputs, output_at
from beilin.planning.targets import Targets, destination_of
from beilin.planning.views import Redirect as RedirectView
from beilin.problems.problem import Problem
from beilin.text.link_targets import is_relative, own_prefix, split_target

_MAX_SIZE = 64 * 1024  # bytes that are searched; a page that only redirects is short
_REFRESH = re.compile(
    rb"<meta\b(?=[^>]*http-equiv\s*=\s*[\"']?refresh)[^>]*content\s*=\s*(?:\"|')?\s*\d+\s*[;,]\s*url\s*=\s*[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)


class Redirect(NamedTuple):
    """A page that redirects."""

    origin: str  # the file that asks for it
    line: int | None
    target: str  # the output path to which it leads; "" for another site


def redirects_of(root: Path, plan: Planned, files: Iterable[StaticFile], base_url: str) -> dict[str, Redirect]:
    """All redirects by output path: those of aliases, and HTML files under content/ that refresh to another page."""
    redirects = {}
    for page in plan.pages:
        if not page.kind.is_redirect:
            continue
        view = page.values({"target"}, TrackedContext(plan.basis.context))["target"]
        if isinstance(view, RedirectView):
            redirects[page.output] = Redirect(page.origin, page.line, _output_of(view.canonical, page.output, base_url))
    for file in files:
        if file.output.endswith((".html", ".htm")) and file.source.startswith("content/"):
            try:
                data = (root / file.source).read_bytes()[:_MAX_SIZE]
            except OSError:
                continue
            if refresh := _REFRESH.search(data):
                url = refresh[1].decode(errors="replace").replace("&amp;", "&")
                line = data.count(b"\n", 0, refresh.start()) + 1
                redirects[file.output] = Redirect(file.source, line, _output_of(url, file.output, base_url))
    return redirects


def loops_and_chains(redirects: Mapping[str, Redirect]) -> Iterator[Problem]:
    """An error for each redirect loop, a warning for each redirect to another redirect."""
    in_loops: set[str] = set()  # output paths of the loops that were reported
    for output, (origin, line, target) in sorted(redirects.items()):
        path = [output]
        end = target
        while end in redirects and end not in path:
            path.append(end)
            end = redirects[end].target
        steps = " → ".join(_display(step) for step in [*path, end])
        if end in path:
            if end == output and not in_loops & set(path):
                in_loops |= set(path)
                yield Problem(
                    "redirect-loop", f"redirects form a loop: {steps}", origin, line, hint="Remove one of them."
                )
        elif len(path) > 1:
            hint = f"Let it lead directly to {_display(end)}."
            yield Problem("redirect-chain", f"a redirect leads to a redirect: {steps}", origin, line, hint=hint)


def dead_redirects(planned: Planned) -> Iterator[Problem]:
    """A warning for each entry of content/redirects.yaml that leads to nothing, or asks for a copy of no feed."""
    outputs = planned.outputs
    for moved in planned.basis.context.site.redirects.entries:
        target = output_at(moved.target, outputs)
        if target is None:
            message, hint = f"{moved.address} leads nowhere", Outputs(outputs).hint_for(moved.target)
        elif moved.is_copy and output_path(moved.address) not in outputs:
            message = f"{moved.address} leads to {moved.target}, which is neither a page nor a feed"
            hint = "Copy the file to its former address instead."
        else:
            continue
        yield Problem("broken-link", message, REDIRECTS_FILE, moved.line, hint=hint, target=moved.target)


def links_to_redirects(
    records: Sequence[Record], targets: Targets, redirects: Mapping[str, Redirect]
) -> Iterator[Problem]:
    """A note for each link to an address that redirects, but for those at permanent identifiers, which are meant."""
    for record in records if redirects else ():
        for reference in record.references:
            if reference.kind == "path" and not is_relative(reference.target):
                address = destination_of(record.summary.path, reference, targets).address
                redirect = redirects.get(output_path(address)) or redirects.get(output_path(address.rstrip("/") + "/"))
                if redirect and redirect.target and not address.startswith(IDS):
                    message = f"the link {reference.target!r} uses an old address"
                    hint = f"Write {_display(redirect.target)}, or the file of the article."
                    yield Problem("old-address", message, record.summary.path, reference.line, hint=hint)


def _output_of(url: str, output: str, base_url: str) -> str:
    """The output path that the URL means on the page at the path `output`; "" if it leads to another site."""
    absolute = urljoin(base_url + output, url)
    return output_path(split_target(absolute, base_url).path) if own_prefix(absolute, base_url) else ""


def _display(output: str) -> str:
    return address_of(output) if output else "another site"
