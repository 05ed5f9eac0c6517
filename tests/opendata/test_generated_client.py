"""A typed client, generated from the API's description, reads what the API answers."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import ErrorLevel

from kb.wsgi import application
from tests.search.conftest import Library
from tests.test_api_schema import open_connection

__all__ = ["open_connection"]
pytestmark = pytest.mark.django_db
NAME = "alliance_exchange_client"


@pytest.fixture
def generated(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    source = tmp_path / "openapi.json"
    source.write_bytes(client.get("/api/v1/openapi.json").content)
    config = Config.from_sources(
        ConfigFile(post_hooks=[], package_name_override=NAME),
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=tmp_path / NAME,
    )
    assert [one for one in generate(config=config) if one.level == ErrorLevel.ERROR] == []
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / NAME
    for name in [name for name in sys.modules if name.split(".")[0] == NAME]:
        del sys.modules[name]


def test_a_client_made_from_the_description_reads_searches_and_records(
    generated: Path, open_connection: None, library: Library
) -> None:
    page = library.record("Mentors for leavers", concepts=(library.exit,))
    part: Any = importlib.import_module
    made = (
        part(NAME)
        .Client("http://localhost")
        .set_httpx_client(
            httpx.Client(
                base_url="http://localhost", transport=httpx.WSGITransport(app=application)
            )
        )
    )
    calls = sorted(path.stem for path in generated.glob("api/*/*.py") if path.stem != "__init__")
    assert len(calls) == 13

    def call(ending: str, **asked: Any) -> Any:
        (path,) = (one for one in generated.glob("api/*/*.py") if one.stem.endswith(ending))
        return part(f"{NAME}.api.{path.parent.name}.{path.stem}").sync(client=made, **asked)

    found = call("api_search", q="mentors")
    assert (found.total, found.results[0].title) == (1, "Mentors for leavers")
    assert found.results[0].id == str(page.translation_key)
    record = call("records_record", key=page.translation_key)
    assert (record.title, record.texts["en"].title) == ("Mentors for leavers",) * 2
    assert type(record).__annotations__["title"] == "str"
    assert type(found).__annotations__["results"] == "list[ResultOut]"
