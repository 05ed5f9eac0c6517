"""Addresses of registrations, below a language prefix."""

from django.urls import path

from exchange.registration import views

app_name = "events"

urlpatterns = [
    path("events/<slug:slug>/register/", views.register, name="register"),
    path("events/<slug:slug>/register/sent/", views.sent, name="sent"),
    path("registration/<str:token>/", views.registration, name="registration"),
]
