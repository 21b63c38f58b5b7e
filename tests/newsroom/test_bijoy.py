"""Bijoy (SutonnyMJ) to Unicode: every glyph of the font, in words of the news."""

import pytest

from articles.bengali.text import normalise
from newsroom.bijoy import looks_like_bijoy, to_unicode
from newsroom.bijoy_html import html_to_unicode, names_bijoy_font

# Bijoy=Unicode
WORDS = {
    "vowel signs and letters": """
        Avgvi=আমার ‡mvbvi=সোনার evsjv=বাংলা Zywg=তুমি b`x=নদী Kywgjøv=কুমিল্লা f~wg=ভূমি K…lK=কৃষক
        ‡`k=দেশ ‰eVK=বৈঠক ‡jvK=লোক ‡gŠmyg=মৌসুম Miæ=গরু i~c=রূপ ïay=শুধু ¸Re=গুজব ûgwK=হুমকি ü`q=হৃদয়
        FY=ঋণ C`=ঈদ Elv=ঊষা HK¨=ঐক্য Jla=ঔষধ IRb=ওজন GLb=এখন Drme=উৎসব AZtci=অতঃপর
    """,
    "chandrabindu, visarga, anusvara, ৎ": """
        Pvu`=চাঁদ nVvr=হঠাৎ we`¨yr=বিদ্যুৎ `ytL=দুঃখ is=রং cvuP=পাঁচ ‡cŠu‡Q=পৌঁছে SyuwK=ঝুঁকি KvuPv=কাঁচা
        msev`=সংবাদ
    """,
    "ড় ঢ় য়": """
        evwo=বাড়ি Mvp=গাঢ় Avlvp=আষাঢ় mgq=সময় cvnvo=পাহাড় ‡g‡q=মেয়ে we‡q=বিয়ে ‡Lvuov=খোঁড়া
    """,
    "reph": """
        Kg©=কর্ম ch©šÍ=পর্যন্ত wbe©vPb=নির্বাচন A_©bxwZ=অর্থনীতি Avw_©K=আর্থিক cÖv_©x=প্রার্থী c~e©=পূর্ব
        el©v=বর্ষা KZ©…c¶=কর্তৃপক্ষ gvP©=মার্চ m‡e©v”P=সর্বোচ্চ `xN©=দীর্ঘ ¯^Y©=স্বর্ণ PP©v=চর্চা
        kZ©=শর্ত Kvh©µg=কার্যক্রম ‡mŠ›`h©=সৌন্দর্য EaŸ©MwZ=ঊর্ধ্বগতি wb‡`©k=নির্দেশ eY©bv=বর্ণনা
    """,
    "ya-phala": """
        we`¨vjq=বিদ্যালয় mZ¨=সত্য ga¨=মধ্য evwYR¨=বাণিজ্য msL¨v=সংখ্যা e¨vsK=ব্যাংক Ab¨vb¨=অন্যান্য
        Kj¨vY=কল্যাণ b¨vh¨=ন্যায্য A¨vc=অ্যাপ A¨v¤^y‡jÝ=অ্যাম্বুলেন্স i¨ve=র‍্যাব i¨vwj=র‍্যালি
        j¶¨=লক্ষ্য ¯^v¯’¨=স্বাস্থ্য gš¿Yvjq=মন্ত্রণালয় ‰R¨ô=জ্যৈষ্ঠ Z¨vM=ত্যাগ
    """,
    "ra-phala": """
        cÖavb=প্রধান MÖvg=গ্রাম `ª“Z=দ্রুত kÖwgK=শ্রমিক cÖwZôvb=প্রতিষ্ঠান ‡Uªb=ট্রেন Wªvg=ড্রাম ïµ=শুক্র
        ågY=ভ্রমণ QvÎ=ছাত্র cwÎKv=পত্রিকা wgÎ=মিত্র weªR=ব্রিজ dªvÝ=ফ্রান্স nª`=হ্রদ Avgª=আম্র mnmª=সহস্র
        aª“e=ধ্রুব
    """,
    "conjuncts that begin with ক": """
        av°v=ধাক্কা Wv³vi=ডাক্তার i³=রক্ত cK¡=পক্ব iæw´Yx=রুক্মিণী Pµ=চক্র ¶gZv=ক্ষমতা j²x=লক্ষ্মী
        Zx¶è=তীক্ষ্ণ ev·=বাক্স K¬vm=ক্লাস A‡±vei=অক্টোবর AvKv•¶v=আকাঙ্ক্ষা ¶y`ª=ক্ষুদ্র
    """,
    "conjuncts that begin with গ": """
        gy»=মুগ্ধ AwMœ=অগ্নি evM¥x=বাগ্মী Møvm=গ্লাস evºvb=বাগ্দান hyM¥=যুগ্ম w`wM¦Rq=দিগ্বিজয়
        MÖx®§=গ্রীষ্ম weNœ=বিঘ্ন
    """,
    "conjuncts that begin with ঙ": """
        A¼=অঙ্ক k•L=শঙ্খ A½=অঙ্গ m•N=সঙ্ঘ e‡½vcmvMi=বঙ্গোপসাগর ev•gq=বাঙ্ময়
    """,
    "conjuncts that begin with চ": """
        D”P=উচ্চ B”Qv=ইচ্ছা D”Q¡vm=উচ্ছ্বাস hv”Tv=যাচ্ঞা
    """,
    "conjuncts that begin with জ": """
        j¾v=লজ্জা KyÀwUKv=কুজ্ঝটিকা weÁvb=বিজ্ঞান Ávb=জ্ঞান D¾¡j=উজ্জ্বল R¡i=জ্বর R¡vjvwb=জ্বালানি
    """,
    "conjuncts that begin with ঞ": """
        cÂvk=পঞ্চাশ evwÃZ=বাঞ্ছিত MÄ=গঞ্জ SÅv=ঝঞ্ঝা AÂj=অঞ্চল
    """,
    "conjuncts that begin with ট ড": """
        PÆMÖvg=চট্টগ্রাম LU¡v=খট্বা KyU¥j=কুট্মল AvÇv=আড্ডা DÇqb=উড্ডয়ন
    """,
    "conjuncts that begin with ণ": """
        NÈv=ঘণ্টা KÉ=কণ্ঠ KvÊ=কাণ্ড welYœ=বিষণ্ণ lvY¥vwmK=ষাণ্মাসিক
    """,
    "conjuncts that begin with ত": """
        DËi=উত্তর DÌvb=উত্থান iZœ=রত্ন AvZ¥v=আত্মা ¯^Z¡=স্বত্ব ivwÎ=রাত্রি ZË¡=তত্ত্ব hZœ=যত্ন
        AvZ¥nZ¨v=আত্মহত্যা
    """,
    "conjuncts that begin with দ থ": """
        D˜Mg=উদ্গম D˜NvUb=উদ্ঘাটন D‡Ïk¨=উদ্দেশ্য e…w×=বৃদ্ধি Øxc=দ্বীপ D™¢e=উদ্ভব cÙv=পদ্মা Dw™¢`=উদ্ভিদ
        D™£všÍ=উদ্ভ্রান্ত hy×=যুদ্ধ c…_¡x=পৃথ্বী
    """,
    "conjuncts that begin with ধ": """
        aŸwb=ধ্বনি aŸsm=ধ্বংস eÜy=বন্ধু
    """,
    "conjuncts that begin with ন": """
        N›Uv=ঘন্টা jÉb=লণ্ঠন n¨vÛej=হ্যান্ডবল kvšÍ=শান্ত gš¿x=মন্ত্রী MÖš’=গ্রন্থ Avb›`=আনন্দ eÜ=বন্ধ
        Abœ=অন্ন mgš^q=সমন্বয় Rb¥=জন্ম wn›`y=হিন্দু mš¿vm=সন্ত্রাস Ø›Ø=দ্বন্দ্ব P›`ª=চন্দ্র KÝvj=কন্সাল
        AÜª=অন্ধ্র B›Uvi‡bU=ইন্টারনেট wKš‘=কিন্তু ‡m›Uªvj=সেন্ট্রাল mvšÍ¡bv=সান্ত্বনা
    """,
    "conjuncts that begin with প": """
        K¨v‡Þb=ক্যাপ্টেন cÖvß=প্রাপ্ত ¯^cœ=স্বপ্ন wUàbx=টিপ্পনী cøveb=প্লাবন wjáv=লিপ্সা mßvn=সপ্তাহ
    """,
    "conjuncts that begin with ফ": """
        d¬y=ফ্লু d¬¨vU=ফ্ল্যাট
    """,
    "conjuncts that begin with ব": """
        Kyâ=কুব্জ kã=শব্দ jä=লব্ধ eøK=ব্লক meŸvB=সব্বাই Aã=অব্দ
    """,
    "conjuncts that begin with ভ": """
        åvZv=ভ্রাতা Aå=অভ্র
    """,
    "conjuncts that begin with ম": """
        wbgœ=নিম্ন m¤ú`=সম্পদ m¤cÖwZ=সম্প্রতি ¸ç=গুম্ফ m¤^j=সম্বল Avi¤¢=আরম্ভ m‡¤§jb=সম্মেলন A¤ø=অম্ল
        m¤£g=সম্ভ্রম
    """,
    "conjuncts that begin with ল": """
        ïé=শুল্ক dvêyb=ফাল্গুন Dëv=উল্টা wdì=ফিল্ড Mí=গল্প evj¦=বাল্ব ¸j¥=গুল্ম D‡jøL=উল্লেখ ‡Mvì=গোল্ড
        wkí=শিল্প Kíbv=কল্পনা RyjwdKvi=জুলফিকার
    """,
    "conjuncts that begin with শ": """
        wbwðZ=নিশ্চিত wki‡ñ`=শিরশ্ছেদ cÖkœ=প্রশ্ন wek¦=বিশ্ব k¥kvb=শ্মশান ‡køvK=শ্লোক Avk¦vm=আশ্বাস
        cwðg=পশ্চিম
    """,
    "conjuncts that begin with ষ": """
        ï®‹=শুষ্ক wbw®Œq=নিষ্ক্রিয় `yó=দুষ্ট ivóª=রাষ্ট্র ‡R¨ô=জ্যেষ্ঠ K…ò=কৃষ্ণ ev®ú=বাষ্প wbõj=নিষ্ফল
        MÖx®§=গ্রীষ্ম Dò=উষ্ণ wb®cÖ`xc=নিষ্প্রদীপ
    """,
    "conjuncts that begin with স": """
        ¯‹yj=স্কুল öjb=স্খলন ‡÷kb=স্টেশন ¯Íi=স্তর ¯’vb=স্থান ¯œvb=স্নান ¯úó=স্পষ্ট ùwUK=স্ফটিক
        ¯^vaxb=স্বাধীন ¯§iY=স্মরণ ‡¯øvMvb=স্লোগান ¯¿x=স্ত্রী e¯‘=বস্তু w¯Œb=স্ক্রিন iv¯Ív=রাস্তা
        ÷ªvBK=স্ট্রাইক ‡¯cÖ=স্প্রে e¨e¯’v=ব্যবস্থা
    """,
    "conjuncts that begin with হ": """
        Acivnè=অপরাহ্ণ wPý=চিহ্ন AvnŸvb=আহ্বান eªþ=ব্রহ্ম Avn¬v`=আহ্লাদ ga¨vý=মধ্যাহ্ন nªvm=হ্রাস
    """,
    "a hasanta that is drawn": """
        D`&hvcb=উদ্‌যাপন evK&¯^vaxbZv=বাক্‌স্বাধীনতা
    """,
    "digits": """
        2025=২০২৫ 3,500=৩,৫০০ $100=৳১০০
    """,
    "other keys for the same signs": """
        AZ¨š—=অত্যন্ত mg¯—=সমস্ত `ªæZ=দ্রুত cªavb=প্রধান †`k=দেশ ˆeVK=বৈঠক K„lK=কৃষক i“wU=রুটি
        ïi“=শুরু iƒc=রূপ ¸i“=গুরু c~e©=পূর্ব ms¯‹…wZ=সংস্কৃতি ¯Œ¨vc=স্ক্র্যাপ AvÍxq=আত্মীয় m~²=সূক্ষ্ম e„w×=বৃদ্ধি
    """,
}
PAIRS = [
    pytest.param(*pair.split("="), id=f"{kind}: {pair}")
    for kind, pairs in WORDS.items()
    for pair in pairs.split()
]


