"""Set-up of tests of the reference site."""

from __future__ import annotations

import json
from collections.abc import Iterator

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from home.models import User

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """Address of an S3-compatible server, started for these tests."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_environment(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Environment of a site whose files are in two fresh buckets."""
    values = {
        "FILE_STORAGE": "s3",
        "S3_PUBLIC_BUCKET": "plan-public",
        "S3_PRIVATE_BUCKET": "plan-private",
        "S3_ENDPOINT_URL": s3_address,
        "S3_REGION": "eu-west-2",
        "S3_ACCESS_KEY": "testing",
        "S3_SECRET_KEY": "testing",
        "S3_ADDRESSING_STYLE": "path",
    }
    requests.post(f"{s3_address}/moto-api/reset", timeout=30)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    client = boto3.client(
        "s3",
        endpoint_url=s3_address,
        region_name="eu-west-2",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    for name in ("plan-public", "plan-private"):
        client.create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
        )
    readable = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::plan-public/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [readable]})
    client.put_bucket_policy(Bucket="plan-public", Policy=policy)
    return values


@pytest.fixture
def administrator(db: None) -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("administrator@example.org", PASSWORD)
