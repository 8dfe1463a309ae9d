"""How likely it is that a block belongs to the article, by trees of questions about its traits.

The trees were learned from the blocks of three public sets of main-text extraction: `benchmarks/extraction/train.py`
makes `trees.json`. A tree is a number, or [trait, threshold, the tree if the trait is at most the threshold, the tree
if it is greater]. The sum of the numbers is the logarithm of the odds.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import Any

from beilin.importing.formats.html.page.region.traits import Traits


def probability(traits: Traits) -> float:
    """The probability from 0 to 1."""
    names, trees = _learned()
    values = [traits[name] for name in names]
    total = 0.0
    for tree in trees:
        while isinstance(tree, list):
            tree = tree[2] if values[tree[0]] <= tree[1] else tree[3]
        total += tree
    return 1 / (1 + math.exp(-total))


@cache
def _learned() -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The names of the traits, and the trees."""
    learned = json.loads(resources.files(__package__).joinpath("trees.json").read_bytes())
    return tuple(learned["traits"]), tuple(learned["trees"])