def test_the_table_is_long_enough():
    assert len(PAIRS) >= 280
    assert len({pair.values[1] for pair in PAIRS}) >= 270


@pytest.mark.parametrize(("bijoy", "unicode"), PAIRS)
def test_a_word_is_converted(bijoy, unicode):
    assert to_unicode(bijoy) == normalise(unicode)


@pytest.mark.parametrize(
    ("bijoy", "unicode"),
    [
        ("Avgvi †mvbvi evsjv, Avwg †Zvgvq fv‡jvevwm|", "আমার সোনার বাংলা, আমি তোমায় ভালোবাসি।"),
        ("wZwb e‡jb, ÒGUv fv‡jv|Ó", "তিনি বলেন, “এটা ভালো।”"),
        ("2025 mv‡ji 3 †m‡Þ¤^i", "২০২৫ সালের ৩ সেপ্টেম্বর"),
        ("‡m\n‡m", "সে\nসে"),
        ("we¯ÍvwiZ: https://example.com/Avgvi ‡`Lyb", "বিস্তারিত: https://example.com/Avgvi দেখুন"),
        ("", ""),
    ],
)
def test_a_sentence_is_converted(bijoy, unicode):
    assert to_unicode(bijoy) == normalise(unicode)


@pytest.mark.parametrize(
    "odd", ["†", "w", "©", "¨", "&", "u", "v", "†u", "wu ", "š", "¯", "&&&", "†† w", "© K"]
)
def test_loose_signs_neither_fail_nor_vanish(odd):
    assert to_unicode(odd).strip()


