"""Where files are kept: what the environment may say, and a picture's whole way through an object store."""

import socket
import urllib.error
import urllib.request
from pathlib import Path

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from articles.middleware import content_security_policy
from articles.models import Article
from config.storage import IMMUTABLE, file_storages, media_url
from newsroom.content import PictureRef
from newsroom.models import Story
from newsroom.pictures import read_picture, store_picture
from newsroom.renditions import FOLDER, renditions_of
from newsroom.storage import originals
from tests.newsroom.helpers import prepared, save, take, walk

BUCKETS = {
    "S3_PUBLIC_BUCKET": "khobor-public",
    "S3_PRIVATE_BUCKET": "khobor-private",
    "S3_PUBLIC_URL": "https://media.example.com/",
}
OPEN = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
 "Resource": "arn:aws:s3:::khobor-public/*"}]}"""

# What the environment may say


def test_without_buckets_files_are_on_this_disk():
    storages = file_storages(Path("/srv/khobor"), {})
    assert storages["originals"]["OPTIONS"]["location"] == Path("/srv/khobor/private")
    assert media_url({}) == "/media/"


@pytest.mark.parametrize("missing", BUCKETS)
def test_half_a_configuration_is_refused_in_words(missing):
    environment = {name: value for name, value in BUCKETS.items() if name != missing}
    with pytest.raises(ImproperlyConfigured, match=missing):
        file_storages(Path("/srv"), environment)


@pytest.mark.parametrize(
    "wrong",
    [
        {"S3_PRIVATE_BUCKET": "khobor-public"},
        {"S3_PUBLIC_URL": "media.example.com"},
        {"S3_PUBLIC_URL": "ftp://x"},
    ],
)
def test_what_would_go_wrong_later_is_refused_at_once(wrong):
    with pytest.raises(ImproperlyConfigured):
        file_storages(Path("/srv"), BUCKETS | wrong)


def test_the_public_address_is_the_cdns_and_the_private_bucket_has_none(settings):
    settings.STORAGES = settings.STORAGES | file_storages(Path("/srv"), BUCKETS)
    assert default_storage.url("a" * 40 + ".avif") == "https://media.example.com/" + "a" * 40 + ".avif"
    with pytest.raises(ValueError, match="no address"):
        originals().url("x.jpg")
    settings.MEDIA_URL = media_url(BUCKETS)
    assert "img-src 'self' https://media.example.com;" in content_security_policy()


def test_originals_on_the_disk_have_no_address_either():
    name = originals().save("x.jpg", ContentFile(b"x"))
    with pytest.raises(ValueError, match="no address"):
        originals().url(name)


def test_an_address_from_before_the_move_leads_to_the_store(site, settings):
    settings.STORAGES = settings.STORAGES | file_storages(Path("/srv"), BUCKETS)
    name = "a" * 40 + ".jpg"
    answer = site.get(f"/media/{name}")
    assert (answer.status_code, answer["Location"]) == (301, f"https://media.example.com/{name}")


# Through an object store on this machine


@pytest.fixture(scope="module")
def server():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    running.start()
    yield f"http://127.0.0.1:{port}"
    running.stop()


@pytest.fixture
def store(server, settings, monkeypatch):
    """Two buckets, and the storages that the environment would make of them. Returns the S3 client."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    environment = BUCKETS | {
        "S3_PUBLIC_URL": f"{server}/khobor-public",
        "S3_ENDPOINT_URL": server,
        "S3_REGION": "us-east-1",
    }
    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    for bucket in ("khobor-public", "khobor-private"):
        client.create_bucket(Bucket=bucket)
    client.put_bucket_policy(Bucket="khobor-public", Policy=OPEN)
    settings.STORAGES = settings.STORAGES | file_storages(Path("/srv"), environment)
    settings.MEDIA_URL = media_url(environment)
    yield client
    for bucket in ("khobor-public", "khobor-private"):
        for key in keys(client, bucket):
            client.delete_object(Bucket=bucket, Key=key)


def keys(client, bucket):
    return {row["Key"] for row in client.list_objects_v2(Bucket=bucket).get("Contents", [])}


def test_a_picture_goes_from_upload_to_reader_through_buckets(
    store, server, newsroom, draft, picture_file, site
):
    decoded, content = read_picture(picture_file(size=(1400, 900)))
    picture = store_picture(decoded, content, newsroom.photo, caption="নৌকা", credit="নমুনা", alt="ঘাটে নৌকা")
    assert keys(store, "khobor-private") == {picture.original, picture.thumbnail}
    names = {rendition.name for rendition in renditions_of(prepared(picture))}
    assert {FOLDER + name for name in names} <= keys(store, "khobor-private")
    assert keys(store, "khobor-public") == set()  # nothing is public yet

    save(draft, newsroom.reporter, picture=PictureRef.to(picture, caption="নৌকা", credit="নমুনা", alt="ঘাটে নৌকা"))
    walk(draft, newsroom, Story.State.APPROVED)
    take(draft, newsroom.chief, "publish")
    assert keys(store, "khobor-public") == names

    for rendition in Article.objects.get().lead_picture.renditions:
        with urllib.request.urlopen(default_storage.url(rendition.name), timeout=5) as answer:
            assert answer.headers["Content-Type"] == f"image/{rendition.format}"
            assert answer.headers["Cache-Control"] == IMMUTABLE
            assert answer.read()
    page = site.get(Article.objects.get().get_absolute_url()).content.decode()
    assert f"{server}/khobor-public/" in page
    assert "khobor-private" not in page


def test_without_the_keys_nobody_reads_the_private_bucket(store, server, newsroom, picture_file):
    picture = prepared(store_picture(*read_picture(picture_file(size=(400, 300))), newsroom.photo))
    for name in (picture.original, picture.thumbnail, FOLDER + picture.renditions[0]["name"]):
        assert originals().exists(name)
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(f"{server}/khobor-private/{name}", timeout=5)
        assert refusal.value.code == 403


def test_a_rendition_that_is_public_already_is_not_sent_again(store, newsroom, draft, picture_file):
    picture = prepared(store_picture(*read_picture(picture_file(size=(400, 300))), newsroom.photo))
    save(draft, newsroom.reporter, picture=PictureRef.to(picture, caption="", credit="নমুনা", alt="নৌকা"))
    walk(draft, newsroom, Story.State.APPROVED)
    take(draft, newsroom.chief, "publish")
    name = picture.renditions[0]["name"]
    first = store.head_object(Bucket="khobor-public", Key=name)["LastModified"]
    save(draft, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    walk(draft, newsroom, Story.State.APPROVED)
    take(draft, newsroom.chief, "publish")
    assert store.head_object(Bucket="khobor-public", Key=name)["LastModified"] == first
