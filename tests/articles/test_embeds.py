"""Addresses of other services: each in one form, and nothing that only looks like one."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.embeds import AUDIO, FACEBOOK, INSTAGRAM, MAPS, TIKTOK, YOUTUBE, X, parse_embed

VIDEO = "https://www.youtube.com/watch?v=abc-EFG_123"
POST = "pfbid02abcDEFghiJKLmnoPQRstuVWXyz"
KNOWN = [
    (YOUTUBE, VIDEO, VIDEO),
    (YOUTUBE, "http://youtube.com/watch?v=abc-EFG_123&list=PL123&index=4", VIDEO),
    (YOUTUBE, "https://m.youtube.com/watch?app=desktop&v=abc-EFG_123", VIDEO),
    (YOUTUBE, "HTTPS://WWW.YouTube.COM/watch?v=abc-EFG_123", VIDEO),
    (YOUTUBE, "https://www.youtube.com:443/watch?v=abc-EFG_123", VIDEO),
    (YOUTUBE, "  https://youtu.be/abc-EFG_123?si=tracking  ", VIDEO),
    (YOUTUBE, "https://youtu.be/abc-EFG_123?t=90", f"{VIDEO}&t=90"),
    (YOUTUBE, "https://www.youtube.com/watch?v=abc-EFG_123&t=1m30s", f"{VIDEO}&t=90"),
    (YOUTUBE, "https://www.youtube.com/watch?v=abc-EFG_123&t=1h2m3s", f"{VIDEO}&t=3723"),
    (YOUTUBE, "https://www.youtube.com/watch?v=abc-EFG_123&t=oops", VIDEO),
    (YOUTUBE, "https://www.youtube.com/watch?v=abc-EFG_123#t=5", VIDEO),
    (YOUTUBE, "https://www.youtube.com/embed/abc-EFG_123?start=7", f"{VIDEO}&t=7"),
    (YOUTUBE, "https://www.youtube-nocookie.com/embed/abc-EFG_123", VIDEO),
    (YOUTUBE, "https://www.youtube.com/v/abc-EFG_123", VIDEO),
    (YOUTUBE, "https://www.youtube.com/live/abc-EFG_123?feature=share", VIDEO),
    (YOUTUBE, "https://music.youtube.com/watch?v=abc-EFG_123", VIDEO),
    (YOUTUBE, "https://youtube.com/shorts/abc-EFG_123?x=1", "https://www.youtube.com/shorts/abc-EFG_123"),
    (FACEBOOK, "https://www.facebook.com/page.name/posts/1234567890", "https://www.facebook.com/page.name/posts/1234567890/"),
    (FACEBOOK, f"https://m.facebook.com/page/posts/{POST}?mibextid=x", f"https://www.facebook.com/page/posts/{POST}/"),
    (FACEBOOK, "https://www.facebook.com/page/posts/some-words/1234567890/", "https://www.facebook.com/page/posts/some-words/1234567890/"),
    (FACEBOOK, "https://www.facebook.com/page/videos/1234567890/", "https://www.facebook.com/page/videos/1234567890/"),
    (FACEBOOK, "https://www.facebook.com/page/videos/a-title/1234567890", "https://www.facebook.com/page/videos/a-title/1234567890/"),
    (FACEBOOK, "https://www.facebook.com/watch/?v=1234567890&ref=x", "https://www.facebook.com/watch/?v=1234567890"),
    (FACEBOOK, "https://web.facebook.com/watch?v=1234567890", "https://www.facebook.com/watch/?v=1234567890"),
    (FACEBOOK, "https://www.facebook.com/reel/1234567890?s=yWDuG2", "https://www.facebook.com/reel/1234567890/"),
    (FACEBOOK, "https://www.facebook.com/groups/12345/posts/67890/", "https://www.facebook.com/groups/12345/posts/67890/"),
    (FACEBOOK, "https://www.facebook.com/permalink.php?story_fbid=1234567&id=7654321", "https://www.facebook.com/permalink.php?story_fbid=1234567&id=7654321"),
    (FACEBOOK, "https://www.facebook.com/photo/?fbid=1234567&set=a.1", "https://www.facebook.com/photo/?fbid=1234567"),
    (FACEBOOK, "https://www.facebook.com/share/p/AbCdEf123/", "https://www.facebook.com/share/p/AbCdEf123/"),
    (FACEBOOK, "https://fb.watch/AbC-d_1234/", "https://fb.watch/AbC-d_1234/"),
    (X, "https://x.com/some_one/status/1234567890123456789", "https://x.com/some_one/status/1234567890123456789"),
    (X, "https://twitter.com/some_one/status/1234567890?s=20&t=x", "https://x.com/some_one/status/1234567890"),
    (X, "https://mobile.twitter.com/some_one/statuses/1234567890", "https://x.com/some_one/status/1234567890"),
    (X, "https://x.com/i/web/status/1234567890", "https://x.com/i/status/1234567890"),
    (X, "https://x.com/a/status/1234567890/photo/2", "https://x.com/a/status/1234567890"),
    (INSTAGRAM, "https://www.instagram.com/p/CxYz-12_ab/?igsh=x", "https://www.instagram.com/p/CxYz-12_ab/"),
    (INSTAGRAM, "https://instagram.com/some.one/p/CxYz-12_ab", "https://www.instagram.com/p/CxYz-12_ab/"),
    (INSTAGRAM, "https://www.instagram.com/reel/CxYz-12_ab/", "https://www.instagram.com/reel/CxYz-12_ab/"),
    (INSTAGRAM, "https://www.instagram.com/reels/CxYz-12_ab/", "https://www.instagram.com/reel/CxYz-12_ab/"),
    (INSTAGRAM, "https://www.instagram.com/p/CxYz-12_ab/embed/", "https://www.instagram.com/p/CxYz-12_ab/"),
    (TIKTOK, "https://www.tiktok.com/@some.one/video/6718335390845095173?lang=en", "https://www.tiktok.com/@some.one/video/6718335390845095173"),
    (TIKTOK, "https://m.tiktok.com/@some.one/photo/6718335390845095173", "https://www.tiktok.com/@some.one/photo/6718335390845095173"),
    (MAPS, "https://www.google.com/maps/@23.81,90.41,12z", "https://www.google.com/maps/@23.81,90.41,12z"),
    (MAPS, "https://www.google.com/maps/place/Dhaka+Zoo/@23.81,90.34,15.6z/data=!3m1!4b1?entry=ttu", "https://www.google.com/maps/place/Dhaka%20Zoo/@23.81,90.34,16z"),
    (MAPS, "https://www.google.com/maps/place/সিলেট", "https://www.google.com/maps/place/%E0%A6%B8%E0%A6%BF%E0%A6%B2%E0%A7%87%E0%A6%9F/"),
    (MAPS, "https://maps.google.com/?q=23.81,90.41", "https://www.google.com/maps/search/?api=1&query=23.81%2C90.41"),
    (MAPS, "https://www.google.com/maps/search/?api=1&query=Dhaka", "https://www.google.com/maps/search/?api=1&query=Dhaka"),
    (MAPS, "https://www.google.com/maps/embed?pb=!1m18!1m12!2sDhaka", "https://www.google.com/maps/embed?pb=!1m18!1m12!2sDhaka"),
    (AUDIO, "https://files.example.org/a/b.mp3", "https://files.example.org/a/b.mp3"),
    (AUDIO, "https://Files.Example.org/ভাষণ.M4A?x=1#t=3", "https://files.example.org/%E0%A6%AD%E0%A6%BE%E0%A6%B7%E0%A6%A3.M4A?x=1"),
    (AUDIO, "https://example.org/a.ogg", "https://example.org/a.ogg"),
    (AUDIO, "https://example.org/a.wav", "https://example.org/a.wav"),
]  # fmt: skip


@pytest.mark.parametrize(("provider", "typed", "url"), KNOWN, ids=[typed for _p, typed, _u in KNOWN])
def test_every_spelling_of_an_address_has_one_form(provider, typed, url):
    embed = parse_embed(typed)
    assert embed
    assert (embed.provider, embed.url) == (provider, url)
    assert parse_embed(embed.url) == embed
    assert embed.url.isascii()


PLAYERS = {
    YOUTUBE: "https://www.youtube-nocookie.com",
    FACEBOOK: "https://www.facebook.com",
    X: "https://platform.twitter.com",
    INSTAGRAM: "https://www.instagram.com",
    TIKTOK: "https://www.tiktok.com",
    MAPS: "https://www.google.com",
}


@pytest.mark.parametrize(("provider", "typed", "url"), KNOWN, ids=[typed for _p, typed, _u in KNOWN])
def test_a_player_comes_from_its_services_own_host(provider, typed, url):
    embed = parse_embed(typed)
    assert embed.host == PLAYERS.get(provider, f"https://{urlsplit(url).hostname}")
    assert embed.player.startswith(f"{embed.host}/")
    assert not set(embed.player) & set("\"'<> \\")


@pytest.mark.parametrize(
    ("typed", "player", "shape"),
    [
        (f"{VIDEO}&t=90", "https://www.youtube-nocookie.com/embed/abc-EFG_123?autoplay=1&rel=0&start=90", "wide"),
        ("https://youtube.com/shorts/abc-EFG_123", "https://www.youtube-nocookie.com/embed/abc-EFG_123?autoplay=1&rel=0", "tall"),
        ("https://fb.watch/AbCd1/", "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Ffb.watch%2FAbCd1%2F&show_text=false", "wide"),
        ("https://www.facebook.com/p/posts/12345", "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fp%2Fposts%2F12345%2F&show_text=true", "post"),
        ("https://x.com/a/status/12345", "https://platform.twitter.com/embed/Tweet.html?id=12345&dnt=true", "post"),
        ("https://www.instagram.com/reel/Abcde/", "https://www.instagram.com/reel/Abcde/embed/", "post"),
        ("https://www.tiktok.com/@a/video/12345", "https://www.tiktok.com/player/v1/12345?autoplay=1&rel=0", "tall"),
        ("https://www.google.com/maps/@23.8,90.4,12z", "https://www.google.com/maps?q=23.8%2C90.4&z=12&output=embed", "map"),
        ("https://example.org/a.mp3", "https://example.org/a.mp3", "audio"),
    ],
)  # fmt: skip
def test_what_a_click_loads(typed, player, shape):
    embed = parse_embed(typed)
    assert (embed.player, embed.shape) == (player, shape)


@pytest.mark.parametrize(
    "address",
    [
        *("", " ", "x", "খবর", "/watch?v=abc-EFG_123", "//youtu.be/abc-EFG_123", "https://", "https:///watch?v=abc-EFG_123"),
        # another host
        "https://www.youtube.com.evil.example/watch?v=abc-EFG_123",
        "https://evil-youtube.com/watch?v=abc-EFG_123",
        "https://youtube.com.evil.example/watch?v=abc-EFG_123",
        "https://wwwyoutube.com/watch?v=abc-EFG_123",
        "https://youtube.co/watch?v=abc-EFG_123",
        "https://www.youtube.com./watch?v=abc-EFG_123",
        "https://sub.youtu.be/abc-EFG_123",
        "https://x.com.evil.example/a/status/12345",
        "https://faceb00k.com/p/posts/12345",
        "https://evil.example/?u=https://youtu.be/abc-EFG_123",
        "https://evil.example/https://youtu.be/abc-EFG_123",
        "https://evil.example/#https://youtu.be/abc-EFG_123",
        # tricks with the name and the port
        "https://www.youtube.com@evil.example/watch?v=abc-EFG_123",
        "https://evil.example@www.youtube.com/watch?v=abc-EFG_123",
        "https://user:pass@www.youtube.com/watch?v=abc-EFG_123",
        "https://www.youtube.com:8443/watch?v=abc-EFG_123",
        "https://www.youtube.com:80/watch?v=abc-EFG_123",
        "https://www.youtube.com:x/watch?v=abc-EFG_123",
        "https://[::1]/watch?v=abc-EFG_123",
        "https://[x/watch?v=abc-EFG_123",
        "https://www.youtube.com\\@evil.example/watch?v=abc-EFG_123",
        "https://www.youtube.com\\.evil.example/watch?v=abc-EFG_123",
        "https://www.youtube.com%2eevil.example/watch?v=abc-EFG_123",
        "https://www.youtube.com%00/watch?v=abc-EFG_123",
        # letters that look alike
        "https://www.y\u043eutube.com/watch?v=abc-EFG_123",
        "https://www.youtube\u3002com/watch?v=abc-EFG_123",
        "https://\uff59outu.be/abc-EFG_123",
        "https://yout\u00adu.be/abc-EFG_123",
        "https://xn--yutube-lqf.com/watch?v=abc-EFG_123",
        # other schemes
        "javascript:alert(1)//https://youtu.be/abc-EFG_123",
        "javascript://youtu.be/abc-EFG_123%0aalert(1)",
        "data:text/html,https://youtu.be/abc-EFG_123",
        "ftp://youtu.be/abc-EFG_123",
        "file:///a.mp3",
        "http://example.org/a.mp3",
        # breaking out
        'https://youtu.be/abc-EFG_123"onload="x',
        "https://youtu.be/abc-EFG_123<script>",
        "https://youtu.be/abc-\nEFG_123",
        "https://you\ttu.be/abc-EFG_123",
        "https://youtu.be/abc EFG_123",
        "https://youtu.be/abc-EFG_123\u2028x",
        "https://youtu.be/\ud800",
        # the service, but nothing to show
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=abc-EFG_1234",
        "https://www.youtube.com/watch?v=../../../evil",
        "https://www.youtube.com/abc-EFG_123",
        "https://www.youtube.com/redirect?q=https://evil.example/",
        "https://www.youtube.com/embed/abc-EFG_123/../../x",
        "https://youtu.be/abc-EFG_123/more",
        "https://youtu.be/%61bc-EFG_12",
        "https://www.facebook.com/page",
        "https://www.facebook.com/l.php?u=https://evil.example/",
        "https://www.facebook.com/permalink.php?story_fbid=1234567",
        "https://www.facebook.com/plugins/post.php?href=https://evil.example/",
        "https://www.facebook.com/page/videos/../../l.php",
        "https://fb.watch/",
        "https://x.com/someone",
        "https://x.com/a/status/12x45",
        "https://x.com/a/status/১২৩৪৫",
        "https://x.com/intent/post?url=x",
        "https://www.instagram.com/someone/",
        "https://www.instagram.com/stories/someone/12345/",
        "https://www.tiktok.com/@someone",
        "https://vm.tiktok.com/ZM1234/",
        "https://www.google.com/search?q=x",
        "https://www.google.com/url?q=https://evil.example/",
        "https://www.google.com/maps",
        "https://www.google.com/maps/@91,90,12z",
        "https://www.google.com/maps/@..,90,12z",
        "https://www.google.com/maps/@9,90,9.9.9z",
        "https://www.google.com/maps/place/%ff%fe",
        "https://www.google.com/maps/embed?pb=%22%3E%3Cscript%3E",
        "https://maps.app.goo.gl/AbCd",
        "https://example.org/a.mp3/",
        "https://example.org/a.exe?x=.mp3",
        "https://localhost/a.mp3",
        "https://127.0.0.1/a.mp3",
        "https://example.org/%00.mp3",
        "https://youtu.be/" + "a" * 3000,
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(address):
    assert parse_embed(address) is None


PIECES = [
    "https://",
    "http://",
    "//",
    "www.youtube.com",
    "youtu.be",
    "x.com",
    "www.google.com",
    "@",
    ":",
    "443",
    "/",
]
PIECES += [
    "watch?v=",
    "abc-EFG_123",
    "maps/place/",
    "maps/@",
    "23.8,90.4,12z",
    "embed?pb=",
    "status/",
    "12345",
    ".mp3",
]
PIECES += ["?", "#", "&", "%", "%00", "\\", ".", "[", "]", "\ud800", "খবর", "1e400", "q=", "example.org"]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join))
def test_no_text_raises_and_what_is_known_stays_known(text):
    embed = parse_embed(text)
    if embed:
        assert parse_embed(embed.url) == embed
        assert embed.host in PLAYERS.values() or embed.provider == AUDIO
