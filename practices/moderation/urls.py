"""Addresses of the editors' pages, below the admin."""

from django.urls import path

from practices.moderation import views, withdrawal_views
from practices.moderation.outside import views as outside_views
from practices.moderation.reports import views as report_views
from practices.moderation.translations import views as translation_views

app_name = "moderation"

urlpatterns = [
    path("", views.queue_view, name="queue"),
    path("reports/", report_views.overview, name="reports"),
    path("reports/coverage/", report_views.coverage, name="coverage"),
    path("reports/links/", report_views.links, name="links"),
    path("reports/translations/", report_views.translations, name="translations"),
    path("<number:number>/", views.review, name="review"),
    path("<number:number>/assign/", views.assign, name="assign"),
    path("<number:number>/message/", views.message, name="message"),
    path("<number:number>/outside/", outside_views.ask, name="ask_outside"),
    path(
        "<number:number>/outside/<number:place>/withdraw/",
        outside_views.withdraw,
        name="withdraw_outside",
    ),
    path(
        "<number:number>/outside/<number:place>/forget/",
        outside_views.forget_name,
        name="forget_outside",
    ),
    path("<number:number>/bring-back/", views.bring_back, name="bring_back"),
    path("<number:number>/hand-over/", translation_views.hand_over, name="hand_over"),
    path(
        "<number:number>/take-back-translation/",
        translation_views.take_back,
        name="take_back_translation",
    ),
    path("<number:number>/take-down/", withdrawal_views.take_down, name="take_down"),
    path("<number:number>/withdraw/", withdrawal_views.withdraw, name="withdraw"),
    path("<number:number>/allow-again/", withdrawal_views.allow_again, name="allow_again"),
]
