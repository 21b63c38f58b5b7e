"""Everything the paper has, written out: whole, described, and without what nobody may have."""

import hashlib
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from articles.models import Article
from newsroom.export.kinds import LEFT_OUT, PRIVATE, PUBLIC
from newsroom.export.writing import NotOursError, write_export
from newsroom.models import Note, Picture, Story
from tests.newsroom.helpers import State, prepared, save, walk

pytestmark = pytest.mark.django_db
DESCRIBED = (Path(__file__).parents[3] / "docs" / "export.md").read_text(encoding="utf-8")


def export(folder: Path, *, everything: bool = False) -> dict[str, Any]:
    return write_export(folder, lambda *_told: None, everything=everything)


def lines_of(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def paper(newsroom: SimpleNamespace, draft: Story, picture: Picture) -> SimpleNamespace:
    """A live story with a picture and a note, changed since; and a restricted draft."""
    from newsroom.content import PictureRef, content_of
    from newsroom.editing import start_story

    save(draft, newsroom.reporter, picture=PictureRef.to(prepared(picture), "নদী", "ছবি: নমুনা", "নদীর ছবি"))
    walk(draft, newsroom, State.PUBLISHED)
    save(draft, newsroom.reporter, headline="এখনো কেউ জানে না")
    Note.objects.create(story=draft, author=newsroom.editor, text="সূত্র গোপন")
    secret = start_story(newsroom.reporter, content_of(draft))
    Story.objects.filter(pk=secret.pk).update(restricted=True, headline="খুব গোপন")
    return SimpleNamespace(live=draft, secret=secret, picture=picture, **vars(newsroom))


def test_what_is_public_is_written_and_nothing_else(paper: SimpleNamespace, tmp_path: Path):
    Article.objects.update(translation_of=paper.secret.public_id)
    manifest = export(tmp_path)
    article = Article.objects.get()
    (line,) = lines_of(tmp_path, "articles")
    assert (line["public_id"], line["section"], line["headline"]) == (
        article.pk,
        "bangladesh",
        article.headline,
    )
    assert line["published_at"] == article.published_at.isoformat()
    assert line["byline"] == article.byline
    assert [topic["slug"] for topic in lines_of(tmp_path, "topics")] == ["river"]
    # Whom no live article names, nobody knows of yet.
    assert [one["slug"] for one in lines_of(tmp_path, "contributors")] == ["namuna-hasan"]

    everything = " ".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("*.json*"))
    for secret in (
        "এখনো কেউ জানে না",
        "গোপন",
        "reporter@",
        "pbkdf2",
        "md5$",
        paper.secret.public_id,
        paper.picture.original,
    ):
        assert secret not in everything
    assert {file.stem for file in tmp_path.glob("*.jsonl")} == {*(kind.name for kind in PUBLIC), "media"}
    assert manifest["restricted_stories"] == 0
    assert not (tmp_path / "originals").exists()


def test_the_manifest_counts_and_hashes_every_file_and_every_medium_is_there(
    paper: SimpleNamespace, tmp_path: Path
):
    manifest = export(tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert manifest["complete"] is True
    for name, said in manifest["files"].items():
        content = (tmp_path / name).read_bytes()
        assert said == {
            "lines": content.count(b"\n"),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    media = lines_of(tmp_path, "media")
    shown = {one["name"] for one in lines_of(tmp_path, "articles")[0]["picture"]["renditions"]}
    assert {one["name"] for one in media} == shown
    for one in media:
        assert (
            hashlib.sha256((tmp_path / one["folder"] / one["name"]).read_bytes()).hexdigest() == one["sha256"]
        )


def test_everything_is_the_newsrooms_work_and_originals_but_no_password(
    paper: SimpleNamespace, tmp_path: Path
):
    manifest = export(tmp_path, everything=True)
    assert manifest["restricted_stories"] == 1
    assert tmp_path.stat().st_mode & 0o077 == 0
    stories = {line["public_id"]: line for line in lines_of(tmp_path, "stories")}
    assert stories[paper.live.public_id]["headline"] == "এখনো কেউ জানে না"
    assert stories[paper.secret.public_id]["restricted"] is True
    assert stories[paper.live.public_id]["byline"][0]["contributor"] == "namuna-hasan"
    assert [line["text"] for line in lines_of(tmp_path, "notes")] == ["সূত্র গোপন"]
    revisions = lines_of(tmp_path, "revisions")
    assert {line["story"] for line in revisions} == {paper.live.public_id}
    assert revisions[0]["writers"] == ["reporter"]
    users = {line["username"]: line for line in lines_of(tmp_path, "users")}
    assert len(lines_of(tmp_path, "contributors")) == 2
    assert users["chief"]["groups"] == ["chief"]
    assert not {"password", "last_login"} & users["chief"].keys()
    everything = b"".join(file.read_bytes() for file in tmp_path.glob("*.jsonl"))
    assert b"md5$" not in everything
    assert (tmp_path / "originals" / paper.picture.original).stat().st_size


def test_an_export_is_written_anew_over_its_own_kind_only(paper: SimpleNamespace, tmp_path: Path):
    first, foreign, other = tmp_path / "first", tmp_path / "foreign", tmp_path / "other"
    before = export(first)
    (first / "media" / "old.jpg").write_text("x")
    after = export(first)
    assert not (first / "media" / "old.jpg").exists()
    assert after["files"] == before["files"]
    with pytest.raises(NotOursError):
        export(first, everything=True)
    foreign.mkdir()
    (foreign / "manifest.json").write_text('{"format": "something else"}')
    with pytest.raises(NotOursError):
        export(foreign)
    other.mkdir()
    (other / "letter.txt").write_text("আমার")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export", str(other))
    assert [file.name for file in other.iterdir()] == ["letter.txt"]


def test_a_lost_file_is_said_and_stops_nothing(paper: SimpleNamespace, tmp_path: Path, settings: Any):
    name = Article.objects.get().picture["renditions"][0]["name"]
    (Path(settings.MEDIA_ROOT) / name).unlink()
    export(tmp_path / "out")
    lost = [one for one in lines_of(tmp_path / "out", "media") if one["sha256"] is None]
    assert lost == [{"folder": "media", "name": name, "bytes": None, "sha256": None}]


def test_the_command_warns_of_what_it_holds(paper: SimpleNamespace, tmp_path: Path):
    out, err = io.StringIO(), io.StringIO()
    call_command("export", str(tmp_path / "out"), everything=True, stdout=out, stderr=err)
    assert "restricted stories" in err.getvalue()
    assert re.search(r" 2  stories", out.getvalue())


@pytest.mark.parametrize("kind", [*PUBLIC, *PRIVATE], ids=lambda kind: kind.name)
def test_every_field_is_described(kind):
    section = re.search(rf"^### `{kind.name}\.jsonl`\n(.*?)(?=^#|\Z)", DESCRIBED, re.M | re.S)
    assert section, kind.name
    assert re.findall(r"^- `(\w+)`", section[1], re.M) == kind.fields


def test_every_table_is_exported_or_left_out_on_purpose():
    exported = {kind.model.__name__ for kind in (*PUBLIC, *PRIVATE)}
    tables = {
        model.__name__
        for app in ("articles", "feeds", "newsroom")
        for model in apps.get_app_config(app).get_models()
    }
    assert tables - exported == LEFT_OUT
    assert {kind.model._meta.app_label for kind in PUBLIC} == {"articles"}
