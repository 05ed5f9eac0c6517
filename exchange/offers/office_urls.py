"""Addresses of the editors' pages about offers of study visits, below the admin."""

from django.urls import path

from exchange.offers import office_views

app_name = "visits_office"

urlpatterns = [
    path("", office_views.offers, name="offers"),
    path("<number:number>/", office_views.offer, name="offer"),
]
