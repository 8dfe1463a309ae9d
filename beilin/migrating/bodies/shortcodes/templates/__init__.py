"""Shortcodes and includes that the old site itself defines, by what their templates write for a call.

Only simple templates are supported: arguments, the inner text, conditions. A call of any other becomes code, as one
without a template does. Nothing of a template is executed as a program.
"""
