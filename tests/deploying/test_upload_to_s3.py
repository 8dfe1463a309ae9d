"""Uploading to a bucket: what is uploaded and kept, and that an interruption at any request breaks no page."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
from botocore.exceptions import ClientError

from beilin.building.build import Reporting
from beilin.deploying.errors import DeployError
from beilin.deploying.manifest import MANIFEST, decode_manifest
from beilin.deploying.targets import s3, s3_client
from beilin.deploying.targets.http_headers import object_headers
from beilin.deploying.targets.s3 import S3Target
from beilin.deploying.targets.table import open_target
from beilin.deploying.upload import UnfinishedError, upload
from tests.deploying.s3_server import s3_server
from tests.deploying.uploading import NEW, OLD, missing, prepared, upload_site, write_site

BUCKET = "beilin-archive"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server."""
    with s3_server() as address:
        yield address


class Requests:
    """Every request that is sent, and after how many the process ends."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []  # method and path
        self.left = float("inf")
        self.reply: Any = None  # a function of the request, whose result is the reply if it is not None

    def __call__(self, request: Any, **_: object) -> Any:
        if self.left <= 0:
            raise Killed
        self.left -= 1
        self.sent.append((request.method, request.url.partition(BUCKET)[2].partition("?")[0]))
        return self.reply(request) if self.reply else None


class Killed(BaseException):
    """Nothing of ours catches it, as nothing catches SIGKILL."""


@pytest.fixture
def requests(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Requests:
    """What the client sends, whose settings are those of a user."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    (tmp_path / "credentials").write_text("[default]\naws_access_key_id = KEYID\naws_secret_access_key = SECRET\n")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    requests = Requests()
    session = botocore.session.get_session()
    session.register("before-send.s3", requests)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", boto3.session.Session(botocore_session=session))
    return requests


@pytest.fixture
def bucket(requests: Requests) -> Iterator[Any]:  # noqa: ARG001
    """An empty bucket."""
    bucket = boto3.session.Session().resource("s3").Bucket(BUCKET)
    bucket.create()
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def target(place: str = f"s3://{BUCKET}") -> S3Target:
    """The target."""
    opened = open_target(place, Path("none"))
    assert isinstance(opened, S3Target)
    return opened


def stored(bucket: Any) -> dict[str, str]:
    """The text of each object but the manifest."""
    return {
        item.key: item.get()["Body"].read().decode() for item in bucket.objects.all() if not item.key.endswith(MANIFEST)
    }


def test_only_what_changed_is_uploaded_and_only_what_was_uploaded_is_deleted(
    bucket: Any, requests: Requests, old: Path, new: Path
) -> None:
    foreign = {"theirs/page.html": "foreign", "logs/": "", "gone.txt": "foreign"}
    for key, text in foreign.items():
        bucket.put_object(Key=key, Body=text.encode())
    upload_site(target(), old)
    assert stored(bucket) == OLD | foreign
    requests.sent.clear()
    second = upload_site(target(), new)
    assert {"index.html", "search/a/0.bin"} < set(second.changes.changed)
    assert {"a/old.png", "assets/s.1.css", "gone/index.html"} <= set(second.changes.removed)
    assert stored(bucket) == NEW | foreign
    assert not [path for method, path in requests.sent if method == "GET" and path not in ("", f"/{MANIFEST}")]
    requests.sent.clear()
    assert prepared(target(), new).is_current
    assert requests.sent == [("GET", ""), ("GET", f"/{MANIFEST}")]


def test_below_a_prefix_nothing_else_is_touched(bucket: Any, old: Path, new: Path) -> None:
    for key in ("index.html", "archive2/index.html", "archive"):
        bucket.put_object(Key=key, Body=b"foreign")
    upload_site(target(f"s3://{BUCKET}/碑林/archive/"), old)
    upload_site(target(f"s3://{BUCKET}/碑林/archive"), new)
    others = dict.fromkeys(("index.html", "archive2/index.html", "archive"), "foreign")
    assert stored(bucket) == {f"碑林/archive/{path}": text for path, text in NEW.items()} | others


