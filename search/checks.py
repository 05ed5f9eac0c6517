"""System checks: nothing is left out of the search by forgetting it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page

from search import analysis
from search.contract import Indexed, source_of
from search.table.documents import indexed_models

NOT_SAID = object()


@register()
def check_each_page_type_says_how_it_is_found(
    app_configs: Any, **kwargs: Any
) -> list[CheckMessage]:
    """Each of our page types is indexed, or says by name that it is not."""
    errors: list[CheckMessage] = []
    for model in apps.get_models():
        folder = Path(apps.get_app_config(model._meta.app_label).path)
        if not issubclass(model, Page) or folder.parent != settings.BASE_DIR:
            continue
        kind = vars(model).get("indexed_kind", NOT_SAID)
        if kind is None or (kind is not NOT_SAID and issubclass(model, Indexed)):
            continue
        errors.append(
            Error(
                f"{model.__name__} does not say whether the public search finds it.",
                hint="Inherit search.contract.Indexed and set indexed_kind, or set indexed_kind = None.",
                obj=model,
                id="search.E001",
            )
        )
    return errors


@register()
def check_each_indexed_type_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The room of each indexed page type has registered how the search reads it."""
    errors: list[CheckMessage] = []
    for model in indexed_models():
        try:
            source_of(model)
        except LookupError as missing:
            hint = "Call search.contract.register_source in the ready() of its app."
            errors.append(Error(str(missing), hint=hint, obj=model, id="search.E003"))
    return errors


@register()
def check_each_language_has_an_analysis(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Words of every site language can be taken to their stems."""
    return [
        Error(
            f"The search cannot analyse the language {code!r}.",
            hint="Add a stemmer for it in search/analysis.py.",
            id="search.E002",
        )
        for code, _name in settings.LANGUAGES
        if code not in analysis.STEMMERS
    ]
