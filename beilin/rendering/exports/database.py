"""The archive as an SQLite database with full-text search, which Datasette and other tools open.

A search for three characters or more goes by trigrams, as SQLite has them (FTS5, "The Trigram Tokenizer"); that finds
no shorter words, and most Chinese words have two characters. So a second index has every character and every two that
stand together. A view over both takes a query of any length, under the name by which Datasette finds the full-text
index of a table.

The same articles give the same bytes with the same version of SQLite: nothing in the file depends on the time, and its
pages are in the order in which `VACUUM INTO` writes them.
"""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import product
from operator import add
from pathlib import Path

from beilin.layout import CONFIG_FILE
from beilin.planning.written_views import SCHEMA_VERSION, Export, ExportedArticle
from beilin.problems.problem import Problem
from beilin.rendering.exports.records import FIELDS
from beilin.rendering.exports.texts import clean, html_of, plain_text
from beilin.rendering.written import Sources

_PAGE_SIZE = 4096
_CACHE = 8 * 1024  # KiB
# Bytes of an index in memory before they are written (FTS5, "hashsize"); more only uses memory.
_HASH_SIZE = 8 * 1024 * 1024

# Every printable character belongs to a token, so that a query is one token, and no phrase, which the index of grams
# does not support. Grams are separated by line feeds.
_TOKEN_CHARACTERS = "".join(map(chr, range(0x20, 0x7F))).replace('"', '""').replace("'", "''''")

_TABLES = f"""
CREATE TABLE archive (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT UNIQUE,
  url TEXT NOT NULL UNIQUE,
  permalink TEXT,
  title TEXT NOT NULL,
  date TEXT,
  updated TEXT,
  authors TEXT,
  source TEXT,
  source_url TEXT,
  series TEXT,
  language TEXT NOT NULL,
  license TEXT,
  rights TEXT,
  summary TEXT NOT NULL,
  markdown_url TEXT,
  text TEXT NOT NULL
);
CREATE TABLE article_authors (
  article INTEGER NOT NULL REFERENCES articles (number),
  position INTEGER NOT NULL,
  author TEXT NOT NULL,
  PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE TABLE article_tags (
  article INTEGER NOT NULL REFERENCES articles (number),
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE articles_trigrams USING fts5 (
  title, text, content='articles', content_rowid='number', tokenize='trigram'
);
CREATE VIRTUAL TABLE articles_grams USING fts5 (
  grams, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '{_TOKEN_CHARACTERS}'"
);
INSERT INTO articles_trigrams (articles_trigrams, rank) VALUES ('hashsize', {_HASH_SIZE}), ('automerge', 0);
INSERT INTO articles_grams (articles_grams, rank) VALUES ('hashsize', {_HASH_SIZE}), ('automerge', 0);
"""
_FILLED = """
INSERT INTO articles_trigrams (articles_trigrams) VALUES ('optimize');
INSERT INTO articles_grams (articles_grams) VALUES ('optimize');
CREATE INDEX article_tags_by_tag ON article_tags (tag);
CREATE INDEX article_authors_by_author ON article_authors (author);
CREATE INDEX articles_by_date ON articles (date);
CREATE VIEW articles_fts AS
  SELECT rowid AS rowid, articles_trigrams AS articles_fts FROM articles_trigrams
  UNION ALL
  SELECT rowid AS rowid, articles_grams AS articles_fts FROM articles_grams
  /* for Datasette: a VIRTUAL TABLE USING FTS5 with content="articles" */;
"""
_COLUMNS = ("number", *(name for name in FIELDS if name != "tags"), "text")


def write_database(export: Export, sources: Sources, path: Path) -> Problem | None:
    """Write the database, or return why not. Raises OSError, InputChangedError."""
    if not has_trigrams():
        message = f"SQLite {sqlite3.sqlite_version}, which Python was built with, has no full-text search by trigrams"
        return Problem("old-sqlite", message, CONFIG_FILE, hint="Use a newer Python, or take sqlite out of `exports`.")
    draft = path.with_name(f"{path.name}.draft")
    try:
        _remove(draft, path)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            _fill(connection, export, sources)
            connection.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.Error as error:
        is_full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error), str(path)) from error
    finally:
        _remove(draft)
    return None


def has_trigrams() -> bool:
    """Whether this SQLite has FTS5 with the trigram tokenizer (3.34)."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize='trigram')")
        except sqlite3.OperationalError:
            return False
    return True


def _fill(connection: sqlite3.Connection, export: Export, sources: Sources) -> None:
    connection.executescript(
        f"PRAGMA page_size = {_PAGE_SIZE}; PRAGMA cache_size = -{_CACHE}; PRAGMA journal_mode = off;"
        f"PRAGMA synchronous = off; PRAGMA user_version = {SCHEMA_VERSION}; BEGIN; {_TABLES}"
    )
    about = {"title": export.title, "url": export.url, "description": export.description, "language": export.language}
    connection.executemany("INSERT INTO archive VALUES (?, ?)", sorted(about.items()))
    places = ", ".join("?" * len(_COLUMNS))
    for number, article in enumerate(export.articles, 1):
        row = _row(number, article, plain_text(html_of(article, sources)))
        title, text = clean(article.title), str(row[-1])
        connection.execute(f"INSERT INTO articles VALUES ({places})", row)
        connection.execute("INSERT INTO articles_trigrams (rowid, title, text) VALUES (?, ?, ?)", (number, title, text))
        connection.execute("INSERT INTO articles_grams (rowid, grams) VALUES (?, ?)", (number, _grams(title, text)))
        connection.executemany("INSERT INTO article_authors VALUES (?, ?, ?)", _numbered(number, article.authors))
        connection.executemany("INSERT INTO article_tags VALUES (?, ?, ?)", _numbered(number, article.tags))
    connection.execute("COMMIT")
    connection.executescript(f"BEGIN; {_FILLED} COMMIT;")


def _row(number: int, article: ExportedArticle, text: str) -> tuple[int | str | None, ...]:
    values = {name: _cleaned(getattr(article, name)) for name in _COLUMNS[1:-1]}
    values["authors"] = clean(", ".join(article.authors)) or None
    values["summary"] = values["summary"] or ""
    return (number, *values.values(), text)


def _cleaned(value: object) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _numbered(number: int, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    return ((number, position, clean(name)) for position, name in enumerate(names, 1))


def _grams(title: str, text: str) -> str:
    """Every character of the title and text, and every two that stand together, each once and on a line.

    FTS5 makes no difference between the cases of a to z alone here, so other letters are there in both.
    """
    whole = f"{title}\n{text}"
    characters = set(whole)
    grams = {*characters, *map(add, whole, whole[1:])}
    cased = [character for character in characters if character > "\x7f" and character.lower() != character.upper()]
    if cased:
        has_cased = re.compile(f"[{''.join(cased)}]").search
        grams.update(*map(_in_both_cases, filter(has_cased, grams)))
    return "\n".join(sorted(grams))


def _in_both_cases(gram: str) -> Iterator[str]:
    forms = ([character, character.lower(), character.upper()] for character in gram)
    # Without SS for ß.
    return map("".join, product(*([form for form in some if len(form) == 1] for some in forms)))


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
