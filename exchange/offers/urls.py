"""Addresses of offers of study visits, below a language prefix."""

from django.urls import path

from exchange.offers import desk_views, views

app_name = "visit_offers"
DESK = "my-city/<slug:code>/visits/"

urlpatterns = [
    path("study-visits/", views.offers, name="list"),
    path("study-visits/<number:number>/", views.offer, name="offer"),
    path(DESK, desk_views.desk, name="desk"),
    path(f"{DESK}offers/new/", desk_views.new, name="new"),
    path(f"{DESK}offers/<number:number>/", desk_views.edit, name="edit"),
    path(f"{DESK}offers/<number:number>/<slug:verb>/", desk_views.do, name="do"),
]
