"""An editor's changes to the sources: planned as edits of single spans, proved, and written all or none."""
