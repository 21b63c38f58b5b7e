"""What sitemaps and the pages that machines and readers ask for most cost in a large archive, beside a small one.

    DEBUG=1 python benchmarks/sitemaps.py [articles]

A hundred different stories are published, then copied by SQL over twenty years, 60,000 of them into one month, which
so has two files. Every page is asked for in a process of its own, without the page cache: its time is the best of
three, its memory what the process needed above what it had when it had answered another.
"""

import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context

from support.database import own_database

ARTICLES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
FEW = 1000
STORIES = 100
BATCH = 50_000
DENSE = 60_000  # in one month, if there are so many at all
MINUTES = 20 * 365 * 24 * 60
BODY = "<p>" + " ".join(["নদীর পাড়ে নতুন পাঠাগার, সেখানে দুই হাজার বই।"] * 4) + "</p>"


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float  # at the peak, above what the process had
    sent: int  # bytes


def main() -> None:
    with own_database():
        publish_stories()
        multiply(STORIES, FEW)
        print(f"{FEW} articles")
        few = measure_all()
        began = time.monotonic()
        multiply(FEW, ARTICLES)
        print(f"\n{ARTICLES} articles, made in {time.monotonic() - began:.0f} s")
        many = measure_all()
        print(f"\n{'':<38}{f'of {FEW}':>12}{f'of {ARTICLES}':>14}   ratio")
        for name in few:
            one, other = few[name].seconds * 1000, many[name].seconds * 1000
            print(f"{name:<38}{one:>9.1f} ms{other:>11.1f} ms{other / one:>8.1f}")
        upkeep()


