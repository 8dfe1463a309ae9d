"""The client of S3, and its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from beilin.deploying.errors import DeployError, without_password

# Requests at a time. One takes 0.9 ms of a processor; if it is answered after 30 ms, this many keep one processor busy.
THREADS = 32
_ATTEMPTS = 8  # with pauses that double, up to 20 seconds each
_DENIED = ("AccessDenied", "403", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "AllAccessDisabled")


def open_client() -> Any:
    """The client. Raises DeployError if boto3 is not installed, or its settings are not valid."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise DeployError(
            "uploading to S3 needs the package boto3", "Type: python3 -m pip install boto3 (or 'beilin[s3]')."
        ) from None
    config = Config(
        max_pool_connections=THREADS,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        # Hosts other than Amazon's do not know its newer checksums; uploads have an MD5 instead.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    with translated_errors("S3"):
        return boto3.client("s3", config=config)


@contextmanager
def translated_errors(name: str) -> Iterator[None]:
    """Within the block, what boto3 raises becomes a DeployError about the target of that name."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError

    try:
        yield
    except ClientError as error:
        raise _refusal(error, name) from None
    except (NoCredentialsError, PartialCredentialsError):
        raise DeployError(
            f"there are no credentials for {name}",
            "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or type: aws configure",
        ) from None
    except (BotoCoreError, Boto3Error) as error:
        raise DeployError(
            f"{name} cannot be reached ({without_password(str(error))})",
            "Check the network; for hosts other than Amazon's, set AWS_ENDPOINT_URL.",
        ) from None


def code_of(error: Any) -> str:
    """The code of a ClientError: S3's own, or the status of HTTP if the reply has no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _refusal(error: Any, name: str) -> DeployError:
    code, message = code_of(error), str(error.response.get("Error", {}).get("Message", ""))
    reason = f"{code}: {message}" if message else code
    if code in ("NoSuchBucket", "404"):
        return DeployError(
            f"there is no bucket for {name}", "Make it first; its region and its rights are yours to set."
        )
    if code in _DENIED:
        return DeployError(
            f"you have no permission to use {name} ({reason})",
            "It takes s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload.",
        )
    return DeployError(f"{name} refused a request ({reason})")
