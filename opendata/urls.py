"""Addresses of open data below a language prefix."""

from django.urls import path

from opendata.alerts.views import alert, alert_confirm, alert_sent, alert_stop
from opendata.collecting.views import elsewhere
from opendata.exports.views import export
from opendata.following.browsers import description
from opendata.following.feeds import feed
from opendata.keeping.views import keep_result, kept, kept_export, kept_flow
from opendata.programs import for_programs

app_name = "opendata"
urlpatterns = [
    path("search/export.<str:ending>", export, name="export"),
    path("search/feed.atom", feed, name="feed"),
    path("search/keep/", keep_result, name="keep"),
    path("search/kept/<uuid:key>/", kept, name="kept"),
    path("search/kept/<uuid:key>/flow.svg", kept_flow, name="kept_flow"),
    path("search/kept/<uuid:key>/export.<str:ending>", kept_export, name="kept_export"),
    path("search/alert/", alert, name="alert"),
    path("search/alert/sent/", alert_sent, name="alert_sent"),
    path("search/alert/confirm/<str:token>/", alert_confirm, name="alert_confirm"),
    path("search/alert/stop/<str:token>/", alert_stop, name="alert_stop"),
    path("open-data/", for_programs, name="for_programs"),
    path("elsewhere/", elsewhere, name="elsewhere"),
    path("opensearch.xml", description, name="opensearch"),
]
