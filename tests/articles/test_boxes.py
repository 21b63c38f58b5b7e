"""Boxes on a reader's page: everything there is to see, nothing asked of anybody else, nothing that was withdrawn."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from articles.boxes import first_words, own_words, picture_numbers, related_ids
from articles.models import Article, Tombstone
from articles.publishing import retract_article
from tests.articles.reader import Page, waits_for_a_script
from tests.articles.test_grammar import BOXES, EMBED, FACT, GALLERY, PICTURE, QUOTE, TABLE

AUDIO = '<figure data-box="embed" data-url="https://sound.example/talk.mp3"></figure>'


@pytest.fixture
def show(site, publish, picture):
    """show(body) -> the page of an article with this body; its pictures 7 and 12 are published."""

    def shown(body: str, **fields) -> Page:
        story = publish(body=body, **fields)
        published = {number: picture.as_json() for number in ("7", "12")}
        Article.objects.filter(pk=story.pk).update(body_pictures=published)
        return Page(site.get(story.get_absolute_url()))

    return shown


@pytest.mark.parametrize(
    ("body", "numbers"),
    [("<p>ক</p>", []), (PICTURE, [12]), (GALLERY + PICTURE, [12, 7]), (BOXES["everything"], [12, 7])],
)
def test_a_body_says_which_pictures_it_shows(body, numbers):
    assert picture_numbers(body) == numbers


def test_a_picture_has_its_own_words_over_the_librarys(show):
    page = show(PICTURE)
    image = page.find("img", loading="lazy")[0][0]
    assert image["alt"] == "ঘাটে নৌকা"
    assert (image["width"], image["height"]) == ("1280", "800")
    caption = page.find("figcaption")[0][1]
    assert caption == f"ভোরের ঘাট {gettext('Photo')}: নমুনা হাসান"
    assert "<strong>ঘাট</strong>" in page.html


def test_without_words_of_its_own_a_picture_has_the_librarys(show):
    page = show(BOXES["bare picture"])
    assert page.find("img", loading="lazy")[0][0]["alt"] == "নদীর ঘাটে নৌকা"
    assert page.find("figcaption")[0][1] == f"{gettext('Photo')}: নমুনা আলোকচিত্রী"


def test_a_decorative_picture_has_an_empty_alternative(show):
    assert show(BOXES["decorative picture"]).find("img", loading="lazy")[0][0]["alt"] == ""


def test_a_picture_that_was_not_published_leaves_no_hole(show):
    page = show('<p>ক</p><figure data-box="picture" data-picture="99"></figure>')
    assert not page.find("figure")


def test_a_gallery_is_an_ordered_list_with_numbers(show):
    page = show(GALLERY)
    assert page.html.count('<span class="gallery-number">') == 2
    assert [text for _attrs, text in page.find("span", class_="gallery-number")] == ["১/২", "২/২"]
    listed = page.html[page.html.index('<div class="box gallery"') :]
    assert listed.index("<ol>") < listed.index("<li>") < listed.index("ভোরের") < listed.index("</ol>")


def test_an_english_story_counts_in_its_own_digits(show):
    assert [text for _a, text in show(GALLERY, language="en").find("span", class_="gallery-number")] == [
        "1/2",
        "2/2",
    ]


def test_facts_and_quotes_are_shown_whole(show):
    page = show(FACT + QUOTE)
    assert page.find("div", class_="fact")[0][1] == "এক নজরে তিন সেতুএকদুই"
    assert page.find("figure", class_="quote")[0][1] == "নদী বাঁচলেদেশ বাঁচে কল্পিতা সেন"
    assert not page.find("h3")  # its title is no heading of the page


def test_a_table_can_be_reached_and_scrolled_with_the_keyboard(show):
    attrs, text = show(TABLE).find("div", class_="table")[0]
    assert (attrs["tabindex"], attrs["role"], attrs["aria-label"]) == ("0", "group", "দর")
    assert text.startswith("দরপণ্যদাম")


# Other services


def test_an_embed_is_a_card_with_a_link_and_loads_nothing(show):
    page = show(EMBED)
    card = page.find("figure", class_="embed")[0][0]
    assert card["data-player"].startswith("https://www.youtube-nocookie.com/embed/abcdefghijk?")
    assert card["data-title"] == "ভাষণ"
    link = page.find("a", href="https://www.youtube.com/watch?v=abcdefghijk&t=90")[0][0]
    assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer")
    assert not page.find("iframe")
    assert all(waits_for_a_script(attrs) for attrs, _ in page.find("button"))
    loaded = [
        attrs.get("src") or attrs.get("href")
        for tag in ("script", "img", "link")
        for attrs, _ in page.find(tag)
    ]
    assert not [address for address in loaded if "youtube" in (address or "")]


def policy(site, address, **headers):
    return site.get(address, headers=headers)["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("body", "added"),
    [
        (EMBED, "frame-src https://www.youtube-nocookie.com"),
        (AUDIO, "media-src https://sound.example"),
        (
            EMBED + BOXES["embed without a title"] + EMBED,
            "frame-src https://www.youtube-nocookie.com https://platform.twitter.com",
        ),
    ],
)
def test_only_a_page_with_an_embed_may_load_it_and_nothing_more(site, publish, body, added):
    plain, rich = publish(), publish(body=body)
    usual = policy(site, plain.get_absolute_url())
    assert "frame-src" not in usual
    assert "media-src" not in usual
    assert policy(site, rich.get_absolute_url()) == f"{usual}; {added}"
    assert policy(site, "/") == usual


def test_a_page_that_has_not_changed_keeps_its_policy(site, publish):
    story = publish(body=EMBED)
    first = site.get(story.get_absolute_url())
    again = site.get(story.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


# Related stories


def related_to(*stories: Article) -> str:
    links = "".join(
        f'<p><a href="{story.get_absolute_url()}" rel="noopener">{story.headline}</a></p>'
        for story in stories
    )
    return f'<aside data-box="related">{links}</aside>'


def test_related_stories_are_linked_where_they_are_now(site, publish):
    other = publish(headline="পুরোনো খবর")
    story = publish(body=related_to(other))
    publish(public_id=other.public_id, section="sports", headline="নতুন শিরোনাম", revision=2)
    page = Page(site.get(story.get_absolute_url()))
    assert page.find("div", class_="related")[0][1].endswith("পুরোনো খবর")  # as it was approved
    assert f"/sports/{other.public_id}/" in page.hrefs()


@pytest.mark.parametrize("kind", Tombstone.Kind.values)
def test_a_related_story_that_was_taken_from_readers_disappears(site, publish, kind):
    first, second, target = publish(), publish(headline="দ্বিতীয়"), publish()
    story = publish(body=related_to(first, second))
    retract_article(first.public_id, Tombstone.Kind(kind), timezone.now(), target=target.public_id)
    box = Page(site.get(story.get_absolute_url())).find("div", class_="related")[0][1]
    assert first.headline not in box
    assert "দ্বিতীয়" in box
    retract_article(second.public_id, Tombstone.Kind(kind), timezone.now(), target=target.public_id)
    assert not Page(site.get(story.get_absolute_url())).find("div", class_="related")


def test_a_body_says_which_stories_it_relates_to(publish):
    assert related_ids(BOXES["everything"]) == ["bcdf2345", "23456789"]
    assert related_ids('<p><a href="/world/bcdf2345/" rel="noopener">ক</a></p>') == []


RELATED_STORY = '<aside data-box="related"><p><a href="/world/bcdf2345/">অন্য খবর</a></p></aside>'


def test_another_storys_headline_is_none_of_a_storys_own_words():
    body = f"<p>এক।</p>{RELATED_STORY}{FACT}<p>দুই।</p>"
    assert "অন্য খবর" not in own_words(body)
    assert own_words(body).startswith("এক।\n")
    assert own_words(FACT) in own_words(body)


@pytest.mark.parametrize("between", [RELATED_STORY, FACT, PICTURE, GALLERY, TABLE, EMBED, "<h2>মাঝে</h2>"])
def test_a_storys_first_words_are_its_sentences(between):
    assert first_words(f"{between}<p>এক।</p>{between}<ul><li>দুই।</li></ul>") == "এক। দুই।"


def test_a_story_of_nothing_but_boxes_begins_with_their_words():
    assert first_words(FACT) == own_words(FACT).replace("\n", " ") != ""


def test_lists_and_feeds_introduce_a_story_by_its_sentences(site, publish):
    publish(standfirst="", body=f"<p>এক।</p>{RELATED_STORY}<p>দুই।</p>")
    assert "<description>এক। দুই।</description>" in site.get("/feeds/latest.rss").text


def test_a_page_full_of_boxes_takes_three_queries(site, publish, picture, at_most):
    story = publish(body=BOXES["everything"] + related_to(publish(), publish()), picture=picture)
    with at_most(3):
        assert site.get(story.get_absolute_url()).status_code == 200


# Weight


def test_only_a_story_with_boxes_pays_for_them(show):
    plain, rich = show("<p>ক</p><ul><li>খ</li></ul>"), show(FACT)
    assert "boxes.css" not in plain.html
    assert "boxes.css" in rich.html
    assert "embed.js" not in rich.html
    assert "embed.js" in show(EMBED).html
