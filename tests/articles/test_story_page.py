"""What stands around a story: what is like it, other languages, its age, its short address; each story once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.days import full_years
from articles.html import clean_body
from articles.models import Article, Tombstone
from articles.publishing import retract_article
from articles.snapshot import PublicPicture, Rendition
from tests.articles.reader import Page

pytestmark = pytest.mark.django_db
Publish = Callable[..., Article]


@pytest.fixture
def read(site) -> Callable[[Article], Page]:
    return lambda article: Page(site.get(article.get_absolute_url()))


def led_to(html: str) -> list[str]:
    return re.findall(r'<a href="(/world/[^"]+)"', html)


def test_up_to_four_related_stories_are_shown_best_first_and_each_story_once(read, publish) -> None:
    others = [publish(headline=f"মেলা {number}") for number in range(8)]
    story = publish()
    boxed, withdrawn = others[0].pk, others[1].pk
    with transaction.atomic():
        retract_article(withdrawn, Tombstone.Kind.GONE, timezone.now())
    body = f'<aside data-box="related"><p><a href="/world/{boxed}/">আরও</a></p></aside><p>বই।</p>'
    Article.objects.filter(pk=story.pk).update(
        related=[story.pk, *(one.pk for one in others)], body=clean_body(body)
    )
    page = read(story)
    beside = page.html[page.html.index("</article>") : page.html.index("</main>")]
    related = led_to(beside[: beside.index('<aside class="rail"')])
    assert related == [one.get_absolute_url() for one in others[2:6]]
    assert len(led_to(beside)) == len(set(led_to(beside))) == 6
    assert story.get_absolute_url() not in led_to(beside)


def test_it_takes_three_questions_with_everything_on_it(site, publish, picture, at_most) -> None:
    original = publish(picture=picture, topics=[("river", "নদী")])
    publish(headline="নদীর আরেক খবর", topics=[("river", "নদী")])
    english = publish(language="en", headline="A library by the river")
    Article.objects.filter(pk=english.pk).update(translation_of=original.pk)
    with at_most(3):
        site.get(original.get_absolute_url())


@pytest.mark.parametrize(
    ("days", "notice"), [(364, None), (366, "এই সংবাদটি এক বছর আগের"), (740, "এই সংবাদটি ২ বছর আগের")]
)
def test_an_old_story_says_how_old_it_is(read, publish, days, notice) -> None:
    story = publish(published_at=timezone.now() - timedelta(days=days))
    page = read(story)
    said = [words for _attrs, words in page.find("p", class_="old")]
    assert bool(said) is bool(notice)
    assert page.meta("article:published_time").startswith(str(timezone.localtime(story.published_at).year))


@pytest.mark.parametrize(
    ("since", "now", "years"),
    [
        (datetime(2024, 3, 4, 17, 59, tzinfo=UTC), datetime(2025, 3, 3, 17, 59, tzinfo=UTC), 0),
        (datetime(2024, 3, 4, 17, 59, tzinfo=UTC), datetime(2025, 3, 3, 18, 0, tzinfo=UTC), 1),
        (datetime(2024, 2, 29, 6, 0, tzinfo=UTC), datetime(2025, 2, 28, 6, 0, tzinfo=UTC), 0),
        (datetime(2024, 2, 29, 6, 0, tzinfo=UTC), datetime(2025, 3, 1, 6, 0, tzinfo=UTC), 1),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC), -1),
    ],
)
def test_years_end_at_midnight_in_dhaka(since, now, years) -> None:
    assert full_years(since, now) == years


def test_the_short_address_leads_to_the_story_and_is_on_its_paper(site, read, publish) -> None:
    story = publish()
    answer = site.get(f"/s/{story.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, story.get_absolute_url())
    assert f"{settings.KHOBOR_SITE_URL}/s/{story.pk}/" in read(story).find("p", class_="print-only")[0][1]


@pytest.mark.parametrize(
    ("kind", "status"), [(Tombstone.Kind.GONE, 410), (Tombstone.Kind.WITHDRAWN, 301), (None, 404)]
)
def test_the_short_address_answers_as_the_story_does(site, publish, kind, status) -> None:
    story = publish()
    with transaction.atomic():
        if kind:
            retract_article(story.pk, kind, timezone.now(), notice="ভুল ছিল")
    assert site.get(f"/s/{story.pk if kind else 'zzzz2222'}/").status_code == status


def test_both_languages_name_each_other_and_lead_to_each_other(read, publish) -> None:
    bengali = publish()
    english = publish(language="en", headline="A library by the river")
    assert not read(bengali).find("link", rel="alternate", hreflang="en")
    Article.objects.filter(pk=english.pk).update(translation_of=bengali.pk)
    for story, words in ((bengali, "Read in English"), (english, "বাংলায় পড়ুন")):
        page = read(story)
        alternates = {
            attrs["hreflang"]: attrs["href"]
            for attrs, _words in page.find("link", rel="alternate")
            if "hreflang" in attrs
        }
        assert alternates == {
            one.language: f"{settings.KHOBOR_SITE_URL}{one.get_absolute_url()}" for one in (bengali, english)
        }
        other = page.find("p", class_="languages")[0][1]
        assert other in {words, "Read in English"}
    assert read(english).meta("og:locale") == "en_GB"
    assert read(bengali).meta("og:locale") == "bn_BD"


def test_a_gallery_that_opens_the_text_stands_where_the_lead_picture_would(read, publish, picture) -> None:
    gallery = "".join(
        f'<figure data-box="picture" data-picture="{number}"><figcaption>ছবি</figcaption></figure>'
        for number in (1, 2)
    )
    story = publish(body=f'<div data-box="gallery">{gallery}</div><p>মেলার শেষ দিন।</p>')
    Article.objects.filter(pk=story.pk).update(
        body_pictures={number: picture.as_json() for number in ("1", "2")}
    )
    page = read(story)
    assert page.html.index('class="lead-gallery"') < page.html.index('class="body"')
    assert page.html.count("gallery-number") == 2
    assert page.meta("og:image").endswith(picture.crop("share").name)


def test_a_story_without_a_picture_shows_its_drawn_card(read, publish) -> None:
    story = publish()
    card = {"name": "a" * 40 + ".jpg", "format": "jpeg", "width": 1200, "height": 630, "crop": "share"}
    Article.objects.filter(pk=story.pk).update(share_card=card)
    page = read(story)
    assert page.meta("og:image") == f"{settings.KHOBOR_SITE_URL}/media/{card['name']}"
    assert page.meta("og:image:alt") == story.headline
    assert page.meta("twitter:card") == "summary_large_image"


def test_a_picture_made_before_links_had_cards_shows_its_widest_crop(read, publish) -> None:
    renditions = (
        Rendition("a" * 40 + ".jpg", "jpeg", 720, 480),
        Rendition("b" * 40 + ".jpg", "jpeg", 1200, 675, "16x9"),
    )
    story = publish(picture=PublicPicture("ঘাট", "", "নমুনা", renditions))
    assert read(story).meta("og:image").endswith("b" * 40 + ".jpg")
