"""The API's addresses, for config/urls_site.py."""

from django.urls import path, re_path

from articles.models import PUBLIC_ID_PATTERN
from feeds.api import documents, views

urlpatterns = [
    path("api/", documents.page, name="api-page"),
    path("api/openapi.json", documents.description, name="api-description"),
    path("api/v1/", views.entry, name="api"),
    path("api/v1/articles/", views.articles, name="api-articles"),
    re_path(rf"^api/v1/articles/(?P<public_id>{PUBLIC_ID_PATTERN})/\Z", views.article, name="api-article"),
    path("api/v1/search/", views.search, name="api-search"),
    path("api/v1/sections/", views.sections, name="api-sections"),
    path("api/v1/topics/", views.named, {"kind": "topics"}, name="api-topics"),
    path("api/v1/contributors/", views.named, {"kind": "contributors"}, name="api-contributors"),
    path("api/v1/corrections/", views.corrections, name="api-corrections"),
    path("api/v1/changes/", views.changes, name="api-changes"),
    re_path(r"^api/v1/(?P<rest>(?s:.)*)\Z", views.nowhere, name="api-nowhere"),
]
