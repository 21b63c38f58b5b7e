"""The public addresses. Sections come last: theirs is the one pattern that could swallow another's."""

from django.urls import path, re_path

from articles.addresses import register_converters
from articles.models import SLUG_PATTERN
from articles.views import archive, house, reader, reads, search, service
from feeds import push_views as push
from feeds import ticker_views as ticker
from feeds import views as feeds
from feeds.api import urls as api

register_converters()

urlpatterns = [
    path("", reader.front, name="front"),
    # For machines
    path("manifest.webmanifest", service.manifest, name="manifest"),
    path("favicon.ico", service.favicon, name="favicon"),
    path("robots.txt", service.robots, name="robots"),
    re_path(r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt\Z", service.index_key, name="index-key"),
    path("healthz", service.healthz, name="healthz"),
    path("ticker.json", ticker.lines, {"form": "json"}, name="ticker"),
    path("ticker.txt", ticker.lines, {"form": "txt"}, name="ticker-text"),
    path("ticker.xml", ticker.lines, {"form": "xml"}, name="ticker-xml"),
    path("ticker/", ticker.offer, name="ticker-offer"),
    path("ticker/embed/", ticker.embed, name="ticker-embed"),
    path("feeds/latest.rss", feeds.feed, {"kind": "latest", "form": "rss"}, name="feed-latest"),
    re_path(
        r"^feeds/(?P<kind>latest|breaking|corrections)\.(?P<form>rss|atom|json)\Z", feeds.feed, name="feed"
    ),
    re_path(
        rf"^feeds/(?P<kind>section|topic|author)/(?P<slug>{SLUG_PATTERN})\.(?P<form>rss|atom|json)\Z",
        feeds.feed,
        name="feed-of",
    ),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("news-sitemap.xml", feeds.sitemap_of_news, name="news-sitemap"),
    path("sitemap/<str:name>.xml", feeds.sitemap_part, name="sitemap-part"),
    re_path(r"^media/(?P<name>[0-9a-f]{40}\.(?:avif|webp|jpg))\Z", service.media, name="media"),
    path("alerts-worker.js", push.worker, name="alerts-worker"),
    path("alerts/subscription", push.subscription, name="alerts-subscription"),
    path("read/<article:public_id>/", reads.read, name="read"),
    *api.urlpatterns,
    # The paper itself
    path("about/", house.page, {"slug": "about"}, name="about"),
    path("contact/", house.page, {"slug": "contact"}, name="contact"),
    path("policy/<ascii:slug>/", house.page, name="policy"),
    path("sitemap/", house.site_map, name="site-map"),
    path("alerts/", push.offer, name="alerts"),
    # Lists across sections
    path("latest/", reader.latest, name="latest"),
    path("most-read/", house.most_read, name="most-read"),
    path("archive/", archive.newest, name="archive"),
    path("archive/<year:year>/<two:month>/<two:day>/", archive.day, name="archive-day"),
    path("search/", search.results, name="search"),
    path("search/suggest.json", search.suggestions, name="search-suggestions"),
    path("corrections/", reader.corrections, name="corrections"),
    path("topic/<ascii:slug>/", reader.topic, name="topic"),
    path("author/<ascii:slug>/", reader.author, name="author"),
    path("s/<article:public_id>/", reader.short, name="short"),
    # Sections and their stories
    path("<section:slug>/", reader.section, name="section"),
    path("<section:section>/<article:public_id>/", reader.article, name="article"),
    path("<section:section>/<article:public_id>/<path:decoration>", reader.article, name="article-decorated"),
]

handler400 = "articles.views.errors.bad_request"
handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"
