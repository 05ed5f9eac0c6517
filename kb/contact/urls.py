"""Addresses of the letters to a city, below a language prefix."""

from django.urls import path

from kb.contact import views

app_name = "contact"

urlpatterns = [
    path("contact/", views.write_to_alliance, name="alliance"),
    path("contact/sent/", views.alliance_sent, name="alliance_sent"),
    path("cities/<slug:slug>/contact/", views.write_to_city, name="write"),
    path("cities/<slug:slug>/contact/sent/", views.sent, name="sent"),
]
