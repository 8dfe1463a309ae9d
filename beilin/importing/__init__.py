"""Source article → Markdown file, and an import record that says where every line of the source went.

The folders are the steps, in order; each imports from those above it only (tests/importing/test_layers.py):

- source/      bytes → text → lines, each with what was stripped from it; a new source format begins here
- classify/    lines → body, front matter, noise; headings and lists
- metadata/    language, proposed title and suggested tags of the body
- record/      the import record, and the file it is kept in
- markdown/    the article as a Markdown file, and finding its lines again after an edit
- proof/       the proof that Markdown and record together give back every line
- archive/     what is in the archive already, and where an import writes
- undo/        `restore` and `set-aside`
- comparison/  the source beside the article

`convert.py` is the conversion of one source in memory; `steps.py` prepares, converts and commits it; `batch.py` runs
the steps for many.
"""
