"""The ticker's desk: who may, what is said of what cannot be, what is kept of what was typed, and its preview."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.models import Alert, Article, TickerLine
from newsroom.models import Story, TickerDraft, TickerPublication
from newsroom.ticker import ticker_setup
from newsroom.ticker_lines import MOST_LETTERS

DESK = "/ticker/"
TYPED = {"text": "সন্ধ্যায় ফল ঘোষণা", "begins": "now", "lasts": "3", "story": "", "address": ""}


def version() -> int:
    return ticker_setup().version


def local(moment) -> str:
    """As a browser's picker sends it."""
    return date_format(timezone.localtime(moment), "Y-m-d\\TH:i")


@pytest.fixture
def write(log_in):
    """write(text=…) -> the answer to an editor who adds a line."""

    def add(name="editor", **changes):
        return log_in(name).post(f"{DESK}add/", TYPED | {"version": version()} | changes)

    return add


@pytest.fixture
def line(newsroom):
    ends_at = timezone.now() + timedelta(hours=2)
    return TickerDraft.objects.create(text="পুরোনো লাইন", ends_at=ends_at, position=5)


# Who may


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_who_makes_no_ticker_sees_none(log_in, line, name):
    client = log_in(name)
    for address in ("", f"{line.pk}/", "framed/", "stories/"):
        assert client.get(DESK + address).status_code == 403
    assert client.get("/newsroom/tickerdraft/").status_code == 403
    posts = ("add/", "order/", "clear/", "filling/", "publish/", f"{line.pk}/", f"{line.pk}/move/")
    for address in (*posts, f"{line.pk}/delete/"):
        assert client.post(DESK + address, TYPED).status_code == 403
    assert TickerDraft.objects.get().text == "পুরোনো লাইন"


def test_who_may_look_only_is_offered_nothing_to_change(log_in, newsroom, line):
    from django.contrib.auth.models import Permission

    newsroom.photo.user_permissions.add(Permission.objects.get(codename="view_tickerdraft"))
    page = log_in("photo").get(DESK)
    html = page.content.decode()
    assert line.text in html
    assert 'action="/ticker/' not in html
    assert log_in("photo").get(f"{DESK}{line.pk}/").status_code == 302


@pytest.mark.parametrize("address", ["order/", "clear/", "filling/", "publish/", "1/move/", "1/delete/"])
def test_what_changes_something_is_posted(log_in, newsroom, address):
    assert log_in("editor").get(DESK + address).status_code == 405


@pytest.mark.parametrize("was", ["", "add/", "1/change/", "publish/", "x/y/z/"])
def test_the_plain_lists_addresses_lead_to_the_desk(log_in, newsroom, was):
    assert log_in("editor").get(f"/newsroom/tickerdraft/{was}")["Location"] == DESK


def test_logged_out_the_script_is_told_so(newsroom):
    assert Client().post(f"{DESK}order/").status_code == 401


# Lines


@pytest.mark.parametrize(("lasts", "hours"), [("1", 1), ("3", 3), ("6", 6)])
def test_a_line_is_written_for_some_hours(write, newsroom, lasts, hours):
    assert write(lasts=lasts, breaking="on", ends_at="২").status_code == 302
    kept = TickerDraft.objects.get()
    assert (kept.breaking, kept.starts_at) == (True, None)
    assert timedelta(0) <= timezone.now() + timedelta(hours=hours) - kept.ends_at < timedelta(minutes=2)


def test_a_line_for_tomorrow_ends_at_that_days_midnight(write, newsroom):
    begins = (timezone.localtime() + timedelta(days=1)).replace(hour=10, minute=0)
    assert write(begins="at", starts_at=local(begins), lasts="midnight").status_code == 302
    kept = TickerDraft.objects.get()
    assert local(kept.starts_at) == local(begins)
    assert timezone.localtime(kept.ends_at).strftime("%d %H:%M") == f"{begins + timedelta(days=1):%d} 00:00"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"text": " "}, "text", "A line needs words."),
        ({"text": "ক" * (MOST_LETTERS + 1)}, "text", None),
        ({"begins": "at"}, "starts_at", "Say when it begins."),
        ({"begins": "at", "starts_at": "কাল"}, "starts_at", None),
        ({"lasts": "at"}, "ends_at", "Say when it ends."),
        ({"lasts": "at", "ends_at": "2020-01-01T10:00"}, "ends_at", "This time has passed."),
        ({"lasts": "at", "ends_at": "0001-01-01T00:00"}, "ends_at", None),
        ({"lasts": "at", "ends_at": "9999-12-31T23:59"}, "ends_at", None),
        ({"begins": "at", "starts_at": "0001-01-01T00:00"}, "starts_at", None),
        ({"begins": "at", "starts_at": "9999-12-31T23:59"}, "starts_at", "At most a year ahead."),
        ({"lasts": "99"}, "lasts", None),
        ({"story": "zzzzzzzz"}, "story", "Readers do not have this story."),
        ({"story": "x\0'--"}, "story", None),
        ({"address": "কেউ জানে না"}, "address", None),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(write, newsroom, changes, field, message):
    response = write(**changes)
    assert response.status_code == 422
    errors = response.context["form"].errors[field]
    if message:
        assert errors == [gettext(message)]
    assert errors[0] in response.content.decode()
    for name, value in (TYPED | changes).items():
        assert response.context["form"][name].value() == value
    assert not TickerDraft.objects.exists()


