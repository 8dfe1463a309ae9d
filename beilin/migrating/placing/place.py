"""The whole placing: documents first, then their aliases, files and redirects, each where it is free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.migrating.model import Facts, OldSite
from beilin.migrating.placing.aliases import with_aliases
from beilin.migrating.placing.claims import claims_of
from beilin.migrating.placing.dates import date_in
from beilin.migrating.placing.documents import Allocation, Candidate, place_documents
from beilin.migrating.placing.files import place_files
from beilin.migrating.placing.permalink import DEFAULT, OldArticle, choose_permalink
from beilin.migrating.placing.placement import Placement, Taken
from beilin.migrating.placing.redirects import listings_of, redirects_of
from beilin.migrating.placing.targets import targets_of
from beilin.planning.addresses import output_path


def place_all(site: OldSite, facts: Sequence[Facts], digests: Mapping[str, str], taken: Taken) -> Placement:
    """Where everything goes.

    `facts` are those of the site's documents, in their order; `digests` has the SHA-256 of each file that could be
    read, by path; the others are not placed.
    """
    candidates = [
        Candidate(
            document,
            fact,
            site.generator.addresses_of(site.settings, document, fact),
            date_in(taken.time_zone, fact.date),
            not (fact.is_draft or document.is_draft),
        )
        for document, fact in zip(site.sources.documents, facts, strict=True)
    ]
    permalink = taken.permalink or choose_permalink(
        [OldArticle(candidate.old, candidate.date) for candidate in candidates if candidate.document.kind == "article"],
        site.settings.permalink,
    )
    places, outputs = claims_of(taken.places), claims_of(map(output_path, taken.addresses))
    placed = place_documents(candidates, Allocation(permalink, places, outputs))
    files, skipped = place_files(site.sources.files, digests, placed, places, outputs)
    placed = with_aliases(placed, candidates, outputs, site.settings.base_url)
    articles = [document for document in placed.values() if document.document.kind == "article"]
    listings = listings_of(site, articles, taken)
    return Placement(
        placed=tuple(placed[document.path] for document in site.sources.documents),
        targets=targets_of(site, candidates, placed, files, listings),
        files=files,
        permalink="" if permalink in (taken.permalink, DEFAULT) else permalink,
        redirects=redirects_of(listings, articles, outputs),
        skipped=skipped,
    )
