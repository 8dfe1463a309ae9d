"""Books: articles → an EPUB (EPUB 3.3, W3C).

By own templates, because what a library would add is small: the package document, the table of contents and a zip, 200
lines of the rest. EbookLib is under the AGPL; mkepub takes pages that are XHTML already, holds a book in memory until
it is written, and puts the time of the clock into it. Most of the work is to make valid XHTML of bodies, which neither
does.

A book is streamed into a zip: of its articles, one at a time is in memory.
"""
