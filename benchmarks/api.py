"""What the API's answers cost in a large archive, beside a small one, and how the database goes about them.

    DEBUG=1 python benchmarks/api.py [articles]

A hundred stories are published, then copied by SQL, ten minutes apart. One topic is on each tenth story, another on
one in ten thousand; one person wrote each fifth, one in a thousand is in English, and one in two hundred was
withdrawn. Each address is asked for five times by the site's own views, without the page cache; the median counts.
"""

import statistics
import sys
import time
from typing import Any

from support.database import own_database

ARTICLES = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
FEW = 1000
STORIES = 100
RUNS = 5
SECTIONS = 8
ADDRESSES = {
    "the list": "articles/?limit=50",
    "deep in the list": "articles/?limit=50&after={deep}",
    "a section": "articles/?section=s3&limit=50",
    "deep in a section": "articles/?section=s3&limit=50&after={deep}",
    "a topic of each tenth": "articles/?topic=common&limit=50",
    "deep in such a topic": "articles/?topic=common&limit=50&after={deep}",
    "a rare topic": "articles/?topic=rare&limit=50",
    "a person of each fifth": "articles/?contributor=writer&limit=50",
    "a rare language": "articles/?language=en&limit=50",
    "a rare language of a section": "articles/?language=en&section=s3&limit=50",
    "a topic in a language": "articles/?topic=common&language=en&limit=50",
    "a day, long ago": "articles/?since={day}&until={day}&limit=50",
    "a whole story": "articles/{id}/",
    "topics": "topics/",
    "contributors": "contributors/",
    "sections": "sections/",
    "corrections": "corrections/",
    "changes from the beginning": "changes/?limit=50",
    "changes, deep": "changes/?limit=50&after={edition}.00000000",
    "a search": "search/?q=%E0%A6%A8%E0%A6%A6%E0%A7%80",
}
COLUMNS = (
    "section_id, language, section_name, kicker, headline, standfirst, body, dateline, source_credit, sign_off, byline,"
    " topic_names, picture, body_pictures, corrections, related, share_card, translation_of, updated_at, revision,"
    " content_hash"
)


def main() -> None:
    with own_database():
        publish_stories()
        multiply(STORIES, FEW)
        few = measure_all()
        began = time.monotonic()
        multiply(FEW, ARTICLES)
        print(f"{ARTICLES} articles, made in {time.monotonic() - began:.0f} s\n")
        many = measure_all()
        print(f"{'':<32}{f'of {FEW}':>12}{f'of {ARTICLES}':>14}   ratio")
        for name in few:
            print(f"{name:<32}{few[name]:>9.1f} ms{many[name]:>11.1f} ms{many[name] / few[name]:>8.1f}")
        print("\n" + "\n".join(plans()))


def publish_stories() -> None:
    from datetime import timedelta

    from django.db import transaction
    from django.utils import timezone

    from articles.models import Contributor, Section, Topic
    from articles.publishing import publish_article
    from articles.snapshot import ArticleSnapshot, BylineEntry, Named

    for number in range(SECTIONS):
        Section.objects.create(slug=f"s{number}", name=f"বিভাগ {number}", position=number)
    for slug in ("common", "rare"):
        Topic.objects.create(slug=slug, name=slug)
    Contributor.objects.create(slug="writer", name="কল্পিতা সেন")
    for number in range(STORIES):
        slug = f"s{number % SECTIONS}"
        with transaction.atomic():
            publish_article(
                ArticleSnapshot(
                    public_id=f"{number + 1:08d}",
                    revision=1,
                    content_hash="0" * 64,
                    language="bn",
                    section=Named(slug, slug),
                    kicker="",
                    headline=f"নদীর পাড়ে নতুন পাঠাগার {number}",
                    standfirst="গ্রামের তরুণেরা গড়ে তুলেছেন পাঠাগারটি।",
                    body="<p>" + " ".join(["নদীর পাড়ে নতুন পাঠাগার, সেখানে দুই হাজার বই।"] * 8) + "</p>",
                    dateline="ঢাকা",
                    source_credit="",
                    sign_off="",
                    byline=(BylineEntry("writer", "কল্পিতা সেন", "reporter"),) if number % 5 == 0 else (),
                    topics=(Named("common", "নদী"),) if number % 10 == 0 else (),
                    picture=None,
                ),
                timezone.now() - timedelta(minutes=10 * number),
            )


