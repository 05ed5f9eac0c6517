"""App configuration of open data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpenDataConfig(AppConfig):
    name = "opendata"
    verbose_name = _("Open data")

    def ready(self) -> None:
        from kb.accounts.personal_data.registry import register
        from opendata import personal_data

        register(personal_data.HOLDINGS)
