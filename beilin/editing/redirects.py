"""The entries of content/redirects.yaml that lead to what has moved."""

from __future__ import annotations

from beilin.editing.archive import Archive, read_bytes
from beilin.editing.changes import FileChange, edited, text_of
from beilin.editing.edits import CannotEditError, Edit
from beilin.editing.moves import Move, edit_of_target, target_after
from beilin.editing.refusal import RefusalError, refuse, refuse_unproved
from beilin.editing.yaml_edits import replace_scalar
from beilin.layout import REDIRECTS_FILE
from beilin.reading.redirects import read_redirects
from beilin.text.link_targets import readable
from beilin.text.yaml import strict as ys


def change_redirects(archive: Archive, move: Move) -> FileChange | None:
    """The change of content/redirects.yaml by which its entries follow the move, or None. Raises RefusalError.

    Without it a former address would lead to another one.
    """
    if not (archive.root / REDIRECTS_FILE).is_file():
        return None
    data = read_bytes(archive, REDIRECTS_FILE)
    if problems := read_redirects(data)[1]:
        raise RefusalError(problems)
    root = ys.parse_yaml(text_of(data), with_spans=True)
    expected = ys.to_plain(root)
    edits: list[Edit] = []
    for address, node in root.items.items() if isinstance(root, ys.Mapping) else ():
        assert isinstance(node, ys.Scalar)
        target = readable(node.text or "")
        if edit := edit_of_target(target, "", move, archive.config.base_url):
            assert isinstance(expected, dict)
            expected[address] = target_after(target, edit)
            try:
                edits.append(replace_scalar(node, target_after(target, edit)))
            except CannotEditError as error:
                raise refuse(str(error), file=REDIRECTS_FILE, line=error.line) from None
    if not edits:
        return None
    if ys.to_plain(ys.parse_yaml(text_of(edited(data, edits)))) != expected:
        raise refuse_unproved(REDIRECTS_FILE)
    return FileChange(REDIRECTS_FILE, data, tuple(edits), REDIRECTS_FILE)
