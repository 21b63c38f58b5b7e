"""What every answer of the newsroom lets its page load and run."""

import pytest

from newsroom.middleware import content_policy


def directives(response):
    parts = (part.split(maxsplit=1) for part in response["Content-Security-Policy"].split("; "))
    return dict(parts)


@pytest.mark.parametrize(
    "path", ["/login/", "/", "/newsroom/story/", "/newsroom/story/add/", "/no-such-page/"]
)
def test_every_answer_has_the_policy(client, newsroom, path):
    client.force_login(newsroom.editor)
    policy = directives(client.get(path))
    assert policy["script-src"] == "'self'"
    assert (
        policy["connect-src"]
        == policy["form-action"]
        == policy["frame-src"]
        == policy["default-src"]
        == "'self'"
    )
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"


def test_a_page_for_our_own_frames_may_be_framed_by_us(client, newsroom, draft):
    client.force_login(newsroom.editor)
    assert directives(client.get(f"/story/{draft.pk}/preview/framed/"))["frame-ancestors"] == "'self'"


def test_nothing_inline_runs():
    script = dict(part.split(maxsplit=1) for part in content_policy(may_be_framed=False).split("; "))[
        "script-src"
    ]
    assert "unsafe" not in script


def test_published_pictures_may_lie_elsewhere(settings):
    settings.MEDIA_URL = "https://media.example.com/pictures/"
    assert "blob: https://media.example.com;" in content_policy(may_be_framed=False)
