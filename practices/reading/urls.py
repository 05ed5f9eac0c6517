"""The address by which a record is cited, below a language prefix."""

from django.urls import path

from practices.reading import views

urlpatterns = [path("record/<uuid:key>/", views.record, name="record")]
