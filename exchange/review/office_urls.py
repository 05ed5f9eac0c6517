"""Addresses of the editors' pages about what cities wrote, below the admin."""

from django.urls import path

from exchange.needs.kind import NOTES
from exchange.offers.kind import OFFERS
from exchange.questions.kind import QUESTIONS
from exchange.review import office_views as views

app_name = "exchange_office"

urlpatterns = [
    path("offers/", views.rows, {"kind": OFFERS}, name="offers"),
    path("offers/<number:number>/", views.row, {"kind": OFFERS}, name="offer"),
    path("questions/", views.rows, {"kind": QUESTIONS}, name="questions"),
    path("questions/<number:number>/", views.row, {"kind": QUESTIONS}, name="question"),
    path(
        "questions/<number:number>/translations/",
        views.translations,
        {"kind": QUESTIONS},
        name="question_translations",
    ),
    path("notes/", views.rows, {"kind": NOTES}, name="notes"),
    path("notes/<number:number>/", views.row, {"kind": NOTES}, name="note"),
    path(
        "notes/<number:number>/translations/",
        views.translations,
        {"kind": NOTES},
        name="note_translations",
    ),
]
