"""One database setup for all: the embedded PostgreSQL, with the site's role granted as in production."""

import io
import itertools
from collections.abc import Callable, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw
from xdist.scheduler import LoadScopeScheduling

from articles.html import clean_body
from articles.models import Article, Contributor, Section, Topic
from articles.publishing import publish_article
from articles.snapshot import ArticleSnapshot, BylineEntry, Named, PublicPicture
from config import settings_site
from config.database import SITE_ROLE
from config.roles import grant_site
from newsroom.content import BylineRef, Ref, StoryContent
from newsroom.models import Desk, DeskSection, Story, User
from newsroom.models.story import new_public_id
from tests.databases import migrated_database
from tests.keeping import keep_what_settings_made

NUMBERS = itertools.count()  # of folders for files
keep_what_settings_made()


class BrowsersFirst(LoadScopeScheduling):
    """A parallel run: one process takes the browser's tests of the site, one those of the newsroom (each has a newspaper
    and a Chromium), first of all; the others take test by test. (pytest-xdist 3.8's own groups do not work under
    pytest 9.)"""

    def _split_scope(self, nodeid: str) -> str:
        parts = nodeid.split("/")
        return "/".join(parts[:3]) if parts[:2] == ["tests", "browser"] else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowsersFirst:
    return BrowsersFirst(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On the embedded server, each process begins from a copy of a migrated database."""
    if connection.settings_dict.get("EMBEDDED"):
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        grant_site(connection, SITE_ROLE)


@pytest.fixture(autouse=True)
def storages_in(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Public and private files of a test stay with the test; most make none, so no folder is made for them."""
    folder = tmp_path_factory.getbasetemp() / "files" / str(next(NUMBERS))
    settings.MEDIA_ROOT = folder / "public"
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {
            "BACKEND": "newsroom.storage.PrivateFiles",
            "OPTIONS": {"location": folder / "private"},
        },
    }


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For a fixture of module scope: the rows it makes are there for each test, whose own changes are taken back.

    Not in a module whose tests commit (`transaction=True`).
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def as_site_role(db: None) -> Iterator[None]:
    """Whatever this test asks of the database, it asks as the public site's role."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {SITE_ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


class SiteClient(Client):
    """A reader: every request runs under the site's settings and its database role."""

    def request(self, **request: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {SITE_ROLE}")
        try:
            return super().request(**request)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@pytest.fixture
def site(db: None, settings: Any) -> SiteClient:
    settings.ROOT_URLCONF = settings_site.ROOT_URLCONF
    # WhiteNoise lists every static file when it starts, which is once per test client; no page needs it.
    settings.MIDDLEWARE = [name for name in settings_site.MIDDLEWARE if "whitenoise" not in name]
    settings.TEMPLATES = settings_site.TEMPLATES
    return SiteClient(raise_request_exception=True)


def publish_story(
    *,
    section: str = "world",
    section_name: str = "বিশ্ব",
    published_at: datetime | None = None,
    public_id: str = "",
    language: str = "bn",
    kicker: str = "",
    headline: str = "নদীর পাড়ে নতুন পাঠাগার",
    standfirst: str = "গ্রামের তরুণেরা গড়ে তুলেছেন পাঠাগারটি।",
    body: str = "<p>পাঠাগারে আছে দুই হাজার বই।</p>",
    dateline: str = "",
    source_credit: str = "",
    sign_off: str = "",
    byline: list[tuple[str, ...]] | None = None,
    topics: list[tuple[str, str]] | None = None,
    picture: PublicPicture | None = None,
    revision: int = 1,
    content_hash: str = "0" * 64,
) -> Article:
    """The live article of a story that says this; sections, topics and contributors are made as needed."""
    Section.objects.get_or_create(slug=section, defaults={"name": section_name})
    for slug, name in topics or []:
        Topic.objects.get_or_create(slug=slug, defaults={"name": name})
    for slug, name, *_role in byline or []:
        Contributor.objects.get_or_create(slug=slug, defaults={"name": name})
    public_id = public_id or new_public_id()
    snapshot = ArticleSnapshot(
        public_id=public_id,
        revision=revision,
        content_hash=content_hash,
        language=language,
        section=Named(section, section_name),
        kicker=kicker,
        headline=headline,
        standfirst=standfirst,
        body=clean_body(body),
        dateline=dateline,
        source_credit=source_credit,
        sign_off=sign_off,
        byline=tuple(BylineEntry(*entry) for entry in byline or []),
        topics=tuple(Named(*topic) for topic in topics or []),
        picture=picture,
    )
    with transaction.atomic():
        publish_article(snapshot, published_at or timezone.now())
    return Article.objects.select_related("section").get(pk=public_id)


@pytest.fixture
def publish(db: None) -> Callable[..., Article]:
    """publish(headline=…, section="world", published_at=…, topics=[("slug", "name")], …) -> the live Article."""
    return publish_story


GROUPS = {
    "reporter": "reporter",
    "other_reporter": "reporter",
    "editor": "editor",
    "other_editor": "editor",
    "chief": "chief",
    "photo": "photo",
    "nobody": None,
}


def open_newsroom() -> SimpleNamespace:
    """A small newsroom: reporter, other_reporter, editor, other_editor, chief, photo, nobody; section, desk, person.

    In as few statements as possible: two thousand tests begin with it.
    """
    section = Section.objects.create(slug="bangladesh", name="বাংলাদেশ")
    desk = Desk.objects.create(name="জাতীয় ডেস্ক")
    DeskSection.objects.create(desk=desk, section=section)
    person, other_person = Contributor.objects.bulk_create(
        [
            Contributor(slug="namuna-hasan", name="নমুনা হাসান", initials="নহ"),
            Contributor(slug="kalpita-sen", name="কল্পিতা সেন", initials="কস"),
        ]
    )
    password = make_password("demo")
    users = User.objects.bulk_create(
        User(username=name, password=password, is_staff=True, display_name=f"{name} নমুনা") for name in GROUPS
    )
    groups = {group.name: group for group in Group.objects.all()}
    User.groups.through.objects.bulk_create(
        User.groups.through(user=user, group=groups[group])
        for user, group in zip(users, GROUPS.values(), strict=True)
        if group
    )
    desk.members.through.objects.bulk_create(desk.members.through(desk=desk, user=user) for user in users)
    return SimpleNamespace(
        section=section,
        desk=desk,
        person=person,
        other_person=other_person,
        topic=Topic.objects.create(slug="river", name="নদী"),
        **dict(zip(GROUPS, users, strict=True)),
    )


@pytest.fixture
def newsroom(db: None) -> SimpleNamespace:
    """`open_newsroom()`."""
    return open_newsroom()


@pytest.fixture
def content(newsroom: SimpleNamespace) -> StoryContent:
    """`complete_content(newsroom)`."""
    return complete_content(newsroom)


def complete_content(newsroom: SimpleNamespace) -> StoryContent:
    """A complete story: ready to be submitted."""
    return StoryContent(
        headline="হাওরে আগাম ধান কাটার প্রস্তুতি",
        kicker="কৃষি",
        standfirst="কৃষকেরা বলছেন, এবার ফলন ভালো।",
        body="<p>হাওরের কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন।</p>",
        section=Ref.to(newsroom.section),
        topics=(Ref.to(newsroom.topic),),
        byline=(BylineRef(Ref.to(newsroom.person), "reporter"),),
        dateline="সুনামগঞ্জ",
        sign_off="নহ/কস",
    )


@pytest.fixture
def draft(newsroom: SimpleNamespace, content: StoryContent) -> Story:
    """The reporter's complete draft."""
    from newsroom.editing import start_story

    return start_story(newsroom.reporter, content)


@pytest.fixture
def picture_file() -> Callable[..., SimpleUploadedFile]:
    """picture_file(size=(w, h), format="JPEG", name="…") -> an upload of a real picture."""

    def make(
        size: tuple[int, int] = (1600, 900), format: str = "JPEG", name: str = "river.jpg", **save: Any
    ) -> SimpleUploadedFile:
        image = Image.new("RGB", size, (20, 90, 110))
        ImageDraw.Draw(image).ellipse(
            (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(240, 200, 90)
        )
        buffer = io.BytesIO()
        image.save(buffer, format, **save)
        return SimpleUploadedFile(name, buffer.getvalue(), content_type=f"image/{format.lower()}")

    return make
