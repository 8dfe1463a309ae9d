"""Learn from the three sets which blocks belong to an article: the trees in `page/region/trees.json`.

It needs lightgbm, which Beilin does not. First it prints the scores of trees that have not seen the pages they judge:
the pages are divided into five parts, and each part is judged by what was learned from the other four.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from zlib import crc32

import click
import numpy as np
from lightgbm import LGBMClassifier

from beilin.importing.formats.html.markup.convert import convert_element
from beilin.importing.formats.html.markup.parsing import parse_html
from beilin.importing.formats.html.page.letters import letter_key
from beilin.importing.formats.html.page.region import scoring
from beilin.importing.formats.html.page.region.blocks import Measured, measure
from beilin.importing.formats.html.page.region.readings import read_by_readability, read_by_trafilatura
from beilin.importing.formats.html.page.region.shape import shape_of
from beilin.importing.formats.html.page.region.traits import Traits, traits_of
from benchmarks.extraction.sets import Sample, read_sets, scores

PARTS = 5
_SHORT = 25  # letters; a shorter block must be a whole line of the truth
_PIECE = 20  # letters; of a longer one, most pieces of this length must be in the truth
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Example:
    """A page as it is learned from."""

    sample: Sample
    texts: list[str]
    traits: list[Traits]
    labels: list[int]  # 1 for the article's, 0 for others, `_UNKNOWN`
    weights: list[float]


def example_of(sample: Sample) -> Example:
    """The blocks of a page with their traits and what they should be."""
    root = parse_html(sample.html)
    fragment = convert_element(root)
    blocks = measure(fragment, read_by_readability(root), read_by_trafilatura(root))
    traits = list(traits_of(shape_of(root, blocks))) if blocks else []
    labels = _labels_by_pieces(sample, blocks) if sample.within else _labels_by_text(sample, blocks)
    total = sum(block.width for block, label in zip(blocks, labels, strict=True) if label == 1) or 1
    weights = [
        0.12 * (label != _UNKNOWN) if sample.within else min(block.width / total, 0.5) + 0.002
        for block, label in zip(blocks, labels, strict=True)
    ]
    return Example(sample, [block.text for block in blocks], traits, labels, [100 * weight for weight in weights])


def _labels_by_pieces(sample: Sample, blocks: Sequence[Measured]) -> list[int]:
    within, outside = (list(map(letter_key, pieces)) for pieces in (sample.within, sample.outside))
    labels = []
    for block in blocks:
        letters = letter_key(block.text)
        has, has_not = (any(piece and piece in letters for piece in pieces) for pieces in (within, outside))
        labels.append(_UNKNOWN if has == has_not else int(has))
    return labels


def _labels_by_text(sample: Sample, blocks: Sequence[Measured]) -> list[int]:
    lines = [letter_key(line) for line in sample.text.split("\n")]
    whole, known = "".join(lines), set(lines)
    labels = []
    for block in blocks:
        letters = letter_key(block.text)
        pieces = [letters[at : at + _PIECE] in whole for at in range(0, len(letters) - _PIECE + 1, _PIECE // 2)]
        is_long = len(letters) >= _SHORT
        labels.append(int(letters in whole or sum(pieces) > 0.6 * len(pieces)) if is_long else int(letters in known))
    return labels


def learn(examples: Sequence[Example], names: Sequence[str]) -> LGBMClassifier:
    """Trees that separate the article's blocks from others."""
    rows = [
        ([traits[name] for name in names], label, weight)
        for example in examples
        for traits, label, weight in zip(example.traits, example.labels, example.weights, strict=True)
        if label != _UNKNOWN
    ]
    model = LGBMClassifier(
        n_estimators=80, num_leaves=15, learning_rate=0.1, min_child_samples=40, reg_lambda=3, subsample=0.8,
        subsample_freq=1, colsample_bytree=0.5, random_state=1, deterministic=True, force_row_wise=True, n_jobs=1,
        verbose=-1,
    )  # fmt: skip
    features = np.array([row[0] for row in rows], dtype=np.float32)
    return model.fit(features, [row[1] for row in rows], sample_weight=[row[2] for row in rows])


def judged(model: LGBMClassifier, examples: Sequence[Example], names: Sequence[str]) -> dict[tuple[str, str], str]:
    """The texts of the blocks that the trees take for the article."""
    texts = {}
    for example in examples:
        features = np.array([[traits[name] for name in names] for traits in example.traits], dtype=np.float32)
        likely = model.predict_proba(features)[:, 1] >= 0.5 if example.traits else []
        kept = [text for text, is_kept in zip(example.texts, likely, strict=True) if is_kept]
        texts[example.sample.set, example.sample.name] = "\n".join(kept)
    return texts


def write_trees(model: LGBMClassifier, names: Sequence[str], path: Path) -> None:
    """Write the trees as `scoring.py` reads them, with the traits that they ask about."""
    trees = [_tree(tree["tree_structure"]) for tree in model.booster_.dump_model()["tree_info"]]
    asked = set(_asked(trees))
    used = [name for index, name in enumerate(names) if index in asked]
    numbers = {index: used.index(name) for index, name in enumerate(names) if index in asked}
    lines = ",\n".join(json.dumps(_renumbered(tree, numbers), separators=(",", ":")) for tree in trees)
    path.write_text(f'{{"traits": {json.dumps(used, indent=1)},\n"trees": [\n{lines}\n]}}\n', "utf-8")


def _tree(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    children = _tree(node["left_child"]), _tree(node["right_child"])
    return [node["split_feature"], float(f"{node['threshold']:.5g}"), *children]


def _asked(node: Any) -> list[int]:
    if not isinstance(node, list):
        return []
    own = [node[0]] if isinstance(node[0], int) else []
    return own + [index for child in node for index in _asked(child)]


def _renumbered(node: Any, numbers: dict[int, int]) -> Any:
    if not isinstance(node, list):
        return node
    return [numbers[node[0]], node[1], _renumbered(node[2], numbers), _renumbered(node[3], numbers)]


def main() -> None:
    """Learn, print the scores and write the trees."""
    samples = list(read_sets(Path(sys.argv[1])))
    with Pool() as pool:
        examples = pool.map(example_of, samples, chunksize=10)
    names = list(next(example.traits[0] for example in examples if example.traits))
    texts: dict[tuple[str, str], str] = {}
    for part in range(PARTS):
        of_part = [example for example in examples if crc32(example.sample.name.encode()) % PARTS == part]
        others = [example for example in examples if crc32(example.sample.name.encode()) % PARTS != part]
        texts |= judged(learn(others, names), of_part, names)
    for name, (f1, precision, recall) in scores(samples, texts).items():
        click.echo(f"{name}: F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")
    write_trees(learn(examples, names), names, Path(scoring.__file__).with_name("trees.json"))


if __name__ == "__main__":
    main()
