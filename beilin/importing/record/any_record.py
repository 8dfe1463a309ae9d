"""An import record of whichever kind."""

from __future__ import annotations

from beilin.importing.record.import_record import ImportRecord
from beilin.importing.record.migration_record import MigrationRecord, is_migration_record, read_migration_record
from beilin.importing.record.record_file import read_import_record


def read_any_record(data: bytes) -> ImportRecord | MigrationRecord:
    """The record of a plain text, or of a document of another generator. Raises ValueError if it is neither."""
    return read_migration_record(data) if is_migration_record(data) else read_import_record(data)
