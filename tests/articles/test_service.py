"""What machines ask for: pictures, robots.txt, the site's health."""

import pytest

from config.environment import BASE_DIR


def test_a_published_picture_is_served_for_good(site, picture):
    for rendition in picture.renditions:
        response = site.get(f"/media/{rendition.name}")
        assert response.status_code == 200
        assert response["Content-Type"] == f"image/{rendition.format}"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(b"".join(response)) == int(response["Content-Length"])


@pytest.mark.parametrize("name", ["secret.txt", "a" * 40, "a" * 40 + ".jpg.txt", "../private/x.jpg"])
def test_nothing_but_renditions_is_served(site, settings, name, tmp_path):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "secret.txt").write_text("x")
    (settings.MEDIA_ROOT / ("a" * 40)).write_text("x")
    (settings.MEDIA_ROOT / ("a" * 40 + ".jpg.txt")).write_text("x")
    assert site.get(f"/media/{name}").status_code == 404


def test_a_browser_that_guesses_where_the_icon_is_gets_it(site):
    response = site.get("/favicon.ico")
    assert response.status_code == 302
    assert (BASE_DIR / response["Location"].lstrip("/")).is_file()


def test_robots_may_read_the_paper(site):
    response = site.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /\n" not in response.content.decode()


def test_health_follows_the_database(site):
    response = site.get("/healthz")
    assert (response.status_code, response.content.strip()) == (200, b"ok")
    assert response["Cache-Control"] == "no-store"


def test_ill_health_is_said_so(site, database_down):
    response = site.get("/healthz")
    assert response.status_code == 503
    assert b"ok" not in response.content


def test_pages_travel_compressed_and_pictures_as_they_are(site, publish, picture):
    for _number in range(5):
        publish()
    page = site.get("/latest/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    again = site.get("/latest/", headers={"accept-encoding": "gzip", "if-none-match": page["ETag"]})
    assert again.status_code == 304
    name = picture.renditions[0].name
    assert "Content-Encoding" not in site.get(f"/media/{name}", headers={"accept-encoding": "gzip"})
