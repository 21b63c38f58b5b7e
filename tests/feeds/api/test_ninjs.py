"""A story as a news item of ninjs 3.0."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest
from django.conf import settings as current
from django.urls import set_urlconf
from django.utils import timezone

from articles.models import Article, Contributor
from feeds.api.description import describe
from feeds.api.examples import EXAMPLES, problem_example
from feeds.api.problems import KINDS
from tests.articles.test_grammar import EMBED, FACT, GALLERY, PICTURE, QUOTE, TABLE
from tests.feeds.api.ninjs_subset import DRAFT, NINJS

MORNING = datetime(2026, 3, 1, 4, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def validators():
    """The subset, and the standard's own schema where somebody has it."""
    schemas = [NINJS]
    if path := os.environ.get("NINJS_SCHEMA"):
        schemas.append(json.loads(Path(path).read_text()))
    places = jsonschema_rs.Registry([("https://geojson.org/schema/GeoJSON.json", {"$schema": DRAFT})])
    return [
        jsonschema_rs.Draft202012Validator(one, registry=places, validate_formats=True) for one in schemas
    ]


def complaints(validators, item):
    return [str(error) for one in validators for error in one.iter_errors(item)]


@pytest.fixture
def full(publish, picture) -> Article:
    """A story with everything: three kinds of names, a source, boxes, notes, a translation's original."""
    related = publish(public_id="other001", headline="আরেকটি খবর")
    box = f'<aside data-box="related"><p><a href="{related.get_absolute_url()}">আরেকটি খবর</a></p></aside>'
    article = publish(
        public_id="story001",
        section="bangladesh",
        section_name="বাংলাদেশ",
        published_at=MORNING,
        kicker="কৃষি",
        headline='হাওরে <b>ধান</b> & "আশা"',
        body="<p>প্রথম কথা।</p>" + "".join([PICTURE, GALLERY, EMBED, FACT, QUOTE, box, TABLE]),
        dateline="সুনামগঞ্জ",
        source_credit="নমুনা সংবাদ সংস্থা",
        byline=[
            ("namuna-hasan", "নমুনা হাসান", "reporter"),
            ("namuna-hasan", "নমুনা হাসান", "photographer"),
            ("agency", "নমুনা এজেন্সি", "reporter", "", "agency"),
            ("staff", "নিজস্ব প্রতিবেদক", "reporter", "", "house"),
        ],
        topics=[("river", "নদী"), ("rice", "ধান")],
        picture=picture,
    )
    Contributor.objects.filter(slug="staff").update(kind="house")
    note = {"kind": "correction", "text": "আগে সংখ্যাটি ভুল ছিল।", "at": "2026-03-02T05:00:00+00:00"}
    shown = {number: picture.as_json() for number in ("7", "12")}
    Article.objects.filter(pk=article.pk).update(
        corrections=[note],
        body_pictures=shown,
        translation_of="other001",
        updated_at=datetime(2026, 3, 2, 5, tzinfo=UTC),
    )
    return article


def whole(site, public_id="story001"):
    return site.get(f"/api/v1/articles/{public_id}/").json()


def test_a_story_with_everything_and_one_with_nothing_are_valid(site, full, publish, validators):
    publish(public_id="plain001", standfirst="", body="<p>কথা</p>")
    for public_id in ("story001", "plain001"):
        assert not complaints(validators, whole(site, public_id))
    listed = site.get("/api/v1/articles/").json()["items"]
    assert len(listed) == 3
    for item in listed:
        assert not complaints(validators, item)


def test_a_validator_that_takes_anything_would_say_so(validators):
    assert complaints(validators, {"uri": "tag:x,2026:y", "corrections": []})


