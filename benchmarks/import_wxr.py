"""How long bringing a WordPress export takes, with Bengali text, and how much memory.

    DEBUG=1 python benchmarks/import_wxr.py [posts] [pictures]

The export is generated: texts of 150 to 600 Bengali words, of the block editor and of the classic one, shortcodes,
embeds, three tags a post, twelve categories, forty authors; `pictures` of the posts (none unless said) have a picture
of their own, 1600 × 1067. Wall and processor time are told apart: others may be using the machine.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from support.database import own_database

POSTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
PICTURES = int(sys.argv[2]) if len(sys.argv) > 2 else 0
WORDS = (
    "নদী ধান কৃষক শহর সরকার নির্বাচন শিক্ষার্থী বিদ্যালয় বাজার দাম বৃষ্টি বন্যা সড়ক সেতু খেলা দল ম্যাচ গোল আদালত মামলা"
    " পুলিশ হাসপাতাল চিকিৎসক রোগী টিকা ব্যাংক ঋণ রপ্তানি পোশাক শ্রমিক কারখানা বিদ্যুৎ গ্যাস পানি মেলা বই কবিতা নাটক গান"
    " চলচ্চিত্র জেলা উপজেলা ইউনিয়ন গ্রাম মানুষ পরিবার শিশু নারী প্রবাসী বিমান বন্দর জাহাজ ট্রেন বাস ভাড়া যাত্রী পরীক্ষা ফল"
    " বলেছেন জানিয়েছেন করেছে হয়েছে যাচ্ছে থেকে জন্য সঙ্গে পরে আগে গতকাল আজ এবার নতুন পুরোনো বড় ছোট অনেক কয়েক প্রায় এই সেই"
).split()


def main() -> None:
    with own_database(), TemporaryDirectory() as folder:
        from django.conf import settings

        settings.MEDIA_ROOT = Path(folder) / "public"
        settings.STORAGES["originals"]["OPTIONS"]["location"] = Path(folder) / "private"
        export, uploads = Path(folder) / "export.xml", Path(folder) / "uploads"
        uploads.mkdir()
        with export.open("w", encoding="utf-8") as file:
            file.writelines(make_export(uploads))
        print(f"{POSTS} posts, {PICTURES} pictures, {export.stat().st_size / 1e6:.0f} MB")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        measure(export, uploads)
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        print(f"memory above what Django takes: {more / 1024:.0f} MB")


def make_export(uploads: Path) -> Iterator[str]:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.newsroom.wxr.exports import HEAD, TAIL, Item, attachment

    dice = random.Random(1971)
    began = datetime(2012, 1, 1, 6)  # noqa: DTZ001 - as WordPress writes it
    yield HEAD.format(version="1.2")
    for number in range(1, POSTS + 1):
        at = f"{began + timedelta(hours=5 * number):%Y-%m-%d %H:%M:%S}"
        meta = {}
        if number <= PICTURES:
            (uploads / f"{number}.jpg").write_bytes(photograph(dice))
            yield attachment(POSTS + number, f"{number}.jpg", excerpt="নদীর পাড়ে মানুষ।").xml()
            meta = {"_thumbnail_id": str(POSTS + number), "_wp_attachment_image_alt": "নদী"}
        yield Item(
            number=number,
            title=" ".join(dice.choices(WORDS, k=7)),
            text=(classic if number % 2 else blocks)(dice),
            excerpt=" ".join(dice.choices(WORDS, k=20)),
            link=f"https://old.example/{number}/{'-'.join(dice.choices(WORDS, k=4))}/",
            creator=f"author{number % 40}",
            date=at,
            date_gmt=at,
            terms=[
                ("category", f"category-{number % 12}", f"বিভাগ {number % 12}"),
                *(("post_tag", f"tag-{tag}", f"বিষয় {tag}") for tag in dice.sample(range(2000), 3)),
            ],
            meta=meta,
        ).xml()
    yield TAIL


def sentences(dice: random.Random) -> str:
    return " ".join(" ".join(dice.choices(WORDS, k=dice.randint(6, 14))) + "।" for _sentence in range(4))


def classic(dice: random.Random) -> str:
    parts = [sentences(dice) for _part in range(dice.randint(4, 14))]
    parts.insert(2, "https://www.youtube.com/watch?v=abcdefghijk")
    parts.insert(3, f'[box type="info"]{sentences(dice)}[/box]')
    return "\n\n".join(parts)


def blocks(dice: random.Random) -> str:
    parts = [
        f"<!-- wp:paragraph -->\n<p>{sentences(dice)}</p>\n<!-- /wp:paragraph -->"
        for _part in range(dice.randint(4, 14))
    ]
    parts.insert(
        2,
        f"<!-- wp:quote --><blockquote><p>{sentences(dice)}</p><cite>কেউ</cite></blockquote><!-- /wp:quote -->",
    )
    return "\n\n".join(parts)


def photograph(dice: random.Random) -> bytes:
    from PIL import Image

    small = Image.effect_noise((200, 133), 60).convert("RGB")
    large = small.resize((1600, 1067), Image.Resampling.BICUBIC)
    large.putpixel((0, 0), (dice.randrange(256), dice.randrange(256), dice.randrange(256)))
    buffer = BytesIO()
    large.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def measure(export: Path, uploads: Path) -> None:
    from django.contrib.auth.models import Group

    from newsroom.models import User
    from newsroom.wxr.importing import Wanted, import_export

    user = User.objects.create_user("chief")
    user.groups.add(Group.objects.get(name="chief"))
    for run in ("first run", "again"):
        tenths: list[float] = []
        began, before = time.perf_counter(), used()
        brought = import_export(Wanted(export, user, uploads), partial(note, tenths))
        wall = time.perf_counter() - began
        own, decoding, database = (after - then for after, then in zip(used(), before, strict=True))
        print(
            f"{run}: {brought.stories} stories, {brought.pictures} pictures, {brought.known} known: {wall:.0f} s;"
            f" processor {own:.1f} s here, {database:.1f} s in the database, {decoding:.1f} s decoding pictures"
        )
        if len(tenths) == 11:
            print(
                f"first tenth {tenths[1] - tenths[0]:.1f} s of processor, last {tenths[10] - tenths[9]:.1f} s"
            )


def used() -> tuple[float, float, float]:
    """Seconds of processor: of this process, of those it ended, and of the database's for our connection (Linux)."""
    from django.db import connection

    now = os.times()
    connection.ensure_connection()
    try:
        fields = (
            Path(f"/proc/{connection.connection.info.backend_pid}/stat")
            .read_text()
            .rpartition(")")[2]
            .split()
        )
        database = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        database = 0.0
    return now.user + now.system, now.children_user + now.children_system, database


def note(tenths: list[float], what: str, done: int, total: int) -> None:
    """Keep the processor time at every tenth of the way, and tell whoever waits."""
    if what == "Importing" and done * 10 >= total * len(tenths):
        tenths.append(time.process_time())
        print(f"{len(tenths) - 1}0 %", end=" ", flush=True, file=sys.stderr)


if __name__ == "__main__":
    main()
