"""The notes of a body, which e-readers show in a window of their own where they are referred to.

Each becomes an `aside` of the type `footnote` (EPUB Structural Semantics Vocabulary 1.1), and the references to it are
of the type `noteref`. E-readers that know no such windows follow the links, so notes have their numbers and links back.
"""

from __future__ import annotations

from beilin.rendering.epub.trees import TYPE, Element, name_of, new, rename, replace


def mark_notes(tree: Element) -> None:
    """Mark references and notes, as `reading/renderer.py` writes them."""
    for block in list(tree.iter("{*}div")):
        if block.get("class") == "footnotes" and len(block) == 1 and block[0].get("class") == "footnotes-list":
            _mark_block(block)
    for reference in list(tree.iter("{*}sup")):
        if reference.get("class") == "footnote-ref" and len(reference) == 1:
            link = reference[0]
            link.text = (link.text or "").strip("[]")
            link.set(TYPE, "noteref")
            link.set("role", "doc-noteref")


def _mark_block(block: Element) -> None:
    rename(block, "section")
    block.set(TYPE, "footnotes")
    block.set("role", "doc-endnotes")
    notes = list(block[0])
    block.remove(block[0])
    for number, item in enumerate(notes, 1):
        rename(item, "aside")
        item.set(TYPE, "footnote")
        item.set("role", "doc-footnote")
        for link in item.iter("{*}a"):
            if link.get("class") == "footnote-backref":
                link.set("role", "doc-backlink")
        mark = new("span", f"{number}. ", class_="note-number")
        if len(item) and name_of(item[0]) == "p":
            mark.tail, item[0].text = item[0].text, None
            item[0].insert(0, mark)
        else:
            first = new("p")
            first.append(mark)
            item.insert(0, first)
        block.append(item)


def without_notes(element: Element) -> None:
    """Remove the references to notes from a heading that is shown elsewhere."""
    for reference in list(element.iter("{*}sup")):
        if reference.get("class") == "footnote-ref":
            replacement = new("span")
            replace(reference, replacement)
