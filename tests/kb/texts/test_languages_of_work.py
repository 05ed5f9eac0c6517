"""Languages of records and sources are chosen by their names; a rare one that is stored stays."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.utils.translation import override

from kb.texts.language_field import LanguageSelect


def options(language: str, value: str) -> dict[str, bool]:
    with override(language):
        page = BeautifulSoup(LanguageSelect().render("language", value), "html.parser")
    return {str(option.string): option.has_attr("selected") for option in page.find_all("option")}


def test_a_language_is_offered_by_its_name_in_the_readers_language() -> None:
    german = options("de", "da")
    assert german["Dänisch"] is True
    assert german["Tigrinya"] is False
    assert options("tr", "")["İngilizce"] is False


def test_a_code_that_is_not_offered_stays_chosen() -> None:
    assert options("en", "fur")["fur"] is True
