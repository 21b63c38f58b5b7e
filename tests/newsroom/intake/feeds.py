"""Feeds of invented agencies."""

import json


def rss(*items: str, head: str = "") -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>নমুনা সংবাদ সংস্থা</title>{head}{body}'
        "</channel></rss>"
    ).encode()


def rss_item(
    number: int = 1, *, title: str = "নদীতে নতুন সেতু চালু", text: str = "সেতুটি চালু হয়েছে।", more: str = ""
) -> str:
    return (
        f"<guid>item-{number}</guid><link>https://agency.example/{number}</link>"
        f"<title>{title}</title><description>{text}</description>{more}"
    )


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>নমুনা</title><entry>
<id>urn:x:1</id><title type="html">নদীতে &lt;b&gt;নতুন&lt;/b&gt; সেতু</title><link href="/news/1"/>
<author><name>নমুনা হাসান</name></author><updated>2026-11-20T10:00:00+06:00</updated>
<summary>সেতু চালু।</summary><content type="html">&lt;p&gt;সেতুটি &lt;i&gt;চালু&lt;/i&gt;।&lt;/p&gt;</content>
</entry></feed>"""
RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://agency.example/"><title>নমুনা</title></channel>
<item rdf:about="https://agency.example/news/1"><title>নদীতে নতুন সেতু</title><link>https://agency.example/news/1</link>
<description>সেতুটি চালু।</description></item></rdf:RDF>"""
RSS_091 = """<rss version="0.91"><channel><title>নমুনা</title><item><title>নদীতে নতুন সেতু</title>
<link>https://agency.example/news/1</link><description>সেতুটি চালু।</description></item></channel></rss>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "নমুনা",
        "items": [
            {
                "id": 1,
                "url": "https://agency.example/news/1",
                "title": "নদীতে নতুন সেতু",
                "content_html": "<p>সেতুটি চালু।</p>",
                "authors": [{"name": "নমুনা হাসান"}],
                "date_published": "2026-11-20T10:00:00+06:00",
            }
        ],
    }
)
NINJS_1 = {
    "uri": "https://agency.example/news/1",
    "type": "text",
    "headline": "নদীতে নতুন সেতু",
    "byline": "নমুনা হাসান",
    "body_xhtml": "<p>সেতুটি চালু।</p>",
    "versioncreated": "2026-11-20T10:00:00+06:00",
    "associations": {
        "main": {
            "type": "picture",
            "creditline": "নমুনা সংস্থা",
            "renditions": {"one": {"href": "https://agency.example/1.jpg"}},
        }
    },
}
NINJS_2 = {
    "uri": "https://agency.example/news/1",
    "type": "text",
    "by": "নমুনা হাসান",
    "headlines": [{"role": "short", "value": "সেতু"}, {"role": "main", "value": "নদীতে নতুন সেতু"}],
    "bodies": [
        {"contenttype": "text/plain", "value": "x"},
        {"contenttype": "text/html", "value": "<p>সেতুটি চালু।</p>"},
    ],
    "versioncreated": "2026-11-20T10:00:00+06:00",
    "associations": [
        {"type": "picture", "renditions": [{"name": "one", "href": "https://agency.example/1.jpg"}]}
    ],
}
