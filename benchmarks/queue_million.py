"""How the queue's screens fare with a million stories, as a ratio to a nearly empty newsroom in the same run.

    DEBUG=1 python benchmarks/queue_million.py [stories]

Makes a database of its own on the embedded server (KHOBOR_VAR chooses where) and drops it afterwards. Nineteen in
twenty stories are live; the rest is spread over the states as in a working newsroom.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

STORIES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
FEW = 200
RUNS = 5
DATABASE = "khobor_benchmark"

FILL = """
INSERT INTO newsroom_story (public_id, state, state_since, version, desk_id, assignee_id, public_state, brief, due_at,
    restricted, created_at, changed_at, language, kicker, headline, standfirst, body, section_id, dateline,
    source_credit, sign_off, picture_caption, picture_credit, picture_alt, correction_kind, correction_text, publish_at,
    slug_line, picture_decorative)
SELECT lpad(i::text, 8, '0'), state, now() - i * interval '1 minute', 3, 1 + i %% 3, %(first_user)s + i %% 50,
    CASE WHEN state = 'published' OR i %% 400 = 0 THEN 'live' ELSE 'none' END, '',
    CASE WHEN i %% 4 = 0 THEN now() - i * interval '1 minute' + interval '3 hours' END,
    i %% 500 = 0, now() - i * interval '1 minute', now() - i * interval '1 minute', 'bn',
    (ARRAY['নগর', 'কৃষি', 'নদী', 'বাজার', 'খেলা'])[1 + i %% 5],
    (ARRAY['হাওরে', 'পাহাড়ে', 'শহরে', 'গ্রামে', 'সৈকতে', 'চরে', 'বন্দরে'])[1 + i %% 7] || ' '
    || (ARRAY['ধান কাটা', 'মেলা', 'সেতু নির্মাণ', 'বৃষ্টি', 'ফুটবল', 'নাটক', 'পাঠাগার', 'বইমেলা', 'রেলপথ'])[1 + i %% 9]
    || ' শুরু, ' || lpad(to_hex(i), 6, '0'), '', '<p>' || repeat('শব্দ ', 60) || '</p>',
    1 + i %% 8, '', '', '', '', '', '',
    '', '', CASE WHEN state = 'scheduled' THEN now() + i * interval '1 second' END, '', false
FROM (SELECT i, CASE WHEN i %% 20 <> 0 THEN 'published'
        ELSE (ARRAY['draft', 'draft', 'returned', 'submitted', 'approved', 'spiked', 'draft', 'submitted', 'scheduled',
                    'draft'])[1 + (i / 20) %% 10] END AS state
      FROM generate_series(%(start)s::int, %(end)s::int) i) numbered
