"""The article page, from its kicker to its sign-off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from articles.models import Article
from tests.articles.reader import Page, waits_for_a_script

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)


def test_it_shows_everything_the_desk_approved(site, publish):
    story = publish(
        kicker="বিশ্লেষণ",
        headline="নদীর পাড়ে নতুন পাঠাগার",
        standfirst="তরুণদের উদ্যোগ।",
        body="<p>প্রথম <strong>অনুচ্ছেদ</strong>।</p>",
        dateline="সিলেট",
        source_credit="নমুনা সংবাদ সংস্থা",
        sign_off="কখ/গঘ",
        byline=[("nomuna-sen", "নমুনা সেন", "reporter")],
        topics=[("river", "নদী"), ("books", "বই")],
        published_at=AT,
    )
    page = Page(site.get(story.get_absolute_url()))
    assert [text for _, text in page.find("h1")] == ["নদীর পাড়ে নতুন পাঠাগার"]
    assert page.find("p", class_="kicker")[0][1] == "বিশ্ব বিশ্লেষণ"
    assert page.find("p", class_="standfirst")[0][1] == "তরুণদের উদ্যোগ।"
    assert page.find("p", class_="dateline")[0][1] == "সিলেট"
    assert "<p>প্রথম <strong>অনুচ্ছেদ</strong>।</p>" in page.html
    assert page.find("p", class_="source")[0][1] == f"{gettext('Source:')} নমুনা সংবাদ সংস্থা"
    assert page.find("p", class_="sign-off")[0][1] == "কখ/গঘ"
    assert "/author/nomuna-sen/" in page.hrefs(rel="author")
    assert page.hrefs(rel="tag") == ["/topic/river/", "/topic/books/"]


def test_dates_are_bengali_for_people_and_ascii_for_machines(site, publish):
    page = Page(site.get(publish(published_at=AT).get_absolute_url()))
    times = page.find("time", datetime="2025-09-03T17:30:00+06:00")
    assert times[0][1] == "৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০"
    assert gettext("Updated:") not in page.html


def test_a_corrected_story_says_when(site, publish):
    story = publish(published_at=AT)
    publish(
        public_id=story.public_id, revision=2, headline="নতুন শিরোনাম", published_at=AT + timedelta(hours=1)
    )
    page = Page(site.get(story.get_absolute_url()))
    assert page.find("time", datetime="2025-09-03T18:30:00+06:00")[0][1].endswith("সন্ধ্যা ৬:৩০")
    assert page.meta("article:modified_time") == "2025-09-03T18:30:00+06:00"


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("reporter", ""),
        ("photographer", "Photo"),
        ("translator", "Translated by"),
        ("editor", "Edited by"),
        ("unheard-of", ""),
    ],
)
def test_a_byline_names_every_role_but_the_reporters(site, publish, role, label):
    story = publish(byline=[("nomuna-sen", "নমুনা সেন", role)])
    byline = Page(site.get(story.get_absolute_url())).find("ul", class_="byline")[0][1]
    assert byline == (f"{gettext(label)}: নমুনা সেন" if label else "নমুনা সেন")


def test_the_lead_picture_comes_in_every_format_with_its_size(site, publish, picture):
    page = Page(site.get(publish(picture=picture).get_absolute_url()))
    sources = {attrs["type"]: attrs for attrs, _ in page.find("source")[:3]}
    assert list(sources) == [
        "image/avif",
        "image/webp",
        "image/jpeg",
    ]  # a browser takes the first that it can read
    for kind, extension in (("image/avif", ".avif"), ("image/webp", ".webp"), ("image/jpeg", ".jpg")):
        entries = [entry.split() for entry in sources[kind]["srcset"].split(", ")]
        assert [width for _, width in entries] == ["360w", "720w", "1280w"]
        assert all(url.startswith("/media/") and url.endswith(extension) for url, _ in entries)
        assert sources[kind]["sizes"]
    image, _ = page.find("img")[0]
    assert (image["width"], image["height"], image["alt"]) == ("1280", "800", "নদীর ঘাটে নৌকা")
    assert "loading" not in image
    assert "ভোরের নদী" in page.find("figcaption")[0][1]
    assert "নমুনা আলোকচিত্রী" in page.find("figcaption")[0][1]
    share = picture.crop("share")
    assert page.meta("og:image") == f"{settings.KHOBOR_SITE_URL}/media/{share.name}"
    assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")
    assert page.meta("og:image:alt") == picture.alt
    assert page.meta("twitter:card") == "summary_large_image"


def test_a_picture_published_before_there_were_crops_and_avif_still_shows(site, publish, picture):
    old = [one for one in picture.renditions if one.format != "avif" and not one.crop]
    page = Page(site.get(publish(picture=replace(picture, renditions=tuple(old))).get_absolute_url()))
    assert [attrs["type"] for attrs, _ in page.find("source")] == ["image/webp", "image/jpeg"]
    image, _ = page.find("img")[0]
    assert page.meta("og:image") == f"{settings.KHOBOR_SITE_URL}{image['src']}"
    assert page.meta("og:image:width") == image["width"] == "1280"


def test_a_story_without_a_picture_leaves_no_hole(site, publish):
    story = publish()
    page = Page(site.get(story.get_absolute_url()))
    assert not page.find("figure")
    assert not page.find("img")
    assert page.meta("og:image").endswith("icon-512.png")
    assert page.meta("twitter:card") == "summary"


def test_share_links_carry_the_whole_headline_and_the_short_address(site, publish):
    headline = "দাম ৫০% কমল? “হ্যাঁ” & আরও + #খবর"
    story = publish(headline=headline)
    url = f"{settings.KHOBOR_SITE_URL}/s/{story.pk}/"
    page = Page(site.get(story.get_absolute_url()))
    links = {
        urlsplit(attrs["href"]).hostname: attrs
        for attrs, _ in page.find("a", target="_blank", rel="noopener")
    }
    assert set(links) == {"wa.me", "www.facebook.com", "x.com"}
    asked = {host: parse_qs(urlsplit(attrs["href"]).query) for host, attrs in links.items()}
    assert asked["wa.me"] == {"text": [f"{headline} {url}"]}
    assert asked["www.facebook.com"] == {"u": [url]}
    assert asked["x.com"] == {"text": [headline], "url": [url]}
    assert all(attrs["href"].isascii() and "+" not in attrs["href"] for attrs in links.values())


def test_buttons_that_need_a_script_wait_for_it(site, publish):
    page = Page(site.get(publish().get_absolute_url()))
    buttons = page.find("button")
    assert buttons
    assert all(waits_for_a_script(attrs) for attrs, _ in buttons)


def test_the_rail_lists_others_and_not_the_story_itself(site, publish):
    now = timezone.now()
    stories = [publish(published_at=now - timedelta(hours=number)) for number in range(22)]
    Article.objects.update(related=[])
    html = site.get(stories[3].get_absolute_url()).content.decode()
    rail = html[html.index('<ol class="latest">') : html.index("</ol>", html.index('<ol class="latest">'))]
    assert rail.count("<li>") == 20
    assert stories[3].get_absolute_url() not in rail
    assert stories[20].get_absolute_url() in rail


def test_an_english_story_speaks_english_inside_a_bengali_paper(site, publish):
    story = publish(
        language="en",
        headline="Library opens by the river",
        published_at=AT,
        byline=[("nomuna-sen", "Nomuna Sen", "translator")],
    )
    page = Page(site.get(story.get_absolute_url()))
    assert page.find("html")[0][0]["lang"] == "bn"
    article = page.find("article", lang="en")[0][1]
    assert "3 September 2025, 5:30 PM" in article
    with override("en"):
        assert gettext("Published:") in article
    assert "Translated by: Nomuna Sen" in article
    rail = Page(site.get(publish().get_absolute_url()))
    assert rail.find("a", lang="en", href=story.get_absolute_url())


@pytest.mark.parametrize(
    "field", ["headline", "kicker", "standfirst", "dateline", "source_credit", "sign_off"]
)
def test_markup_in_a_plain_field_is_only_words(site, publish, field):
    story = publish(**{field: "<script>alert(1)</script>"})
    for address in (story.get_absolute_url(), "/", "/latest/", "/world/"):
        assert "<script>" not in site.get(address).content.decode()
    assert "&lt;script&gt;" in site.get(story.get_absolute_url()).content.decode()


def test_markup_in_names_is_only_words(site, publish, picture):
    from dataclasses import replace

    bad = '"><script>alert(1)</script>'
    story = publish(
        byline=[("nomuna-sen", bad, "reporter")],
        topics=[("river", bad)],
        picture=replace(picture, alt=bad, caption=bad, credit=bad),
    )
    assert "<script>" not in site.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/sports/{id}/",
        "/no-such-section/{id}/",
        "/world/{id}/নদীর-পাড়ে/",
        "/world/{id}/decoration",
        "/sports/{id}/%E0%A6%A8/x/y/",
    ],
)
def test_every_other_address_of_a_story_leads_to_its_own(site, publish, address):
    story = publish()
    publish(section="sports")
    response = site.get(address.format(id=story.public_id))
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())


def test_its_address_is_canonical_and_absolute(site, publish, settings):
    settings.KHOBOR_SITE_URL = "https://paper.example"
    story = publish()
    page = Page(site.get(story.get_absolute_url() + "?utm_source=x"))
    expected = f"https://paper.example/world/{story.public_id}/"
    assert page.hrefs("link", rel="canonical") == [expected]
    assert page.meta("og:url") == expected
    assert page.meta("og:type") == "article"


def test_without_a_standfirst_the_description_is_the_first_words(site, publish):
    story = publish(standfirst="", body="<p>প্রথম কথা।</p><p>" + "দীর্ঘ বাক্য " * 60 + "</p>")
    description = Page(site.get(story.get_absolute_url())).meta("description")
    assert description.startswith("প্রথম কথা। দীর্ঘ")
    assert description.endswith("…")


def test_it_takes_three_queries(site, publish, picture, at_most):
    for _ in range(5):
        publish(picture=picture)
    story = publish(
        picture=picture,
        topics=[("river", "নদী")],
        byline=[("nomuna-sen", "নমুনা সেন", "reporter")],
    )
    with at_most(3):
        assert site.get(story.get_absolute_url()).status_code == 200


def test_it_stays_small_enough_for_a_slow_line(site, publish, picture):
    import gzip

    for number in range(22):
        publish(picture=picture, headline=f"একটি সাধারণ শিরোনাম যা যথেষ্ট লম্বা, নম্বর {number}")
    story = publish(picture=picture, body="<p>" + "গ্রামের পাঠাগারে বই পড়ার উৎসব চলছে। " * 80 + "</p>")
    assert len(gzip.compress(site.get(story.get_absolute_url()).content)) < 20_000
