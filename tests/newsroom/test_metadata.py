"""What a file says of itself fills what nobody said; where it was taken is never read as coordinates."""

import io
import struct
from datetime import UTC, datetime

import pytest
from PIL import Image

from newsroom.decoding import decode_picture
from newsroom.metadata import read_words
from newsroom.pictures import store_picture
from tests.newsroom.hostile_pictures import (
    JPEG,
    PNG,
    chunk,
    encoded,
    painted,
    segment,
    with_chunks,
    with_segments,
    xmp,
)


def packet(inside: str, attributes: str = "") -> bytes:
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 {attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def listed(name: str, kind: str, *items: str) -> str:
    inside = "".join(f"<rdf:li xml:lang='x-default'>{item}</rdf:li>" for item in items)
    return f"<{name}><rdf:{kind}>{inside}</rdf:{kind}></{name}>"


def iptc(*fields: tuple[int, int, bytes]) -> bytes:
    """IIM datasets in a Photoshop segment, as agencies write them."""
    data = b"".join(
        b"\x1c" + struct.pack(">BBH", record, number, len(text)) + text for record, number, text in fields
    )
    return segment(
        0xED,
        b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2),
    )


def words_of(content: bytes) -> dict[str, str]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return read_words(image)


FULL = packet(
    listed("dc:description", "Alt", "পদ্মার ঘাটে ভোরের নৌকা", "Boats at dawn")
    + listed("dc:creator", "Seq", "নমুনা হাসান", "কল্পিতা সেন")
    + listed("Iptc4xmpExt:PersonInImage", "Bag", "রহিম মাঝি", "করিম মাঝি")
    + listed("Iptc4xmpCore:AltTextAccessibility", "Alt", "ঘাটে তিনটি নৌকা")
    + "<photoshop:DateCreated>2026-03-05T06:10:00+06:00</photoshop:DateCreated>",
    'photoshop:Credit="নমুনা সংবাদ সংস্থা" photoshop:City="রাজবাড়ী" photoshop:Country="বাংলাদেশ"'
    ' exif:GPSLatitude="23,45.5N"',
)
SAID = {
    "caption": "পদ্মার ঘাটে ভোরের নৌকা",
    "alt": "ঘাটে তিনটি নৌকা",
    "photographer": "নমুনা হাসান, কল্পিতা সেন",
    "credit": "নমুনা সংবাদ সংস্থা",
    "people": "রহিম মাঝি, করিম মাঝি",
    "place": "রাজবাড়ী, বাংলাদেশ",
    "taken_at": "2026-03-05T06:10:00+06:00",
}


@pytest.mark.parametrize(
    "content",
    [
        with_segments(xmp(FULL)),
        with_chunks(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + FULL)),
        encoded(painted(), "WEBP", xmp=FULL),
    ],
    ids=["JPEG", "PNG", "WebP"],
)
def test_xmp_is_read_in_every_format(content):
    assert words_of(content) == SAID


@pytest.mark.parametrize(
    ("fields", "caption"),
    [
        ([(1, 90, b"\x1b%G"), (2, 120, "মেঘনার চর".encode())], "মেঘনার চর"),
        ([(2, 120, "মেঘনার চর".encode())], "মেঘনার চর"),
        ([(2, 120, "Café à Dhaka".encode("cp1252"))], "Café à Dhaka"),
        ([(1, 90, b"\x1b%G"), (2, 120, "চর".encode() + b"\xe0\xa6")], "চর"),
        ([(2, 120, b"  two\r\n lines\x00 ")], "two lines"),
    ],
    ids=["marked UTF-8", "UTF-8 without its mark", "Latin", "UTF-8 cut in a letter", "lines"],
)
def test_iptc_is_read_in_the_encoding_it_is_in(fields, caption):
    assert words_of(with_segments(iptc(*fields)))["caption"] == caption


