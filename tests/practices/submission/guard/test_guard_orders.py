"""The same told in another order, or with a word left out."""

from __future__ import annotations

import pytest

from practices.submission.guard.checks import persons_in

pytestmark = pytest.mark.fast

TOLD = [
    ("en", "The youngest (15, Haroon Baksh) helps us.", "name-and-age"),
    ("tr", "Grubun en küçüğü (14, Zeynep Tunç) afişi yaptı.", "name-and-age"),
    ("fr", "Il est du 1er mars 2009, donc encore à l'école.", "birth"),
    ("it", "Il giovane risulta del 12/11/2007.", "birth"),
    ("fr", "Voir le dossier d'assistance éducative 224/0187 pour la suite.", "case"),
    ("de", "Siehe Hilfeplanakte 51.2-07/1846.", "case"),
    ("en", "We discussed REF/2022/00917, a girl from the estate.", "case"),
    ("fr", "On part de la fiche AEMO-2021-00457, une jeune fille suivie depuis mars.", "case"),
    ("de", "Grundlage war der Vermerk JA/2022/00318, ein Junge aus der Nordstadt.", "case"),
    ("ru", "Опыт основан на уголовном производстве № 12022041230001847.", "case"),
    ("tr", "Bildirim: Doğukan Seymenler, d. tarihi 12.04.2006, Tarsus.", "birth"),
    ("tr", "Ev ziyaretleri Yeşil Mahallesi, 204. Cadde No: 8 adresinde yapıldı.", "address"),
    ("en", "We made home visits at 9 Cobden Terrace, Hull.", "address"),
    ("tr", "Öykünün tamamı 2024-TD-0319 sayılı dosyada.", "case"),
    ("tr", "Bipolar bozukluk nedeniyle tedavi gören S. B. D. için görüşmeler planlandı.", "name"),
    ("en", "The only Chechen family in Saltersby runs a shop.", "singled-out"),
    ("ru", "В селе все её помнят: это дочь фельдшера.", "name"),
]
NOT_TOLD = [
    ("en", "The project (15, Baker Street) is open on Mondays."),
    ("fr", "Le rapport est du 3 mars 2019."),
    ("it", "Il decreto è del 3 marzo 2019."),
    ("fr", "Le dossier de presse 2019/2020 est en ligne."),
    ("de", "Das Angebot gilt Jugendlichen zwischen 14 und 21 Jahren sowie deren Eltern."),
    ("fr", "Le profil le plus fréquent est celui d'un garçon de quinze ou seize ans."),
    ("tr", "Danışma merkezi Atatürk Caddesi No: 112, kat 2'de açıktır."),
    ("tr", "Gençlik merkezi Yeşil Mahallesi, 204. Cadde No: 8 adresindedir."),
    ("en", "Funded under ISF/2023/00412, the project for schools ended in May."),
    ("de", "Das Vorhaben ISF-2022-00318, ein Angebot für Fachkräfte, endet im Mai."),
    ("it", "Usiamo il manuale di Donatella della Porta sulla violenza politica."),
    ("en", "Everybody knows the daughter company of the bank."),
]


@pytest.mark.parametrize(("language", "text", "kind"), TOLD)
def test_told_in_another_order_it_is_asked_about(language: str, text: str, kind: str) -> None:
    assert [found.kind for found in persons_in(text, language=language)] == [kind]


def test_a_long_number_is_named_whole() -> None:
    text = "Опыт основан на уголовном производстве № 12022041230001847 в отношении подростка."
    (found,) = persons_in(text, language="ru")
    assert text[found.start : found.end] == "производстве № 12022041230001847"


@pytest.mark.parametrize(("language", "text"), NOT_TOLD)
def test_what_only_looks_so_is_not(language: str, text: str) -> None:
    assert persons_in(text, language=language) == []
