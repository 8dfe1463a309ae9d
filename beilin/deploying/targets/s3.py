"""A bucket of S3, or of a host that speaks its protocol, as a target.

Credentials, region and endpoint are found by boto3, where its other programs find them too
(https://docs.aws.amazon.com/boto3/latest/guide/configuration.html). Nothing here reads or prints them.
"""

from __future__ import annotations

import hashlib
import time
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST
from beilin.deploying.site_files import SiteFile
from beilin.deploying.targets.http_headers import object_headers
from beilin.deploying.targets.s3_client import THREADS, code_of, open_client, translated_errors
from beilin.deploying.targets.target import Advance, Listing

# What is larger is uploaded in parts of this size. Memory is bounded by one part for each thread.
PART = 8 * 1024 * 1024
_BATCH = 1000  # objects that are deleted by one request, or wait for a thread at a time
_PATIENCE = 30.0  # seconds after which an upload asks whether another one has begun
_MAX_KEY = 1024  # bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html)


class S3Target:
    """The target. Stamps are ETags: the MD5 of what is stored, unless the bucket encrypts with keys of its own."""

    is_shared = True
    ignores_case = False

    def __init__(self, bucket: str, prefix: str, name: str) -> None:
        self.name = name
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._client = open_client()
        self._known = ""  # the ETag of the manifest that was read or written last

    def listing(self) -> Listing:
        """What is below the prefix, a thousand objects a request."""
        files: dict[str, str] = {}
        with translated_errors(self.name):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            for page in pages:
                for entry in page.get("Contents", ()):
                    path = entry["Key"].removeprefix(self._prefix)
                    if path and not path.endswith("/"):  # some programs store folders as empty objects
                        files[path] = _tag(entry)
        has_manifest = files.pop(MANIFEST, None) is not None
        return Listing(files, has_manifest=has_manifest)

    def read_manifest(self) -> bytes:
        """The manifest."""
        with translated_errors(self.name):
            reply = self._client.get_object(**self._object(MANIFEST))
            self._known = _tag(reply)
            data: bytes = reply["Body"].read()
        return data

    @contextmanager
    def held(self, _say: Callable[[str], None]) -> Iterator[None]:
        """Nothing: S3 has no locks. The manifest tells who began last."""
        yield

    def write_manifest(self, data: bytes) -> None:
        """Replace the manifest, if it is as it was read or written last."""
        with translated_errors(self.name):
            condition = {"IfMatch": f'"{self._known}"'} if self._known else {"IfNoneMatch": "*"}
            try:
                reply = self._put_bytes(MANIFEST, data, **condition)
            except self._client.exceptions.ClientError as error:
                if code_of(error) == "NotImplemented":  # by some hosts
                    self._check_tag(self._known)
                    reply = self._put_bytes(MANIFEST, data)
                elif code_of(error) in ("PreconditionFailed", "ConditionalRequestConflict", "412", "409"):
                    # Also if the reply to a request that succeeded was lost, and it was sent again.
                    self._known = self._check_tag(_md5(data))
                    return
                else:
                    raise
            self._known = _tag(reply)

    def check_manifest(self) -> None:
        """Raises DeployError if the manifest is not the one that was written last."""
        with translated_errors(self.name):
            self._check_tag(self._known)

    def _check_tag(self, expected: str) -> str:
        """The ETag of the manifest ("" if there is none), which must be the expected one."""
        try:
            there = _tag(self._client.head_object(**self._object(MANIFEST)))
        except self._client.exceptions.ClientError as error:
            if code_of(error) not in ("404", "NoSuchKey"):
                raise
            there = ""
        if there != expected:
            raise DeployError(f"someone else has deployed to {self.name} meanwhile", "Deploy again.")
        return there

    def stamps(self, folder: Path, files: Mapping[str, SiteFile], _time: int) -> dict[str, str]:
        """The ETag of each file, by how it will be uploaded."""
        if long := [path for path in files if len(f"{self._prefix}{path}".encode()) > _MAX_KEY]:
            raise DeployError(f"S3 takes no name of more than {_MAX_KEY} bytes: {long[0]}", "Shorten it.")
        return {path: _expected_tag(folder / path) for path in files}

    def put(self, folder: Path, stamps: Mapping[str, str], advance: Advance) -> dict[str, str]:
        """Upload these files, several at a time."""
        learned = {}
        checked = time.monotonic()
        executor = ThreadPoolExecutor(THREADS)
        try:
            for batch in _batches(list(stamps)):
                with translated_errors(self.name):
                    for path, tag in zip(
                        batch, executor.map(lambda path: self._put_file(folder, path), batch), strict=True
                    ):
                        if tag != stamps[path]:
                            learned[path] = tag
                        advance(1)
                        if time.monotonic() - checked > _PATIENCE:
                            self.check_manifest()
                            checked = time.monotonic()
        finally:
            # After an error, what waits would only repeat it.
            executor.shutdown(cancel_futures=True)
        return learned

    def delete(self, paths: Collection[str]) -> None:
        """Delete these objects."""
        with translated_errors(self.name):
            for batch in _batches(list(paths)):
                objects = [{"Key": f"{self._prefix}{path}"} for path in batch]
                reply = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True})
                for error in reply.get("Errors", ()):
                    raise DeployError(f"{self.name} did not delete {error.get('Key')} ({error.get('Code')})")

    def _put_file(self, folder: Path, path: str) -> str:
        """Upload the file, which the host refuses if it does not arrive as it is; returns its ETag."""
        file = folder / path
        if file.stat().st_size <= PART:
            return _tag(self._put_bytes(path, file.read_bytes()))
        from boto3.s3.transfer import TransferConfig

        config = TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, use_threads=False)
        place = self._object(path)
        self._client.upload_file(
            str(file), place["Bucket"], place["Key"], ExtraArgs=object_headers(path), Config=config
        )
        return _tag(self._client.head_object(**place))

    def _put_bytes(self, path: str, data: bytes, **condition: str) -> Any:
        digest = b64encode(bytes.fromhex(_md5(data))).decode()
        return self._client.put_object(
            **self._object(path), Body=data, ContentMD5=digest, **object_headers(path), **condition
        )

    def _object(self, path: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{path}"}


def _tag(reply: Mapping[str, Any]) -> str:
    return str(reply["ETag"]).strip('"')


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _expected_tag(file: Path) -> str:
    """The MD5 of the file; if it goes up in parts, that of their MD5s and their number, as S3 computes it."""
    with file.open("rb") as source:
        digests = [hashlib.md5(part, usedforsecurity=False) for part in iter(lambda: source.read(PART), b"")]
    if len(digests) < 2:
        return digests[0].hexdigest() if digests else _md5(b"")
    return f"{_md5(b''.join(digest.digest() for digest in digests))}-{len(digests)}"


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Not all at once, because each that waits for a thread takes a kilobyte."""
    for start in range(0, len(paths), _BATCH):
        yield paths[start : start + _BATCH]
