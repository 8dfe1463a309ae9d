"""An archive kept for decades: bags by RFC 8493, their verification, and the fixity of sources and articles.

Bags are written and read here and not by the package bagit: it copies a folder in place and knows neither zip files nor
`%25` in names, and what it writes has the day and its own version in it. The tests compare with it.
"""
