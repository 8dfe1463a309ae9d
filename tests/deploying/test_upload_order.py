"""The order of an upload: at no moment does a page lack what it shows, whatever the old and the new site are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from beilin.deploying.manifest import Entry, Manifest
from beilin.deploying.refusals import refusal
from beilin.deploying.site_files import SiteFile
from beilin.deploying.target_changes import changes_at_target, name_key
from beilin.deploying.targets.folder import FolderTarget
from beilin.deploying.targets.target import Listing
from beilin.deploying.upload_order import SEARCH_META, upload_order

Site = dict[str, tuple[str, ...]]  # files with their content, which for pages is what they show and where they lead


def random_site(chance: random.Random) -> Site:
    """Assets that have digests in their names, images that have not, pages that show some, lists of pages, an index."""
    assets = [f"assets/s.{n}.css" for n in chance.sample(range(6), 2)] + [
        f"i/{n}.png" for n in range(chance.randint(0, 3))
    ]
    pages = [f"p{n}/index.html" for n in chance.sample(range(6), chance.randint(1, 4))]
    shards = [f"search/a/{n}.bin" for n in range(chance.randint(1, 4))]
    build = str(chance.random())
    files: Site = {}
    files |= dict.fromkeys(shards, (build,)) | dict.fromkeys(assets, ())
    files |= {page: tuple(chance.sample(assets, chance.randint(0, len(assets)))) for page in pages}
    files |= {"index.html": (assets[0], *pages), "feed.xml": tuple(pages), SEARCH_META: (build, *shards)}
    return files


def faults(there: Site) -> list[str]:
    """What is wrong with what a reader may meet."""
    found = [f"{page} lacks {name}" for page, names in there.items() if page != SEARCH_META for name in names
             if "/" in name and name not in there]  # fmt: skip
    return found + [f"{SEARCH_META} lacks {name}" for name in there.get(SEARCH_META, ())[1:] if name not in there]


@pytest.mark.parametrize("seed", range(60))
def test_every_moment_of_every_upload_is_a_site(seed: int) -> None:
    chance = random.Random(seed)
    old, new = random_site(chance), random_site(chance)
    there = dict(old)
    changed = [path for path in new if path in old and new[path] != old[path]]
    for step in upload_order(new.keys() - old.keys(), changed, old.keys() - new.keys()):
        for path in chance.sample(step.paths, len(step.paths)):
            if step.deletes:
                del there[path]
            else:
                there[path] = new[path]
            assert not faults(there), (seed, path)
            if there.get(SEARCH_META) == new[SEARCH_META]:
                shards = list(there[SEARCH_META][1:])
                assert all(there[shard] == new[shard] for shard in shards), "the description is of one build"
    assert there == new


class TestNamesThatDifferInCase:
    """Of a target on a disk that does not distinguish them."""

    KEY = staticmethod(name_key(ignores_case=True))

    def test_a_file_that_is_renamed_in_case_only_is_not_deleted(self) -> None:
        before = Manifest(files={"tags/AI/index.html": Entry("d", "1:2")})
        listing = Listing({"tags/AI/index.html": "1:2"}, has_manifest=True)
        files = {"tags/ai/index.html": SiteFile(1, "d"), "e\u0301.html": SiteFile(1, "d")}
        assert refusal(files, before, listing, self.KEY) is None
        changes = changes_at_target(files, before, listing, self.KEY)
        assert (changes.added, changes.changed, changes.removed) == (("e\u0301.html",), ("tags/ai/index.html",), ())

    def test_two_files_that_would_be_one_are_refused(self) -> None:
        for names in (("a/X.html", "a/x.html"), ("é.html", "e\u0301.html")):
            error = refusal(names, Manifest(), Listing(), self.KEY)
            assert "does not distinguish" in str(error)
            assert refusal(names, Manifest(), Listing(), name_key(ignores_case=False)) is None

    def test_a_foreign_file_in_different_case_is_in_the_way(self) -> None:
        assert "in the way: index.html" in str(
            refusal(["index.html"], Manifest(), Listing({"INDEX.html": ""}), self.KEY)
        )

    def test_a_disk_that_distinguishes_them_is_known(self, tmp_path: Path) -> None:
        for name in ("www", "WWW"):
            (tmp_path / name).mkdir()
        for name in ("www", "new"):
            assert not FolderTarget(tmp_path / name, name, tmp_path / "archive").ignores_case
