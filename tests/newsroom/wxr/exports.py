"""Exports as WordPress writes them, generated; what is in them is invented."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>নমুনা সংবাদ</title><link>https://old.example</link><language>bn-BD</language>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>namuna@old.example</wp:author_login>
<wp:author_email>namuna@old.example</wp:author_email><wp:author_display_name><![CDATA[নমুনা হাসান]]></wp:author_display_name>
</wp:author>
<wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>%e0%a6%96%e0%a7%87%e0%a6%b2%e0%a6%be</wp:category_nicename>
<wp:category_parent><![CDATA[bangladesh]]></wp:category_parent><wp:cat_name><![CDATA[খেলা]]></wp:cat_name></wp:category>
"""
TAIL = "</channel></rss>\n"
BANGLADESH = ("category", "bangladesh", "বাংলাদেশ")
SPORT = ("category", "%e0%a6%96%e0%a7%87%e0%a6%b2%e0%a6%be", "খেলা")


@dataclass
class Item:
    number: int = 1
    title: str = "হাওরে আগাম ধান কাটা শুরু"
    text: str = "কৃষকেরা ধান কাটছেন।\n\nএবার ফলন ভালো।"
    type: str = "post"
    status: str = "publish"
    link: str = ""
    creator: str = "namuna@old.example"
    date: str = "2019-04-14 10:30:00"
    date_gmt: str = "2019-04-14 04:30:00"
    excerpt: str = ""
    slug: str = ""
    password: str = ""
    parent: int = 0
    attachment_url: str = ""
    terms: Iterable[tuple[str, str, str]] = (BANGLADESH,)
    meta: dict[str, str] = field(default_factory=dict)
    more: str = ""

    def xml(self) -> str:
        values = {
            "title": self.title,
            "link": self.link or f"https://old.example/2019/04/{self.number}/",
            "dc:creator": self.creator,
            "content:encoded": self.text,
            "excerpt:encoded": self.excerpt,
            "wp:post_id": self.number,
            "wp:post_date": self.date,
            "wp:post_date_gmt": self.date_gmt,
            "wp:post_name": self.slug,
            "wp:status": self.status,
            "wp:post_parent": self.parent,
            "wp:post_type": self.type,
            "wp:post_password": self.password,
            "wp:attachment_url": self.attachment_url,
        }
        written = "".join(f"<{name}>{_data(value)}</{name}>\n" for name, value in values.items())
        for domain, slug, name in self.terms:
            written += (
                f"<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>{_data(name)}</category>\n"
            )
        for key, value in self.meta.items():
            written += (
                f"<wp:postmeta><wp:meta_key>{_data(key)}</wp:meta_key>"
                f"<wp:meta_value>{_data(value)}</wp:meta_value></wp:postmeta>\n"
            )
        return f"<item>\n{written}{self.more}</item>\n"


def attachment(number: int, path: str, **said: object) -> Item:
    url = f"https://old.example/wp-content/uploads/{path}"
    return Item(number=number, type="attachment", status="inherit", attachment_url=url, title=path, **said)  # type: ignore[arg-type]


def export(*items: Item, version: str = "1.2") -> str:
    return HEAD.format(version=version) + "".join(item.xml() for item in items) + TAIL


def _data(value: object) -> str:
    text = str(value)
    return escape(text) if "]]>" in text else f"<![CDATA[{text}]]>"
