"""An export becomes a newspaper: what becomes what, what stays private, and that stopping it loses nothing."""

import io
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article, Contributor, Redirect, SearchDocument, Section, Topic
from newsroom.content import content_of
from newsroom.models import Approval, ImportedItem, PageDraft, RecordEntry, Revision, Story, User
from newsroom.wxr import importing
from newsroom.wxr.report import count_problems, report_lines
from tests.newsroom.wxr.exports import BANGLADESH, SPORT, Item, export

pytestmark = pytest.mark.django_db
DHAN = ("post_tag", "dhan", "ধান")


def problems_of(number: str) -> list[list[str]]:
    return ImportedItem.objects.get(source_id=number, kind__in=["post", "page", "left_out"]).problems


def test_a_published_post_is_a_published_story_of_then(bring, newsroom: SimpleNamespace, site):
    link = "https://old.example/%E0%A6%96%E0%A6%AC%E0%A6%B0/%E0%A6%A7%E0%A6%BE%E0%A6%A8/"
    brought = bring(Item(5, terms=(SPORT, BANGLADESH, DHAN), excerpt="এবার <i>ফলন</i> ভালো", link=link))
    assert (brought.source, brought.stories, brought.drafts) == ("old.example", 1, 0)

    article, story = Article.objects.get(), Story.objects.get()
    revision = Revision.objects.get()
    assert (article.revision, article.content_hash) == (1, revision.content_hash)
    assert revision.content_hash == content_of(story).content_hash()
    assert article.published_at == datetime(2019, 4, 14, 4, 30, tzinfo=UTC)
    assert article.updated_at is None
    assert article.standfirst == "এবার ফলন ভালো"
    assert article.body == "<p>কৃষকেরা ধান কাটছেন।</p><p>এবার ফলন ভালো।</p>"
    assert (article.section.slug, article.section_name) == ("khela", "খেলা")
    assert [topic.slug for topic in article.named_topics] == ["bangladesh", "dhan"]
    assert [entry.slug for entry in article.byline_entries] == [
        newsroom.person.slug
    ]  # the same name: the same person
    assert SearchDocument.objects.filter(article=article).exists()

    assert (story.state, story.public_state, story.live_revision) == ("published", "live", revision)
    assert (revision.moment, list(revision.writers.all())) == ("import", [])
    assert Approval.objects.get().approved_by == newsroom.chief
    assert story.transitions.get().reason == "WordPress: old.example, 5"
    assert RecordEntry.objects.get(kind="import").data["link"] == link
    assert User.objects.filter(username__contains="namuna").count() == 0

    for path in ("/খবর/ধান/", "/খবর/ধান"):
        assert site.get(path).headers["Location"] == article.get_absolute_url()


def test_nothing_that_was_not_public_there_is_public_here(bring, site):
    tomorrow = f"{timezone.now().year + 1}-01-01 00:00:00"
    private = [
        *(
            Item(number, status=status)
            for number, status in enumerate("draft pending future private".split(), 1)
        ),
        Item(5, password="গোপন"),
        Item(6, date=tomorrow, date_gmt=tomorrow),
        Item(7, date="kaput", date_gmt="2019-99-99 00:00:00"),
        Item(8, status="wc-secret"),
        Item(9, title="", text=""),
        Item(10, type="page", slug="about-us", title="আমাদের কথা", text="কথা [gallery]"),
        Item(11, status="trash"),
        Item(12, type="product"),
        Item(13, type="revision", status="inherit"),
    ]
    brought = bring(*private)
    assert (brought.stories, brought.drafts, brought.pages) == (0, 9, 1)
    assert not Article.objects.exists()
    assert not Approval.objects.exists()
    assert {story.state for story in Story.objects.all()} == {"draft"}
    assert (PageDraft.objects.get().slug, PageDraft.objects.get().body) == ("about-us", "<p>কথা</p>")
    assert list(Redirect.objects.values_list("target", flat=True).distinct()) == ["/policy/about-us/"]
    assert problems_of("12") == [["kind of post left out", "product"]]
    assert problems_of("8") == [["status not known", "wc-secret"]]
    assert site.get("/2019/04/1/").status_code == 404


