"""What restoring a line and setting it aside change in the account. Each is the exact inverse of the other."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from beilin.importing.account import Account, BodyForm, Neighbour, Review, SetAside
from beilin.importing.entries import SNIPPET
from beilin.importing.fingerprints import fingerprint
from beilin.importing.lines import clean_line
from beilin.importing.markdown_lines import shown_text
from beilin.importing.taken import PUT, Taken, without

BY_HAND = "set aside by hand"


def with_line(account: Account, entry: SetAside, form: BodyForm, text: str) -> Account:
    """The account where the entry's line is in the body again, in that form and with that text."""
    place = bisect_left(account.body, entry.line)
    why = entry.review or tuple(item.why for item in account.review if item.line == entry.line)
    others = tuple(_joined(item, entry.line, text) for item in account.set_aside if item is not entry)
    kept = tuple(_joined(item, entry.line, text) for item in account.restored)
    review = tuple(item for item in account.review if item.line != entry.line)
    if entry.was:
        review = _in_order([*review, *(Review(entry.line, reason, _snippet(text)) for reason in form.review)])
    else:
        kept = tuple(sorted([*kept, replace(entry, review=why)], key=lambda item: item.line))
    is_heading = form.kind == "heading"
    return replace(
        account,
        body=(*account.body[:place], entry.line, *account.body[place:]),
        prints=(*account.prints[:place], fingerprint(_bare(entry, form)), *account.prints[place:]),
        headings=tuple(sorted([*account.headings, entry.line])) if is_heading else account.headings,
        set_aside=others,
        restored=kept,
        taken=tuple(sorted([*account.taken, *form.taken], key=lambda piece: (piece.line, piece.column))),
        review=review,
    )


def without_line(account: Account, entry: SetAside) -> Account:
    """The account where the entry's line is set aside."""
    place = account.body.index(entry.line)
    back = tuple(Review(entry.line, why, _snippet(clean_line(0, entry.text).text)) for why in entry.review)
    review = tuple(item for item in account.review if item.line != entry.line)
    aside = replace(entry, review=())
    others = [_parted(item, entry) for item in account.set_aside]
    return replace(
        account,
        body=(*account.body[:place], *account.body[place + 1 :]),
        prints=(*account.prints[:place], *account.prints[place + 1 :]),
        headings=tuple(line for line in account.headings if line != entry.line),
        set_aside=tuple(sorted([*others, aside], key=lambda item: item.line)),
        restored=tuple(_parted(item, entry) for item in account.restored if item.line != entry.line),
        taken=tuple(piece for piece in account.taken if piece.line != entry.line),
        review=_in_order([*review, *back]),
    )


def by_hand(account: Account, line: int, lines: list[str], places: dict[int, int]) -> SetAside:
    """The entry of a line that no rule had set aside."""
    texts = {number: shown_text(lines[at]) for number, at in places.items()}
    taken = tuple(piece for piece in account.taken if piece.line == line)
    raw = with_taken(texts[line], taken)
    place = account.body.index(line)
    before, after = (
        Neighbour(account.body[n], _snippet(texts.get(account.body[n], ""))) if 0 <= n < len(account.body) else None
        for n in (place - 1, place + 1)
    )
    kind = "heading" if line in account.headings else "paragraph"
    why = tuple(item.why for item in account.review if item.line == line)
    beside = "before" if before and places.get(before.line) == places[line] - 2 else "after"
    form = BodyForm(kind, lines[places[line]], taken, why, beside)
    return SetAside(line, BY_HAND, "an editor chose it", raw, before, after, form)


def with_taken(text: str, taken: tuple[Taken, ...]) -> str:
    """The line as it was in the source: the text with the pieces back in their columns."""
    for piece in taken:
        rest = text[piece.column :].removeprefix(PUT.get(piece.rule, ""))
        text = text[: piece.column] + piece.text + rest
    return text


def _bare(entry: SetAside, form: BodyForm) -> str:
    return without(entry.text, form.taken)


def _joined(item: SetAside, line: int, text: str) -> SetAside:
    """The entry, where the line that joins the body is now its neighbour."""
    if line < item.line and (item.before is None or item.before.line < line):
        return replace(item, before=Neighbour(line, _snippet(text)))
    if line > item.line and (item.after is None or item.after.line > line):
        return replace(item, after=Neighbour(line, _snippet(text)))
    return item


def _parted(item: SetAside, entry: SetAside) -> SetAside:
    """The entry, where the line that leaves the body was its neighbour."""
    if item.before and item.before.line == entry.line:
        return replace(item, before=entry.before)
    if item.after and item.after.line == entry.line:
        return replace(item, after=entry.after)
    return item


def _in_order(items: list[Review]) -> tuple[Review, ...]:
    return tuple(sorted(items, key=lambda item: item.line))


def _snippet(text: str) -> str:
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET]}…"
