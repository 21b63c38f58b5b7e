"""Which addresses of other services a story may show, each in one form, and what a reader's click loads.

Strict on purpose: exact host names, known paths, ids of the right alphabet. Whatever is not recognised is a link
like any other. Nothing here asks anybody anything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlencode, urlsplit

YOUTUBE, FACEBOOK, X, INSTAGRAM = "YouTube", "Facebook", "X", "Instagram"
TIKTOK, MAPS, AUDIO = "TikTok", "Google Maps", "audio"

_LONGEST: Final = 2000
# What an address never holds, though browsers forgive some of it: spaces, controls, quotes, backslashes.
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\"'<>\\^`{|}\u2028\u2029\ufeff\ufffd\ud800-\udfff]")
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,60}[a-z]")
_NUMBER: Final = r"[0-9]{5,25}"
_POST_ID: Final = rf"(?:{_NUMBER}|pfbid[A-Za-z0-9]{{20,100}})"
_NAME: Final = r"[A-Za-z0-9._-]{1,80}"


@dataclass(frozen=True, slots=True)
class Embed:
    """Something of another service. `url` is its one address there, for a link; `player` what a click loads.

    `shape` is the room the player needs: wide (16:9), tall (9:16), post, map or audio. The player of an audio
    file is the file itself; of everything else, a page for a frame.
    """

    provider: str
    kind: str
    id: str
    url: str
    player: str
    shape: str

    @property
    def host_name(self) -> str:
        return urlsplit(self.player).netloc

    @property
    def host(self) -> str:
        """The origin that a page's policy must let in for the player."""
        return f"https://{urlsplit(self.player).netloc}"


def parse_embed(url: str) -> Embed | None:
    """What `url` is, or None for anything that is not certainly one of the services. Never raises."""
    parts = _split(url)
    if parts is None:
        return None
    reader = _READERS.get(parts.netloc)
    if reader:
        return reader(parts)
    return _read_audio(parts)


def _split(url: str) -> SplitResult | None:
    """The parts of a plain https address with a lower-case host; None when anything about it is odd."""
    url = url.strip()
    if len(url) > _LONGEST or _FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host.isascii():
        return None
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        return None
    if not _HOST.fullmatch(host):
        return None
    # Every service answers on https; an audio file says for itself whether it does.
    scheme = "https" if host in _READERS else parts.scheme
    return parts._replace(scheme=scheme, netloc=host, fragment="")


def _first(parts: SplitResult, name: str) -> str:
    try:
        return parse_qs(parts.query, max_num_fields=50).get(name, [""])[0]
    except ValueError:
        return ""


def _read_youtube(parts: SplitResult) -> Embed | None:
    match = re.fullmatch(r"/(?:(shorts|live|embed|v)/)?([A-Za-z0-9_-]{11})/?", parts.path)
    if parts.path in {"/watch", "/watch/"} and parts.netloc != "youtu.be":
        video = _first(parts, "v")
    elif match and bool(match[1]) != (parts.netloc == "youtu.be"):  # the short host takes the id alone
        video = match[2]
    else:
        return None
    if not re.fullmatch(r"[A-Za-z0-9_-]{11}", video):
        return None
    kind = "short" if match and match[1] == "shorts" else "video"
    start = _seconds(_first(parts, "t") or _first(parts, "start"))
    url = f"https://www.youtube.com/watch?v={video}" + (f"&t={start}" if start else "")
    if kind == "short":
        url = f"https://www.youtube.com/shorts/{video}"
    query = urlencode({"autoplay": 1, "rel": 0} | ({"start": start} if start else {}))
    # The host that sets no cookies before the film is played.
    player = f"https://www.youtube-nocookie.com/embed/{video}?{query}"
    return Embed(YOUTUBE, kind, video, url, player, "tall" if kind == "short" else "wide")


