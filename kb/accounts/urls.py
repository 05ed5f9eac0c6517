"""Addresses of people and invitations, below a language prefix."""

from django.urls import path

from kb.accounts import views

app_name = "accounts"

urlpatterns = [
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("my-city/<slug:code>/people/", views.people, name="people"),
    path("my-city/<slug:code>/people/<int:number>/end/", views.end_role, name="end_role"),
    path(
        "my-city/<slug:code>/invitations/<int:number>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
]