def test_iptc_says_who_where_and_when():
    said = words_of(
        with_segments(
            iptc(
                (2, 80, b"Namuna Hasan"),
                (2, 110, b"Namuna Agency"),
                (2, 90, b"Sylhet"),
                (2, 101, b"Bangladesh"),
                (2, 55, b"20260305"),
                (2, 60, b"061000+0600"),
            )
        )
    )
    assert said == {
        "photographer": "Namuna Hasan",
        "credit": "Namuna Agency",
        "place": "Sylhet, Bangladesh",
        "taken_at": "2026-03-05T06:10:00+06:00",
    }


def camera(**said: str) -> bytes:
    exif = Image.Exif()
    for name, tag in {"description": 0x010E, "artist": 0x013B, "copyright": 0x8298}.items():
        if name in said:
            exif[tag] = said[name]
    for name, tag in {"taken": 0x9003, "offset": 0x9011}.items():
        if name in said:
            exif.get_ifd(0x8769)[tag] = said[name]
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 42.0, 37.0), 3: "E", 4: (90.0, 24.0, 26.0)})
    return encoded(painted(), "JPEG", exif=exif)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            {"description": "Boats", "artist": "Namuna"},
            {"caption": "Boats", "photographer": "Namuna", "credit": "Namuna"},
        ),
        ({"description": "OLYMPUS DIGITAL CAMERA         "}, {}),
        ({"description": "DSC_0042"}, {}),
        ({"taken": "2026:03:05 06:10:00"}, {"taken_at": "2026-03-05T06:10:00"}),
        ({"taken": "2026:03:05 06:10:00", "offset": "+06:00"}, {"taken_at": "2026-03-05T06:10:00+06:00"}),
        ({"taken": "0000:00:00 00:00:00"}, {}),
        ({"taken": "2026:13:45 99:99:99"}, {}),
        ({"copyright": "(c) Namuna"}, {"credit": "(c) Namuna"}),
    ],
)
def test_a_cameras_words_are_read_and_its_position_is_not(said, found):
    assert words_of(camera(**said)) == found


def test_a_file_that_says_nothing_says_nothing():
    assert words_of(JPEG) == words_of(PNG) == {}


def test_what_is_written_by_hand_goes_before_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010E] = "camera"
    content = with_segments(iptc((2, 120, b"agency")), picture=encoded(painted(), "JPEG", exif=exif))
    assert words_of(content)["caption"] == "agency"
    assert words_of(with_segments(xmp(FULL), picture=content))["caption"] == SAID["caption"]


# In the library


@pytest.fixture
def store(newsroom):
    """store(content, **words) -> the Picture as it is kept."""

    def keep(content, **words):
        picture = store_picture(decode_picture(content), content, newsroom.photo, **words)
        picture.refresh_from_db()
        return picture

    return keep


def test_the_files_words_fill_what_nobody_said(store):
    picture = store(with_segments(xmp(FULL)), caption="নিজের বর্ণনা", credit="")
    assert (picture.caption, picture.credit) == ("নিজের বর্ণনা", "নমুনা সংবাদ সংস্থা")
    assert (picture.photographer, picture.people) == (SAID["photographer"], SAID["people"])
    assert picture.taken_at == datetime(2026, 3, 5, 0, 10, tzinfo=UTC)


def test_bengali_is_stored_in_its_one_spelling(store):
    picture = store(with_segments(xmp(FULL)))
    assert picture.place == "রাজবা\u09a1\u09bc\u09c0, বাংলাদেশ"


def test_a_camera_without_a_time_zone_was_where_the_paper_is(store):
    assert store(camera(taken="2026:03:05 06:10:00")).taken_at == datetime(2026, 3, 5, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize("taken", ["2099:03:05 06:10:00", "0001:01:01 00:00:00", "1825:12:31 23:59:59"])
def test_a_camera_without_a_calendar_is_not_believed(store, taken):
    picture = store(camera(taken=taken))
    picture.refresh_from_db()
    assert picture.taken_at is None


def test_more_than_fits_is_cut_between_words(store):
    picture = store(with_segments(iptc((2, 120, ("খবর " * 400).encode()))))
    assert len(picture.caption) <= 500
    assert picture.caption.endswith("খবর…")


def test_a_decorative_picture_takes_no_description_from_its_file(store):
    picture = store(with_segments(xmp(FULL)), decorative=True)
    assert (picture.alt, picture.decorative) == ("", True)
