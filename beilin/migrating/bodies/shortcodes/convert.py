"""The calls of one syntax in a text → edits. Unknown calls become code, with a note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import Found, Remark
from beilin.migrating.bodies.protected import Protected, protect
from beilin.migrating.bodies.shortcodes.call import Around, Call, Instead, Outcome, Piece
from beilin.migrating.bodies.shortcodes.markup import code_block, code_span
from beilin.migrating.bodies.shortcodes.piece_edits import edits_of_pieces
from beilin.migrating.bodies.shortcodes.scope import Scope, Syntax, Use
from beilin.migrating.bodies.shortcodes.whole_targets import in_whole_targets
from beilin.migrating.model import Edit

MAX_NESTED = 12  # blocks within blocks; deeper ones are code


def convert_calls(text: str, context: BodyContext, syntax: Syntax) -> Found:
    """The edits of all calls of the syntax, with a remark on each unknown one."""
    scope = Scope(text, context, syntax, convert_text, [])
    calls = syntax.find(text)
    return _convert(calls, scope) if calls else Found(tuple(_shown(scope, ())))


def convert_text(scope: Scope) -> str:
    """The text with its calls converted."""
    text, pieces, position = scope.text, [], 0
    found = _convert(scope.syntax.find(text), scope)
    scope.remarks.extend(found.remarks)
    for edit in found.edits:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def _convert(calls: Sequence[Call], scope: Scope) -> Found:
    protected = _protect(scope.text, calls, scope.syntax)
    pieces: list[Piece] = []
    remarks: list[Remark] = []
    ends: list[int] = []  # of the calls around the current one
    skipped = 0  # the end of the last call that is replaced whole
    for call in calls:
        if call.start < skipped:
            continue
        if _is_code(protected, call, scope):
            if scope.syntax.reads_code:
                remarks.append(Remark("unknown-shortcode", call.start, scope.text[call.start : call.end]))
            continue
        ends = [end for end in ends if call.start < end]
        maker = scope.syntax.known.get(call.name, scope.syntax.other)
        outcome = maker(Use(call, scope)) if maker and len(ends) < MAX_NESTED else None
        if outcome is None and scope.syntax.template and len(ends) < MAX_NESTED:
            outcome = scope.syntax.template(Use(call, scope))
        remarks += [replace(remark, start=call.start) for remark in scope.remarks]
        scope.remarks.clear()
        if outcome is None and scope.syntax.leaves_unknown:
            continue
        outcome = outcome or unknown(call, scope.text)
        if outcome.note:
            remarks.append(Remark(outcome.note, call.start, scope.text[call.start : call.end]))
        if isinstance(outcome, Instead) or outcome.is_verbatim:
            skipped = call.whole[1]
        elif call.closing:
            ends.append(call.closing[1])
        pieces.append(Piece(call, outcome, f"{scope.syntax.noun} {call.name}"))
    edits = sorted(
        [*edits_of_pieces(scope.text, pieces), *_shown(scope, pieces)], key=lambda edit: (edit.start, edit.end)
    )
    files = [file for piece in pieces if isinstance(piece.outcome, Instead) for file in piece.outcome.files]
    return Found(in_whole_targets(scope.text, edits), tuple(remarks), files=tuple(files))


def _shown(scope: Scope, pieces: Sequence[Piece]) -> Iterator[Edit]:
    """Calls that are only shown, in code and elsewhere, without the marks that say so."""
    replaced = [piece.call.whole for piece in pieces if isinstance(piece.outcome, Instead)]
    for start, end, text in scope.syntax.shown(scope.text):
        index = bisect_right(replaced, (start, end)) - 1
        if index < 0 or replaced[index][1] <= start:
            yield Edit(start, end, text, f"escaped {scope.syntax.noun}")


def unknown(call: Call, text: str) -> Outcome:
    """The call as code. Around an inner text of several paragraphs of Markdown only the tags are."""
    start, end = call.whole
    inner = call.inner(text).strip("\n")
    if call.closing and call.is_markdown and "\n\n" in inner and "{{" not in inner and "{%" not in inner:
        before, after = code_block(text[start : call.end]), code_block(text[slice(*call.closing)])
        return Around(before, after, gap=True, note="unknown-shortcode")
    return Instead(code_span(text[start:end]), code_block(text[start:end]), "unknown-shortcode")


def _protect(text: str, calls: Sequence[Call], syntax: Syntax) -> Protected:
    """What is protected if the inner text of verbatim calls holds no marks of code."""
    protected = protect(text)
    inners = [
        (call.end, call.closing[0])
        for call in calls
        if call.closing and call.name in syntax.verbatim and not _is_block_of_code(protected, call.start)
    ]
    if not inners:
        return protected
    pieces, position = [], 0
    for start, end in inners:
        if start >= position:
            pieces += [text[position:start], "\n".join("x" * len(line) for line in text[start:end].split("\n"))]
            position = end
    return protect("".join([*pieces, text[position:]]))


def _is_code(protected: Protected, call: Call, scope: Scope) -> bool:
    span = protected.at(call.start)
    if span is None or span.start == call.start:
        return False
    return scope.syntax.has_indented_code or span.kind != "code" or scope.text.startswith(("`", "~"), span.start)


def _is_block_of_code(protected: Protected, position: int) -> bool:
    span = protected.at(position)
    return span is not None and span.kind == "code"