def test_unicode_bengali_stays_as_it_is():
    assert to_unicode("আমার সোনার বাংলা।") == normalise("আমার সোনার বাংলা।")


@pytest.mark.parametrize(
    "text",
    [
        "Avgvi †mvbvi evsjv",
        "wbe©vPb Kwgkb",
        "cÖavbgš¿x e‡j‡Qb, ¶gZv Avgv‡`i bq",
        "Avwg evsjvq Mvb MvB",
        "ivRavbx‡Z Mfxi iv‡Z AvMyb",
    ],
)
def test_bijoy_is_recognised(text):
    assert looks_like_bijoy(text)


@pytest.mark.parametrize(
    "text",
    [
        "The government said on Monday that the river is rising.",
        "GOVERNMENT PLANS NEW BRIDGE OVER JAMUNA",
        "BBC News, VOA, XVI",
        "https://example.com/vKvKvK/wbe",
        "আমার সোনার বাংলা",
        "আমার evsjv ‡`k",
        "Le Président a déclaré que l’été serait très chaud",
        "2025",
        "",
    ],
)
def test_other_text_is_not_taken_for_bijoy(text):
    assert not looks_like_bijoy(text)


def test_each_block_is_judged_by_itself():
    html = "<h2>wbe©vPb</h2><p>cÖavbgš¿x <strong>e‡j‡Qb</strong></p><p>The minister said so.</p><p>বাংলা</p>"
    assert html_to_unicode(html) == normalise(
        "<h2>নির্বাচন</h2><p>প্রধানমন্ত্রী <strong>বলেছেন</strong></p><p>The minister said so.</p><p>বাংলা</p>"
    )