def test_names_that_are_odd_or_taken_find_an_address(bring, newsroom: SimpleNamespace):
    Topic.objects.create(slug="dhan", name="অন্য কিছু")
    bring(
        Item(1, terms=(("category", "%e0%a6%b0", "Media & <b>ছবি</b>"), DHAN), creator="ghost@old.example"),
        Item(2, terms=(("category", "api", "এপিআই"), ("post_tag", "river", "নদী")), creator=""),
        Item(3, terms=(("category", "bangladesh", "জাতীয়"), ("post_tag", "x", "ল" * 200)), creator="../../x"),
        Item(4, terms=()),
        Item(5, terms=(SPORT,)),
        sections={"খেলা": "bangladesh"},
    )
    assert set(Section.objects.values_list("slug", "name")) == {
        ("bangladesh", "বাংলাদেশ"),  # theirs has another name and the same address
        ("media-chhobi", "Media & ছবি"),
        ("api-2", "এপিআই"),
        ("others", "অন্যান্য"),
    }
    assert Topic.objects.filter(name="ধান").get().slug == "dhan-2"
    assert Topic.objects.filter(name="নদী").count() == 1
    assert all(len(topic.name) <= 80 for topic in Topic.objects.all())
    assert Contributor.objects.filter(name="ghost").get().slug == "ghost"  # and not the whole e-mail address
    assert problems_of("1") == [["author not in the export", "ghost@old.example"]]
    assert problems_of("2") == [["no author", ""]]
    assert Article.objects.filter(source_credit="নমুনা সংবাদ", byline=[]).count() == 1


def test_hostile_posts_are_tamed_and_told(bring, site):
    cycle = (
        "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_parent>1</wp:comment_parent></wp:comment>"
    )
    bring(
        Item(1, text="<script>alert(1)</script><img src=x onerror=alert(2)>কথা", more=cycle, parent=1),
        Item(2, title="শিরোনাম " * 500, link="https://old.example/?p=2"),
        Item(
            3,
            title="<script>x</script>=HYPERLINK(1)",
            link="https://old.example/2019/04/1/",
            terms=(("x", "y", "z"),),
        ),
        Item(3, title="আরেক"),
        Item(4, title="", text="প্রথম বাক্যের কথা।", excerpt="ক " * 2000),
    )
    assert Article.objects.count() == 4
    bodies = " ".join(Article.objects.values_list("body", flat=True))
    assert "script" not in bodies
    assert "onerror" not in bodies
    assert {"প্রথম বাক্যের কথা।", "=HYPERLINK(1)"} <= set(Article.objects.values_list("headline", flat=True))
    assert max(map(len, Article.objects.values_list("headline", flat=True))) <= 300
    assert count_problems("old.example") == {
        "address already leads elsewhere": 1,
        "address is no path, not redirected": 1,
        "comments left out": 1,
        "excerpt cut": 1,
        "headline cut or made": 2,
        "kind of category left out": 1,
        "markup left out": 1,
        "number used twice, left out": 1,
        "picture missing": 1,
    }
    lines = "".join(report_lines("old.example")).splitlines()
    assert "1\tmarkup left out" not in lines[:1]
    assert any(line.startswith("markup left out\tscript\tpost\t1\t") for line in lines)
    assert not [line for line in lines if "\t=" in line]  # no formula for a spreadsheet
    assert site.get(Redirect.objects.get(path="/2019/04/1/").target).status_code == 200


