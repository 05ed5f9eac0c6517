"""A new installation: what its readers meet before it is set up, after, and with demonstration."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Locale, Page, Site, WorkflowPage

from declarations.models import DocumentPage
from kb.models import CityPage, Concept, HomePage
from practices.models import RecordPage
from tests import factories
from tests.access_matrix import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_migrated")]

LANGUAGES = [code for code, _name in settings.LANGUAGES]
HOME = {
    "en": "What cities do to prevent violent extremism",
    "fr": "Ce que font les villes pour prévenir l’extrémisme violent",
    "de": "Was Städte tun, um gewalttätigem Extremismus vorzubeugen",
    "it": "Che cosa fanno le città per prevenire l’estremismo violento",
    "ru": "Что делают города для предупреждения насильственного экстремизма",
    "tr": "Kentler şiddet içeren aşırıcılığı önlemek için neler yapıyor",
}
NOT_SET_UP = {
    "en": "This site is not set up yet",
    "fr": "Ce site n’est pas encore configuré",
    "de": "Diese Website ist noch nicht eingerichtet",
    "it": "Questo sito non è ancora configurato",
    "ru": "Этот сайт ещё не настроен",
    "tr": "Bu site henüz kurulmadı",
}
PAGES = ("", "cities/", "documents/", "about/", "privacy/", "accessibility/")


@pytest.fixture
def as_migrated(no_site: None) -> None:
    """What ``migrate`` leaves in an empty database: one language and Wagtail's page that says welcome."""
    Locale.objects.exclude(language_code="en").delete()


def command(name: str, **options: Any) -> str:
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def addresses(language: str) -> list[str]:
    """Every address that answers a stranger with 200, in a language."""
    examples = [row.example for row in ROWS.values() if row.anonymous == 200]
    own = [example.format(word="exit") for example in examples if example.startswith("/en/")]
    shared = [example.format(word="exit") for example in examples if not example.startswith("/en/")]
    return [address.replace("/en/", f"/{language}/", 1) for address in own] + (
        shared if language == "en" else []
    )


def failures(client: Client) -> list[tuple[str, int]]:
    asked = [address for language in LANGUAGES for address in addresses(language)]
    assert len(asked) > 100
    failed = []
    for address in asked:
        answer = client.get(address)
        # A list that nobody has read to its end keeps one of the reader's two places.
        answer.close()
        if answer.status_code >= 400:
            failed.append((address, answer.status_code))
    return failed


def test_before_it_is_set_up_no_address_fails_and_pages_say_how_to_set_it_up(
    client: Client,
) -> None:
    assert failures(client) == []
    for language in LANGUAGES:
        for page in PAGES:
            response = client.get(f"/{language}/{page}")
            said = response.content.decode()
            assert (response.status_code, NOT_SET_UP[language] in said) == (200, True)
            assert "manage.py setup_site" in said
            assert response.headers["X-Robots-Tag"] == "noindex"


