"""What a host allows programs to request: its robots.txt (RFC 9309), read once in a run."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

PRODUCT = "Beilin"  # the product token of the user agent (section 2.2.1)
MAX_SIZE = 500 * 1024  # bytes that must be read (section 2.5); nothing more is
MAX_RULES = 10_000  # of a group

_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_TOKEN = re.compile("[A-Za-z_-]+")

# Requests robots.txt of a host, and returns the status and the bytes; the status is 0 if the host does not answer.
Ask = Callable[[str], Awaitable[tuple[int, bytes]]]


class Rule(NamedTuple):
    """A line of a group."""

    is_allowed: bool
    path: str  # percent-encoded; `*` stands for anything, and `$` for the end


NOTHING = (Rule(is_allowed=False, path="/"),)  # of a host that does not answer


@dataclass(slots=True)
class RobotRules:
    """The rules of the hosts that were asked."""

    ask: Ask
    _rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict)  # by origin

    async def reason_against(self, url: str) -> str:
        """Why the address may not be requested; "" if it may."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = rules_in(*await self.ask(f"{origin}/robots.txt"))
        rules = self._rules[origin]
        if rules is NOTHING:
            return "the robots.txt of its host cannot be had"
        return "" if allows(rules, url) else "the robots.txt of its host forbids programs to request it"


def rules_in(status: int, data: bytes) -> tuple[Rule, ...]:
    """The rules of a response for this program.

    A host without the file allows everything; one that does not answer, or fails, nothing (section 2.3.1).
    """
    if status == 0 or status == 429 or status >= 500:
        return NOTHING
    if not 200 <= status < 300:
        return ()
    groups: dict[str, list[Rule]] = {}
    agents: list[str] = []
    is_open = False  # whether the last line named an agent, so that another one joins the group
    for line in re.split(r"[\r\n]+", data[:MAX_SIZE].decode("utf-8-sig", errors="replace")):
        match = _LINE.match(line)
        name, value = (match[1].lower(), match[2].strip()) if match else ("", "")
        if name == "user-agent":
            token = _TOKEN.match(value)
            agents = [*(agents if is_open else ()), token[0].lower() if token else value]
            is_open = True
        elif name in ("allow", "disallow"):
            is_open = False
            for agent in agents:
                rules = groups.setdefault(agent, [])
                if value and len(rules) < MAX_RULES:
                    rules.append(Rule(name == "allow", _encoded(value)))
    return tuple(groups.get(PRODUCT.lower(), groups.get("*", ())))


def allows(rules: Iterable[Rule], url: str) -> bool:
    """Whether the rules allow the address: the longest that matches decides, and of equals the one that allows."""
    parts = urlsplit(url)
    path = _encoded(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
    matching = [(len(rule.path), rule.is_allowed) for rule in rules if _matches(rule.path, path)]
    return path == "/robots.txt" or max(matching, default=(0, True))[1]


def _encoded(path: str) -> str:
    """The path in one form of percent-encoding (section 2.2.2)."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?&=:;@!'(),+~", errors="surrogateescape")


def _matches(pattern: str, path: str) -> bool:
    """Whether the path begins as the pattern says. Each piece between `*` is looked for once, from left to right."""
    is_whole = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    if len(pieces) == 1:
        return not is_whole or path == pieces[0]
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    return path.endswith(last) and len(path) - len(last) >= at if is_whole else path.find(last, at) >= 0