def _seconds(text: str) -> int:
    """A YouTube time (90, 90s, 1m30s, 1h2m3s) in seconds; 0 for none."""
    match = re.fullmatch(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?", text)
    if not match or not text:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return min(hours * 3600 + minutes * 60 + seconds, 24 * 3600)


_FACEBOOK_PATHS: Final = (
    ("video", re.compile(rf"/{_NAME}/videos/(?:[^/]+/)?({_NUMBER})/?")),
    ("reel", re.compile(rf"/reel/({_NUMBER})/?")),
    ("post", re.compile(rf"/{_NAME}/posts/(?:[^/]+/)?({_POST_ID})/?")),
    ("post", re.compile(rf"/groups/{_NAME}/(?:posts|permalink)/({_NUMBER})/?")),
    ("post", re.compile(rf"/{_NAME}/photos/(?:[A-Za-z0-9.]+/)?({_NUMBER})/?")),
    ("video", re.compile(r"/share/[vr]/([A-Za-z0-9]{5,40})/?")),
    ("post", re.compile(r"/share/p/([A-Za-z0-9]{5,40})/?")),
)
_FACEBOOK_QUERIES: Final = {
    "/watch": ("video", ("v",)),
    "/video.php": ("video", ("v",)),
    "/permalink.php": ("post", ("story_fbid", "id")),
    "/story.php": ("post", ("story_fbid", "id")),
    "/photo.php": ("post", ("fbid",)),
    "/photo": ("post", ("fbid",)),
}


def _read_facebook(parts: SplitResult) -> Embed | None:
    for kind, pattern in _FACEBOOK_PATHS:
        if (match := pattern.fullmatch(parts.path)) and parts.path.isascii():
            return _facebook(kind, match[1], f"https://www.facebook.com{parts.path.rstrip('/')}/")
    found = _FACEBOOK_QUERIES.get(parts.path.rstrip("/"))
    if not found:
        return None
    kind, names = found
    values = {name: _first(parts, name) for name in names}
    if not all(re.fullmatch(_POST_ID, value) for value in values.values()):
        return None
    path = f"{parts.path.rstrip('/')}{'' if parts.path.endswith('.php') else '/'}"
    return _facebook(kind, values[names[0]], f"https://www.facebook.com{path}?{urlencode(values)}")


def _read_facebook_short(parts: SplitResult) -> Embed | None:
    match = re.fullmatch(r"/([A-Za-z0-9_-]{5,40})/?", parts.path)
    return _facebook("video", match[1], f"https://fb.watch/{match[1]}/") if match else None


def _facebook(kind: str, id: str, url: str) -> Embed:
    page, words = ("post", "true") if kind == "post" else ("video", "false")
    player = f"https://www.facebook.com/plugins/{page}.php?{urlencode({'href': url, 'show_text': words})}"
    return Embed(FACEBOOK, kind, id, url, player, {"post": "post", "reel": "tall"}.get(kind, "wide"))


def _read_x(parts: SplitResult) -> Embed | None:
    match = re.fullmatch(
        rf"/(?:([A-Za-z0-9_]{{1,20}})|i/web)/status(?:es)?/({_NUMBER})(?:/(?:photo|video)/[0-9])?/?",
        parts.path,
    )
    if not match:
        return None
    name, post = match[1] or "i", match[2]
    url = f"https://x.com/{name}/status/{post}"
    # dnt: X is asked not to use the visit for advertising.
    player = f"https://platform.twitter.com/embed/Tweet.html?id={post}&dnt=true"
    return Embed(X, "post", post, url, player, "post")


def _read_instagram(parts: SplitResult) -> Embed | None:
    match = re.fullmatch(rf"/(?:{_NAME}/)?(p|reels?|tv)/([A-Za-z0-9_-]{{5,40}})(?:/embed)?/?", parts.path)
    if not match:
        return None
    kind = {"p": "post", "tv": "post"}.get(match[1], "reel")
    path = "reel" if kind == "reel" else "p"
    url = f"https://www.instagram.com/{path}/{match[2]}/"
    return Embed(INSTAGRAM, kind, match[2], url, f"{url}embed/", "post")


def _read_tiktok(parts: SplitResult) -> Embed | None:
    match = re.fullmatch(rf"/@({_NAME})/(video|photo)/({_NUMBER})/?", parts.path)
    if not match:
        return None
    url = f"https://www.tiktok.com/@{match[1]}/{match[2]}/{match[3]}"
    # The player TikTok documents for frames (developers.tiktok.com/doc/embed-player); embed/v2 is being given up.
    player = f"https://www.tiktok.com/player/v1/{match[3]}?autoplay=1&rel=0"
    return Embed(TIKTOK, match[2], match[3], url, player, "tall")


_PLACE: Final = re.compile(
    r"/maps/(?:place/([^/@]{1,300})/?)?(?:@(-?[0-9.]{1,20}),(-?[0-9.]{1,20}),([0-9.]{1,6})[a-z].*)?(?:/data=[^/]*)?/?"
)


def _read_maps(parts: SplitResult) -> Embed | None:
    if parts.path == "/maps/embed":
        drawing = _first(parts, "pb")
        if not re.fullmatch(r"[A-Za-z0-9!._:%+*,~ -]{5,1500}", drawing):
            return None
        url = f"https://www.google.com/maps/embed?pb={quote(drawing, safe='!')}"
        return Embed(MAPS, "map", drawing[:40], url, url, "map")
    asked = _first(parts, "q") or _first(parts, "query")
    if asked and parts.path.rstrip("/") in {"/maps", "/maps/search", ""}:
        url = f"https://www.google.com/maps/search/?{urlencode({'api': 1, 'query': asked})}"
        return _map("place", asked, url)
    match = _PLACE.fullmatch(parts.path)
    if not match or not (match[1] or match[2]):
        return None
    name = unquote(match[1] or "", errors="replace").replace("+", " ").strip()
    point = f"{match[2]},{match[3]}" if match[2] else ""
    if not _is_text(name) or (point and not _is_point(*match.groups()[1:4])):
        return None
    zoom = str(min(21, max(1, round(float(match[4]))))) if point else ""
    path = f"place/{quote(name, safe='')}/" if name else ""
    url = f"https://www.google.com/maps/{path}" + (f"@{point},{zoom}z" if point else "")
    return _map("place" if name else "point", name or point, url, point=point, zoom=zoom)


def _map(kind: str, asked: str, url: str, point: str = "", zoom: str = "") -> Embed | None:
    if not _is_text(asked) or len(asked) > 300:
        return None
    query = {"q": asked, "ll": point if asked != point else "", "z": zoom, "output": "embed"}
    known = urlencode({name: value for name, value in query.items() if value})
    return Embed(MAPS, kind, asked, url, f"https://www.google.com/maps?{known}", "map")


def _is_text(text: str) -> bool:
    return "\ufffd" not in text and not re.search(r"[\x00-\x1f\x7f-\x9f<>\u2028\u2029]", text)


def _is_point(latitude: str, longitude: str, zoom: str) -> bool:
    try:
        return abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180 and float(zoom) < 1000
    except ValueError:
        return False


_AUDIO_FILE: Final = re.compile(r"/(?:[^/]*/)*([^/]+\.(mp3|m4a|aac|ogg|oga|opus|wav|flac))", re.IGNORECASE)


def _read_audio(parts: SplitResult) -> Embed | None:
    match = _AUDIO_FILE.fullmatch(parts.path)
    if not match or parts.scheme != "https":
        return None
    name = unquote(match[1], errors="replace")
    if not _is_text(name):
        return None
    path = quote(parts.path, safe="/%:@!$&()*+,;=~")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    url = f"https://{parts.netloc}{path}{query}"
    return Embed(AUDIO, match[2].lower(), name, url, url, "audio")


_READERS: Final[dict[str, Callable[[SplitResult], Embed | None]]] = {
    **dict.fromkeys(
        ("youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"), _read_youtube
    ),
    **dict.fromkeys(("youtube-nocookie.com", "www.youtube-nocookie.com"), _read_youtube),
    **dict.fromkeys(
        ("facebook.com", "www.facebook.com", "m.facebook.com", "web.facebook.com"), _read_facebook
    ),
    "fb.watch": _read_facebook_short,
    **dict.fromkeys(
        ("x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"),
        _read_x,
    ),
    **dict.fromkeys(("instagram.com", "www.instagram.com", "m.instagram.com"), _read_instagram),
    **dict.fromkeys(("tiktok.com", "www.tiktok.com", "m.tiktok.com"), _read_tiktok),
    **dict.fromkeys(("google.com", "www.google.com", "maps.google.com"), _read_maps),
}
