"""With production's settings the site refuses to start where it would not be safe."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

KEY = "kX9-wq2mVt7_Zr4LpD8sNcB1yGfH6uJeA3oQiR5xTnM0vSbEdWlY"
SAFE = {
    "DJANGO_SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "exchange.example.org",
    "BASE_URL": "https://exchange.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
}
ELSEWHERE = "https://search.example.org:9200"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read production's settings as a process with this environment does."""

    def read(**changes: str | None) -> Any:
        for name in (*SAFE, "DEBUG", *(name for name in os.environ if name.startswith("ELASTIC"))):
            monkeypatch.delenv(name, raising=False)
        for name, value in {**SAFE, **changes}.items():
            if value is not None:
                monkeypatch.setenv(name, value)
        for module in ("kb.settings.base", "kb.settings.production"):
            monkeypatch.delitem(sys.modules, module, raising=False)
        return importlib.import_module("kb.settings.production")

    return read


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"ELASTICSEARCH_URL": "http://127.0.0.1:9200"},
        {"ELASTICSEARCH_URL": "http://localhost:9200"},
        {"ELASTICSEARCH_URL": ELSEWHERE, "ELASTICSEARCH_API_KEY": "a key"},
        {
            "ELASTICSEARCH_URL": ELSEWHERE,
            "ELASTICSEARCH_USER": "site",
            "ELASTICSEARCH_PASSWORD": "a password",
        },
    ],
)
def test_it_starts_where_all_is_safe(start: Any, changes: dict[str, str]) -> None:
    settings = start(**changes)
    assert settings.DEBUG is False
    assert settings.SESSION_COOKIE_SECURE
    assert settings.CSRF_COOKIE_SECURE
    assert settings.SECURE_SSL_REDIRECT
    assert settings.SECOND_FACTOR_REQUIRED
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"DEBUG": "true"},
        {"DJANGO_SECRET_KEY": None},
        {"DJANGO_SECRET_KEY": ""},
        {"DJANGO_SECRET_KEY": KEY[:49]},
        {"DJANGO_SECRET_KEY": "ab" * 40},
        {"ALLOWED_HOSTS": None},
        {"ALLOWED_HOSTS": "exchange.example.org,*"},
        {"BASE_URL": None},
        {"ELASTICSEARCH_URL": "http://search.example.org:9200", "ELASTICSEARCH_API_KEY": "a key"},
        {"ELASTICSEARCH_URL": ELSEWHERE},
        {"ELASTICSEARCH_URL": ELSEWHERE, "ELASTICSEARCH_USER": "site"},
        {"ELASTICSEARCH_URL": "http://127.0.0.1.example.org:9200"},
    ],
)
def test_it_refuses_to_start_where_it_would_not_be_safe(
    start: Any, changes: dict[str, str | None]
) -> None:
    with pytest.raises(ImproperlyConfigured):
        start(**changes)
