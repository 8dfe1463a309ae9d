"""The kinds of notes that a migration leaves for review, each with what is to be done."""

from __future__ import annotations

NOTE_KINDS: dict[str, str] = {
    "unknown-shortcode": "an unknown shortcode or tag; it is a code block now",
    "unread-file": "a file that could not be read, or is larger than 4 MB; it was left out",
    "missing-file": "an image or file that the old site does not have; the link is as it was",
    "dead-link": "a link to a page that the old site does not have; the link is as it was",
    "ambiguous-link": "a link by a name that several notes have; it leads to the first",
    "remote-image": "an image on a different site; it is shown as a link (build.py images fetch brings it in)",
    "made-draft": "something could not be converted safely; the article is a draft",
    "unread-head": "front matter that cannot be read; it is kept under `extra`",
    "uncertain-encoding": "a file in an encoding that could only be guessed; check that its words are right",
    "unread-date": "a date that cannot be read; it is kept under `extra`",
    "unkept-setting": "a setting of the old site that has no counterpart",
    "unpublished-comment": "a comment that the old site did not publish; it is in the import record",
}
