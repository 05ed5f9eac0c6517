"""Addresses of trainings with dates, below a language prefix."""

from django.urls import path

from exchange.trainings import views

app_name = "training_dates"

urlpatterns = [
    path("trainings/", views.coming_trainings, name="coming"),
    path("trainings/calendar/", views.calendar_of_all, name="calendar"),
]