@pytest.mark.parametrize("stop", [1, 2, 4, 5])
def test_stopped_at_any_post_and_begun_again_nothing_is_lost_and_nothing_twice(bring, monkeypatch, stop: int):
    items = [Item(number, title=f"সংবাদ {number}", terms=(BANGLADESH, DHAN)) for number in range(1, 6)]
    monkeypatch.setattr(importing, "BATCH", 2)
    written = importing.write_story
    seen = []

    def write_or_die(*args):
        seen.append(args)
        if len(seen) == stop:
            raise KeyboardInterrupt
        return written(*args)

    monkeypatch.setattr(importing, "write_story", write_or_die)
    with pytest.raises(KeyboardInterrupt):
        bring(*items)
    whole_batches = (stop - 1) // 2 * 2
    assert Article.objects.count() == whole_batches

    again = bring(*items)
    assert (again.known, again.stories) == (whole_batches, 5 - whole_batches)
    assert sorted(Article.objects.values_list("headline", flat=True)) == [item.title for item in items]
    assert (Story.objects.count(), Topic.objects.filter(slug="dhan").count()) == (5, 1)
    last = bring(*items, Item(6))
    assert (last.known, last.stories) == (5, 1)


def test_what_the_database_refuses_is_refused_alone_and_tried_again(bring, monkeypatch):
    def fail(*_args):
        raise ValueError("এই পোস্ট নয়")

    prepare = importing.prepare_post
    monkeypatch.setattr(
        importing, "prepare_post", lambda post, *rest: (fail if post.number == "2" else prepare)(post, *rest)
    )
    assert bring(Item(1), Item(2), Item(3)).stories == 2
    assert problems_of("2") == [["could not be written", "ValueError: এই পোস্ট নয়"]]
    monkeypatch.setattr(importing, "prepare_post", prepare)
    assert bring(Item(1), Item(2), Item(3)).stories == 1
    assert "could not be written" not in count_problems("old.example")


def test_a_file_that_is_not_whole_brings_nothing(newsroom: SimpleNamespace, tmp_path: Path):
    file = tmp_path / "export.xml"
    file.write_text(export(Item(1), Item(2))[:-40], encoding="utf-8")
    with pytest.raises(CommandError, match=r"^Line \d+: the file ends too early"):
        call_command("import_wxr", str(file), user="chief")
    assert not ImportedItem.objects.exists()


def test_the_command_says_what_it_did_and_who_may(newsroom: SimpleNamespace, tmp_path: Path, capsys):
    file, report, out = tmp_path / "export.xml", tmp_path / "report.tsv", io.StringIO()
    file.write_text(export(Item(1, text="[box a='1']কথা[/box]")), encoding="utf-8")
    call_command("import_wxr", str(file), user="chief", report=report, stdout=out)
    assert "Brought 1 stories, 0 drafts" in out.getvalue()
    assert "1  unknown shortcode" in out.getvalue()
    assert "unknown shortcode\tbox\tpost\t1\t" in report.read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""  # no bar where nobody looks
    for said, options in {
        "may not do this": {"user": "reporter"},
        "no active user": {"user": "nobody-known"},
        "no section": {"user": "chief", "section": ["a=no-such"]},
        "no desk": {"user": "chief", "desk": "নেই"},
        "no folder": {"user": "chief", "uploads": tmp_path / "none"},
    }.items():
        with pytest.raises(CommandError, match=said):
            call_command("import_wxr", str(file), **options)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_wxr", str(tmp_path / "none.xml"), user="chief")


def test_new_sections_lie_on_the_desk_that_was_named(bring, newsroom: SimpleNamespace):
    bring(Item(1, terms=(SPORT,)), desk=newsroom.desk)
    assert Story.objects.get().desk == newsroom.desk


def test_the_newsrooms_screens_show_what_came(bring, newsroom: SimpleNamespace, client: Client):
    bring(Item(1), Item(2, status="draft"), Item(3, type="page"))
    client.force_login(newsroom.chief)
    numbers = Story.objects.values_list("pk", flat=True)
    pages = ["/newsroom/story/", "/newsroom/story/?tab=all", "/record/?kind=import", "/"]
    for page in [*pages, *(f"/newsroom/story/{number}/change/" for number in numbers)]:
        assert client.get(page).status_code == 200, page
    assert "WordPress: old.example, 2" in client.get("/record/?kind=import").content.decode()