def test_a_line_leads_to_a_story_by_choice_by_address_or_by_its_headline(write, draft, walk):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    article = Article.objects.get()
    for said in (
        {"story": article.pk},
        {"address": f"https://paper.example/bangladesh/{article.pk}/?lite=1"},
        {"address": f" {article.headline}\n"},
    ):
        assert write(**said).status_code == 302
    assert {line.story for line in TickerDraft.objects.all()} == {draft}


def test_two_lines_to_one_story_are_noted(write, log_in, draft, walk):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    for text in ("এক", "দুই"):
        write(text=text, story=draft.public_id)
    rows = log_in("editor").get(DESK).context["board"].rows
    assert [row.is_double for row in rows] == [True, True]


def test_nobody_outside_finds_a_restricted_story(write, log_in, draft, walk):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    Story.objects.update(restricted=True)
    client = log_in("editor")
    for query in ("", draft.headline, draft.public_id):
        assert client.get(f"{DESK}stories/", {"q": query}).json() == {"results": []}
    for said in ({"story": draft.public_id}, {"address": draft.public_id}, {"address": draft.headline}):
        assert write(**said).status_code == 422
    assert draft.headline not in str(client.get(DESK).context["form"]["story"])


def test_stories_are_found_by_words(log_in, draft, walk, newsroom):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    client = log_in("editor")
    word = draft.headline.split()[0]
    assert [one["id"] for one in client.get(f"{DESK}stories/", {"q": word}).json()["results"]] == [
        draft.public_id
    ]
    for hostile in ("\x00", "%", "'\"<>", "ক" * 5000, "\\"):
        assert client.get(f"{DESK}stories/", {"q": hostile}).status_code == 200


def test_a_line_is_changed_at_its_place_and_taken_out(log_in, line):
    client = log_in("editor")
    address = f"{DESK}{line.pk}/"
    page = client.get(address)
    assert page.context["form"]["text"].value() == line.text
    data = TYPED | {"lasts": "at", "ends_at": local(line.ends_at), "version": version()}
    assert client.post(address, data)["Location"] == f"{DESK}#line-{line.pk}"
    kept = TickerDraft.objects.get()
    assert (kept.text, local(kept.ends_at)) == (TYPED["text"], local(line.ends_at))
    assert client.post(f"{address}delete/", {"version": version()}).status_code == 302
    assert client.post(f"{address}delete/", {"version": version()}).status_code == 302  # it is gone already
    assert not TickerDraft.objects.exists()
    assert client.get(address).status_code == 404


def test_whose_line_was_taken_out_meanwhile_keeps_the_words(log_in, line):
    address, client = f"{DESK}{line.pk}/", log_in("editor")
    line.delete()
    response = client.post(address, TYPED | {"version": version()})
    assert response.status_code == 409
    assert response.context["form"]["text"].value() == TYPED["text"]
    assert client.get(f"{DESK}{2**70}/").status_code == 404


def test_of_two_who_save_the_second_is_told_keeps_the_words_and_may_save_again(log_in, write, line):
    seen = version()
    write("chief", text="প্রধানের লাইন")
    address, client = f"{DESK}{line.pk}/", log_in("editor")
    response = client.post(address, TYPED | {"version": seen})
    html = response.content.decode()
    assert response.status_code == 409
    assert "প্রধানের লাইন" in html
    assert TYPED["text"] in html
    assert client.post(address, TYPED | {"version": response.context["version"]}).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "১"])
def test_a_version_that_is_none_was_never_seen(write, newsroom, seen):
    assert write(version=seen).status_code == 409
    assert not TickerDraft.objects.exists()


# Order


def test_buttons_and_script_put_lines_into_order(log_in, write):
    for text in ("তিন", "দুই", "এক"):
        write(text=text)
    client = log_in("editor")
    one, two, three = TickerDraft.objects.order_by("position").values_list("pk", flat=True)
    assert client.post(f"{DESK}{three}/move/", {"way": "up", "version": version()}).status_code == 302
    assert list(TickerDraft.objects.order_by("position").values_list("pk", flat=True)) == [one, three, two]
    answer = client.post(f"{DESK}order/", {"order": json.dumps([two, one, three]), "version": version()})
    assert answer.json()["version"] == version()
    assert len(answer.json()["changes"]) == 3
    assert list(TickerDraft.objects.order_by("position").values_list("pk", flat=True)) == [two, one, three]
    stale = client.post(f"{DESK}order/", {"order": "[]", "version": 0})
    assert (stale.status_code, bool(stale.json()["message"])) == (409, True)


