"""The share pictures that were drawn: one file for each, named after its address.

A file has the digest of what it was drawn from and that of its bytes before them. The folder may be deleted at any
time; what is missing, damaged or drawn from something else is drawn again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from beilin.files.replace import replace_file
from beilin.layout import SHARE_CACHE, STATE_FOLDER
from beilin.planning.views import SharePicture
from beilin.problems.problem import Problem
from beilin.rendering.share.drawing import draw

_DIGEST = 32  # bytes


def share_picture(root: Path, picture: SharePicture) -> bytes | Problem:
    """The PNG of the picture, from the cache of the archive at `root` if it has it.

    Raises InputChangedError if the font file changed since it was read, OSError if the cache cannot be written.
    """
    path = _folder(root) / _name(picture.address)
    key = sha256(_recipe() + msgspec.msgpack.encode(picture)).digest()
    with suppress(OSError):
        data = path.read_bytes()
        kept = data[2 * _DIGEST :]
        if data[:_DIGEST] == key and data[_DIGEST : 2 * _DIGEST] == sha256(kept).digest():
            return kept
    drawn = draw(root, picture)
    if isinstance(drawn, bytes):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, key + sha256(drawn).digest() + drawn)
    return drawn


def keep_only(root: Path, addresses: Iterable[str]) -> None:
    """Remove what the cache has of other addresses than these. Raises OSError."""
    folder, names = _folder(root), {_name(address) for address in addresses}
    if not names:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in names:
            path.unlink(missing_ok=True)


def _folder(root: Path) -> Path:
    return root / STATE_FOLDER / SHARE_CACHE


def _name(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:_DIGEST]


@cache
def _recipe() -> bytes:
    """What pictures depend on beside their values: this code, how titles are broken, and Pillow."""
    from importlib.metadata import version

    from beilin.rendering import filters
    from beilin.text import cjk, languages, phrases, title_lines

    modules = (
        *sorted(Path(__file__).parent.glob("*.py")),
        *(Path(str(one.__file__)) for one in (filters, cjk, languages, phrases, title_lines)),
    )
    code = sha256(b"".join(path.read_bytes() for path in modules))
    return f"{code.hexdigest()} pillow {version('pillow')}".encode()