def test_it_says_what_the_page_says(site, full):
    item = whole(site)
    assert item["uri"] == "tag:127.0.0.1,2026-03-01:story001"
    assert [one["value"] for one in item["headlines"]] == ['হাওরে <b>ধান</b> & "আশা"', "কৃষি"]
    assert item["firstCreated"] == "2026-03-01T10:30:00+06:00"
    assert item["versionCreated"] == "2026-03-02T11:00:00+06:00"
    assert item["by"] == "নমুনা হাসান, নমুনা এজেন্সি, নিজস্ব প্রতিবেদক"
    assert [(one["rel"], "uri" in one) for one in item["people"]] == [
        ("reporter", True),
        ("photographer", True),
        ("reporter", False),
    ]
    assert item["organisations"][0]["uri"].endswith("/author/agency/")
    assert item["infoSources"] == [{"name": "নমুনা সংবাদ সংস্থা"}]
    assert [(one["rel"], one["literal"]) for one in item["subjects"]] == [
        ("section", "bangladesh"),
        ("topic", "river"),
        ("topic", "rice"),
    ]
    assert {one["role"]: one["value"] for one in item["altIds"]} == {
        "id": "story001",
        "translation-of": "other001",
    }
    web = next(one for one in item["renditions"] if one["name"] == "web")
    assert web["href"] == f"{current.KHOBOR_SITE_URL}/bangladesh/story001/"
    assert item["copyrightHolder"] == current.KHOBOR_NAME


def test_an_original_that_readers_do_not_have_is_not_named(site, full):
    Article.objects.filter(pk="story001").update(translation_of="secret01")
    for address in ("articles/story001/", "articles/", "search/?q=ধান"):
        answer = site.get(f"/api/v1/{address}")
        assert "story001" in answer.text
        assert "secret01" not in answer.text


def test_its_text_comes_as_clean_html_with_absolute_links_and_as_plain_words(site, full):
    html, text = whole(site)["bodies"]
    assert (html["role"], text["role"]) == ("html", "text")
    assert html["value"].startswith("<p>প্রথম কথা।</p>")
    assert 'href="/' not in html["value"]
    assert 'src="/' not in html["value"]
    assert "data-picture" not in html["value"]  # the newsroom's number
    assert "<" not in text["value"]
    assert text["charCount"] == len(text["value"])


def test_its_pictures_and_corrections_are_news_items_beside_it(site, full, picture):
    beside = {one["name"]: one for one in whole(site)["associations"]}
    assert [one for one in beside if one.startswith("body-")] == ["body-1", "body-2"]
    lead = beside["lead"]
    assert len(lead["renditions"]) == len(picture.renditions)
    assert all(one["href"].startswith(f"{current.KHOBOR_SITE_URL}/media/") for one in lead["renditions"])
    assert lead["by"] == picture.credit
    assert {one["role"]: one["value"] for one in lead["descriptions"]}["alternative"] == picture.alt
    (note,) = [one for one in beside.values() if one["rel"] == "correction"]
    assert note["bodies"][0]["value"] == "আগে সংখ্যাটি ভুল ছিল।"
    assert note["firstCreated"] == "2026-03-02T11:00:00+06:00"


def test_a_paper_that_gives_summaries_only_gives_no_text_here_either(site, full, settings, validators):
    settings.KHOBOR_FEEDS_FULL_TEXT = False
    item = whole(site)
    assert item["representationType"] == "partial"
    assert "প্রথম কথা" not in json.dumps(item, ensure_ascii=False)
    assert not complaints(validators, item)


def test_the_description_s_own_examples_are_what_it_describes(validators):
    set_urlconf("config.urls_site")
    described = describe()
    for name, example in EXAMPLES.items():
        one = {
            "$schema": DRAFT,
            "$ref": f"#/components/schemas/{name}",
            "components": described["components"],
        }
        jsonschema_rs.Draft202012Validator(one, validate_formats=True).validate(example)
    assert not complaints(validators, EXAMPLES["Article"])
    problem = {
        "$schema": DRAFT,
        "$ref": "#/components/schemas/Problem",
        "components": described["components"],
    }
    for code in KINDS:
        jsonschema_rs.Draft202012Validator(problem).validate(problem_example(code))
    set_urlconf(None)


def test_dates_are_the_newspaper_s_in_latin_digits(site, publish):
    publish(public_id="story001", published_at=timezone.now())
    item = whole(site)
    assert item["firstCreated"].endswith("+06:00")
    assert item["firstCreated"].isascii()
