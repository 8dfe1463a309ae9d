"""Messages in English → the user's language."""

from __future__ import annotations

from beilin.translations.language import language


def translated(text: str) -> str:
    """The message in the user's language; what the catalogue does not have stays as it is.

    A message may consist of several: lines, or sentences on one line. A value that is itself a message is translated
    too.
    """
    tag = language()
    if tag == "en" or text.isspace() or not text:
        return text
    from beilin.translations.readings import translated_into  # which takes milliseconds

    return translated_into(text, tag)