"""


def main() -> None:
    address = make_database()
    try:
        os.environ |= {"DATABASE_URL": address, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        measure()
    finally:
        from django.db import connection

        connection.close()
        with server() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))


def server() -> psycopg.Connection:
    from config import embedded
    from config.environment import var_dir

    home = var_dir() / "postgres"
    embedded.ensure_running(home)
    host = str(embedded.socket_dir(home))
    return psycopg.connect(
        dbname="postgres", host=host, port=embedded.PORT, user="khobor_newsroom", autocommit=True
    )


def make_database() -> str:
    with server() as admin:
        name = sql.Identifier(DATABASE)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(name))
        host = quote(admin.info.host, safe="")
        return f"postgresql://khobor_newsroom@/{DATABASE}?host={host}&port={admin.info.port}"


def measure() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = make_people()
    first_user = people["reporter"].pk
    fill(1, FEW, first_user)
    few = times_of(people)
    began = time.monotonic()
    fill(FEW + 1, STORIES, first_user)
    print(f"{STORIES} stories made in {time.monotonic() - began:.0f} s\n")
    many = times_of(people)
    print(f"{'question':<46}{'of ' + str(FEW):>10}{'of ' + str(STORIES):>12}   ratio")
    for name, milliseconds in many.items():
        print(f"{name:<46}{few[name]:>7.1f} ms{milliseconds:>9.1f} ms{milliseconds / few[name]:>7.1f}")
    worst = max(many, key=lambda name: many[name])
    print(
        f"\nslowest: {worst}, {many[worst]:.0f} ms; whole pages, the test client's own time included, are in this list"
    )


def make_people() -> dict:
    from django.contrib.auth.models import Group

    from articles.models import Section
    from newsroom.models import Desk, DeskSection, User

    desks = [Desk.objects.create(name=f"ডেস্ক {number}") for number in range(3)]
    for number in range(8):
        section = Section.objects.create(slug=f"section-{number}", name=f"বিভাগ {number}")
        DeskSection.objects.create(desk=desks[number % 3], section=section)
    assert (desks[0].pk, Section.objects.order_by("pk")[0].pk) == (1, 1)
    people = {}
    for name, group in [("reporter", "reporter"), ("editor", "editor"), ("chief", "chief")]:
        people[name] = User.objects.create(username=name, is_staff=True, display_name=name)
        people[name].groups.add(Group.objects.get(name=group))
    desks[0].members.add(*people.values())
    User.objects.bulk_create(User(username=f"user{number}", is_staff=True) for number in range(60))
    return people


def fill(start: int, end: int, first_user: int) -> None:
    """Without the indexes, which are built again afterwards: many times faster, and the same in the end."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'newsroom_story' AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint WHERE conrelid = 'newsroom_story'::regclass)"
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(FILL, {"start": start, "end": end, "first_user": first_user})
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE newsroom_story")


def times_of(people: dict) -> dict[str, float]:
    """Median milliseconds of each question, as the screens ask it."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from newsroom.planning import board, counts_by_day, week_of
    from newsroom.queue import TABS, Filters, counts_for, page_of

    settings.ALLOWED_HOSTS = ["testserver"]
    today = timezone.localdate()
    found = {}
    for name in ("reporter", "editor"):
        user = people[name]
        client = Client()
        client.force_login(user)
        for tab in TABS:
            found[f"tab {tab.key}, {name}"] = timed(lambda t=tab.key, u=user: page_of(t, u, Filters(), 0, 31))
        found[f"all tabs' counts, {name}"] = timed(lambda u=user: counts_for(u))
        found[f"planning board, {name}"] = timed(
            lambda u=user: (board(u, today, timezone.now()), counts_by_day(u, week_of(today)))
        )
        found[f"whole queue page, {name}"] = timed(lambda c=client: c.get("/newsroom/story/?tab=all"))
        found[f"whole dashboard, {name}"] = timed(lambda c=client: c.get("/"))
    editor = people["editor"]
    for label, words in {
        "a common word": "বইমেলা",
        "two words": "পাহাড়ে বৃষ্টি",
        "a word of one story": f"{STORIES * 3 // 4:06x}",
        "a word of none": "অস্তিত্বহীনশব্দ",
        "two letters of none": "ৎৎ",
    }.items():
        filters = Filters(words=words)
        found[f"search {label}, all"] = timed(lambda f=filters: page_of("all", editor, f, 0, 31))
        found[f"search {label}, live"] = timed(lambda f=filters: page_of("live", editor, f, 0, 31))
    for label, filters in {
        "a section": Filters(section=3),
        "a desk and a state": Filters(desk=2, state="approved"),
        "a person": Filters(assignee=people["reporter"].pk),
        "a person without stories": Filters(assignee=people["chief"].pk + 58),
        "nobody": Filters(unassigned=True),
    }.items():
        found[f"filter {label}, all"] = timed(lambda f=filters: page_of("all", editor, f, 0, 31))
    found["the hundredth page of all"] = timed(lambda: page_of("all", editor, Filters(), 99 * 30, 31))
    return found


def timed(question: Callable[[], object]) -> float:
    question()  # once for caches and permissions
    times = []
    for _run in range(RUNS):
        began = time.perf_counter()
        question()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
