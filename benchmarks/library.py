"""How the picture library fares with a hundred thousand pictures, a third of them in use.

    DEBUG=1 python benchmarks/library.py [pictures]

Makes a database of its own on the embedded server (KHOBOR_VAR chooses where) and drops it afterwards. Prints the
median milliseconds of whole answers, the test client's own time included.
"""

import sys

from queue_million import fill, make_people, timed
from support.database import own_database

PICTURES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
STORIES = 2000
QUESTIONS = {
    "the newest": {},
    "a common word": {"q": "ট্রেন"},
    "three words of three fields": {"q": "নৌকা কল্পিতা মাওয়া"},
    "a person": {"q": "ব্যক্তি 4321"},
    "a word of none": {"q": "অস্তিত্বহীনশব্দ"},
    "one letter": {"q": "ঘ"},
    "a photographer": {"photographer": "চিত্রী 7"},
    "a right": {"rights": "licensed"},
    "unused": {"only": "unused"},
    "rights lapsed": {"only": "lapsed"},
    "words missing": {"only": "missing"},
    "the oldest page": {"before": "40"},
}
FILL = """
INSERT INTO newsroom_picture (sha256, original, thumbnail, width, height, caption, credit, alt, decorative,
    photographer, rights, rights_until, licence_url, place, people, file_name, focus_x, focus_y, renditions_problem,
    uploaded_by_id, uploaded_at)
SELECT md5(i::text) || md5((i + 1)::text), i || '.jpg', i || '-small.jpg', 1600, 900,
    'পদ্মার ঘাটে ' || (ARRAY['নৌকা', 'ট্রেন', 'মিছিল', 'বাজার', 'বৃষ্টি', 'স্কুল', 'মেলা', 'ফেরি'])[1 + i %% 8] || ' ' || i,
    'ছবি: ' || (ARRAY['নমুনা হাসান', 'কল্পিতা সেন', 'কাল্পনিক রায়'])[1 + i %% 3],
    CASE WHEN i %% 900 = 0 THEN '' ELSE 'একটি দৃশ্য ' || i END, false,
    'চিত্রী ' || i %% 200, CASE WHEN i %% 50 = 0 THEN 'licensed' ELSE 'own' END,
    CASE WHEN i %% 50 = 0 THEN current_date + i %% 700 - 350 END, '',
    (ARRAY['মাওয়া', 'ঢাকা', 'খুলনা', 'সিলেট'])[1 + i %% 4], 'ব্যক্তি ' || i %% 5000, 'IMG_' || i || '.jpg',
    0.5, 0.5, '', %(user)s, now()
FROM generate_series(1, %(pictures)s::int) i
"""
USES = """
INSERT INTO newsroom_pictureuse (picture_id, story_id, copy)
SELECT picture.id, story.id, 'live' FROM newsroom_picture picture
JOIN (SELECT id, row_number() OVER () AS place FROM newsroom_story) story ON story.place = 1 + picture.id %% %(stories)s
WHERE picture.id %% 3 = 0
"""


def main() -> None:
    with own_database():
        measure()


def measure() -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    people = make_people()
    fill(1, STORIES, people["reporter"].pk)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"user": people["chief"].pk, "pictures": PICTURES})
        cursor.execute(USES, {"stories": STORIES})
        cursor.execute("VACUUM ANALYZE newsroom_picture, newsroom_pictureuse")
    client = Client()
    client.force_login(people["editor"])
    print(f"{PICTURES} pictures\n{'question':<32}{'the page':>12}{'the picker':>14}")
    for name, query in QUESTIONS.items():
        page = timed(lambda q=query: client.get("/newsroom/picture/", q))
        listed = timed(lambda q=query: client.get("/library/list/", q))
        print(f"{name:<32}{page:>9.0f} ms{listed:>11.0f} ms")
    print(f"{'report of ending rights':<32}{timed(lambda: client.get('/library/rights/')):>9.0f} ms")


if __name__ == "__main__":
    main()
