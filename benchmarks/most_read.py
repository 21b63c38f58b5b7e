"""How long the minute's job takes to add up what is read most, with a million counts of a day.

    DEBUG=1 python benchmarks/most_read.py [counts] [stories]

Makes a database of its own on the embedded server (KHOBOR_VAR chooses where) and drops it afterwards. Prints the
milliseconds of each of ten runs' parts, and what counting one read costs a reader's request.
"""

import sys
from datetime import timedelta
from statistics import median
from time import perf_counter

from support.database import own_database

COUNTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
STORIES = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
RUNS = 10
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ARTICLES = """
INSERT INTO articles_article (public_id, section_id, language, section_name, kicker, headline, standfirst, body,
    dateline, source_credit, sign_off, byline, topic_names, body_pictures, corrections, related, translation_of,
    published_at, edition, revision, content_hash)
SELECT lpad(i::text, 8, '0'), %(section)s, 'bn', 'বিশ্ব', '', 'কল্পিত খবর ' || i, '', '<p>খবর।</p>', '', '', '', '[]',
    '[]', '{}', '[]', '[]', '', now() - i * interval '3 minutes', i, 1, repeat('0', 64)
FROM generate_series(1, %(stories)s) i
"""
# New stories are read more than old ones: the square of a random number is small more often.
READS = """
INSERT INTO articles_readcount (public_id, minute, reads)
SELECT lpad((1 + floor(%(stories)s * random() ^ 2))::int::text, 8, '0'),
    date_trunc('minute', now() - i %% 1440 * interval '1 minute'), 1 + (random() * 20)::int
FROM generate_series(1, %(counts)s) i
"""


def main() -> None:
    with own_database():
        measure()


def measure() -> None:
    from django.db import connection
    from django.utils import timezone

    from articles.models import MostRead, ReadCount, Section
    from articles.most_read import add_up_reads
    from articles.reads import ReadCounter

    section = Section.objects.create(slug="world", name="বিশ্ব")
    values = {"section": section.pk, "stories": STORIES, "counts": COUNTS}
    with connection.cursor() as cursor:
        cursor.execute(ARTICLES, values)
        cursor.execute(READS, values)
        cursor.execute("VACUUM ANALYZE articles_article, articles_readcount")
    print(f"{ReadCount.objects.count()} counts of {STORIES} stories")
    now, times = timezone.now(), []
    for minute in range(RUNS):
        began = perf_counter()
        add_up_reads(now + timedelta(minutes=minute))
        times.append((perf_counter() - began) * 1000)
    assert MostRead.objects.count() == 20
    print(f"adding up, placing, forgetting a minute: {median(times):.0f} ms, at most {max(times):.0f} ms")
    counter = ReadCounter(lambda _reads, _now: None, by_itself=False)
    began = perf_counter()
    for number in range(20_000):
        counter.count(f"{number % 1500:08d}", f"198.51.{number % 250}.{number % 199}", BROWSER, now)
    print(f"counting one read: {(perf_counter() - began) / 20_000 * 1e6:.1f} µs")


if __name__ == "__main__":
    main()