def test_set_up_without_demonstration_every_page_is_there_in_six_languages(
    client: Client, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://exchange.example.org"
    command("setup_site")
    assert failures(client) == []
    for language in LANGUAGES:
        for page in PAGES:
            assert client.get(f"/{language}/{page}").status_code == 200
        assert HOME[language] in client.get(f"/{language}/").content.decode()
    assert "demonstration" not in client.get("/en/about/").content.decode()
    assert (RecordPage.objects.count(), CityPage.objects.count()) == (0, 0)
    assert Concept.objects.count() == 133
    codes = set(DocumentPage.objects.values_list("code", flat=True))
    assert codes == {"aarhus-declaration", "action-plan-2015"}
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("exchange.example.org", 443)
    assert site.root_page.specific_class is HomePage
    for name in ("Editors", "Moderators"):
        rights = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
        assert "change_concept" in rights
    assert WorkflowPage.objects.filter(page=Page.get_first_root_node()).exists()


@pytest.mark.both
def test_a_second_setting_up_changes_nothing(client: Client) -> None:
    command("setup_site")
    before = list(Page.objects.values_list("pk", "latest_revision_id").order_by("pk"))
    assert command("setup_site").startswith("Nothing changed (")
    assert list(Page.objects.values_list("pk", "latest_revision_id").order_by("pk")) == before


def test_demonstration_records_are_published_only_where_that_is_said(client: Client) -> None:
    command("setup_site")
    with pytest.raises(CommandError, match="say --demonstration"):
        command("load_content")
    assert RecordPage.objects.count() == 0


def test_demonstration_records_want_a_site_that_is_set_up() -> None:
    with pytest.raises(CommandError, match="setup_site first"):
        command("load_content", demonstration=True)


@pytest.fixture
def few_records(tmp_path: Path) -> Path:
    """The real content with one record of Aarhus in English and French, and two cities."""
    for file in (settings.BASE_DIR / "content").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    records = yaml.load((tmp_path / "records.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    record = next(item for item in records["practices"] if item["id"] == "aarhus-model-info-house")
    cities = [city for city in records["cities"] if city["slug"] in ("aarhus", "rotterdam")]
    kept = {"practices": [record], "trainings": [], "study_visits": [], "cities": cities}
    (tmp_path / "records.yaml").write_text(yaml.safe_dump(kept, allow_unicode=True))
    (tmp_path / "translations.yaml").write_text("{}")
    return tmp_path


RECORD = "/en/cities/aarhus/aarhus-model-info-house/"


def test_demonstration_is_said_on_its_pages_and_can_be_taken_away(
    client: Client, few_records: Path
) -> None:
    command("setup_site", folder=few_records)
    set_up = Page.objects.count()
    command("load_content", folder=few_records, demonstration=True)
    assert (
        "Demonstration record. This is an editor’s summary" in client.get(RECORD).content.decode()
    )
    assert "The present records are a demonstration." in client.get("/en/about/").content.decode()
    declaration = DocumentPage.objects.get(code="aarhus-declaration", locale__language_code="en")
    assert declaration.endorsements.count() == 2
    # A second run of both changes nothing.
    assert command("setup_site", folder=few_records).startswith("Nothing changed (")
    again = command("load_content", folder=few_records, demonstration=True)
    assert again.startswith("Nothing changed (")

    printed = command("remove_demonstration", folder=few_records, no_input=True)
    assert printed == "1 records and 2 cities deleted, 0 left.\n"
    assert client.get(RECORD).status_code == 404
    assert Page.objects.count() == set_up
    assert "demonstration" not in client.get("/en/about/").content.decode()
    declaration.refresh_from_db()
    assert declaration.endorsements.count() == 0
    assert failures(client) == []


def test_what_was_edited_or_came_from_others_is_left_and_named(few_records: Path) -> None:
    command("setup_site", folder=few_records)
    command("load_content", folder=few_records, demonstration=True)
    record = RecordPage.objects.get(locale__language_code="en").specific
    record.title = "Edited by an editor"
    record.save_revision().publish()
    rotterdam = CityPage.objects.get(city__code="rotterdam")
    own = factories.PracticePageFactory(parent=rotterdam, title="Of the city's own")
    printed = command("remove_demonstration", folder=few_records, no_input=True)
    assert "left: record:aarhus-model-info-house: edited since" in printed
    assert "left: city:aarhus: other pages stand below it" in printed
    assert "left: city:rotterdam: other pages stand below it" in printed
    assert "0 records and 0 cities deleted, 3 left." in printed
    assert set(
        RecordPage.objects.filter(locale__language_code="en").values_list("pk", flat=True)
    ) == {
        record.pk,
        own.pk,
    }


def test_nothing_is_taken_away_before_somebody_said_yes(
    few_records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("setup_site", folder=few_records)
    command("load_content", folder=few_records, demonstration=True)
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError, match="Nothing was deleted"):
        command("remove_demonstration", folder=few_records)
    assert RecordPage.objects.filter(is_demonstration=True).exists()
