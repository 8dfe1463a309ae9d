"""Messages in English → the user's language."""

from __future__ import annotations

import re

from beilin.translations.language import language


def translated_form(form: str, *values: object) -> str:
    """The form of a message, with `{1}`, `{2}` … for the values, in the user's language.

    For messages of commands that take a few milliseconds: the whole catalogue, which `translated` needs to recognise
    the form of a message, takes 10.
    """
    if (tag := language()) != "en":
        from beilin.translations.po_file import find_entry

        form = find_entry(form, tag) or form
    return re.sub(r"\{([1-9])\}", lambda number: str(values[int(number[1]) - 1]), form)


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
