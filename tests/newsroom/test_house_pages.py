"""The rules of the paper's own pages."""

import pytest

from articles.models import Edition, Page
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.house_pages import (
    PageState,
    PageWords,
    may_be_removed,
    publications_of,
    publish_page,
    remove_page,
    save_page,
    start_page,
    state_of,
    take_off_page,
)
from newsroom.models import PageDraft

ABOUT = PageWords("about", "আমাদের সম্পর্কে", "কারা এই পত্রিকা করেন।", "<p>আমরা খবর লিখি।</p>", 1)


@pytest.fixture
def page(newsroom):
    return start_page(newsroom.chief, ABOUT)


def state(page):
    page.refresh_from_db()
    return state_of(page, Page.objects.filter(pk=page.slug).first())


def change(page, user, body="<p>আমরা খবর লিখি ও ছবি তুলি।</p>", seen=None):
    words = PageWords(page.slug, page.title, page.description, body, page.position)
    return save_page(page.pk, user, words, seen_version=page.version if seen is None else seen)


def test_readers_have_what_was_published_until_it_is_published_again(page, newsroom):
    assert state(page) == PageState.PRIVATE
    edition = publish_page(page.pk, newsroom.chief, seen_version=page.version)
    assert edition == Edition.objects.get().number
    assert state(page) == PageState.PUBLIC
    change(page, newsroom.editor)
    assert state(page) == PageState.CHANGED
    assert Page.objects.get().body == ABOUT.body
    publish_page(page.pk, newsroom.chief, seen_version=page.version)
    assert state(page) == PageState.PUBLIC
    take_off_page(page.pk, newsroom.chief)
    assert state(page) == PageState.PRIVATE
    record = publications_of(page)
    assert [bool(entry.body) for entry in record] == [False, True, True]
    assert {entry.actor for entry in record} == {newsroom.chief}


def test_what_is_saved_is_tidy(newsroom):
    page = start_page(
        newsroom.chief,
        PageWords("ethics", "  নীতি \n মালা ", "", "<p onclick=x>\u09df</p><script>x</script>", 2),
    )
    assert (page.title, page.body) == ("নীতি মালা", "<p>\u09af\u09bc</p>")


def test_saving_what_is_there_already_makes_no_version(page, newsroom):
    assert change(page, newsroom.editor, body=ABOUT.body).version == page.version


def test_a_newer_text_is_not_written_over(page, newsroom):
    change(page, newsroom.editor)
    with pytest.raises(ConflictError):
        change(page, newsroom.chief, body="<p>অন্য কথা।</p>", seen=1)
    with pytest.raises(ConflictError):
        publish_page(page.pk, newsroom.chief, seen_version=1)
    assert not Page.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (PageWords("about", "আবার", "", "<p>ক</p>", 1), "slug"),
        (PageWords("ethics", " \n", "", "<p>ক</p>", 1), "title"),
        (PageWords("ethics", "নীতি", "", '<aside data-box="fact"><p>ক</p></aside>', 1), "body"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(page, newsroom, words, field):
    with pytest.raises(BlockedError) as refusal:
        start_page(newsroom.chief, words)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert PageDraft.objects.count() == 1


def test_a_page_without_words_is_not_published(newsroom):
    page = start_page(newsroom.chief, PageWords("ethics", "নীতি", "", "", 2))
    with pytest.raises(BlockedError):
        publish_page(page.pk, newsroom.chief, seen_version=page.version)


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody", "editor"])
def test_only_a_chief_makes_publishes_and_takes_off(page, newsroom, name):
    user = getattr(newsroom, name)
    for act in (
        lambda: start_page(user, PageWords("ethics", "নীতি", "", "<p>ক</p>", 1)),
        lambda: publish_page(page.pk, user, seen_version=page.version),
        lambda: take_off_page(page.pk, user),
        lambda: remove_page(page.pk, user),
    ):
        with pytest.raises(ForbiddenError):
            act()
    if name != "editor":
        with pytest.raises(ForbiddenError):
            change(page, user)


def test_only_what_readers_never_had_is_deleted(page, newsroom):
    assert may_be_removed(page)
    publish_page(page.pk, newsroom.chief, seen_version=page.version)
    take_off_page(page.pk, newsroom.chief)
    with pytest.raises(ConflictError):
        remove_page(page.pk, newsroom.chief)
    with pytest.raises(ConflictError):
        take_off_page(page.pk, newsroom.chief)
    other = start_page(newsroom.chief, PageWords("ethics", "নীতি", "", "", 2))
    remove_page(other.pk, newsroom.chief)
    assert list(PageDraft.objects.all()) == [page]
