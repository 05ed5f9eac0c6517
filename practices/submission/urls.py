"""Addresses of the city's desk, below a language prefix."""

from django.urls import path

from practices.submission import views

app_name = "submission"

urlpatterns = [
    path("my-city/", views.my_city, name="my_city"),
    path("my-city/<slug:code>/", views.city, name="city"),
]
