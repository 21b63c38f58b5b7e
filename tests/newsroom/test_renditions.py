"""Renditions: asked for when a picture comes or changes, made once, kept private until something is published."""

import contextlib
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article
from newsroom.content import PictureRef
from newsroom.decoding import decode_picture
from newsroom.errors import BlockedError
from newsroom.models import Picture, PictureUse, Story
from newsroom.pictures import store_picture
from newsroom.renditions import (
    FOLDER,
    make_renditions_of,
    queue_missing,
    queue_outdated,
    queue_renditions,
    renditions_of,
    request_renditions,
)
from newsroom.scheduling import publish_due_stories
from newsroom.storage import originals
from newsroom.workflow import available_steps
from tests.newsroom.helpers import Trace, prepared, save, take, walk
from tests.newsroom.photographs import WORDS, figure, photograph


@pytest.fixture
def approved(newsroom, draft, picture) -> Story:
    save(draft, newsroom.reporter, picture=PictureRef.to(picture, **WORDS))
    return walk(draft, newsroom, Story.State.APPROVED)


def waiting(picture: Picture) -> int:
    jobs = ProcrastinateJob.objects.filter(task_name="newsroom.tasks.make_renditions", status="todo")
    return jobs.filter(args__picture_id=picture.pk).count()


def test_a_new_picture_asks_for_them_once(picture):
    assert picture.renditions is None
    assert waiting(picture) == 1
    queue_renditions(picture.pk)
    assert waiting(picture) == 1
    (job,) = ProcrastinateJob.objects.filter(args__picture_id=picture.pk)
    assert (job.queue_name, job.priority) == ("pictures", -10)


def test_a_request_is_taken_back_with_its_transaction(picture):
    prepared(picture)
    ProcrastinateJob.objects.all().delete()
    with contextlib.suppress(RuntimeError), transaction.atomic():
        request_renditions(picture)
        raise RuntimeError
    picture.refresh_from_db()
    assert picture.renditions is not None
    assert waiting(picture) == 0


def test_they_are_made_once_in_private_storage_and_nowhere_else(picture):
    assert make_renditions_of(picture.pk) is True
    assert make_renditions_of(picture.pk) is False
    picture.refresh_from_db()
    made = renditions_of(picture)
    assert [(one.width, one.format) for one in made if not one.crop] == [
        (width, format) for width in (360, 720, 1280) for format in ("avif", "webp", "jpeg")
    ]
    assert [(one.crop, one.width, one.height) for one in made if one.crop] == [
        ("16x9", 1200, 675),
        ("4x3", 1200, 900),
        ("1x1", 1000, 1000),
        ("share", 1200, 630),
    ]
    for one in made:
        with originals().open(FOLDER + one.name) as file, Image.open(file) as image:
            assert (image.format.lower(), image.size) == (one.format, (one.width, one.height))
    assert not Path(default_storage.location).exists()


def test_pictures_made_before_links_had_cards_get_that_crop_and_keep_the_rest(picture):
    whole = prepared(picture)
    older = [one for one in whole.renditions if one["crop"] != "share"]
    Picture.objects.filter(pk=picture.pk).update(renditions=older)
    assert queue_outdated() == 1
    assert make_renditions_of(picture.pk) is True
    picture.refresh_from_db()
    assert picture.renditions == whole.renditions
    assert queue_outdated() == 0


def test_a_moved_focus_cuts_anew_and_leaves_the_rest(picture):
    before = renditions_of(prepared(picture))
    picture.focus_x, picture.focus_y = 0.0, 0.0
    picture.save()
    request_renditions(picture)
    after = renditions_of(prepared(picture))
    assert [one for one in after if not one.crop] == [one for one in before if not one.crop]
    assert {one.name for one in after if one.crop}.isdisjoint(one.name for one in before if one.crop)


def test_a_focus_that_moves_while_they_are_made_is_not_forgotten(picture, monkeypatch):
    def move_meanwhile(*_args):
        Picture.objects.filter(pk=picture.pk).update(focus_x=0.1)
        return ()

    monkeypatch.setattr("newsroom.renditions._make", move_meanwhile)
    assert (
        prepared(picture).renditions is None
    )  # what was made is of another focus; the mover has queued a job
    monkeypatch.undo()
    assert prepared(picture).renditions


@pytest.mark.parametrize("spoil", ["lost", "broken"])
def test_what_cannot_be_read_is_said_and_not_tried_for_ever(picture, spoil):
    if spoil == "lost":
        originals().delete(picture.original)
    else:
        Path(originals().path(picture.original)).write_bytes(b"0123456789")
    assert prepared(picture).renditions_problem
    assert make_renditions_of(picture.pk) is False
    ProcrastinateJob.objects.all().delete()
    assert queue_missing() == 0
    request_renditions(picture)  # somebody asks again
    assert (picture.renditions_problem, waiting(picture)) == ("", 1)


