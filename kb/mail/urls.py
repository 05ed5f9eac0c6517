"""Addresses of mails, below a language prefix."""

from django.urls import path

from kb.mail import views

app_name = "mail"

urlpatterns = [
    path("mails/", views.preferences, name="preferences"),
    path("mails/stop/<str:token>/", views.stop, name="stop"),
]