@pytest.mark.parametrize("order", ["", "{", "[1]", "null", '["x"]', "[true]", "[[]]", "[" * 9000, "[1e999]"])
def test_an_order_that_is_none_is_refused(log_in, line, order):
    answer = log_in("editor").post(f"{DESK}order/", {"order": order, "version": version()})
    assert answer.status_code == 422
    assert answer.json()["message"]


# To readers


def test_publishing_is_one_press_and_the_screen_says_what_readers_lack(log_in, write):
    write()
    client = log_in("editor")
    assert len(client.get(DESK).context["board"].changes) == 1
    assert client.post(f"{DESK}publish/", {"version": version() - 1}).status_code == 409
    assert client.post(f"{DESK}publish/", {"version": version()}).status_code == 302
    page = client.get(DESK)
    assert page.context["board"].changes == []
    assert gettext("Readers have the ticker as it stands here.") in page.content.decode()
    assert [row.is_public for row in page.context["board"].rows] == [True]


def test_a_line_is_saved_and_published_in_one(write, newsroom):
    assert write(_publish="1").status_code == 302
    assert TickerLine.objects.get().text == TYPED["text"]
    assert write(_publish="1", text=" ").status_code == 422
    assert TickerPublication.objects.count() == 1


def test_what_comes_by_itself_is_chosen_listed_and_brought_back(log_in, newsroom, publish):
    publish(section="bangladesh", section_name="বাংলাদেশ", headline="নদীতে জোয়ার")
    publish(section="world", headline="সাগরে ঝড়")
    client = log_in("editor")
    assert len(client.get(DESK).context["board"].automatic) == 2
    chosen = {"sections": [newsroom.section.pk], "length": 4}
    assert client.post(f"{DESK}filling/", chosen | {"version": version()}).status_code == 302
    assert [one.text for one in client.get(DESK).context["board"].automatic] == ["নদীতে জোয়ার"]
    client.post(f"{DESK}publish/", {"version": version()})
    client.post(f"{DESK}filling/", {"length": 0, "version": version()})
    assert client.get(DESK).context["board"].automatic == []
    old = TickerPublication.objects.get()
    assert client.post(f"{DESK}restore/{old.pk}/", {"version": version()}).status_code == 302
    assert client.get(DESK).context["board"].filling.length == 4
    assert client.post(f"{DESK}restore/{2**64}/", {"version": version()}).status_code == 404


@pytest.mark.parametrize("length", ["", "-1", "99", "অনেক"])
def test_a_length_that_is_none_is_refused_at_its_field(log_in, newsroom, length):
    response = log_in("editor").post(f"{DESK}filling/", {"length": length, "version": version()})
    assert response.status_code == 422
    assert response.context["filling_form"].errors["length"]


def test_the_preview_is_readers_own_ticker_with_what_is_being_written(log_in, line, publish):
    story = publish(headline="নিজে থেকে")
    now = timezone.now()
    Alert.objects.create(article=story, text="সতর্কবার্তা", sent_at=now, ends_at=now + timedelta(hours=1))
    later = now + timedelta(hours=1)
    TickerDraft.objects.create(text="পরে আসবে", starts_at=later, ends_at=later + timedelta(hours=1))
    client = log_in("editor")

    def shown(**query):
        response = client.get(f"{DESK}framed/", query)
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "articles/_ticker.html" in [template.name for template in response.templates]
        html = response.content.decode()
        assert "data-live" not in html
        return [
            words.strip()
            for words in re.findall(r"(?:</a>|</span>)\s*</li>|>([^<>]+)</(?:a|span)>\s*</li>", html)
        ]

    assert shown() == ["সতর্কবার্তা", "পুরোনো লাইন"]
    assert shown(text="<b>নতুন</b>") == ["সতর্কবার্তা", "&lt;b&gt;নতুন&lt;/b&gt;", "পুরোনো লাইন"]
    assert shown(text="বদল", line=line.pk, breaking="1") == ["সতর্কবার্তা", "বদল"]
    assert TickerDraft.objects.get(pk=line.pk).text == "পুরোনো লাইন"


def test_the_screen_costs_few_queries_however_full_the_ticker_is(
    log_in, newsroom, django_assert_max_num_queries
):
    ends_at = timezone.now() + timedelta(hours=1)
    TickerDraft.objects.bulk_create(TickerDraft(text=f"লাইন {n}", ends_at=ends_at) for n in range(30))
    client = log_in("editor")
    with django_assert_max_num_queries(30):
        client.get(DESK)
