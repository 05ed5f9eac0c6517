"""Addresses of the start page for cities, below a language prefix."""

from django.urls import path

from kb.joining import views

app_name = "joining"

urlpatterns = [
    path("join/", views.join, name="join"),
    path("join/account/", views.ask, name="ask"),
    path("join/account/sent/", views.sent, name="sent"),
    path("join/account/<str:token>/", views.confirm, name="confirm"),
]
