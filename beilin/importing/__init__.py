"""Source article → Markdown file, and an import record that says where every line of the source went.

The folders are the steps, in order; each imports from those above it only (tests/importing/test_layers.py):

- model.py     the nouns: an item of a source, the document in it, its blocks
- source/      bytes → text → lines, each with what was stripped from it
- classify/    lines → body, front matter, noise; headings and lists
- markdown/    text and blocks as Markdown
- formats/     kinds of sources: which one it is; its bytes → items → documents; a new kind begins here
- metadata/    language, proposed title and suggested tags of the body
- record/      the import record, and the file it is kept in
- proof/       the proof that Markdown and record together give back every line
- archive/     what is in the archive already, and where an import writes
- runs/        the records of runs that wrote many files, and undoing such a run
- undo/        `restore` and `set-aside`; finding the lines of a file again after an edit
- review/      the questions that imports leave open, and what each answer does
- comparison/  the source beside the article

`convert.py` is the conversion of one text in memory; `convert_document.py`, with `document_draft.py`, that of one
document; `explain.py` and `explain_document.py` say why each line or block goes where it goes. `prepare.py` reads
sources as items, `steps.py` converts an item, `commit.py` writes its article; `batch.py` runs the steps for many.
"""
