"""Files that cannot be imported, in tables: the pattern that recognises them, what they are, what to do."""

from __future__ import annotations

_OTHER_PROGRAM = "Save it as a web page or as plain text in the program that opens it, and import that."
IMAGE = "Import the article that shows it; its images come with it."
_RECORDING = "Import its transcript as plain text."
UNPACK = "Unpack it, and import what is in it."
_EXPORT = "Export its articles as JSON Lines or as web pages, and import those."
_TO_TEXT = "Convert it to plain text, for example with {}, and import that."
_ARTICLE = "Name the article itself."

# Of the first bytes.
OF_BYTES = (
    (rb"\s{0,64}%PDF-\d\.\d\s", "a PDF document", _TO_TEXT.format("pdftotext -layout")),
    (rb"%!PS-Adobe-\d", "a PostScript document", _TO_TEXT.format("ps2ascii")),
    (rb"\{\\rtf\d", "an RTF document", _OTHER_PROGRAM),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old version of Microsoft Office", _OTHER_PROGRAM),
    (rb"AT&TFORM[\s\S]{4}DJV", "a DjVu document", _TO_TEXT.format("djvutxt")),
    (rb"[\s\S]{60}(?:BOOKMOBI|TEXtREAd)", "a Kindle book", _OTHER_PROGRAM),
    (rb"ITSF[\s\S]{3}\0", "a compiled help file", UNPACK),
    (rb"\x89PNG\r\n\x1a\n", "a PNG image", IMAGE),
    (rb"\xff\xd8\xff", "a JPEG image", IMAGE),
    (rb"GIF8[79]a", "a GIF image", IMAGE),
    (rb"RIFF[\s\S]{4}WEBP", "a WebP image", IMAGE),
    (rb"BM[\s\S]{4}\0\0\0\0", "a BMP image", IMAGE),
    (rb"II\*\0|MM\0\*", "a TIFF image", IMAGE),
    (rb"\0\0[\x01\x02]\0[^\0]\0", "an icon", IMAGE),
    (rb"8BPS\0[\x01\x02]", "a Photoshop image", IMAGE),
    (rb"\0\0[\s\S]{2}ftyp(?:avif|avis|heic|heix|hevc|mif1|msf1)", "an AVIF or HEIF image", IMAGE),
    (rb"\0\0[\s\S]{2}ftypM4A", "an audio file", _RECORDING),
    (rb"\0\0[\s\S]{2}ftyp", "a video", _RECORDING),
    (rb"ID3[\x02-\x04]\0|\xff[\xfb\xf3\xf2\xfa]|fLaC\0|RIFF[\s\S]{4}WAVE|MThd\0", "an audio file", _RECORDING),
    (rb"OggS\0", "an audio or video file", _RECORDING),
    (rb"\x1aE\xdf\xa3|RIFF[\s\S]{4}AVI |FLV\x01|\0\0\x01[\xba\xb3]|0&\xb2u\x8ef\xcf\x11", "a video", _RECORDING),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
    (rb"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (rb"\xfd7zXZ\0|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd|\x04\x22\x4d\x18", "a compressed file", UNPACK),
    (rb"[\s\S]{257}ustar", "a TAR archive", UNPACK),
    (rb"filedesc://", "an ARC file of an old crawl", "Convert it to WARC (warcio recompress), and import that."),
    (rb"ZIM\x04", "a ZIM archive", _OTHER_PROGRAM),
    (rb"SQLite format 3\0", "an SQLite database", _EXPORT),
    (rb"bplist0\d[\s\S]*WebMainResource", "a Safari web archive", "Save the page as “Page Source”, and import that."),
    (rb"bplist0\d", "a property list of macOS", _OTHER_PROGRAM),
    (rb"\x7fELF|MZ[\s\S]{0,62}\0|\xca\xfe\xba\xbe\0|\0asm\x01", "a program", _ARTICLE),
    (rb"wOF[F2]\0|OTTO\0|\0\x01\0\0\0", "a font", _ARTICLE),
)

# Of the names in a ZIP archive.
OF_NAMES = (
    (r"archive/.*\.warc(?:\.gz)?", "a crawl in WACZ", "Unpack it, and import the WARC files in its folder archive."),
    (r"word/.*", "a Word document", _OTHER_PROGRAM),
    (r"xl/.*", "an Excel workbook", _EXPORT),
    (r"ppt/.*", "a PowerPoint presentation", _OTHER_PROGRAM),
    (r"META-INF/container\.xml|OEBPS/.*", "an EPUB book", "Unpack it, and import the web pages of its chapters."),
    (r"Index/.*\.iwa|Index\.zip", "a document of Apple's iWork", _OTHER_PROGRAM),
    (r"META-INF/manifest\.xml", "an OpenDocument file", _OTHER_PROGRAM),
    (r"META-INF/MANIFEST\.MF", "a Java archive", _ARTICLE),
)

# Of the root element of XML.
OF_ROOTS = (
    ("opml", "a list of feeds (OPML), without their articles", "Download each feed that it lists, and import those."),
    ("urlset", "a sitemap: a list of addresses, without their pages", "Save the pages, and import those."),
    ("sitemapindex", "a list of sitemaps", "Save the pages that the sitemaps list, and import those."),
    ("svg", "an SVG image", IMAGE),
    ("plist", "a property list of macOS", _OTHER_PROGRAM),
    ("en-export", "an Evernote export", "Export the notes as web pages, and import those."),
    ("mediawiki", "a MediaWiki export", "Save its pages as web pages, and import those."),
    ("FictionBook", "a FictionBook", _OTHER_PROGRAM),
)
