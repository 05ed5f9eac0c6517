"""Addresses of the evidence map, below a language prefix."""

from django.urls import path

from practices.evidence_map import views

app_name = "mapping"

urlpatterns = [
    path("evidence-map/", views.map_page, name="evidence_map"),
]
