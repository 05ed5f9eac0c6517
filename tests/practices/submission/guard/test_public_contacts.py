"""Who answers for a practice by office is no client: the line that says so is not asked about."""

from __future__ import annotations

import pytest

from practices.submission.guard.checks import persons_in

pytestmark = pytest.mark.fast

BY_OFFICE = [
    ("en", "GB",
     "Contact: Helen Ashdown, coordinator, Borough Council, 020 7946 0182, h.ashdown@rathbourne.gov.uk"),
    ("fr", "FR",
     "Contact : Isabelle Fourcadeau, chargée de mission, mairie, 01 99 00 48 27, i.fourcadeau@valbonnet.fr"),
    ("de", "DE",
     "Ansprechpartnerin: Katrin Holtmannsen, Stabsstelle Demokratie, 030 23125 048, kh@luedden.example"),
    ("it", "IT",
     "Referente: Paola Gandolfini, ufficio sicurezza, tel. 011 555 0148, p.gandolfini@pontebasso.it"),
    ("ru", "AM",
     "Контактное лицо: Армине Налбандренц, отдел молодёжи, телефон +374 10 514 827, a.nalb@aragavan.am"),
    ("tr", "TR",
     "İletişim: Nurcan Altıparmaklı, gençlik müdürlüğü, 0312 555 01 48, n.altiparmakli@yenikopru.bel.tr"),
    ("en", "NL", "The advice line is staffed on weekdays from 9 to 5 on 070 418 2600."),
    ("it", "CH", "Il servizio cantonale risponde allo 091 418 26 00 nei giorni feriali."),
]  # fmt: skip
FOLLOWED = [
    ("en", "Follow the project at @SaferRathbourne."),
    ("fr", "Suivez-nous : @valbonnetsolidaire"),
    ("de", "Neues aus dem Projekt gibt es unter @respekt_luedden."),
    ("it", "Per seguirci: @retepontebasso su Instagram."),
    ("ru", "Подписывайтесь на @dialog_zarechny."),
    ("tr", "Bizi takip edin: @guvenlimahalle"),
    ("en", "Dates are on our official account @harbour_talks. We meet on Mondays."),
    ("fr", "Les dates sont sur le compte officiel @lens_ensemble."),
    ("de", "Termine stehen auf dem offiziellen Konto @hafen_gespraeche."),
    ("it", "Le date sono sul profilo ufficiale @porto_aperto."),
    ("ru", "Даты публикуются на официальной странице @gavan_vmeste."),
    ("tr", "Tarihler belediyenin resmî hesabı @liman_birlikte üzerinden duyurulur."),
    ("en", "Write to office@respect-valley.example or to @respectvalley."),
]
OF_SOMEBODY = [
    ("en", "GB", "Contact: Helen, 07700 900123", ["phone"]),
    ("en", "GB", "Contact: Helen Ashdown, Borough Council, 07911 123456", ["phone"]),
    ("de", "DE", "Kontakt: Katrin, Stadtverwaltung, katrin.h@gmail.com", ["email"]),
    ("en", "GB", "He writes as @dark_raven99 every night.", ["handle"]),
    ("en", "GB", "His mother can be reached on weekdays on 0113 496 0123.", ["phone"]),
    ("en", "GB", "He posts as @lil_harbour99. We met him twice.", ["handle"]),
    ("en", "GB", "Write to anna.berg @ example. org please.", ["email"]),
    ("en", "GB", "Write to ANNA @EXAMPLE. ORG please.", ["email"]),
    ("tr", "TR", "Çocuğun hesabı @karagoz_1905.", ["handle"]),
    ("tr", "TR", "Annesi 0312 555 01 48 numaradan aranabilir.", ["phone"]),
]


@pytest.mark.parametrize(("language", "country", "text"), BY_OFFICE)
def test_a_contact_by_office_is_not_asked_about(language: str, country: str, text: str) -> None:
    assert persons_in(text, country, language) == []


@pytest.mark.parametrize(("language", "text"), FOLLOWED)
def test_an_account_that_readers_are_asked_to_follow_is_a_projects(
    language: str, text: str
) -> None:
    assert persons_in(text, language=language) == []


@pytest.mark.parametrize(("language", "country", "text", "kinds"), OF_SOMEBODY)
def test_whoever_gives_his_own_is_asked_about(
    language: str, country: str, text: str, kinds: list[str]
) -> None:
    assert [found.kind for found in persons_in(text, country, language)] == kinds
