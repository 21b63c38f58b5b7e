"""A post becomes a story: written, and if it was public approved and published, through the newsroom's functions."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.html import clean_body, plain_text
from articles.redirects import add_addresses
from newsroom.content import PictureRef, Ref, StoryContent, byline_ref
from newsroom.editing import write_content
from newsroom.models import Approval, ImportedItem, PageDraft, Picture, RecordEntry, Story, User
from newsroom.record import write_record
from newsroom.revisions import revision_for
from newsroom.step_table import STEP_BY_VERB
from newsroom.steps import Details
from newsroom.workflow import perform_step
from newsroom.wxr.mapping import Names, fitted, page_slug
from newsroom.wxr.pictures import UploadedPictures
from newsroom.wxr.posts import Post, old_paths
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.text import Finder, convert_text, plain_line

_HEADLINE: Final = 300  # as Story.headline
_STANDFIRST: Final = 1000
_TITLE: Final = 200  # of a page
_BENGALI: Final = re.compile("[\u0980-\u09ff]")
_LATIN: Final = re.compile("[A-Za-z]")
_WORDS: Final = 10  # of the text, for a headline that is missing


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post ready to be written: its content with pictures brought in, and what was not understood."""

    post: Post
    content: StoryContent
    problems: Problems


def prepare_post(
    post: Post, names: Names, pictures: UploadedPictures, title: str, problems: Problems
) -> Prepared:
    """Everything that takes its time: the text, the pictures. `title` is the old site's, credited where nobody is."""
    finder = Finder(
        by_address=lambda src, number: pictures.by_address(src, number, problems),
        by_number=lambda number: pictures.by_number(number, problems),
        of_post=lambda: pictures.attached_to(post.number),
    )
    body = clean_body(convert_text(post.text, problems, finder))
    headline = _headline(post, body, problems)
    language = _language(headline + body)
    author = names.contributor_of(post.creator, problems)
    standfirst = plain_line(post.excerpt)
    if len(standfirst) > _STANDFIRST:
        problems.add(Kind.STANDFIRST)
    if post.comments:
        problems.add(Kind.COMMENTS, str(post.comments))
    content = StoryContent(
        language=language,
        headline=headline,
        standfirst=fitted(standfirst, _STANDFIRST),
        body=body,
        section=Ref.to(names.section_of(post, problems)),
        topics=tuple(Ref.to(topic) for topic in names.topics_of(post, problems)),
        byline=(byline_ref(author, "reporter", "", language),) if author else (),
        source_credit="" if author else fitted(plain_line(title), 160),
        picture=_lead(post, pictures, problems),
    )
    return Prepared(post, content.cleaned(), problems)


def _headline(post: Post, body: str, problems: Problems) -> str:
    title = plain_line(post.title)
    if title and len(title) <= _HEADLINE:
        return title
    problems.add(Kind.HEADLINE, title or "there is none")
    return fitted(title or " ".join(plain_text(body).split()[:_WORDS]), _HEADLINE)


def _language(text: str) -> str:
    """Bengali, unless most letters are Latin."""
    letters = plain_text(text[:10_000])
    bengali, latin = len(_BENGALI.findall(letters)), len(_LATIN.findall(letters))
    return Story.Language.ENGLISH if latin > bengali else Story.Language.BENGALI


def _lead(post: Post, pictures: UploadedPictures, problems: Problems) -> PictureRef | None:
    found = pictures.by_number(post.thumbnail, problems) if post.thumbnail else None
    row = Picture.objects.filter(pk=found.number).first() if found else None
    if found is None or row is None:
        return None
    alt = found.alt or row.alt
    if not (alt or row.decorative):
        problems.add(Kind.NO_ALT, row.file_name)
    return PictureRef.to(
        row,
        caption=found.caption or row.caption,
        credit=found.credit or row.credit,
        alt=alt,
        decorative=row.decorative and not alt,
    )


def write_story(prepared: Prepared, user: User, source: str) -> Story:
    """The story of a post, public if the post was; with its record, its addresses, and the note that it is here."""
    post, problems = prepared.post, prepared.problems
    now = timezone.now()
    is_public = post.is_public and bool(prepared.content.headline)
    if post.is_public and not is_public:
        problems.add(Kind.DRAFT, "no headline and no text")
    with transaction.atomic():
        story = Story(created_at=post.at or now)
        write_content(story, prepared.content)
        if is_public and post.at:
            _publish(story, user, post.at, f"WordPress: {source}, {post.number}")
            assert story.section
            _lead_here(post, f"/{story.section.slug}/{story.public_id}/", now, problems)
        write_record(
            RecordEntry.Kind.IMPORT,
            user,
            story=story,
            verb="import_story",
            text=f"WordPress: {source}, {post.number}",
            source=source,
            number=post.number,
            link=post.link[:500],
        )
        note_item(source, ImportedItem.Kind.POST, post, story.pk, story.headline, problems)
    return story


def _publish(story: Story, user: User, at: datetime, reason: str) -> None:
    """Give a story to readers that they had elsewhere since `at`.

    Nobody here wrote in it, so whoever brings it approves it; the revision's moment says how it came. The guards that
    ask for complete words are for what is new. Of old news no hub is told.
    """
    revision = revision_for(story, user, "import", timezone.now())
    Approval.objects.create(revision=revision, content_hash=revision.content_hash, approved_by=user)
    perform_step(story, user, STEP_BY_VERB["publish"], Details(reason=reason), at, is_told=False)


def _lead_here(post: Post, target: str, now: datetime, problems: Problems) -> None:
    paths = old_paths(post.link)
    if not paths:
        problems.add(Kind.NO_PATH, post.link)
    for path in add_addresses(paths, target, now):
        problems.add(Kind.PATH_TAKEN, path)


def write_page(post: Post, user: User, source: str, problems: Problems) -> PageDraft:
    """The working copy of a page. Readers get it when somebody has read and published it; its old address waits."""
    body = clean_body(convert_text(post.text, problems, None))
    title = fitted(plain_line(post.title), _TITLE) or post.slug[:_TITLE] or post.number
    now = timezone.now()
    with transaction.atomic():
        page = PageDraft.objects.create(
            slug=page_slug(post.slug, title),
            title=title,
            description=fitted(plain_line(post.excerpt), 300),
            body=body,
            version=1,
            changed_by=user,
            position=PageDraft.objects.count(),
        )
        if post.is_public:
            name = page.slug if page.slug in {"about", "contact"} else "policy"
            arguments = [page.slug] if name == "policy" else []
            _lead_here(post, reverse(name, args=arguments, urlconf=settings.SITE_URLCONF), now, problems)
        note_item(source, ImportedItem.Kind.PAGE, post, page.pk, title, problems)
    return page


def note_item(
    source: str, kind: ImportedItem.Kind, post: Post, number: int | None, title: str, problems: Problems
) -> None:
    """Remember what became of a post, in the transaction that made it so."""
    ImportedItem.objects.update_or_create(
        source=source,
        kind=kind,
        source_id=post.number,
        defaults={"object_id": number, "title": title[:300], "problems": problems.as_json()},
    )
