"""The addresses by which a record and its versions are cited, and a city's share card, below a language."""

from django.urls import path

from practices.reading import views
from practices.reading.sharing.views import city_card
from practices.reading.versions import views as versions

urlpatterns = [
    path("record/<uuid:key>/", views.record, name="record"),
    path("record/<uuid:key>/versions/", versions.version_list, name="record_versions"),
    path("record/<uuid:key>/v<number:number>/", versions.version, name="record_version"),
    path(
        "record/<uuid:key>/v<number:number>/cite/<slug:style>/",
        versions.version_citation_file,
        name="record_version_citation",
    ),
    path("cities/<slug:slug>/card/", city_card, name="city_card"),
]
