"""Uploads by somebody who means harm: each is refused with its reason, or harmless; none takes much time or memory."""

import resource
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from newsroom.decoding import MAX_MEMORY, PATIENCE, Reason, RefusedError, decode_apart
from newsroom.pictures import _REASONS, read_picture, store_picture
from newsroom.renditions import FOLDER, renditions_of
from newsroom.storage import originals
from tests.newsroom.helpers import prepared
from tests.newsroom.hostile_pictures import NEUTRALISED, REFUSED


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_for_what_it_is_in_bounded_time_and_memory(kind):
    make, reason = REFUSED[kind]
    content = make()
    began = time.monotonic()
    with pytest.raises(RefusedError) as refusal:
        decode_apart(content)
    assert refusal.value.reason == reason
    assert time.monotonic() - began < PATIENCE
    # Of the largest child so far, in kilobytes: all of them stay under the limit that they set themselves.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MAX_MEMORY


def test_there_are_more_than_thirty_of_them():
    assert len(REFUSED) + len(NEUTRALISED) > 50


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NEUTRALISED)
def test_a_picture_with_hostile_words_is_nothing_but_a_picture(kind, newsroom):
    content = NEUTRALISED[kind]()
    upload = SimpleUploadedFile("x.jpg", content, content_type="image/jpeg")
    picture = prepared(store_picture(*read_picture(upload), newsroom.photo))
    assert (picture.width, picture.height) == (640, 480)
    assert (picture.caption, picture.credit, picture.alt, picture.place) == ("", "", "", "")
    assert picture.renditions_problem == ""
    assert len(renditions_of(picture)) == 10
    for rendition in renditions_of(picture):
        with originals().open(FOLDER + rendition.name) as file:
            public = file.read()
        for told in (b"ENTITY", b"xap/1.0", b"Exif", b"acsp", b"8BIM"):
            assert told not in public


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason):
    with translation.override("en"):
        assert str(_REASONS[reason]).endswith((".", "”."))


def test_the_words_reach_whoever_sent_it():
    make, _reason = REFUSED["a JPEG and PHP"]
    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        read_picture(SimpleUploadedFile("river.jpg", make(), content_type="image/jpeg"))
    with translation.override("en"):
        assert "hidden" in refusal.value.messages[0]
    with translation.override("bn"):
        assert "লুকানো" in refusal.value.messages[0]