def test_objects_have_the_headers_that_no_server_adds(bucket: Any, tmp_path: Path) -> None:
    files = dict.fromkeys(
        ("index.html", "assets/style.0123456789ab.css", "assets/a/x.0123456789ab", "feed.xml", "search/a/g/0.bin",
         "圖/a.png", "a.weird", "assets/own.css", "assets/report.202401021530.pdf"), "x",
    )  # fmt: skip
    upload_site(target(), write_site(tmp_path / "site", files))
    headers = {item.key: (item.get()["ContentType"], item.get()["CacheControl"]) for item in bucket.objects.all()}
    forever, short = "public, max-age=31536000, immutable", "public, max-age=600"
    assert headers == {
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        "assets/style.0123456789ab.css": ("text/css; charset=utf-8", forever),
        "assets/a/x.0123456789ab": ("application/octet-stream", forever),
        "feed.xml": ("application/xml; charset=utf-8", "no-cache"),
        "search/a/g/0.bin": ("application/octet-stream", "no-cache"),
        "圖/a.png": ("image/png", short),
        "a.weird": ("application/octet-stream", short),
        "assets/own.css": ("text/css; charset=utf-8", short),
        "assets/report.202401021530.pdf": ("application/pdf", short),
        MANIFEST: ("application/gzip", "no-cache"),
    }
    assert object_headers("a/index.html")["CacheControl"] == "no-cache"


def test_what_somebody_changed_or_deleted_is_uploaded_again(bucket: Any, old: Path) -> None:
    upload_site(target(), old)
    bucket.put_object(Key="index.html", Body=b"altered")
    bucket.Object("assets/s.1.css").delete()
    again = upload_site(target(), old)
    assert (again.changes.added, again.changes.changed) == (("assets/s.1.css",), ("index.html",))
    assert stored(bucket) == OLD


