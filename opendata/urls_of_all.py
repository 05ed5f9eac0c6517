"""Addresses of open data for programs, below no language prefix."""

from django.urls import path

from opendata.harvesting.views import oai
from opendata.vocabulary.views import catalogue, vocabulary

app_name = "opendata_of_all"
urlpatterns = [
    path("oai", oai, name="oai"),
    path("catalogue", catalogue, name="catalogue"),
    path("catalogue.<str:ending>", catalogue, name="catalogue"),
    path("vocabulary", vocabulary, name="vocabulary"),
    path("vocabulary.<str:ending>", vocabulary, name="vocabulary"),
]
