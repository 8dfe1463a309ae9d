"""Shortcodes and includes of the old site's own, by what their templates write for a call.

Only templates of simple means are read: arguments, the inner text, conditions. Everything else is not known, and the
call becomes code, as one without a template does. Nothing of a template is executed as a program.
"""
