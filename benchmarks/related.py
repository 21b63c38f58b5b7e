"""How long a publish looks for related stories, in a large archive and in a small one of the same run.

    DEBUG=1 python benchmarks/related.py [articles]

Two hundred different texts, each again and again a minute apart; every story carries one of forty topics, and one that
all of them carry. So words and topics are far more common than in a newspaper.
"""

import statistics
import sys
import time

from search import TEXTS, make_texts, multiply
from support.database import own_database

ARTICLES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
TOPICS = 40
RUNS = 20


def main() -> None:
    with own_database():
        make_texts()
        give_topics()
        few = times()
        multiply(ARTICLES // TEXTS)
        give_topics()
        many = times()
    print(f"{'':<24}{'median':>12}{'slowest':>12}")
    for name, taken in ((TEXTS, few), (ARTICLES, many)):
        print(f"{f'of {name} stories':<24}{statistics.median(taken):>9.1f} ms{max(taken):>9.1f} ms")


def give_topics() -> None:
    from django.db import connection

    from articles.models import Topic

    for number in range(TOPICS + 1):
        Topic.objects.get_or_create(slug=f"topic-{number}", defaults={"name": f"বিষয় {number}"})
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH topic AS (SELECT id, split_part(slug, '-', 2)::int AS number FROM articles_topic)"
            " INSERT INTO articles_articletopic (article_id, topic_id, position)"
            " SELECT public_id, topic.id, 0 FROM articles_article JOIN topic"
            " ON topic.number = %s OR topic.number = abs(hashtext(public_id)) %% %s"
            " ORDER BY published_at ON CONFLICT DO NOTHING",
            [TOPICS, TOPICS],
        )
        cursor.execute("VACUUM ANALYZE articles_articletopic")


def times() -> list[float]:
    """Milliseconds of finding what is related to each of the newest stories, and of keeping it in the others."""
    from django.db import transaction

    from articles.models import Article
    from articles.related import find_related, write_related

    taken = []
    for article in Article.objects.prefetch_related("topics")[:RUNS]:
        topics = [topic.pk for topic in article.topics.all()]
        article.headline += " অভূতপূর্ব নতুন ঘাট"  # words that nobody has beside those that everybody has
        began = time.perf_counter()
        with transaction.atomic():
            write_related(find_related(article, topics).others)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


if __name__ == "__main__":
    main()
