"""Which files under content/ are left out of the site by their names, and how messages count and name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from beilin.layout import CONTENT
from beilin.problems.controls import printable_path
from beilin.reading.withheld_names import DUMP, HIDDEN, LEFTOVER, REASONS, RULES
from beilin.text.globs import glob_source

# Nearly all names, which no rule matches: trying all globs takes 14 µs a name.
_ORDINARY = re.compile(r"(?!.*-(?:DESKTOP|LAPTOP)-)[^.~#$(_[@,:][^.~#$(_[@,:]*\.(?:md|png|jpe?g|webp|gif|svg|pdf)\Z")
# git's merge tool names the versions of x.md x_BASE_123.md, before version 2.5 x.md.BASE.123.md; OneDrive adds the name
# of a computer, which Windows makes so. The case matters: my-local_2024.md may be an article.
_EXACT_CASE = re.compile(
    r"[._](?:BACKUP|BASE|LOCAL|REMOTE)[._][0-9]+(?:\.[A-Za-z]+)?\Z"
    r"|-(?:DESKTOP|LAPTOP)-[0-9A-Z]{7,8}(?:-[0-9]+)?\.[^.]+\Z"
)
MAX_NAMED = 20
_CORE_DUMP = re.compile(r"core\.[0-9]+", re.IGNORECASE)
# Published although they are hidden: https://www.rfc-editor.org/rfc/rfc8615, and what keeps Jekyll away.
_KEPT = (f"{CONTENT}/.well-known/", f"{CONTENT}/.nojekyll")


HOW_TO_PUBLISH = "Remove it if it does not belong there; to publish it, list it under `publish` in site.yaml."


class Withheld(NamedTuple):
    """A file under content/ that is not published, though it is not read either."""

    path: str  # from the archive's root
    kind: str  # a key of REASONS
    within: str = ""  # the folder, from the root, of which everything is left out; "" if it is the file alone
    shown_by: str = ""  # an unpublished Markdown file that shows it, if that is the reason


def withheld_by_name(path: str) -> Withheld | None:
    """The file, if a rule leaves it out; None if it may be published. `path` begins with `content/`."""
    folder, _, name = path.rpartition("/")
    if reason := _reason_of_folder(folder):
        return Withheld(path, *reason)
    kind = _kind_of_name(name, is_file=True)
    if not kind or (kind == HIDDEN and path.startswith(_KEPT)):
        return None
    return Withheld(path, kind)


def count_withheld(withheld: Iterable[Withheld]) -> dict[str, int]:
    """The number of files by kind, in the order of the rules."""
    counts = dict.fromkeys(REASONS, 0)
    for file in withheld:
        counts[file.kind] += 1
    return {kind: count for kind, count in counts.items() if count}


def describe_counts(counts: Mapping[str, int]) -> str:
    """`3 files are not published: 2 leftovers …, 1 hidden file`; "" if there are none."""
    total = sum(counts.values())
    parts = [f"{count} {REASONS[kind].one if count == 1 else REASONS[kind].many}" for kind, count in counts.items()]
    verb = "file is" if total == 1 else "files are"
    return f"{total} {verb} not published: {', '.join(parts)}" if total else ""


def describe_withdrawn(paths: Sequence[str]) -> str:
    """The line that names files which earlier builds published, and which were removed from the output."""
    more = f" and {len(paths) - MAX_NAMED} more" if len(paths) > MAX_NAMED else ""
    names = ", ".join(map(printable_path, paths[:MAX_NAMED]))
    return f"No longer published, and removed from the output: {names}{more}"


@lru_cache(maxsize=4096)
def _reason_of_folder(folder: str) -> tuple[str, str] | None:
    """(kind, topmost folder) if everything in the folder is left out."""
    parent, _, name = folder.rpartition("/")
    if not parent:
        return None
    if above := _reason_of_folder(parent):
        return above
    kind = _kind_of_name(name, is_file=False)
    return (kind, folder) if kind and not f"{folder}/".startswith(_KEPT) else None


def _kind_of_name(name: str, *, is_file: bool) -> str:
    """The kind of the first rule that matches the name, or ""."""
    if is_file and _ORDINARY.match(name):
        return ""
    if is_file and _EXACT_CASE.search(name):
        return LEFTOVER
    if is_file and _CORE_DUMP.fullmatch(name):
        return DUMP
    match = _expression(is_file=is_file).match(name.casefold())
    return match.lastgroup.replace("_", "-") if match and match.lastgroup else ""


@cache  # compiled when it is needed, because a build without changes only counts
def _expression(*, is_file: bool) -> re.Pattern[str]:
    """An expression with a group for each kind, that matches whole names of files or of folders."""
    globs = [(rule.kind, (*rule.files, *rule.any) if is_file else rule.any) for rule in RULES]
    groups = (f"(?P<{kind.replace('-', '_')}>{'|'.join(map(_source, some))})\\Z" for kind, some in globs if some)
    return re.compile(f"(?:{'|'.join(groups)})")


def _source(glob: str) -> str:
    # Here a wildcard may stand for a full stop: *.bak is also .x.bak.
    return glob_source(glob).replace(r"(?!\.)", "")
