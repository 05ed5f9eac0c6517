"""Addresses of the secretariat's pages about events, below the admin."""

from django.urls import path

from exchange.registration import office_views as views

app_name = "events_office"

urlpatterns = [
    path("", views.events, name="list"),
    path("<uuid:key>/", views.registrations, name="registrations"),
    path("<uuid:key>/answer/", views.answer, name="answer"),
    path("<uuid:key>/cancel/", views.cancel, name="cancel"),
    path("<uuid:key>/badges/", views.badges, name="badges"),
    path("<uuid:key>/attendance.csv", views.attendance, name="attendance"),
]
