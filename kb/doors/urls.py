"""Addresses of the doors and of the finder, below a language prefix."""

from django.urls import path

from kb.doors import views

app_name = "doors"

urlpatterns = [
    path("browse/", views.doors, name="doors"),
    path("browse/<slug:word>/<slug:code>/", views.door, name="door"),
    path("find/", views.finder, name="finder"),
]