def multiply(there: int, wanted: int) -> None:
    """Copies of the first hundred, until there are `wanted`; each older than the one before."""
    from django.db import connection

    statements = [
        f"""INSERT INTO articles_article (public_id, published_at, edition, {COLUMNS})
            SELECT lpad(n::text, 8, '0'), now() - n * interval '10 minutes', n, {COLUMNS}
            FROM generate_series(%(from)s, %(to)s) n
            JOIN articles_article a ON a.public_id = lpad((n %% 100 + 1)::text, 8, '0')""",
        "UPDATE articles_article SET language = 'en' WHERE public_id::int %% 1000 = 7 AND public_id::int >= %(from)s",
        """INSERT INTO articles_articletopic (article_id, topic_id, position)
           SELECT public_id, t.id, 0 FROM articles_article JOIN articles_topic t
           ON (t.slug = 'common' AND public_id::int %% 10 = 3) OR (t.slug = 'rare' AND public_id::int %% 10000 = 501)
           WHERE public_id::int >= %(from)s""",
        """INSERT INTO articles_articlecontributor (article_id, contributor_id, position)
           SELECT public_id, c.id, 0 FROM articles_article, articles_contributor c
           WHERE public_id::int %% 5 = 2 AND public_id::int >= %(from)s""",
        """INSERT INTO articles_searchdocument (article_id, section_id, published_at, words, headline)
           SELECT a.public_id, a.section_id, a.published_at, d.words, d.headline FROM articles_article a
           JOIN articles_searchdocument d ON d.article_id = lpad((a.public_id::int %% 100 + 1)::text, 8, '0')
           WHERE a.public_id::int >= %(from)s""",
        """INSERT INTO articles_tombstone (public_id, kind, at, edition, notice, target, published_at)
           SELECT 'x' || lpad(n::text, 7, '0'), 'gone', now(), n, '', '', now()
           FROM generate_series(%(from)s, %(to)s, 200) n""",
        """INSERT INTO articles_correction (public_id, kind, text, at, edition)
           SELECT public_id, 'update', 'x', published_at, edition FROM articles_article
           WHERE public_id::int %% 50 = 0 AND public_id::int >= %(from)s""",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"from": there + 1, "to": wanted})
        cursor.execute("VACUUM ANALYZE")


def asked() -> dict[str, str]:
    from articles.models import Article

    total = Article.objects.count()
    row = Article.objects.order_by("-published_at", "-public_id").values_list(
        "published_at", "public_id", "edition"
    )
    at, public_id, _edition = row[total * 3 // 4]
    deep = f"{int(at.timestamp() * 1_000_000)}.{public_id}"
    parts = {"deep": deep, "day": f"{at:%Y-%m-%d}", "id": public_id, "edition": str(total * 3 // 4)}
    return {name: "/api/v1/" + address.format(**parts) for name, address in ADDRESSES.items()}


def measure_all() -> dict[str, float]:
    from django.urls import set_urlconf

    set_urlconf("config.urls_site")
    return {name: measure(name, address) for name, address in asked().items()}


def measure(name: str, address: str) -> float:
    from django.test import RequestFactory
    from django.urls import resolve

    found = resolve(address.partition("?")[0])
    taken = []
    for _run in range(RUNS):
        request = RequestFactory().get(address)
        began = time.perf_counter()
        answer = found.func(request, **found.kwargs)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            print(f"{name}: {answer.status_code}")
    return statistics.median(taken)


def plans() -> list[str]:
    """How the list of changes is read."""
    from django.db import connection

    from feeds.api.cursors import Change
    from feeds.api.reading import read_changes

    said: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {sql}", params)
            said.extend(line.strip() for (line,) in cursor.fetchall() if "Scan" in line)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        read_changes(Change(ARTICLES // 2, "00000000"), 50)
    return said


if __name__ == "__main__":
    main()
