"""Addresses of open data below a language prefix."""

from django.urls import path

from opendata.exports.views import export
from opendata.following.browsers import description
from opendata.following.feeds import feed

app_name = "opendata"
urlpatterns = [
    path("search/export.<str:ending>", export, name="export"),
    path("search/feed.atom", feed, name="feed"),
    path("opensearch.xml", description, name="opensearch"),
]
