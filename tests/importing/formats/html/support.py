"""HTML → what comes of it, for golden cases and properties."""

from __future__ import annotations

from collections import Counter
from html import unescape

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.markdown.blocks import write_blocks

ORIGIN = Origin("https://a.example/posts/b.html")


def body_of(fragment: Fragment) -> str:
    """The Markdown of what is not set aside."""
    return write_blocks([block for index, block in enumerate(fragment.blocks) if index not in fragment.noise])


def described(html: str) -> str:
    """The Markdown of the HTML, and below it what is set aside."""
    fragment = convert_html(html, ORIGIN)
    set_aside = [f"- {noise.rule} ({noise.evidence}): {fragment.blocks[i].text}" for i, noise in fragment.noise.items()]
    assert lost_letters(fragment) == {}
    return "\n".join([body_of(fragment), *(["", "set aside:", *set_aside] if set_aside else [])]) + "\n"


def lost_letters(fragment: Fragment) -> dict[str, int]:
    """By letter, how often it is lost (or, negative, added) in the blocks and the labels of containers."""
    labels = {
        container.key: unescape(container.label)
        for block in fragment.blocks
        for container in block.containers
        if container.kind == "details"
    }
    counted = Counter("".join(fragment.all_text.split()))
    counted.subtract("".join("".join([*(block.text for block in fragment.blocks), *labels.values()]).split()))
    return {letter: number for letter, number in counted.items() if number}
