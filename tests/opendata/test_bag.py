"""All that is public stands in a bag, nothing else does, and an empty site filled from it says the same."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.core.management import CommandError, call_command
from django.test import Client
from pydantic import TypeAdapter
from wagtail.models import PageViewRestriction

from kb.models import City, CityPage, User
from kb.texts.csv_files import BYTE_ORDER_MARK
from opendata.api.schemas import RecordOut
from opendata.bag.signing import private_key
from practices.models import Partner, PracticePage, Record, RecordPage, RecordSource
from search.models import SearchDocument
from tests.factories import PracticePageFactory
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db
SECRET = "zyxnever"


def lines(bag: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (bag / "data" / name).read_text().splitlines()]


def write(bag: Path, *more: str) -> str:
    said = StringIO()
    call_command("write_bag", bag, *more, stdout=said)
    return said.getvalue()


@pytest.fixture
def published(library: Library) -> PracticePage:
    """In two languages, with rows; its contact and a newer draft are nobody's business."""
    page = library.record(
        "Mentors",
        summary="Older pupils help.",
        concepts=(library.exit, library.youth),
        provisions=("aarhus-declaration/1",),
        partners=(library.milan,),
        year_from=2012,
        licence="cc-by-sa-4.0",
    )
    page = PracticePage.objects.get(pk=page.pk)
    page.partners = [Partner(name="A school", organisation_type="school")]
    page.sources = [RecordSource(title="Report", url="https://example.org/r", year=2020)]
    page.contact_email, page.contact_office = f"{SECRET}@example.org", f"{SECRET} office"
    page.contact_consent_on = date.today()
    page.contact_expires_on = date.today() + timedelta(days=300)
    page.internal_notes = f"{SECRET} note"
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
    library.translation(
        page, "de", title="Paten", summary="Ältere helfen.", description="<p>Neu.</p>"
    )
    page.description = f"<p>{SECRET} draft</p>"
    page.save_revision()
    return page


def test_a_bag_holds_what_is_public_with_checksums_and_a_description(
    library: Library, published: PracticePage, tmp_path: Path
) -> None:
    bag = tmp_path / "bag"
    assert write(bag) == "1 records, 3 cities, 0 withdrawn.\n"
    for line in (bag / "manifest-sha256.txt").read_text().splitlines():
        wanted, name = line.split("  ")
        assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == wanted
    [record] = lines(bag, "records.jsonl")
    TypeAdapter(RecordOut).validate_python(record)
    assert {code: text["title"] for code, text in record["texts"].items()} == {
        "de": "Paten", "en": "Mentors",
    }  # fmt: skip
    table = (bag / "data" / "records.csv").read_text().removeprefix(BYTE_ORDER_MARK)
    assert next(csv.DictReader(StringIO(table)))["Title"] == "Mentors"
    crate = json.loads((bag / "data" / "ro-crate-metadata.json").read_text())
    parts = next(node for node in crate["@graph"] if node["@id"] == "./")["hasPart"]
    assert {part["@id"] for part in parts} == {
        path.name for path in (bag / "data").iterdir() if path.name != "ro-crate-metadata.json"
    }


def test_what_is_not_public_is_in_no_file_of_a_bag(
    library: Library, published: PracticePage, tmp_path: Path
) -> None:
    User.objects.create_user(SECRET, f"{SECRET}@city.example", "a long password")
    PracticePageFactory(parent=library.aarhus, title=f"{SECRET} draft", live=False)
    private = library.record(f"{SECRET} private")
    taken_down = library.record(f"{SECRET} taken down")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    with library.run_callbacks(execute=True):
        taken_down.unpublish()
    PageViewRestriction.objects.create(
        page=library.ghent, restriction_type=PageViewRestriction.LOGIN
    )
    CityPage.objects.filter(pk=library.ghent.pk).update(profile=f"<p>{SECRET}</p>")
    bag = tmp_path / "bag"
    write(bag)
    site = tmp_path / "site"
    call_command("write_offline_site", bag, site, stdout=StringIO())
    for path in (*bag.rglob("*"), *site.rglob("*")):
        assert not path.is_file() or SECRET not in path.read_text()
    assert (site / "de" / "records" / f"{published.translation_key}.html").is_file()
    assert [record["title"] for record in lines(bag, "records.jsonl")] == ["Mentors"]
    assert [city["code"] for city in lines(bag, "cities.jsonl")] == ["aarhus", "milan"]
    gone = (bag / "data" / "withdrawn.csv").read_text()
    assert {str(one.translation_key) in gone for one in (private, taken_down)} == {True}
    assert str(published.translation_key) not in gone


def test_an_empty_site_filled_from_a_bag_writes_the_same_bag(
    client: Client, library: Library, published: PracticePage, tmp_path: Path
) -> None:
    library.record("Dialogue", city=library.ghent)
    first, second = tmp_path / "first", tmp_path / "second"
    write(first)
    empty_the_site()
    said = StringIO()
    with library.run_callbacks(execute=True):
        call_command("restore_bag", first, stdout=said)
    assert said.getvalue() == "0 concepts, 3 cities, 2 records, 0 events, 0 developments.\n"
    write(second)
    for name in (
        "records.jsonl",
        "cities.jsonl",
        "documents.jsonl",
        "concepts.jsonl",
        "records.csv",
    ):
        assert lines_or_text(second, name) == lines_or_text(first, name), name
    assert client.get(f"/de/record/{published.translation_key}/", follow=True).status_code == 200
    call_command("restore_bag", first, stdout=(again := StringIO()))
    assert again.getvalue() == "0 concepts, 0 cities, 0 records, 0 events, 0 developments.\n"