def test_a_storage_that_does_not_answer_is_tried_again(picture, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ConnectionError("the store is away")

    monkeypatch.setattr(type(originals()), "save", refuse)
    with pytest.raises(ConnectionError):
        make_renditions_of(picture.pk)
    monkeypatch.undo()
    picture.refresh_from_db()
    assert picture.renditions_problem == ""
    assert prepared(picture).renditions


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_large_photograph_is_never_decoded_whole(newsroom, orientation, monkeypatch):
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = photograph((6000, 4000), exif=exif)
    picture = store_picture(decode_picture(content), content, newsroom.photo)
    decoded = []
    monkeypatch.setattr("newsroom.renditions.upright", lambda image: decoded.append(image.size) or image)
    prepared(picture)
    assert decoded == [(3000, 2000)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_do_it_once(picture, monkeypatch):
    from newsroom import renditions

    made, real = [], renditions._make
    monkeypatch.setattr(renditions, "_make", lambda row: made.append(row.pk) or real(row))

    def work():
        try:
            make_renditions_of(picture.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert made == [picture.pk]


def test_a_lost_job_is_found_again_those_in_use_first(newsroom, picture, approved):
    content = photograph((500, 400))
    idle = store_picture(decode_picture(content), content, newsroom.photo)
    ProcrastinateJob.objects.all().delete()
    assert queue_missing(limit=1) == 1
    assert (waiting(picture), waiting(idle)) == (1, 0)
    assert queue_missing() == 2
    assert (waiting(picture), waiting(idle)) == (1, 1)


# Before something is published


def refusal_of(story, user, verb):
    before = Trace.of(story)
    with pytest.raises(BlockedError) as refusal:
        take(story, user, verb)
    assert Trace.of(story) == before
    return [(problem.field, str(problem.message)) for problem in refusal.value.problems]


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_publishing_waits_for_them_and_says_so_at_the_picture(newsroom, approved, picture, verb):
    ((field, message),) = refusal_of(approved, newsroom.chief, verb)
    assert field == "lead_picture"
    assert "নৌকা" in message
    (choice,) = [one for one in available_steps(newsroom.chief, approved) if one.step.verb == verb]
    assert [problem.field for problem in choice.problems] == ["lead_picture"]
    prepared(picture)
    take(approved, newsroom.chief, verb)


def test_a_picture_that_could_not_be_prepared_stops_it_and_says_why(newsroom, approved, picture):
    originals().delete(picture.original)
    prepared(picture)
    ((field, message),) = refusal_of(approved, newsroom.chief, "publish")
    assert (field, message) == ("lead_picture", picture.renditions_problem)


def test_a_story_of_the_clock_waits_and_is_published_when_they_are_there(newsroom, approved, picture):
    prepared(picture)
    take(approved, newsroom.chief, "schedule")
    request_renditions(picture)  # somebody moved the focus meanwhile
    Story.objects.filter(pk=approved.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    assert publish_due_stories() == 0
    approved.refresh_from_db()
    assert approved.state == Story.State.SCHEDULED
    ProcrastinateJob.objects.all().delete()
    prepared(picture)
    assert ProcrastinateJob.objects.filter(task_name="newsroom.tasks.publish_due").count() == 1
    assert publish_due_stories() == 1
    assert Article.objects.get().lead_picture.widest.width == 1280


def test_publishing_encodes_nothing(newsroom, approved, picture, monkeypatch):
    prepared(picture)

    def refuse(*_args, **_kwargs):
        raise AssertionError("encoded while an editor waits")

    monkeypatch.setattr(Image.Image, "save", refuse)
    take(approved, newsroom.chief, "publish")
    shown = Article.objects.get().lead_picture
    assert shown.renditions == renditions_of(picture)
    for rendition in shown.renditions:
        with (
            default_storage.open(rendition.name) as public,
            originals().open(FOLDER + rendition.name) as private,
        ):
            assert public.read() == private.read()


def test_readers_are_told_the_focus(newsroom, approved, picture):
    Picture.objects.filter(pk=picture.pk).update(focus_x=0.2, focus_y=0.8)
    prepared(picture)
    take(approved, newsroom.chief, "publish")
    assert Article.objects.get().lead_picture.focus == (0.2, 0.8)


# Pictures in the text


def with_body(newsroom, draft, *figures):
    """The story with these in its text, approved."""
    save(draft, newsroom.reporter, body="<p>লেখা।</p>" + "".join(figures))
    return walk(draft, newsroom, Story.State.APPROVED)


@pytest.mark.parametrize(
    ("words", "alt", "credit"),
    [
        ("", "ঘাটে নৌকা", "নমুনা হাসান"),
        (' data-alt="নিজের &lt;বর্ণনা&gt;" data-credit="অন্য"', "নিজের <বর্ণনা>", "অন্য"),
        (' data-decorative="1" data-credit="অন্য"', "", "অন্য"),
    ],
    ids=["the library's", "the story's", "decorative"],
)
def test_pictures_in_the_text_are_published_with_their_words(newsroom, draft, picture, words, alt, credit):
    story = with_body(newsroom, draft, figure(prepared(picture).pk, words))
    take(story, newsroom.chief, "publish")
    shown = Article.objects.get().body_pictures[str(picture.pk)]
    assert (shown["alt"], shown["credit"], shown["caption"]) == (alt, credit, "চরের মানুষ")
    for rendition in shown["renditions"]:
        assert default_storage.exists(rendition["name"])


def test_pictures_in_the_text_are_waited_for_too(newsroom, draft, picture):
    story = with_body(newsroom, draft, figure(picture.pk))
    ((field, _message),) = refusal_of(story, newsroom.chief, "publish")
    assert field == "body"


def test_a_story_may_show_one_picture_twice(newsroom, draft, picture):
    prepared(picture)
    save(draft, newsroom.reporter, picture=PictureRef.to(picture, **WORDS))
    story = with_body(newsroom, draft, figure(picture.pk))
    take(story, newsroom.chief, "publish")
    article = Article.objects.get()
    assert article.lead_picture.caption == "নৌকা"
    assert list(article.body_pictures) == [str(picture.pk)]
    assert PictureUse.objects.filter(story=story).count() == 2  # working and live, each once


def test_an_older_pictures_renditions_are_asked_for_when_a_story_shows_it(newsroom, draft, picture):
    ProcrastinateJob.objects.all().delete()
    save(draft, newsroom.reporter, body=figure(picture.pk))
    assert waiting(picture) == 1