def publish_stories() -> None:
    from django.db import transaction
    from django.utils import timezone

    from articles.models import Contributor, Section, Topic
    from articles.publishing import publish_article
    from articles.snapshot import ArticleSnapshot, BylineEntry, Named, PublicPicture, Rendition

    slugs = ["bangladesh", "world", "sports", "business", "opinion", "life", "science", "arts"]
    sections = [
        Section.objects.create(slug=slug, name=slug, position=position) for position, slug in enumerate(slugs)
    ]
    Topic.objects.create(slug="river", name="নদী")
    Contributor.objects.create(slug="kalpita-sen", name="কল্পিতা সেন")
    picture = PublicPicture(
        "ঘাট", "", "নমুনা", tuple(Rendition(f"{'ab' * 20}.jpg", "jpeg", width, width) for width in (360, 720))
    )
    for number in range(STORIES):
        section = sections[number % len(sections)]
        with transaction.atomic():
            publish_article(
                ArticleSnapshot(
                    public_id=f"0{number:07x}",
                    revision=1,
                    content_hash="0" * 64,
                    language="bn",
                    section=Named(section.slug, section.name),
                    kicker="",
                    headline=f"নদীর পাড়ে নতুন পাঠাগার {number}",
                    standfirst="গ্রামের তরুণেরা গড়ে তুলেছেন পাঠাগারটি।",
                    body=BODY,
                    dateline="ঢাকা",
                    source_credit="",
                    sign_off="",
                    byline=(BylineEntry("kalpita-sen", "কল্পিতা সেন", "reporter"),),
                    topics=(Named("river", "নদী"),) if number % 10 == 0 else (),
                    picture=picture if number % 2 else None,
                ),
                timezone.now() - timedelta(minutes=1 + number * MINUTES // FEW),
            )


def multiply(present: int, wanted: int) -> None:
    """Copies until there are `wanted`, spread over twenty years, with their links."""
    from django.db import connection, transaction

    from articles.models import Article
    from articles.months import count_months

    columns = [field.column for field in Article._meta.concrete_fields][1:]
    kept = ", ".join(name for name in columns if name != "published_at")
    with connection.cursor() as cursor:
        for start in range(present, wanted, BATCH):
            values = {
                "from": start,
                "to": min(start + BATCH, wanted) - 1,
                "stories": STORIES,
                "step": MINUTES / wanted,
                "dense": DENSE if wanted > 2 * DENSE else 0,
                "wanted": wanted,
            }
            cursor.execute(
                f"""CREATE TEMPORARY TABLE made AS
                SELECT '0' || lpad(to_hex(number), 7, '0') AS id,
                       '0' || lpad(to_hex(number %% %(stories)s), 7, '0') AS of,
                       CASE WHEN number >= %(wanted)s - %(dense)s
                            THEN date_trunc('month', now() - interval '400 days')
                                 + number %% 28000 * interval '1 minute'
                            ELSE now() - number * %(step)s * interval '1 minute' END AS at
                FROM generate_series(%(from)s, %(to)s) number;
                INSERT INTO articles_article (public_id, published_at, {kept})
                SELECT id, at, {kept} FROM made JOIN articles_article ON public_id = of;
                INSERT INTO articles_articletopic (article_id, topic_id, position)
                SELECT made.id, topic_id, position FROM made JOIN articles_articletopic ON article_id = of;
                INSERT INTO articles_articlecontributor (article_id, contributor_id, position)
                SELECT made.id, contributor_id, position FROM made JOIN articles_articlecontributor ON article_id = of;
                DROP TABLE made""",
                values,
            )
            print(f"{values['to'] + 1} ", end="", flush=True, file=sys.stderr)
        began = time.monotonic()
        with transaction.atomic():
            count_months()
        print(f"counting the months of {wanted}: {time.monotonic() - began:.2f} s")
        cursor.execute("VACUUM ANALYZE")


def measure_all() -> dict[str, Cost]:
    costs = {name: apart(lambda address=address: ask(address)) for name, address in addresses().items()}
    for name, cost in costs.items():
        print(
            f"{name:<38}{cost.seconds * 1000:>9.1f} ms{cost.megabytes:>8.1f} MB{cost.sent / 1e6:>8.2f} MB sent"
        )
    return costs


def addresses() -> dict[str, str]:
    from articles.models import Month

    large = Month.objects.order_by("-articles", "-first")[0]
    usual = Month.objects.order_by("-first")[5]
    pages = {
        "sitemap.xml": "/sitemap.xml",
        "the largest month": f"/sitemap/{large}.xml",
        "a usual month": f"/sitemap/{usual}.xml",
        "news-sitemap.xml": "/news-sitemap.xml",
        "sitemap/sections.xml": "/sitemap/sections.xml",
        "sitemap/topics.xml": "/sitemap/topics.xml",
        "sitemap/people.xml": "/sitemap/people.xml",
        "front page": "/",
        "a section": "/world/",
        "its fifth page": "/world/?page=5",
        "a topic": "/topic/river/",
        "a person": "/author/kalpita-sen/",
        "latest": "/latest/",
        "an archive's day": "/archive/",
        "an article": "/bangladesh/00000000/",
        "latest.rss": "/feeds/latest.rss",
        "a topic's Atom": "/feeds/topic/river.atom",
        "corrections.json": "/feeds/corrections.json",
        "ticker.json": "/ticker.json",
    }
    if large.articles > 50_000:
        pages["its second file"] = f"/sitemap/{large}-2.xml"
    else:
        pages["its second file"] = pages["the largest month"]
    return pages


def ask(address: str) -> Cost:
    """The page at `address`, from a site that answered another before: the best of three."""
    from django.db import connection
    from django.test import Client

    with as_site():
        client = Client()
        client.get("/latest/")
        times, sent = [], 0
        clear_peak()
        before = peak()
        for _run in range(3):
            began = time.perf_counter()
            response = client.get(address, follow=address == "/archive/")
            chunks = response.streaming_content if response.streaming else [response.content]
            sent = sum(len(chunk) for chunk in chunks)
            times.append(time.perf_counter() - began)
            assert response.status_code == 200, (address, response.status_code)
        needed = peak() - before
    connection.close()
    return Cost(min(times), needed, sent)


@contextmanager
def as_site() -> Iterator[None]:
    """As the site's process has it, but for the cache."""
    from django.test.utils import override_settings

    from config import settings_site

    middleware = [
        name for name in settings_site.MIDDLEWARE if "whitenoise" not in name and "cache" not in name
    ]
    with override_settings(
        ROOT_URLCONF=settings_site.ROOT_URLCONF,
        MIDDLEWARE=middleware,
        TEMPLATES=settings_site.TEMPLATES,
        ALLOWED_HOSTS=["*"],
        DEBUG=False,
    ):
        yield


def clear_peak() -> None:
    """Linux: from now on, the peak is of what comes."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def peak() -> float:
    """Megabytes of this process at its peak so far."""
    try:
        with open("/proc/self/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(work: Callable[[], Cost]) -> Cost:
    """What `work` returns, done in a process of its own."""
    from django.db import connection

    connection.close()
    fork = get_context("fork")
    here, there = fork.Pipe(duplex=False)

    def run() -> None:
        try:
            there.send(work())
        except Exception:
            traceback.print_exc()
        finally:
            there.close()
            sys.stdout.flush()
            os._exit(0)  # nothing of the parent's is cleaned up twice

    process = fork.Process(target=run)
    process.start()
    there.close()
    try:
        cost: Cost = here.recv()
    finally:
        process.join()
    return cost


def upkeep() -> None:
    """What the months cost whoever keeps them."""
    from django.db import transaction
    from django.utils import timezone

    from articles.editions import next_edition
    from articles.months import find_differences, note_change

    began = time.perf_counter()
    assert find_differences() == []
    print(f"\ncomparing every month with its articles: {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    for _turn in range(100):
        with transaction.atomic():
            next_edition()
            note_change(timezone.now(), timezone.now())
    print(f"one edition with its month noted: {(time.perf_counter() - began) * 10:.2f} ms")


if __name__ == "__main__":
    main()
