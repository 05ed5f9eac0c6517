"""The address by which a record is cited, and that of a city's share card, below a language prefix."""

from django.urls import path

from practices.reading import views
from practices.reading.sharing.views import city_card

urlpatterns = [
    path("record/<uuid:key>/", views.record, name="record"),
    path("cities/<slug:slug>/card/", city_card, name="city_card"),
]
