"""The record of a migrated article reads back as it was written, whatever the texts in it are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.importing.record.any_record import read_any_record
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import (
    MigrationRecord,
    RecordedEdit,
    RecordedNote,
    old_body,
    read_migration_record,
    write_migration_record,
)

TEXT = st.text(st.sampled_from(" \n\t\r-:#|>'\"{}[]%a海\x07\x85\u2028\ufeff\0😀"), max_size=12)
EDIT = st.builds(RecordedEdit, st.integers(0, 99), TEXT, TEXT, TEXT)
RECORD = st.builds(
    MigrationRecord,
    sha256=st.just("a" * 64),
    file=TEXT,
    encoding=st.just("utf-8"),
    body_line=st.integers(1, 99),
    text_sha256=st.just("b" * 64),
    sketch=st.just(""),
    generator=TEXT,
    importer=st.just("0.1.0"),
    markdown_sha256=st.just("c" * 64),
    front_matter=TEXT,
    passes=st.lists(st.lists(EDIT, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    notes=st.lists(st.builds(RecordedNote, TEXT, st.integers(0, 9), TEXT), max_size=2).map(tuple),
)


@given(RECORD)
def test_a_record_reads_back(record: MigrationRecord) -> None:
    data = write_migration_record(record)
    assert read_migration_record(data) == record
    assert not isinstance(read_any_record(data), ImportRecord)


def test_edits_are_undone_from_the_last_pass_to_the_first() -> None:
    passes = ((RecordedEdit(1, "link", "old", "new"),), (RecordedEdit(0, "mark", "an", "x"),))
    record = MigrationRecord("", "", "", 1, "", "", "", "", "", "", passes)
    assert old_body(record, "xewb") == "aoldb"


def test_a_body_that_was_edited_is_refused() -> None:
    record = MigrationRecord("", "", "", 1, "", "", "", "", "", "", ((RecordedEdit(1, "link", "old", "new"),),))
    assert old_body(record, "anewb") == "aoldb"
    with pytest.raises(ValueError, match="does not fit the text"):
        old_body(record, "another")
