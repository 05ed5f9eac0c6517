"""Addresses of questions to cities, below a language prefix."""

from django.urls import path

from exchange.questions import desk_views, views

app_name = "questions"
DESK = "my-city/<slug:code>/questions/"

urlpatterns = [
    path("questions/<uuid:key>/ask/", views.ask, name="ask"),
    path("questions/<uuid:key>/ask/sent/", views.sent, name="sent"),
    path("question/<str:token>/", views.question, name="question"),
    path(DESK, desk_views.desk, name="desk"),
    path(f"{DESK}<number:number>/", desk_views.reply, name="reply"),
    path(f"{DESK}<number:number>/<slug:verb>/", desk_views.do, name="do"),
]
