"""For generators: languages are a fact of documents."""

from __future__ import annotations

from beilin.migrating.facts.languages import beilin_language as beilin_language
