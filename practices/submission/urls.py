"""Addresses of the city's desk, below a language prefix."""

from django.urls import path

from practices.moderation.outside.views import advise
from practices.moderation.reports.checks import what_was_checked
from practices.moderation.reports.views import open_figures
from practices.submission.dates import views as date_views
from practices.submission.desk import views
from practices.submission.enclosures import views as enclosure_views
from practices.submission.people import coauthor_views, request_views
from practices.submission.sending import views as sending_views
from practices.submission.sending import withdrawal_views
from practices.submission.word import views as word_views
from practices.submission.writing import views as writing_views
from practices.submission.writing.adapting import adapt

app_name = "submission"
RECORD = "my-city/<slug:code>/records/<number:number>/"

urlpatterns = [
    path("what-was-checked/", what_was_checked, name="what_was_checked"),
    path("moderation-in-figures/", open_figures, name="open_figures"),
    path("review/<str:secret>/", advise, name="outside_review"),
    path("my-city/", views.my_city, name="my_city"),
    path("my-city/questions/<slug:kind>.docx", views.template, name="template"),
    path("contact/<str:token>/", views.withdraw_contact, name="withdraw_contact"),
    path("ask-a-city/", request_views.ask_city, name="ask_city"),
    path(
        "my-city/<slug:code>/requests/<number:place>/decline/",
        request_views.decline_request,
        name="decline_request",
    ),
    path(
        "my-city/<slug:code>/still-running/<number:place>/",
        request_views.answer_peer_check,
        name="answer_peer_check",
    ),
    path("my-city/<slug:code>/", views.city, name="city"),
    path("adapt/<uuid:key>/", adapt, name="adapt"),
    path("my-city/<slug:code>/new/", writing_views.start, name="start"),
    path(RECORD, views.record, name="record"),
    path(f"{RECORD}write/<slug:chapter_code>/", writing_views.chapter, name="chapter"),
    path(
        f"{RECORD}pictures/",
        enclosure_views.enclosures,
        {"kind": enclosure_views.PICTURES},
        name="pictures",
    ),
    path(
        f"{RECORD}pictures/<number:place>/words/",
        enclosure_views.picture_words,
        name="picture_words",
    ),
    path(
        f"{RECORD}pictures/<number:place>/remove/",
        enclosure_views.remove_picture,
        name="remove_picture",
    ),
    path(
        f"{RECORD}files/",
        enclosure_views.enclosures,
        {"kind": enclosure_views.FILES},
        name="attachments",
    ),
    path(
        f"{RECORD}files/<number:attachment>/remove/",
        enclosure_views.remove_attachment,
        name="remove_attachment",
    ),
    path(f"{RECORD}dates/", date_views.dates, name="dates"),
    path(f"{RECORD}dates/<uuid:key>/", date_views.one_date, name="one_date"),
    path(f"{RECORD}import/", word_views.import_word, name="import_word"),
    path(f"{RECORD}notes/", coauthor_views.note, name="note"),
    path(f"{RECORD}co-authors/", coauthor_views.coauthors, name="coauthors"),
    path(f"{RECORD}co-authors/<number:place>/end/", coauthor_views.end_part, name="end_coauthor"),
    path("co-author/<str:token>/", coauthor_views.join, name="join_coauthor"),
    path(f"{RECORD}check/", sending_views.check, name="check"),
    path(f"{RECORD}sent/", views.sent, name="sent"),
    path(f"{RECORD}preview/", views.preview, name="preview"),
    path(f"{RECORD}message/", views.message, name="message"),
    path(f"{RECORD}comments/<number:comment>/", views.answer_comment, name="answer_comment"),
    path(f"{RECORD}grow/", writing_views.grow, name="grow"),
    path(f"{RECORD}give-back/", sending_views.give_back, name="give_back"),
    path(f"{RECORD}take-back/", sending_views.take_back, name="take_back"),
    path(
        f"{RECORD}publish-small-change/",
        sending_views.publish_small_change,
        name="publish_small_change",
    ),
    path(f"{RECORD}withdraw/", withdrawal_views.withdraw, name="withdraw"),
    path(f"{RECORD}delete/", writing_views.delete, name="delete"),
    path(f"{RECORD}confirm/", views.confirm, name="confirm"),
]
