"""Reading an export: what is whole is read whatever it holds, what is hostile or broken is refused with its line."""

from pathlib import Path

import pytest

from newsroom.wxr import reading
from newsroom.wxr.index import read_index
from newsroom.wxr.reading import Record, WxrError, read_records
from tests.newsroom.wxr.exports import BANGLADESH, HEAD, TAIL, Item, attachment, export


def write(folder: Path, content: str | bytes) -> Path:
    file = folder / "export.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def items_of(file: Path) -> list[Record]:
    return [record for record in read_records(file) if record.name == "item"]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_post_is_read_with_all_that_belongs_to_it(tmp_path, version):
    post = Item(
        number=12,
        title="ক]]>খ <b>&</b>",
        meta={"_thumbnail_id": "9", "_edit_lock": "x" * 999},
        excerpt="সংক্ষেপ",
    )
    post.more = (
        "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_parent>1</wp:comment_parent></wp:comment>"
    )
    (record,) = items_of(write(tmp_path, export(post, version=version)))
    assert record["title"] == "ক]]>খ <b>&</b>"
    assert (record["wp:post_id"], record["content:encoded"], record["excerpt:encoded"]) == (
        "12",
        post.text,
        "সংক্ষেপ",
    )
    assert [(term.domain, term.slug, term.name) for term in record.terms] == [BANGLADESH]
    assert record.meta == {"_thumbnail_id": "9"}  # what plug-ins keep for themselves is not kept
    assert record.comments == 1


def test_prefixes_are_the_files_own_business_and_so_is_its_encoding(tmp_path):
    text = export(Item()).replace("wp:", "w:").replace("xmlns:wp", "xmlns:w")
    (record,) = items_of(write(tmp_path, text.replace("UTF-8", "UTF-16", 1).encode("utf-16")))
    assert record["wp:post_id"] == "1"


BOMB = '<!DOCTYPE rss [<!ENTITY a "ক"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (export(Item(title="x")).replace("?>\n", f"?>\n{BOMB}", 1), 2, "document type"),
        (export(Item()).replace("?>\n", '?>\n<!DOCTYPE rss SYSTEM "file:///etc/passwd">', 1), 2, "document type"),
        (export(Item()).replace("<item>", "<item>&nbsp;", 1), 14, "nobody declared"),
        (export(Item()).replace("কৃষকেরা", "কৃষ\x0bকেরা"), 18, "does not allow"),
        (export(Item()).encode().replace("কৃষকেরা".encode(), b"\xe0\xa6\xff"), 18, "encoding"),
        (export(Item(), Item(2))[:-200], 48, "not whole"),
        (export(Item()).replace("UTF-8", "no-such", 1), 1, "encoding"),
        ("<html><body>নয়</body></html>", 1, "no WordPress export"),
        ("", 1, "not whole"),
        (export(Item()).replace("<item>", "<item>" + "<a>" * 100, 1), 14, "deeper"),
    ],
    ids="bomb external entity control bytes cut codec html empty deep".split(),
)  # fmt: skip
def test_what_is_hostile_or_broken_is_refused_with_its_line(tmp_path, content, line, said):
    with pytest.raises(WxrError, match=said) as refusal:
        list(read_records(write(tmp_path, content)))
    assert refusal.value.line == line
    assert str(refusal.value).startswith(f"Line {line}: ")


def test_a_post_and_a_tag_may_be_large_but_not_endless(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_TEXT", 100_000)
    monkeypatch.setattr(reading, "MOST_UNREAD", 200_000)
    assert items_of(write(tmp_path, export(Item(title="ক" * 90_000))))
    for endless in (
        export(Item(title="ক" * 110_000)),
        HEAD.format(version="1.2") + "<item a='" + "ক" * 99_999,
        HEAD.format(version="1.2") + "<item>" + "<category/>" * 1_001,
    ):
        with pytest.raises(WxrError, match="longer"):
            items_of(write(tmp_path, endless))


@pytest.mark.parametrize("version", ["1.0", "2.0", ""])
def test_another_version_is_refused(tmp_path, version):
    with pytest.raises(WxrError, match="no WordPress export of version"):
        read_index(write(tmp_path, HEAD.format(version=version) + TAIL), tmp_path)


def test_the_first_reading_knows_what_stands_behind_a_post(tmp_path):
    picture = attachment(
        9, "2020/01/nodi.jpg", parent=1, excerpt="নদী", meta={"_wp_attachment_image_alt": "জল"}
    )
    index = read_index(write(tmp_path, export(Item(), Item(title="আবার"), picture)), tmp_path)
    assert index.channel.source == "old.example"
    assert index.name_of("author", "namuna@old.example") == "নমুনা হাসান"
    found = index.attachment("9")
    assert found
    assert (found.alt, found.caption) == ("জল", "নদী")
    assert index.attached_to("1", 10) == ["9"]
    assert [index.is_first("1", item.line) for item in items_of(tmp_path / "export.xml")[:2]] == [True, False]
    index.close()
