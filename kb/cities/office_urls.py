"""Addresses of the secretariat's pages about cities, below the admin."""

from django.urls import path

from kb.cities import office_views as views

app_name = "cities_office"

urlpatterns = [
    path("", views.cities, name="list"),
    path("new/", views.new_city, name="new"),
    path("requests/", views.requests, name="requests"),
    path("requests/<number:number>/decline/", views.decline_request, name="decline"),
    path("requests/<number:number>/invite/", views.invite_for_request, name="invite"),
    path("invitations/<number:number>/resend/", views.resend, name="resend"),
    path("invitations/<number:number>/withdraw/", views.withdraw, name="withdraw"),
]
