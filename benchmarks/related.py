"""The command `python -m benchmarks.related --count 10000`: how many pages the edit of one sentence reaches."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, quantiles

import click
import msgspec

from beilin.config import Config
from beilin.model import Article, Record, TextBlock
from beilin.planning.archive import Archive, gather
from beilin.planning.related import related_articles, related_by_tags
from beilin.reading.article import read_article
from beilin.reading.settings import reader_settings
from beilin.reading.sketches import sketch_of
from beilin.reading.tags import TagAuthority
from benchmarks.corpus import SEED, make_corpus

_NONE = msgspec.Raw(msgspec.msgpack.encode(()))


@dataclass(frozen=True, slots=True)
class Reach:
    """What the edit of a sentence reaches."""

    compared: int  # pages that compare their texts with the article's, and are planned again if its sketch differs
    is_same: bool  # whether the sketch is as it was
    rendered: int  # pages whose related articles differ


@click.command()
@click.option("--count", type=click.IntRange(2), default=10_000, show_default=True, help="Articles in the archive.")
@click.option("--edits", type=click.IntRange(2), default=500, show_default=True, help="Sentences that are edited.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the archive and of the edits.")
def main(count: int, edits: int, seed: int) -> None:
    """Edit sentences of an archive's articles, one at a time, and count the pages that show it by related articles."""
    settings = reader_settings(Config("碑", "https://example.org/"))
    files = ((f"content/articles/{name}", text) for name, text in make_corpus(count, seed))
    read = [read_article(path, text.encode(), settings)[0] for path, text in files]
    by_path = {article.summary.path: article for article in read if article}
    records = [
        Record(
            one.summary, "", _NONE, _NONE, _NONE, _NONE, one.tag_lines, sketch=sketch_of(one.summary.title, one.text)
        )
        for one in by_path.values()
    ]
    archive, _ = gather(records, [], TagAuthority(), today="9999-12-31", drafts=False, language="zh-Hant")
    sketches = {record.summary.path: record.sketch for record in records}
    reaches = measure(archive, [by_path[path] for path in archive.articles], sketches, edits, random.Random(seed))
    compared = [reach.compared for reach in reaches]
    rendered = [reach.rendered for reach in reaches]
    same = sum(reach.is_same for reach in reaches)
    click.echo(f"{count:,} articles, {edits:,} sentences edited, one at a time")
    click.echo(f"what the article is about is the same: {same / edits:.0%}")
    click.echo(f"pages that compare texts with it: {describe(compared)}")
    click.echo(f"pages with other related articles after the edit: {describe(rendered)}")


def describe(numbers: Sequence[int]) -> str:
    """The mean, the 95th percentile and the maximum."""
    return f"mean {mean(numbers):.1f}, 95% {quantiles(numbers, n=20)[-1]:.0f}, at most {max(numbers)}"


def measure(
    archive: Archive, articles: Sequence[Article], sketches: dict[str, bytes], edits: int, chance: random.Random
) -> list[Reach]:
    """Edit that many sentences of the articles, which are in the archive's order."""
    comparing: list[list[int]] = [[] for _ in articles]  # for each article those of which it is a candidate
    for position in range(len(articles)):
        for candidate in related_by_tags(archive, position):
            comparing[candidate].append(position)

    def lists(positions: Sequence[int], instead: dict[int, bytes]) -> list[tuple[int, ...]]:
        """The related articles of those at the positions, with these sketches `instead`."""
        return [
            related_articles(archive, one, lambda near: [instead.get(n) or sketches[archive.articles[n]] for n in near])
            for one in positions
        ]

    reaches = []
    for _ in range(edits):
        position, other = chance.randrange(len(articles)), chance.choice(articles)
        article, reached = articles[position], comparing[position]
        text = [*article.text]
        at = chance.randrange(len(text))
        text[at] = with_other_sentence(text[at], chance.choice(other.text), chance)
        sketch = sketch_of(article.summary.title, text)
        is_same = sketch == sketches[article.summary.path]
        shown = [*reached, position]
        pairs = () if is_same else zip(lists(shown, {}), lists(shown, {position: sketch}), strict=True)
        reaches.append(Reach(len(reached), is_same, sum(before != after for before, after in pairs)))
    return reaches


def with_other_sentence(block: TextBlock, other: TextBlock, chance: random.Random) -> TextBlock:
    """The block with one of its sentences replaced by one of another block."""
    sentences, others = block.text.split("。"), other.text.split("。")
    sentences[chance.randrange(len(sentences))] = chance.choice(others)
    return msgspec.structs.replace(block, text="。".join(sentences))


if __name__ == "__main__":
    main()
