"""Addresses of the search below a language prefix."""

from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("expert/", views.expert, name="expert"),
    path("facet/<slug:name>/", views.facet, name="facet"),
    path("suggest", views.suggest, name="suggest"),
]