def test_a_large_file_goes_up_in_parts_and_is_known_again(
    bucket: Any, requests: Requests, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = 5 * 1024 * 1024  # S3 takes no smaller ones
    monkeypatch.setattr(s3, "PART", part)
    (old / "film.webm").write_bytes(b"a" * (part + 1))
    (old / "one.webm").write_bytes(b"b" * part)
    upload_site(target(), old)
    assert bucket.Object("film.webm").e_tag.endswith('-2"')
    assert bucket.Object("film.webm").content_type == "video/webm"
    requests.sent.clear()
    assert prepared(target(), old).is_current
    data = bucket.Object(MANIFEST).get()["Body"].read()
    assert decode_manifest(data).files["film.webm"].stamp == bucket.Object("film.webm").e_tag.strip('"')


class TestRefusals:
    """Each leaves the bucket as it was."""

    def test_a_foreign_object_in_the_way(self, bucket: Any, old: Path) -> None:
        bucket.put_object(Key="index.html", Body=b"foreign")
        with pytest.raises(DeployError, match=r"in the way: index\.html$"):
            prepared(target(), old)
        assert stored(bucket) == {"index.html": "foreign"}

    def test_no_bucket(self, requests: Requests, old: Path) -> None:  # noqa: ARG002
        with pytest.raises(DeployError, match="there is no bucket for s3://beilin-archive"):
            prepared(target(), old)

    def test_no_credentials(self, requests: Requests, old: Path, tmp_path: Path) -> None:  # noqa: ARG002
        (tmp_path / "credentials").unlink()
        boto3.DEFAULT_SESSION = None
        with pytest.raises(DeployError, match="there are no credentials"):
            prepared(target(), old)

    def test_no_server(self, requests: Requests, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG002
        monkeypatch.setattr(s3_client, "_ATTEMPTS", 1)
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://user:password@127.0.0.1:1")
        boto3.DEFAULT_SESSION = None
        with pytest.raises(DeployError, match="cannot be reached") as raised:
            prepared(target(), old)
        assert "password" not in str(raised.value)

    def test_no_permission(self, bucket: Any, requests: Requests, old: Path) -> None:  # noqa: ARG002
        refused = botocore.awsrequest.AWSResponse("", 403, {}, Body(b"<Error><Code>AccessDenied</Code></Error>"))
        requests.reply = lambda request: refused if request.method == "PUT" else None
        with pytest.raises(DeployError, match=r"no permission to use .* \(AccessDenied"):
            upload_site(target(), old)
        requests.reply = None

    def test_names_that_are_not_of_a_bucket(self) -> None:
        for name in ("s3:", "s3://", "s3:/b/x", "s3://KEYID:SECRET@bucket/x"):
            with pytest.raises(DeployError, match="is not a target") as raised:
                open_target(name, Path("none"))
            assert "SECRET" not in str(raised.value)

    def test_a_name_that_is_too_long(self, bucket: Any, tmp_path: Path) -> None:
        site = write_site(tmp_path / "site", {"/".join(["碑" * 60] * 6): "x"})
        with pytest.raises(DeployError, match="no name of more than 1024 bytes"):
            upload_site(target(), site)
        assert not stored(bucket)


class Body:
    """The body of a reply."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def stream(self, *_: object, **__: object) -> Iterator[bytes]:
        """As urllib3 has it."""
        yield self._data


class TestTwoRuns:
    """Two uploads at the same time: the later one goes on, the earlier one stops."""

    def test_one_that_began_before_the_other_ended(self, bucket: Any, old: Path, new: Path) -> None:
        late = prepared(target(), old)
        upload_site(target(), new)
        with pytest.raises(DeployError, match="someone else has deployed to") as raised:
            upload(late, Reporting())
        assert not isinstance(raised.value, UnfinishedError)
        assert stored(bucket) == NEW

    def test_one_that_is_overtaken_stops_before_its_next_step(
        self, bucket: Any, requests: Requests, old: Path, new: Path
    ) -> None:
        first = prepared(target(), old)
        is_overtaken = False

        def overtake(request: Any) -> None:
            nonlocal is_overtaken
            if request.method == "PUT" and request.url.endswith(".css") and not is_overtaken:
                is_overtaken = True
                upload_site(target(), new)

        requests.reply = overtake
        with pytest.raises(UnfinishedError, match="someone else has deployed to"):
            upload(first, Reporting())
        requests.reply = None
        assert not missing(stored(bucket))
        assert stored(bucket)["index.html"] == NEW["index.html"], "no page of the earlier one came after"
        upload_site(target(), new)
        assert stored(bucket) == NEW, "and what arrived late is deleted by the next run"

    def test_one_that_is_overtaken_stops_in_the_middle_of_a_long_step(
        self, bucket: Any, requests: Requests, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(s3, "THREADS", 1)
        monkeypatch.setattr(s3, "_PATIENCE", -1)
        long = write_site(tmp_path / "long", {f"p{number}/index.html": "" for number in range(100)})
        first = prepared(target(), long)
        pages = 0

        def overtake(request: Any) -> None:
            nonlocal pages
            if request.method == "PUT" and "/p" in request.url:
                pages += 1
                if pages == 3:
                    upload_site(target(), new)

        requests.reply = overtake
        with pytest.raises(UnfinishedError, match="someone else has deployed to"):
            upload(first, Reporting())
        assert len(stored(bucket)) < 100

    def test_a_reply_that_is_lost_is_not_taken_for_someone_else(
        self, bucket: Any, requests: Requests, old: Path
    ) -> None:
        """The client sends the request again, and its condition does not hold any more."""
        replies: list[Any] = []

        def lose(request: Any) -> Any:
            if request.method == "PUT" and request.url.endswith(MANIFEST) and not replies:
                replies.append(bucket.put_object(Key=MANIFEST, Body=request.body.read()))
                request.body.seek(0)
            return None

        requests.reply = lose
        upload_site(target(), old)
        assert replies
        assert stored(bucket) == OLD


def test_a_host_without_conditions_is_used_without(bucket: Any, requests: Requests, old: Path, new: Path) -> None:
    def refuse(request: Any) -> Any:
        if "If-Match" in request.headers or "If-None-Match" in request.headers:
            return botocore.awsrequest.AWSResponse("", 501, {}, Body(b"<Error><Code>NotImplemented</Code></Error>"))
        return None

    requests.reply = refuse
    upload_site(target(), old)
    late = prepared(target(), old)
    upload_site(target(), new)
    with pytest.raises(DeployError, match="someone else has deployed to"):
        upload(late, Reporting())
    assert stored(bucket) == NEW


def test_keys_of_the_bucket_own_give_stamps_that_are_learned(
    bucket: Any, requests: Requests, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With SSE-KMS an ETag is not the MD5 of the content; the second run must know the file all the same."""
    monkeypatch.setattr(s3, "_expected_tag", lambda _file: "0" * 32)
    upload_site(target(), old)
    requests.sent.clear()
    assert prepared(target(), old).is_current
    assert stored(bucket) == OLD


@pytest.mark.slow
def test_an_upload_that_ends_after_any_request_leaves_no_page_without_its_files_and_is_finished(
    bucket: Any, requests: Requests, old: Path, new: Path
) -> None:
    """At every moment each page in the bucket has what it shows, and the next run makes of it what it would be."""
    place = target()
    upload_site(place, old)
    bucket.put_object(Key="theirs.txt", Body=b"foreign")
    foreign = {"theirs.txt": "foreign"}
    count = ended = 0
    while not ended:
        upload_of_new = prepared(place, new)
        requests.left = count
        try:
            upload(upload_of_new, Reporting())
            ended = count
        except Killed:
            requests.left = float("inf")
            there = stored(bucket)
            assert not missing(there)
            assert there["theirs.txt"] == "foreign"
            if there.get("search/meta.json") == NEW["search/meta.json"]:
                assert there["search/a/0.bin"] == NEW["search/a/0.bin"]
            if count % 2 == 0:
                upload_site(place, new)
                assert stored(bucket) == NEW | foreign
            upload_site(place, old)
            assert stored(bucket) == OLD | foreign
            count += 3
    requests.left = float("inf")
    assert ended > len(NEW)
    assert stored(bucket) == NEW | foreign


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
def test_a_killed_upload_is_continued(bucket: Any, tmp_path: Path) -> None:
    """Even what a killed run uploaded is not uploaded again."""
    css = "assets/s.1.css"
    files = {f"p{n}/index.html": css for n in range(300)} | {css: "1"}
    site = write_site(tmp_path / "site", files)
    program = (
        "import sys; from pathlib import Path; from tests.deploying.uploading import upload_site; "
        "from beilin.deploying.targets.table import open_target; "
        "upload_site(open_target(sys.argv[1], Path('none')), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", program, f"s3://{BUCKET}", str(site)]
    process = subprocess.Popen(command, cwd=Path(__file__).parent.parent.parent)
    while len(list(bucket.objects.limit(50))) < 50:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    there = stored(bucket)
    assert not missing(there)
    assert len(there) < len(files)
    again = upload_site(target(), site)
    assert again.changes.unchanged >= len(there)
    assert stored(bucket) == files


def test_without_boto3_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(DeployError, match="needs the package boto3"):
        target()


def test_what_a_request_says_is_never_an_exception_of_the_client(bucket: Any, requests: Requests, old: Path) -> None:
    """Whatever a host replies becomes one message."""
    reply = botocore.awsrequest.AWSResponse("", 400, {}, Body(b"<Error><Code>Odd</Code><Message>no</Message></Error>"))
    requests.reply = lambda request: reply if request.method == "PUT" and MANIFEST not in request.url else None
    with pytest.raises(DeployError, match=r"refused a request \(Odd: no\)"):
        upload_site(target(), old)
    requests.reply = None
    with pytest.raises(ClientError):
        bucket.Object("index.html").get()
