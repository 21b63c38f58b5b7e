"""Images of an export: only files of the folder, taken in as every picture is."""

import os
from pathlib import Path

import pytest

from articles.models import Article
from newsroom.models import ImportedItem, Picture, Story
from newsroom.wxr.index import upload_path
from newsroom.wxr.pictures import OutsideError, read_inside
from tests.newsroom.wxr.exports import Item, attachment

UPLOADS = "https://old.example/wp-content/uploads"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (f"{UPLOADS}/2020/01/a.jpg?w=300", "2020/01/a.jpg"),
        ("/wp-content/uploads/%E0%A6%A8.jpg", "ন.jpg"),
        ("https://i0.example/old.example/wp-content/uploads/a.jpg", "a.jpg"),
        ("https://old.example/images/a.jpg", None),
        (f"{UPLOADS}/", None),
        ("https://[x", None),
    ],
)
def test_the_path_below_the_uploads(url, path):
    assert upload_path(url) == path


def test_nothing_outside_the_folder_is_read(tmp_path: Path):
    folder = tmp_path / "uploads"
    (folder / "2020").mkdir(parents=True)
    (folder / "2020" / "a.jpg").write_bytes(b"in")
    (tmp_path / "secret.jpg").write_bytes(b"out")
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.jpg")
    assert read_inside(folder, "2020/a.jpg") == b"in"
    for path in (
        "../secret.jpg",
        "2020/../../secret.jpg",
        "link.jpg",
        "linked/secret.jpg",
        "/etc/passwd",
        "2020//a.jpg",
        "a\0",
    ):
        with pytest.raises(OutsideError):
            read_inside(folder, path)
    for path in ("2020/b.jpg", "2020", "pipe.jpg", "2020/a.jpg/b.jpg", "x" * 300):
        assert read_inside(folder, path) is None


@pytest.mark.django_db
def test_a_story_comes_with_its_pictures_once_and_what_is_missing_is_told(
    bring, tmp_path, picture_file, site
):
    uploads = tmp_path / "uploads" / "2020"
    uploads.mkdir(parents=True)
    (uploads / "nodi.jpg").write_bytes(picture_file(size=(640, 400)).read())
    (uploads / "fake.jpg").write_text("<script>")
    text = "".join(
        f'<img src="{UPLOADS}/{name}">\n\n'
        for name in ("2020/nodi-300x200.jpg", "2020/fake.jpg", "2020/no.jpg")
    )
    text += f'<img src="{UPLOADS}/../../../../etc/passwd"><img src="https://else.example/x.jpg">[gallery ids="77"]'
    items = (
        Item(1, text=text, meta={"_thumbnail_id": "9"}),
        Item(2, meta={"_thumbnail_id": "9"}),
        attachment(9, "2020/nodi.jpg", excerpt="ভরা <b>নদী</b>", meta={"_wp_attachment_image_alt": "নদী", "credit": "ছবি: নমুনা"}),
    )  # fmt: skip
    assert bring(*items, uploads=tmp_path / "uploads").pictures == 1

    row = Picture.objects.get()
    assert (row.alt, row.caption, row.credit, row.file_name) == ("নদী", "ভরা নদী", "ছবি: নমুনা", "nodi.jpg")
    first, second = Article.objects.order_by("edition")
    assert first.lead_picture
    assert first.lead_picture.alt == "নদী"
    assert second.lead_picture
    assert list(first.body_pictures) == [str(row.pk)]
    assert site.get(first.get_absolute_url()).status_code == 200
    story = Story.objects.get(public_id=first.pk)
    said = ImportedItem.objects.get(kind="post", object_id=story.pk).problems
    assert [kind for kind, _detail in said] == [
        "picture refused",
        "picture missing",
        "picture refused",
        "picture missing",
        "picture missing",
    ]
    assert bring(*items, uploads=tmp_path / "uploads").pictures == 0
