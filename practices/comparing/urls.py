"""Addresses of the comparison, below a language prefix."""

from django.urls import path

from practices.comparing import shortlist, views

app_name = "comparing"

urlpatterns = [
    path("compare/", views.table, name="table"),
    path("compare/table.csv", views.file, name="file"),
    path("shortlist/", shortlist.shortlist, name="shortlist"),
]
