"""The address of a story that was taken from readers: a notice, another story, or 410; and no list has it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Section, Tombstone
from articles.publishing import publish_ticker, retract_article
from articles.snapshot import TickerEntry
from tests.articles.reader import Page

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)
NOTICE = "তথ্য যাচাই করা যায়নি <b>তাই</b> এটি প্রত্যাহার করা হলো।"


def withdraw(article: Article, notice: str = NOTICE) -> None:
    retract_article(article.pk, Tombstone.Kind.WITHDRAWN, AT + timedelta(days=1), notice=notice)


def take_down(article: Article) -> None:
    retract_article(article.pk, Tombstone.Kind.GONE, AT + timedelta(days=1))


def redirect(article: Article, target: Article) -> None:
    retract_article(article.pk, Tombstone.Kind.REDIRECTED, AT + timedelta(days=1), target=target.pk)


# Withdrawn


def test_a_withdrawn_story_is_readable_under_its_notice(site, publish, picture):
    story = publish(
        byline=[("nomuna-sen", "নমুনা সেন", "reporter")],
        topics=[("river", "নদী")],
        picture=picture,
        published_at=AT,
    )
    withdraw(story)
    response = site.get(story.get_absolute_url())
    assert response.status_code == 200
    page = Page(response)
    (notice,) = page.find("section", class_="withdrawn")
    assert NOTICE in notice[1]
    assert "৪ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০" in notice[1]
    assert "&lt;b&gt;" in page.html
    assert page.html.index('class="withdrawn"') < page.html.index("<h1>")
    assert page.find("h1")[0][1] == story.headline
    assert story.body in page.html
    assert page.find("ul", class_="byline")[0][1] == "নমুনা সেন"
    assert page.find("time", datetime="2025-09-03T17:30:00+06:00")
    assert page.find("figure", class_="lead-picture")


def test_search_engines_stay_away_from_it_and_nothing_is_offered_to_share(site, publish, picture):
    story = publish(picture=picture)
    withdraw(story)
    page = Page(site.get(story.get_absolute_url()))
    assert page.meta("robots") == "noindex"
    assert page.find("link", rel="canonical") == []
    assert page.meta("og:url") is page.meta("og:image") is page.meta("article:published_time") is None
    assert 'class="share"' not in page.html


def test_its_notes_stay_with_it(site, publish):
    story = publish()
    Article.objects.update(corrections=[{"kind": "update", "text": "টীকা।", "at": AT.isoformat()}])
    withdraw(story)
    assert "টীকা।" in Page(site.get(story.get_absolute_url())).find("section", class_="notes")[0][1]


@pytest.mark.parametrize("address", ["/elsewhere/{id}/", "/world/{id}/some-words"])
def test_it_has_one_address_too(site, publish, address):
    story = publish()
    withdraw(story)
    response = site.get(address.format(id=story.pk))
    assert (response.status_code, response.headers["Location"]) == (301, story.get_absolute_url())


def test_its_section_may_have_moved(site, publish):
    story = publish()
    withdraw(story)
    Section.objects.filter(slug="world").update(slug="abroad")
    assert site.get(f"/world/{story.pk}/").headers["Location"] == f"/abroad/{story.pk}/"
    assert site.get(f"/abroad/{story.pk}/").status_code == 200


def test_with_its_section_gone_nothing_is_left_to_read(site, publish):
    story = publish()
    withdraw(story)
    Section.objects.filter(slug="world").delete()
    assert site.get(f"/world/{story.pk}/").status_code == 410


def test_it_costs_few_queries(site, publish, at_most):
    story = publish()
    withdraw(story)
    with at_most(5):
        site.get(story.get_absolute_url())


@pytest.mark.parametrize(
    "retract", [withdraw, take_down, lambda story: redirect(story, Article.objects.last())]
)
def test_no_list_has_it_any_more(site, publish, retract):
    publish(section="sports", section_name="খেলা", headline="অন্য সংবাদ", published_at=AT - timedelta(days=9))
    story = publish(
        headline="গোপন শিরোনাম",
        topics=[("river", "নদী")],
        byline=[("nomuna-sen", "নমুনা সেন", "reporter")],
    )
    publish_ticker([TickerEntry("গোপন শিরোনাম", story.pk, True, timezone.now() + timedelta(hours=1))])
    lists = [
        "/",
        "/latest/",
        "/world/",
        "/topic/river/",
        "/author/nomuna-sen/",
        "/ticker.json",
        "/feeds/latest.rss",
    ]
    for address in lists:
        assert "গোপন শিরোনাম" in site.get(address).content.decode()
    retract(story)
    for address in lists:
        assert "গোপন শিরোনাম" not in site.get(address).content.decode(), address


def test_published_again_it_is_a_story_like_any_other(site, publish):
    story = publish()
    withdraw(story)
    again = publish(public_id=story.pk)
    page = Page(site.get(again.get_absolute_url()))
    assert page.find("section", class_="withdrawn") == []
    assert page.meta("robots") is None


# Taken down


def test_what_was_taken_down_is_gone_and_says_so(site, publish):
    story, other = publish(headline="গোপন শিরোনাম", body="<p>গোপন কথা।</p>"), publish(headline="অন্য সংবাদ")
    take_down(story)
    response = site.get(story.get_absolute_url())
    assert response.status_code == 410
    page = Page(response)
    assert page.find("h1")[0][1] == gettext("This story is no longer here")
    assert page.meta("robots") == "noindex"
    assert "গোপন" not in page.html
    assert other.headline in page.html  # something else to read


@pytest.mark.parametrize("address", ["/elsewhere/{id}/", "/world/{id}/some-words"])
def test_it_is_gone_whatever_stands_around_its_id(site, publish, address):
    story = publish()
    take_down(story)
    assert site.get(address.format(id=story.pk)).status_code == 410


def test_what_never_was_is_not_found(site, publish):
    publish()
    assert site.get("/world/zzzzzzzz/").status_code == 404


# Redirected


def test_readers_are_sent_to_the_other_story(site, publish):
    story, target = publish(), publish(section="sports", section_name="খেলা")
    redirect(story, target)
    for address in (f"/world/{story.pk}/", f"/elsewhere/{story.pk}/words"):
        response = site.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, target.get_absolute_url())


def test_a_chain_is_one_step_for_the_reader(site, publish):
    stories = [publish(headline=f"সংবাদ {number}") for number in range(4)]
    for story, target in zip(stories, stories[1:], strict=False):
        redirect(story, target)
    assert site.get(f"/world/{stories[0].pk}/").headers["Location"] == stories[-1].get_absolute_url()


def test_the_end_of_a_chain_answers_as_it_would(site, publish):
    story, target = publish(), publish()
    redirect(story, target)
    withdraw(target)
    response = site.get(f"/world/{story.pk}/")
    assert (response.status_code, response.headers["Location"]) == (301, target.get_absolute_url())
    assert site.get(target.get_absolute_url()).status_code == 200
    take_down(target)
    assert site.get(f"/world/{story.pk}/").status_code == 410


def test_a_chain_that_goes_round_or_ends_nowhere_is_gone(site, publish):
    """No rule makes one; a reader must not be sent round by a mistake."""
    story, target = publish(), publish()
    redirect(story, target)
    take_down(target)
    for loop in (story.pk, target.pk, "zzzzzzzz"):
        Tombstone.objects.filter(pk=target.pk).update(kind="redirected", target=loop)
        assert site.get(f"/world/{story.pk}/").status_code == 410
        assert site.get(f"/world/{target.pk}/").status_code == 410


def test_an_endless_chain_is_not_followed_to_its_end(site, publish, at_most):
    story = publish()
    take_down(story)
    ids = [f"zzzzzz{number:02}" for number in range(50)]
    Tombstone.objects.bulk_create(
        Tombstone(public_id=one, kind="redirected", target=other, at=AT, edition=1, published_at=AT)
        for one, other in zip(ids, [*ids[1:], story.pk], strict=True)
    )
    with at_most(40):
        assert site.get(f"/world/{ids[0]}/").status_code == 410
