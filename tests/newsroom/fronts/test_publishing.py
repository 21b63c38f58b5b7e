"""From the working copy of a front to readers, and back."""

import threading
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.utils import timezone

from articles import front_publishing
from articles.models import Article, Front, Placement, Section
from newsroom.errors import ForbiddenError
from newsroom.fronts.drafts import front_draft, layout_of
from newsroom.fronts.errors import FrontConflictError, FrontLockedError
from newsroom.fronts.layout import LayoutError
from newsroom.fronts.locks import acquire_front_lock
from newsroom.fronts.publishing import publish_front, restore_publication, unpublished_changes
from newsroom.models import FrontDraft, FrontPublication, Picture, RecordEntry
from tests.newsroom.helpers import edition, prepared

pytestmark = pytest.mark.django_db


def publish(draft, user):
    return publish_front(draft.pk, user, seen_version=draft.version)


def test_readers_get_what_editors_placed(newsroom, draft, paper, save, site):
    package = {"story": paper[4], "headline": "প্রধান শিরোনাম", "related": [paper[7]], "yields": True}
    save(draft, {"top": [package], "blocks": [{"section": "economy", "slots": [{}, {"story": paper[11]}]}]})
    before = edition()
    assert publish(draft, newsroom.editor) == before + 1 == edition()
    lead, related, second = (
        Placement.objects.order_by("id")[0],
        Placement.objects.get(article=paper[7]),
        Placement.objects.get(article=paper[11]),
    )
    assert (lead.article_id, lead.headline, lead.yields, lead.block) == (paper[4], "প্রধান শিরোনাম", True, None)
    assert (related.lead, related.position) == (lead, 1)
    assert (second.block.slug, second.position, second.lead) == ("economy", 2, None)
    publication = FrontPublication.objects.get()
    assert (publication.edition, publication.actor, publication.by_clock) == (
        edition(),
        newsroom.editor,
        False,
    )
    assert RecordEntry.objects.get(verb="publish_front").actor == newsroom.editor
    assert "প্রধান শিরোনাম" in site.get("/").content.decode()


def test_a_publish_replaces_the_front_whole(newsroom, draft, paper, save):
    for number in (1, 2):
        save(draft, {"top": [{"story": paper[number]}]})
        publish(draft, newsroom.editor)
    assert [row.article_id for row in Placement.objects.all()] == [paper[2]]
    assert Front.objects.count() == 1


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_only_whoever_may_publish_fronts_does(newsroom, draft, paper, name):
    with pytest.raises(ForbiddenError):
        publish(draft, getattr(newsroom, name))
    assert not Front.objects.exists()


def test_nothing_is_published_but_what_was_seen(newsroom, draft, paper, save):
    save(draft, {"top": [{"story": paper[1]}]})
    with pytest.raises(FrontConflictError):
        publish_front(draft.pk, newsroom.chief, seen_version=0)
    assert not Front.objects.exists()


def test_what_readers_lost_or_is_over_is_left_out(newsroom, draft, paper, save):
    until = (timezone.now() + timedelta(hours=1)).isoformat()
    save(draft, {"top": [{"story": paper[0]}, {"story": paper[1], "until": until}, {"story": paper[2]}]})
    Article.objects.get(pk=paper[0]).delete()
    layout = draft.layout
    layout["top"][1]["until"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    FrontDraft.objects.update(layout=layout)
    publish(draft, newsroom.editor)
    assert [(row.article_id, row.position) for row in Placement.objects.all()] == [(paper[2], 3)]


def test_a_chosen_picture_is_public_before_readers_are_sent_to_it(newsroom, draft, paper, save, picture):
    save(draft, {"top": [{"story": paper[0], "picture": picture.pk}]})
    with pytest.raises(LayoutError) as unready:
        publish(draft, newsroom.editor)
    assert unready.value.problems[0].field == "top-1.picture"
    prepared(picture)
    publish(draft, newsroom.editor)
    shown = Placement.objects.get().own_picture
    assert (shown.alt, shown.credit) == (picture.alt, picture.credit)
    assert all(default_storage.exists(rendition.name) for rendition in shown.renditions)


def test_a_picture_whose_rights_ended_meanwhile_is_not_printed(newsroom, draft, paper, save, picture):
    save(draft, {"top": [{"story": paper[0], "picture": prepared(picture).pk}]})
    Picture.objects.update(rights_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(LayoutError):
        publish(draft, newsroom.editor)


def test_when_anything_fails_nothing_happened(newsroom, draft, paper, save, monkeypatch):
    save(draft, {"top": [{"story": paper[1]}]})
    before = edition()

    def fail(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr(front_publishing, "announce", fail)
    with pytest.raises(OSError):
        publish(draft, newsroom.editor)
    assert edition() == before
    assert not Front.objects.exists()
    assert not FrontPublication.objects.exists()
    assert not RecordEntry.objects.filter(kind=RecordEntry.Kind.FRONT).exists()


def test_it_says_whether_something_waits_to_be_published(newsroom, draft, paper, save, picture):
    assert not unpublished_changes(draft)
    block = {"section": "world", "shown": False, "slots": [{"story": paper[3]}]}
    save(
        draft,
        {
            "top": [{"story": paper[1], "picture": prepared(picture).pk, "related": [paper[2]]}],
            "blocks": [block],
        },
    )
    assert unpublished_changes(draft)
    publish(draft, newsroom.editor)
    assert not unpublished_changes(draft)
    Article.objects.get(pk=paper[2]).delete()
    assert not unpublished_changes(draft)  # readers lost it on both
    save(draft, {"top": [{"story": paper[1]}], "blocks": [block]})
    assert unpublished_changes(draft)


def test_an_earlier_front_comes_back_into_the_working_copy_alone(newsroom, draft, paper, save):
    for number in (1, 2):
        save(draft, {"top": [{"story": paper[number]}, {"story": paper[9]}]})
        publish(draft, newsroom.editor)
    first = FrontPublication.objects.last()
    Article.objects.get(pk=paper[9]).delete()
    restored = restore_publication(first.pk, newsroom.chief, seen_version=draft.version)
    assert [slot.story for slot in layout_of(restored).top][:2] == [paper[1], ""]
    assert Placement.objects.get().article_id == paper[2]
    with pytest.raises(FrontConflictError):
        restore_publication(first.pk, newsroom.chief, seen_version=draft.version)
    acquire_front_lock(draft.pk, newsroom.editor, "tab")
    with pytest.raises(FrontLockedError):
        restore_publication(first.pk, newsroom.chief, seen_version=restored.version)
    with pytest.raises(ForbiddenError):
        restore_publication(first.pk, newsroom.reporter, seen_version=restored.version)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_publishes_at_once_follow_each_other(newsroom, draft, paper, save):
    """The same front twice, and a section's, each from a connection of its own."""
    sports = front_draft(Section.objects.get(slug="sports"))
    save(draft, {"top": [{"story": paper[1], "related": [paper[2]]}]})
    save(sports, {"top": [{"story": paper[1]}]})
    start, editions = threading.Barrier(3), []

    def run(one):
        try:
            start.wait(timeout=10)
            editions.append(publish(one, newsroom.editor))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[one]) for one in (draft, draft, sports)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(set(editions)) == 3
    assert Front.objects.count() == 2
    assert Placement.objects.filter(front__section=None).count() == 2
