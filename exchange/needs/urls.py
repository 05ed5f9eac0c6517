"""Addresses of what cities ask each other, below a language prefix; only the notes are public."""

from django.urls import path

from exchange.needs import desk_views, views

app_name = "needs"
DESK = "my-city/<slug:code>/needs/"

urlpatterns = [
    path("cities-asked/", views.notes, name="notes"),
    path(DESK, desk_views.desk, name="desk"),
    path(f"{DESK}new/", desk_views.new, name="new"),
    path("needs/<number:number>/", desk_views.need, name="need"),
    path("needs/<number:number>/with/<slug:code>/", desk_views.talk, name="talk"),
    path("needs/<number:number>/<slug:verb>/", desk_views.do, name="do"),
]
