"""A whole newspaper in the read model, as full as a real one: for what has to hold on every kind of page."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Contributor, Correction, MostRead, Page, Section, Tombstone
from articles.publishing import retract_article
from articles.snapshot import PublicPicture
from newsroom.demo.reading import body_html, read_paper
from tests.articles.test_grammar import EMBED, FACT, GALLERY, PICTURE, QUOTE, TABLE

STORIES = 32  # enough for every block of the front page, a full list and its second page
STORY, ENGLISH, WITHDRAWN, GONE = "story001", "story002", "story003", "story004"


def print_whole_paper(publish: Callable[..., Article], picture: PublicPicture) -> dict[str, str]:
    """Publish the demo's texts with every part a page can have; one address of each kind of page by its name."""
    paper = read_paper()
    names = {section.slug: section.name for section in paper.sections}
    topics = {topic.slug: topic.name for topic in paper.topics}
    people = {person.slug: person.name for person in paper.contributors}
    told = [story for story in paper.stories if story.language == "bn"][:STORIES]
    now = timezone.now()

    def tell(number: int, public_id: str = "", body: str = "", **other: object) -> Article:
        story = told[number]
        return publish(
            public_id=public_id,
            section=story.section,
            section_name=names[story.section],
            kicker=story.kicker,
            headline=other.pop("headline", story.headline),
            standfirst=story.standfirst,
            body=body or body_html(story.body),
            dateline=story.dateline,
            source_credit=story.source,
            sign_off=story.sign_off,
            byline=[(credit.contributor, people[credit.contributor], credit.role) for credit in story.byline],
            topics=[(slug, topics[slug]) for slug in story.topics],
            picture=picture if number % 2 == 0 else None,
            published_at=now - timedelta(hours=number * 3),
            **other,
        )

    articles = [tell(number) for number in range(3, STORIES)]
    related = "".join(
        f'<p><a href="{article.get_absolute_url()}" rel="noopener">{article.headline}</a></p>'
        for article in articles[:3]
    )
    boxes = [PICTURE, GALLERY, EMBED, FACT, QUOTE, f'<aside data-box="related">{related}</aside>', TABLE]
    # About nine hundred words and every box: what a long read of this paper comes to.
    long_read = "".join(
        body_html(story.body) + box for story, box in zip(told[3:6], boxes[::2], strict=False)
    )
    story = tell(0, STORY, long_read + "".join(boxes[1::2]))
    english = tell(1, ENGLISH, headline="A river, and what it carries", language="en")
    for public_id, kind in ((WITHDRAWN, Tombstone.Kind.WITHDRAWN), (GONE, Tombstone.Kind.GONE)):
        tell(2, public_id)
        with transaction.atomic():
            retract_article(public_id, kind, now, notice="পর্যালোচনার জন্য প্রত্যাহার করা হয়েছে।")
    _put_right(story, picture)
    _read_most(articles)
    _about_the_paper()
    Contributor.objects.update(title="জ্যেষ্ঠ প্রতিবেদক", bio="নদী ও মানুষ নিয়ে লেখেন।")
    Section.objects.update(description="দেশের সব খবর।")
    day = timezone.localtime(articles[0].published_at)
    return {
        "front": "/",
        "section": f"/{told[0].section}/",
        "article": story.get_absolute_url(),
        "article, English": english.get_absolute_url(),
        "topic": f"/topic/{told[0].topics[0]}/",
        "contributor": f"/author/{told[0].byline[0].contributor}/",
        "latest": "/latest/",
        "latest, page 2": "/latest/?page=2",
        "archive": f"/archive/{day:%Y/%m/%d}/",
        "search": "/search/?q=নদী&since=2020-01-01",
        "nothing found": "/search/?q=খখখ",
        "search, empty": "/search/",
        "corrections": "/corrections/",
        "most read": "/most-read/",
        "about the paper": "/about/",
        "map of the site": "/sitemap/",
        "headlines for other sites": "/ticker/",
        "stories for programs": "/api/",
        "told of news": f"/alerts/?story={story.public_id}",
        "front, lite": "/?lite=1",
        "article, lite": f"{story.get_absolute_url()}?lite=1",
        "withdrawn": f"/{told[2].section}/{WITHDRAWN}/",
        "gone": f"/{told[2].section}/{GONE}/",
        "not found": "/nothing/",
    }


def _put_right(story: Article, picture: PublicPicture) -> None:
    """Two notes on the story, and the pictures that its boxes show."""
    at = timezone.now()
    notes = [
        {"kind": kind, "text": "আগের সংস্করণে তারিখটি ভুল ছিল।", "at": at.isoformat()}
        for kind in ("correction", "update")
    ]
    shown = {number: picture.as_json() for number in ("7", "12")}
    Article.objects.filter(pk=story.pk).update(corrections=notes, body_pictures=shown, updated_at=at)
    for note in notes:
        Correction.objects.create(public_id=story.pk, kind=note["kind"], text=note["text"], at=at, edition=1)


def _read_most(articles: list[Article]) -> None:
    for hours in (1, 24):
        for position, article in enumerate(articles[:10], start=1):
            MostRead.objects.create(hours=hours, position=position, article=article, reads=100 - position)


def _about_the_paper() -> None:
    for position, (slug, title) in enumerate({"about": "আমাদের কথা", "contact": "যোগাযোগ"}.items()):
        Page.objects.create(
            slug=slug,
            title=title,
            description=title,
            body="<p>নদী ও মানুষের খবর।</p>",
            position=position,
            edition=1,
            published_at=timezone.now(),
        )
