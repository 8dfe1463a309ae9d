"""The site of another generator → articles, pages and files of an archive, with a record of every change to a text.

The folders are the steps, in order; each imports from those above it only:

- notes.py, model.py, survey.py   the kinds of notes; the nouns; the old site's folder, listed once
- heads/                bytes → front matter in any of its forms, and the body
- facts/                front matter → title, dates, terms and everything else that an article has
- generators/           one module each: its configuration, which files it publishes, and at which addresses
- detect.py             which generator a folder belongs to
- placing/              where each document and file goes, its address, and what links to it become
- bodies/               a body in the old syntax → Markdown as Beilin reads it, as a list of edits
- proof/                the proof that body and edits together give back the source, and that no word is lost
- writing/              the Markdown file and its import record, cover images, content/redirects.yaml
- run/                  the whole run: site.yaml, files copied once each, the record of the run, its report, undo
"""
