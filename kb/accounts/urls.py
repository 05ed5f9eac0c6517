"""Addresses of people and invitations, below a language prefix."""

from django.urls import path

from kb.accounts import views

app_name = "accounts"

urlpatterns = [
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("my-data/", views.my_data, name="my_data"),
    path("my-data/download/", views.download_my_data, name="download_my_data"),
    path("my-data/erase/", views.erase_my_data, name="erase_my_data"),
    path("my-data/address/<str:token>/", views.approve_address, name="approve_address"),
    path("my-city/<slug:code>/people/", views.people, name="people"),
    path("my-city/<slug:code>/people/clearance/", views.clearance, name="clearance"),
    path("my-city/<slug:code>/people/<number:number>/end/", views.end_role, name="end_role"),
    path(
        "my-city/<slug:code>/invitations/<number:number>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
]
