"""How long a search takes in a large archive, as a ratio to a small one in the same run.

    DEBUG=1 python benchmarks/search.py [articles]

Two hundred different texts, each published again and again, a minute apart: so common words are very common.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from support.database import own_database

ARTICLES = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
TEXTS = 200
RUNS = 5
QUESTIONS = {
    "a word in every story": "সরকার",
    "a word in one story of a hundred": "নোঙর",
    "a word in no story": "অনুপস্থিত",
    "three common words": "সরকার নদী সেতু",
    "a phrase of common words": '"নতুন সেতু"',
    "common without common": "সরকার -নদী",
    "twelve words": "সরকার নদী সেতু বাজার স্কুল মেলা ধান মাছ বৃষ্টি শহর গ্রাম খেলা",
}
COMMON = "সরকার নদী নতুন সেতু বাজার স্কুল মেলা ধান মাছ বৃষ্টি শহর গ্রাম খেলা মানুষ কাজ শুরু শেষ বছর দিন সকাল".split()


def main() -> None:
    with own_database():
        from django.urls import set_urlconf

        set_urlconf("config.urls_site")
        make_texts()
        few = times()
        began = time.monotonic()
        multiply(ARTICLES // TEXTS)
        print(f"{ARTICLES} articles made in {time.monotonic() - began:.0f} s\n")
        many = times()
    print(f"{'question':<36}{'of ' + str(TEXTS):>12}{'of ' + str(ARTICLES):>14}   ratio")
    for name in many:
        print(f"{name:<36}{few[name]:>9.1f} ms{many[name]:>11.1f} ms{many[name] / few[name]:>8.1f}")


def make_texts() -> None:
    from datetime import timedelta

    from django.db import transaction
    from django.utils import timezone

    from articles.models import Section
    from articles.publishing import publish_article
    from articles.snapshot import ArticleSnapshot, Named

    chance = random.Random(4)
    endings = ["", "", "ের", "ে", "টি", "গুলো"]
    Section.objects.create(slug="world", name="বিশ্ব")
    for number in range(TEXTS):
        words = [chance.choice(COMMON) + chance.choice(endings) for _word in range(300)] + ["সরকার"]
        rare = "নোঙর" if number % 100 == 0 else f"বিরল{number}"
        with transaction.atomic():
            publish_article(
                ArticleSnapshot(
                    public_id=f"{number:08d}",
                    revision=1,
                    content_hash="0" * 64,
                    language="bn",
                    section=Named("world", "বিশ্ব"),
                    kicker="",
                    headline=f"{' '.join(chance.choices(COMMON, k=5))} {rare}",
                    standfirst="",
                    body=f"<p>{' '.join(words)}</p>",
                    dateline="",
                    source_credit="",
                    sign_off="",
                    byline=(),
                    topics=(),
                    picture=None,
                ),
                timezone.now() - timedelta(minutes=number),
            )


def multiply(times: int) -> None:
    from django.db import connection

    from articles.models import Article

    columns = [
        field.column
        for field in Article._meta.concrete_fields
        if field.column not in {"public_id", "published_at"}
    ]
    names = ", ".join(columns)
    later = "published_at - copy * interval '200 minutes'"
    copied = "lpad(to_hex(copy), 5, '0') || right({}, 3)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO articles_article (public_id, published_at, {names})"
            f" SELECT {copied.format('public_id')}, {later}, {names}"
            " FROM articles_article, generate_series(1, %s) copy",
            [times - 1],
        )
        cursor.execute(
            "INSERT INTO articles_searchdocument (article_id, section_id, published_at, words, headline)"
            f" SELECT {copied.format('article_id')}, section_id, {later}, words, headline"
            " FROM articles_searchdocument, generate_series(1, %s) copy",
            [times - 1],
        )
        cursor.execute("VACUUM ANALYZE articles_searchdocument")
        cursor.execute("VACUUM ANALYZE articles_article")


def times() -> dict[str, float]:
    from articles.search.finding import find_articles
    from articles.search.query import Filters, parse_query
    from articles.search.suggesting import meant_instead, suggest

    asked = {name: partial(find_articles, parse_query(text), Filters()) for name, text in QUESTIONS.items()}
    asked["suggestions for two letters"] = partial(suggest, "সর")
    asked["did you mean, by ear"] = partial(meant_instead, parse_query("শরকার"))
    asked["did you mean, by letters"] = partial(meant_instead, parse_query("গরামবাড়ি"))
    return {name: median_of(ask) for name, ask in asked.items()}


def median_of(ask: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        answer = ask()
        taken.append((time.perf_counter() - began) * 1000)
        if getattr(answer, "is_too_broad", False):
            print("said to be too broad")
    return statistics.median(taken)


if __name__ == "__main__":
    main()
