"""The three public sets, and the score that each of them defines.

- mozilla/readability: the text of `expected.html`. It is scored as the second set, since it has no score of its own.
- scrapinghub/article-extraction-benchmark: the texts in `ground-truth.json`, by runs of four words (`evaluate.py`).
- adbar/trafilatura: pieces that a text must and must not have (`tests/evaldata.json`, `tests/eval_common.py`).
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.page.decoding import PageText, decode_page

_RUN = 4  # words
_WORD = re.compile(r"\w+")
SETS = ("mozilla", "scrapinghub", "trafilatura")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what is known of its article."""

    set: str
    name: str
    html: str
    text: str = ""  # the article, for the first two sets
    within: tuple[str, ...] = ()  # pieces of the article, for the third
    outside: tuple[str, ...] = ()  # pieces of what surrounds it


def read_sets(folder: Path) -> Iterator[Sample]:
    """All pages of the three sets."""
    for page in sorted((folder / "readability/test/test-pages").iterdir()):
        expected = convert_html((page / "expected.html").read_bytes().decode())
        text = "\n".join(block.text for block in expected.blocks)
        yield Sample("mozilla", page.name, _decoded(page / "source.html"), text)
    other = folder / "article-extraction-benchmark"
    for name, truth in json.loads((other / "ground-truth.json").read_bytes()).items():
        html = gzip.decompress((other / "html" / f"{name}.html.gz").read_bytes()).decode()
        yield Sample("scrapinghub", name, html, truth["articleBody"])
    tests = folder / "trafilatura/tests"
    for url, truth in json.loads((tests / "evaldata.json").read_bytes()).items():
        path = next(path for kind in ("cache", "eval") if (path := tests / kind / truth["file"]).is_file())
        yield Sample("trafilatura", url, _decoded(path), "", tuple(truth["with"]), tuple(truth["without"]))


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    page = decode_page(path.name, data)
    return page.text if isinstance(page, PageText) else data.decode(errors="replace")


def scores(samples: Sequence[Sample], texts: Mapping[tuple[str, str], str]) -> dict[str, tuple[float, float, float]]:
    """(F1, precision, recall) for each set."""
    of_set = {name: [sample for sample in samples if sample.set == name] for name in SETS}
    return {
        name: (_by_pieces if name == "trafilatura" else _by_runs)(some, texts) for name, some in of_set.items() if some
    }


def _by_pieces(samples: Sequence[Sample], texts: Mapping[tuple[str, str], str]) -> tuple[float, float, float]:
    right = wrong = missing = 0
    for sample in samples:
        text = " ".join(texts[sample.set, sample.name].split())
        found = sum(" ".join(piece.split()) in text for piece in sample.within)
        right, missing = right + found, missing + len(sample.within) - found
        wrong += sum(" ".join(piece.split()) in text for piece in sample.outside)
    return 2 * right / (2 * right + wrong + missing), right / (right + wrong), right / (right + missing)


def _by_runs(samples: Sequence[Sample], texts: Mapping[tuple[str, str], str]) -> tuple[float, float, float]:
    precisions, recalls = [], []
    for sample in samples:
        true, found = _runs(sample.text), _runs(texts[sample.set, sample.name])
        common = sum((true & found).values())
        if found:
            precisions.append(common / found.total())
        if true:
            recalls.append(common / true.total())
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)) if words)