def test_the_markup_says_which_words_are_in_another_script():
    html = """<p style='font-family:"SutonnyMJ"'>Avgvi <span style="font-family:Arial">BBC</span> ‡`k &amp;</p><p>note</p>"""
    assert html_to_unicode(html) == normalise(
        """<p style='font-family:"SutonnyMJ"'>আমার <span style="font-family:Arial">BBC</span> দেশ &amp;</p><p>note</p>"""
    )


def test_a_selection_is_converted_however_short():
    assert html_to_unicode("K‡i", every=True) == "করে"
    assert html_to_unicode("K‡i") == "K‡i"


def test_markup_that_is_not_text_is_kept():
    html = '<!--[if gte mso 9]>x<![endif]--><![if !supportLists]><style>p {font-family:SutonnyMJ}</style><br><img src="a">'
    assert html_to_unicode(html, every=True) == html


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<p style="font-family:SutonnyMJ">', True),
        ("<p style='font-family:\"SutonnyOMJ\",serif'>", False),
        ("<span style='font-family:\"SutonnyMJ\",serif'>", True),
        ('<font face="SutonnyMJ">', True),
        ('<p style="font-family:Arial">SutonnyMJ', False),
    ],
)
def test_the_clipboard_names_its_font(html, named):
    assert names_bijoy_font(html) is named


@pytest.mark.parametrize(
    ("html", "read"),
    [
        (f"<p>{'&#' + '1' * 5000};</p>", "<p>\ufffd</p>"),
        ("<![foo[ bar ]]>", "<![foo[ bar ]]>"),
        ("<![ K‡i", "&lt;![ করে"),
        ("K‡i < <", "করে &lt; &lt;"),
        ("<p title='a>b'>K‡i</p><BR/>K‡i", "<p title='a>b'>করে</p><BR/>করে"),
        ("<style>p{} K‡i", "<style>p{} K‡i"),
        ("</i></p><b>K‡i", "</i></p><b>করে"),
    ],
)
def test_broken_markup_is_read_as_far_as_it_goes(html, read):
    assert html_to_unicode(html, every=True) == read


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<a ",
            "<!",
            "<!--",
            "</",
            "<?",
            "<a b='",
            '<a b="x',
            "<style>",
            "<p style='font-family:",
            "&#x",
            "&",
        ),
        *("<b>K", "<b></i>", "<p>", "K", "a.a", "a@", "www.", "আw", '<p style="font-family:&quot;">'),
    ],
)
def test_markup_that_goes_on_and_on_is_read_in_one_pass(piece):
    """A hundred thousand of each; what was read by the square of it took hours."""
    assert html_to_unicode(piece * 100_000, every=True)
