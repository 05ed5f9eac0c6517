"""Addresses of transfer plans, below a language prefix."""

from django.urls import path

from exchange.transfer import views

app_name = "transfer_plans"
DESK = "my-city/<slug:code>/plans/"

urlpatterns = [
    path("plan/<uuid:key>/", views.begin, name="begin"),
    path(DESK, views.plans, name="list"),
    path(f"{DESK}<number:number>/", views.plan, name="plan"),
    path(f"{DESK}<number:number>/print/", views.print_plan, name="print"),
    path(f"{DESK}<number:number>/delete/", views.delete, name="delete"),
]