def empty_the_site() -> None:
    """As ``setup_site`` leaves it: no city, no record."""
    for model in (RecordPage, CityPage):
        while page := model.objects.first():
            page.specific.delete()
    City.objects.all().delete()
    SearchDocument.objects.all().delete()
    assert not Record.objects.exists()


def lines_or_text(bag: Path, name: str) -> Any:
    return lines(bag, name) if name.endswith(".jsonl") else (bag / "data" / name).read_text()


def test_a_bag_of_a_country_and_a_bag_that_was_changed(
    library: Library, published: PracticePage, tmp_path: Path
) -> None:
    library.record("Dialogue", city=library.ghent)
    bag = tmp_path / "bag"
    assert write(bag, "--country", "BE") == "1 records, 1 cities, 0 withdrawn.\n"
    assert [record["title"] for record in lines(bag, "records.jsonl")] == ["Dialogue"]
    manifest = bag / "manifest-sha256.txt"
    whole = manifest.read_text()
    records = (bag / "data" / "records.jsonl").rename(tmp_path / "records.jsonl")
    manifest.write_text(
        "".join(line for line in whole.splitlines(True) if "records.jsonl" not in line)
    )
    with pytest.raises(CommandError, match=r"records\.jsonl is missing"):
        call_command("restore_bag", bag)
    records.rename(bag / "data" / "records.jsonl")
    manifest.write_text(whole)
    with (bag / "data" / "records.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(CommandError, match=r"data/records\.jsonl was changed"):
        call_command("restore_bag", bag)
    with pytest.raises(CommandError, match="no bag"):
        call_command("restore_bag", tmp_path)
    with pytest.raises(CommandError, match="is there and is no bag"):
        write(tmp_path)
    with pytest.raises(CommandError, match="two capital letters"):
        write(bag, "--country", "../x")


def test_a_bag_of_a_country_brings_the_cities_that_its_records_name(
    library: Library, published: PracticePage, tmp_path: Path
) -> None:
    # A record of Aarhus that names Milan as its partner is told of in both countries.
    assert write(tmp_path / "bag", "--country", "IT") == "1 records, 2 cities, 0 withdrawn.\n"
    assert [city["code"] for city in lines(tmp_path / "bag", "cities.jsonl")] == ["aarhus", "milan"]
    empty_the_site()
    said = StringIO()
    with library.run_callbacks(execute=True):
        call_command("restore_bag", tmp_path / "bag", stdout=said)
    assert said.getvalue() == "0 concepts, 2 cities, 1 records, 0 events, 0 developments.\n"
    write(tmp_path / "again", "--country", "IT")
    for name in ("records.jsonl", "cities.jsonl"):
        assert lines(tmp_path / "again", name) == lines(tmp_path / "bag", name), name


def test_a_signed_bag_is_known_by_the_key_and_a_changed_one_is_not(
    tmp_path: Path, published: PracticePage
) -> None:
    private, public, other, bag = (tmp_path / name for name in ("key", "pub", "other", "bag"))
    for path in (private, other):
        key = Ed25519PrivateKey.generate()
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    spki = Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    public.write_bytes(private_key(private).public_key().public_bytes(*spki))
    write(bag, f"--sign={private}")
    said = StringIO()
    call_command("verify_bag", bag, f"--key={public}", stdout=said)
    assert said.getvalue().strip() == "The bag is whole and signed by this key."
    write(tmp_path / "unsigned")
    with pytest.raises(CommandError, match="no signature"):
        call_command("verify_bag", tmp_path / "unsigned", f"--key={public}")
    with pytest.raises(CommandError, match="no private key"):
        write(tmp_path / "x", f"--sign={public}")
    with pytest.raises(CommandError, match="no public key"):
        call_command("verify_bag", bag, f"--key={private}")
    # Whoever changes a file has to change the lists, and then the signature is none.
    records = bag / "data" / "records.jsonl"
    records.write_text(records.read_text().replace("Mentors", "Mentirs"))
    with pytest.raises(CommandError, match=r"records\.jsonl was changed"):
        call_command("verify_bag", bag, f"--key={public}")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        listed = bag / name
        rows = [line.split("  ") for line in listed.read_text().splitlines()]
        listed.write_text(
            "".join(
                f"{hashlib.sha256((bag / path).read_bytes()).hexdigest()}  {path}\n"
                for _old, path in rows
            )
        )
    call_command("verify_bag", bag, stdout=StringIO())
    with pytest.raises(CommandError, match="not of this key"):
        call_command("verify_bag", bag, f"--key={public}")
    public.write_bytes(private_key(other).public_key().public_bytes(*spki))
    with pytest.raises(CommandError, match="not of this key"):
        call_command("verify_bag", bag, f"--key={public}")
