"""What two invented agencies have sent, for the demo's intake. They have no servers, so both feeds are paused."""

from datetime import datetime, timedelta
from typing import Final

from articles.models import Section
from newsroom.intake.entries import ReadItem
from newsroom.intake.storing import store_items
from newsroom.models import IntakeFeed, User

_PAUSED: Final = "নমুনার এই সংস্থার কোনো সার্ভার নেই, তাই ফিডটি থামানো আছে।"
_AGENCIES: Final = (
    ("নমুনা সংবাদ সংস্থা", "https://agency.example/feeds/bangla.rss"),
    ("কল্পিত বার্তা সেবা", "https://wire.example/ninjs/latest.json"),
)
# Of which agency, hours ago, headline, summary, paragraphs.
_SENT: Final = (
    (
        0,
        5,
        "হাওরে আগাম বন্যার শঙ্কা, ধান কাটায় বাড়তি কম্বাইন হারভেস্টার",
        "পাহাড়ি ঢলের পূর্বাভাসে কৃষকদের পাকা ধান দ্রুত কেটে ফেলার পরামর্শ দেওয়া হয়েছে।",
        (
            "উজানে ভারী বৃষ্টির পূর্বাভাস থাকায় হাওর এলাকায় আগাম বন্যার শঙ্কা দেখা দিয়েছে। নিচু জমির পাকা ধান দ্রুত কেটে "
            "ঘরে তোলার পরামর্শ দিয়েছে কৃষি বিভাগ।",
            "শ্রমিকসংকট কাটাতে পাশের জেলা থেকে ধান কাটার যন্ত্র আনা হচ্ছে বলে জানিয়েছেন নমুনা উপজেলার কৃষি কর্মকর্তা কল্পিতা সেন।",
        ),
    ),
    (
        1,
        4,
        "হাওরে আগাম বন্যার শঙ্কা, ধান কাটায় নামছে বাড়তি হারভেস্টার",
        "নিচু জমির ধান আগে কাটার পরামর্শ।",
        ("হাওরের নিচু এলাকায় পানি বাড়ছে। কৃষকেরা দিনরাত ধান কাটছেন।",),
    ),
    (
        0,
        2,
        "মেট্রোরেলের নতুন সময়সূচি আগামী সপ্তাহ থেকে",
        "সকালের ব্যস্ত সময়ে প্রতি চার মিনিটে একটি ট্রেন চলবে।",
        (
            "যাত্রীর চাপ সামলাতে সকাল ও বিকেলের ব্যস্ত সময়ে ট্রেনের সংখ্যা বাড়ছে। আগামী সপ্তাহ থেকে নতুন সময়সূচি কার্যকর হবে।",
            "রাতের শেষ ট্রেনটিও আধা ঘণ্টা পিছিয়ে দেওয়া হয়েছে।",
        ),
    ),
    (
        1,
        1,
        "জাতীয় দাবায় শিরোপা জিতল নমুনা ক্লাবের কিশোরী",
        "শেষ রাউন্ডে ড্র করেই শিরোপা নিশ্চিত করে সে।",
        ("নয় রাউন্ডে সাড়ে সাত পয়েন্ট পেয়ে শিরোপা জিতেছে পনেরো বছরের এই দাবাড়ু।",),
    ),
)


def make_intake(chief: User, now: datetime) -> None:
    """Two subscriptions and what came in from them, through the function that keeps every feed's items."""
    section = Section.objects.order_by("position", "id").first()
    feeds = [
        IntakeFeed.objects.create(
            name=name, url=url, credit=name, section=section, is_active=False, problem=_PAUSED, made_by=chief
        )
        for name, url in _AGENCIES
    ]
    for number, (agency, hours, headline, summary, paragraphs) in enumerate(_SENT, start=1):
        at = now - timedelta(hours=hours)
        item = ReadItem(
            guid=f"demo-{number}",
            link=f"https://{'wire' if agency else 'agency'}.example/news/{number}",
            headline=headline,
            summary=summary,
            body="".join(f"<p>{words}</p>" for words in paragraphs),
            authors="",
            pictures=(),
            published_at=at,
        )
        store_items(feeds[agency], (item,), at)
