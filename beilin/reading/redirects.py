"""content/redirects.yaml: former addresses of the site, each with the address that has taken its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from beilin.crash import concerning
from beilin.layout import REDIRECTS_FILE
from beilin.problems.problem import Problem
from beilin.text.aliases import HOW_TO_WRITE_ADDRESS, file_address, page_address
from beilin.text.decoding import decode_utf8
from beilin.text.link_targets import split_target
from beilin.text.yaml import schema
from beilin.text.yaml import strict as ys

HINT = "Write each as `/old/address/: /new/address/`."
_TAIL = re.compile(r"[?#].*", re.DOTALL)
# No page can redirect the programs that ask for these, so the former address gets a copy.
_FEEDS = (".xml", ".json", ".rss", ".atom")


class Moved(NamedTuple):
    """A former address."""

    address: str  # from "/" on, decoded and in NFC
    target: str  # likewise; of the page or feed that has taken its place
    tail: str  # query and fragment that follow the target, encoded
    line: int  # of content/redirects.yaml

    @property
    def is_copy(self) -> bool:
        """Whether the former address gets what is at the target, and not a page that redirects there."""
        return self.target.endswith(_FEEDS)


@dataclass(frozen=True, slots=True)
class Redirects:
    """The former addresses, in the order of the file."""

    entries: tuple[Moved, ...] = ()
    _copies: dict[str, list[Moved]] = field(default_factory=dict, repr=False, compare=False)  # by target

    def copies_of(self, target: str) -> Iterable[Moved]:
        """The former addresses that get a copy of what is at the target."""
        return self._copies.get(target, ())


NO_REDIRECTS = Redirects()


@lru_cache(maxsize=1)  # for `serve`: a thousand entries take 40 ms
@concerning(REDIRECTS_FILE)
def read_redirects(data: bytes) -> tuple[Redirects, tuple[Problem, ...]]:
    """The redirects in the bytes of the file, and what is wrong with it; entries with errors are left out.

    Whether the targets exist is not known here; `check` looks for those that do not.
    """
    if not data:
        return NO_REDIRECTS, ()
    text = decode_utf8(data, REDIRECTS_FILE)
    if isinstance(text, Problem):
        return NO_REDIRECTS, (text,)
    lines = text.splitlines()
    root, problems = schema.read_mapping(text, file=REDIRECTS_FILE, lines=lines, hint=HINT)
    entries: list[Moved] = []
    copies: dict[str, list[Moved]] = {}
    for key, node in root.items.items() if root else ():
        if not isinstance(node, ys.Scalar) or not node.text:
            message = f"{key}: expected an address"
            problems.append(schema.problem_at("wrong-type", node, message, file=REDIRECTS_FILE, lines=lines, hint=HINT))
            continue
        try:
            entries.append(moved := _moved(key, node.text, node.line))
        except ValueError as error:
            problems.append(
                schema.problem_at(
                    "bad-value", node, str(error), file=REDIRECTS_FILE, lines=lines, hint=HOW_TO_WRITE_ADDRESS
                )
            )
            continue
        if moved.is_copy:
            copies.setdefault(moved.target, []).append(moved)
    return Redirects(tuple(entries), copies), tuple(problems)


def _moved(address: str, target: str, line: int) -> Moved:
    """The entry in its normal form. Raises ValueError with what is wrong."""
    path = _TAIL.sub("", target)
    moved = Moved(file_address(address), file_address(path), split_target(target).tail, line)
    return moved if moved.is_copy else moved._replace(address=page_address(moved.address))
