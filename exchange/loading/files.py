"""What the loading of events, selections and developments shares: a checked file, the page of the list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.conf import settings
from pydantic import ValidationError
from wagtail.models import Page

from practices.loading.reading import ContentError
from practices.loading.schema import Item, Names
from practices.loading.writing import Store, version_of_each_language

F = TypeVar("F", bound=Item)


def content_file(name: str) -> Path:
    """A file of ``content/``."""
    return Path(settings.BASE_DIR) / "content" / name


def read_file(form: type[F], path: Path) -> F:
    """Read the whole file. Raises ``ContentError`` with what is wrong in it."""
    try:
        with path.open(encoding="utf-8") as file:
            return form.model_validate(yaml.load(file, Loader=yaml.CSafeLoader))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{path.name}: {where}: {first['msg']}") from error


def load_list_page(
    store: Store, slug: str, model: type[Page], titles: Names, **values: Any
) -> None:
    """The page with a list, in all languages; every installation has it."""
    version_of_each_language(
        store,
        slug,
        model,
        slug,
        parent="home",
        values={language: {"title": title, **values} for language, title in titles.items()},
    )


def own_language_first(languages: Iterable[str]) -> list[Any]:
    """The site's first language before the others, which are made beside it."""
    return sorted(languages, key=lambda code: code != settings.LANGUAGE_CODE)
