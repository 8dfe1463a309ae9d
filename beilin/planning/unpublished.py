"""Articles and standalone pages that are not published: drafts, scheduled, withdrawn and expired ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from beilin.layout import PAGES
from beilin.model import Summary

State = Literal["published", "draft", "scheduled", "withdrawn", "expired"]


class Unpublished(NamedTuple):
    """A Markdown file that is not published."""

    path: str
    state: State
    day: str = ""  # on which it is published, was withdrawn or has expired


def reason_of(held: Unpublished) -> str:
    """Why it is not published, in words."""
    match held.state:
        case "draft":
            return "it is a draft"
        case "scheduled":
            return f"it is scheduled for {held.day}"
        case "withdrawn":
            return f"it was withdrawn on {held.day}"
        case _:
            return f"it expired on {held.day}"


def state_of(summary: Summary, today: str, *, drafts: bool = False) -> State:
    """Whether the article or standalone page is published on the day `today` (YYYY-MM-DD), else why it is not.

    With `drafts`, being a draft is no reason. A page is published whatever its date. An article is withdrawn whatever
    the date of withdrawal, so that a typo in it cannot publish the text. A draft or a scheduled article is not, so that
    no notice reveals it.
    """
    if summary.draft and not drafts:
        return "draft"
    is_scheduled = summary.date is not None and summary.date[:10] > today and not summary.path.startswith(PAGES)
    if summary.withdrawn is not None and not is_scheduled:
        return "withdrawn"
    if summary.expires is not None and summary.expires[:10] <= today:
        return "expired"
    return "scheduled" if is_scheduled else "published"


def unpublished(summaries: Iterable[Summary], today: str, *, drafts: bool) -> tuple[Unpublished, ...]:
    """What is not published, by path."""
    held = []
    for summary in summaries:
        state = state_of(summary, today, drafts=drafts)
        if state != "published":
            withdrawn_on = summary.withdrawn.date if summary.withdrawn else None
            days = {"scheduled": summary.date, "withdrawn": withdrawn_on, "expired": summary.expires}
            day = days.get(state) or ""
            held.append(Unpublished(summary.path, state, day[:10]))
    return tuple(sorted(held))


def describe_unpublished(held: Sequence[Unpublished]) -> str:
    """`2 held back: 1 draft, 1 scheduled (2027-06-21)`; "" if nothing is. Of several days it names the first."""
    if not held:
        return ""
    counts = []
    if drafts := sum(one.state == "draft" for one in held):
        counts.append(f"{drafts} draft{'' if drafts == 1 else 's'}")
    if days := sorted(one.day for one in held if one.state == "scheduled"):
        counts.append(f"{len(days)} scheduled ({days[0] if len(days) == 1 else f'the first for {days[0]}'})")
    if withdrawn := sum(one.state == "withdrawn" for one in held):
        counts.append(f"{withdrawn} withdrawn")
    if expired := sum(one.state == "expired" for one in held):
        counts.append(f"{expired} expired")
    return f"{len(held)} held back: {', '.join(counts)}"
