"""Topics in the story form and on their own pages."""

import pytest

from articles.models import Topic, TopicAlias
from newsroom.models import Story
from newsroom.topics import merge_topics
from tests.newsroom.screens.conftest import form_data


def test_an_address_is_suggested_for_a_name(log_in, newsroom):
    answer = log_in("editor").get("/topics/suggest/", {"name": "নির্বাচন কমিশন"}).json()
    assert answer == {"slug": "nirbachon-komishon", "known": None}


def test_a_name_that_exists_is_told(log_in, newsroom):
    answer = log_in("editor").get("/topics/suggest/", {"name": " নদী "}).json()
    assert answer["known"] == {"id": newsroom.topic.pk, "name": "নদী"}


def test_a_topic_is_made_beside_the_story(log_in):
    answer = log_in("editor").post("/topics/add/", {"name": "জলবায়ু", "slug": "jolbayu"}).json()
    assert Topic.objects.get(pk=answer["id"]).name == answer["name"] == "জলবায়ু"


def test_what_is_wrong_comes_back_by_field(log_in, newsroom):
    response = log_in("editor").post("/topics/add/", {"name": "নদী", "slug": "ন"})
    assert response.status_code == 422
    assert set(response.json()["errors"]) == {"name", "slug"}


def test_who_may_not_is_told_so(log_in, client):
    assert log_in("reporter").post("/topics/add/", {"name": "ক", "slug": "k"}).status_code == 403
    assert log_in("reporter").get("/topics/suggest/").status_code == 403
    assert log_in("editor").get("/topics/add/").status_code == 405
    assert client.post("/topics/add/").status_code == 302


@pytest.mark.parametrize(("name", "offered"), [("editor", True), ("reporter", False)])
def test_the_form_offers_a_new_topic_to_whoever_may(log_in, draft, name, offered):
    page = log_in(name).get(f"/newsroom/story/{draft.pk}/change/").content.decode()
    assert ("new-topic-name" in page) is offered


def test_a_form_opened_before_a_merge_saves(log_in, newsroom, draft):
    data = form_data(draft, headline="নতুন শিরোনাম")
    kept = Topic.objects.create(slug="rivers", name="নদনদী")
    merge_topics(kept, newsroom.topic, newsroom.chief)
    assert log_in("reporter").post(f"/newsroom/story/{draft.pk}/change/", data).status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, [topic.slug for topic in draft.topics.all()]) == ("নতুন শিরোনাম", ["rivers"])


# Merging


def test_a_chief_merges_after_seeing_what_comes_with_it(log_in, newsroom, draft):
    kept = Topic.objects.create(slug="rivers", name="নদনদী")
    client, address = log_in("chief"), f"/topics/{newsroom.topic.pk}/merge/"
    page = client.get(address)
    assert (page.context["count"].articles, page.context["count"].stories) == (0, 1)
    assert client.post(address, {"kept": kept.pk}).status_code == 302
    assert TopicAlias.objects.get().topic == kept
    assert Story.objects.get().topics.get() == kept


@pytest.mark.parametrize("choice", ["", "x", "0", "9" * 30, "self"])
def test_without_another_topic_nothing_is_merged(log_in, newsroom, choice):
    choice = str(newsroom.topic.pk) if choice == "self" else choice
    response = log_in("chief").post(f"/topics/{newsroom.topic.pk}/merge/", {"kept": choice})
    assert response.status_code == 422
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("name", ["editor", "reporter", "photo", "nobody"])
def test_nobody_else_merges(log_in, newsroom, name):
    assert log_in(name).get(f"/topics/{newsroom.topic.pk}/merge/").status_code == 403


def test_an_address_left_behind_is_no_new_topics(log_in, newsroom):
    TopicAlias.objects.create(slug="old-river", topic=newsroom.topic)
    response = log_in("chief").post("/articles/topic/add/", {"name": "পুরোনো নদী", "slug": "old-river"})
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors


def test_the_topics_page_leads_a_chief_to_the_merge(log_in, newsroom):
    address = f"/articles/topic/{newsroom.topic.pk}/change/"
    assert f"/topics/{newsroom.topic.pk}/merge/" in log_in("chief").get(address).content.decode()
    assert "/merge/" not in log_in("editor").get(address).content.decode()


def test_an_address_with_a_nul_is_an_address_without(log_in):
    response = log_in("editor").post("/topics/add/", {"name": "জলবায়ু", "slug": "jol\x00bayu"})
    assert (response.status_code, Topic.objects.get(name__startswith="জল").slug) == (200, "jolbayu")
