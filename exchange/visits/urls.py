"""Addresses of study visits between two cities, below a language prefix; none is public."""

from django.urls import path

from exchange.visits import views

app_name = "visits"

urlpatterns = [
    path("study-visits/<number:number>/ask/", views.ask, name="ask"),
    path("visits/<uuid:key>/", views.visit, name="visit"),
    path("visits/<uuid:key>/calendar/", views.calendar, name="calendar"),
    path("visits/<uuid:key>/<slug:verb>/", views.do, name="do"),
]
