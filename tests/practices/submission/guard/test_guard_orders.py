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
    ("en", "Everybody knows the daughter company of the bank."),
]


@pytest.mark.parametrize(("language", "text", "kind"), TOLD)
def test_told_in_another_order_it_is_asked_about(language: str, text: str, kind: str) -> None:
    assert [found.kind for found in persons_in(text, language=language)] == [kind]


@pytest.mark.parametrize(("language", "text"), NOT_TOLD)
def test_what_only_looks_so_is_not(language: str, text: str) -> None:
    assert persons_in(text, language=language) == []
