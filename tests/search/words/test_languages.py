"""Words of six languages as people type them: accents, compounds, elisions, endings, slips of the pen.

One table per language and one across languages, each ``(what is typed, which records are found)``. The
records are rows of the search table; nothing else is needed to find them.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import ConceptFactory
from tests.search.conftest import push

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("site_tree")]
real_node = [pytest.mark.elasticsearch, pytest.mark.xdist_group("elasticsearch")]

TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "cell": ("A local security cell", "The mayor's officers meet weekly. Radicalisation is discussed."),
        "mentors": ("Mentoring young people", "Mentors were trained; families' worries are heard."),
        "prison": ("Leaving prison", "Released prisoners are accompanied by counsellors."),
        "café": ("A café for dialogue", "Naïve questions are welcome; communities organise debates."),
    },
    "fr": {
        "ecole": ("Prévention à l’école", "Les élèves débattent de l'égalité et d’autres valeurs."),
        "sortie": ("Accompagner la sortie", "Des éducateurs spécialisés suivent les jeunes désengagés."),
        "familles": ("Écoute des familles", "Une ligne d’écoute reçoit les mères inquiètes."),
        "hopital": ("L’hôpital et la ville", "Des psychologues qu’on appelle quand il y a des traumatismes."),
    },
    "de": {
        "schule": ("Radikalisierungsprävention an Schulen", "Fortbildungen für Lehrkräfte."),
        "ausstieg": ("Ausstiegsbegleitung für Rechtsextremisten", "Mentoren begleiten junge Männer."),
        "eltern": ("Elternberatung", "Angehörige feiern Straßenfeste und erzählen."),
        "jugend": ("Jugendarbeit im Stadtteil", "Offene Häuser für Mädchen."),
        "werk": ("Arbeit und Beruf", "Eine Werkstatt, in der gearbeitet wird."),
    },
    "it": {
        "scuola": ("L’educazione nelle scuole", "Gli insegnanti dell'istituto formano gli studenti."),
        "carcere": ("Uscire dal carcere", "I detenuti e le loro famiglie; nell’ascolto c'è speranza."),
        "citta": ("La città che previene", "La prevenzione della violenza e dell’odio nelle comunità."),
        "giovani": ("Giovani mediatori", "Un giovane mediatore parla con le ragazze."),
    },
    "ru": {
        "school": ("Профилактика в школах", "Учителя говорят с подростками о ненависти."),
        "exit": ("Выход из радикализации", "Наставник помогает молодёжи и её семьям."),
        "city": ("Безопасный город", "Городские службы и полиция работают вместе."),
        "dialog": ("Диалог с общинами", "Ещё одна встреча с жителями района."),
    },
    "tr": {
        "okul": ("Okullarda önleme", "Öğretmenler İstanbul'da gençlerle konuşuyor."),
        "aile": ("Ailelere danışmanlık", "Radikalleşme kaygısı olan aileler aranıyor."),
        "sehir": ("Şehirde güvenlik", "Belediye’nin ışıklı sokakları; IŞİD propagandasına karşı."),
        "spor": ("Spor ve çocuklar", "Kızlar ve oğlanlar birlikte oynuyor."),
    },
}  # fmt: skip

TABLES: dict[str, list[tuple[str, set[str]]]] = {
    "en": [
        ("mentor", {"mentors"}),
        ("mentoring", {"mentors"}),
        ("radicalization", {"cell"}),
        ("radicalisation", {"cell"}),
        ("radicalised", {"cell"}),
        ("prisoner", {"prison"}),
        ("prisons", {"prison"}),
        ("officer", {"cell"}),
        ("mayor", {"cell"}),
        ("cafe", {"café"}),
        ("café", {"café"}),
        ("naive", {"café"}),
        ("family", {"mentors"}),
        ("families'", {"mentors"}),
        ("community", {"café"}),
        ("organize", {"café"}),
        ("counsellor", {"prison"}),
        ("the cell", {"cell"}),
        ("security cells", {"cell"}),
    ],
    "fr": [
        ("école", {"ecole"}),
        ("ecole", {"ecole"}),
        ("l'école", {"ecole"}),
        ("écoles", {"ecole"}),
        ("eleve", {"ecole"}),
        ("égalité", {"ecole"}),
        ("egalite", {"ecole"}),
        ("éducateur", {"sortie"}),
        ("educateurs specialises", {"sortie"}),
        ("désengagé", {"sortie"}),
        ("famille", {"familles"}),
        ("mere", {"familles"}),
        ("mère inquiète", {"familles"}),
        ("hopitaux", {"hopital"}),
        ("d’hôpital", {"hopital"}),
        ("traumatisme", {"hopital"}),
        ("psychologue", {"hopital"}),
    ],
    "de": [
        ("Prävention", {"schule"}),
        ("Praevention", {"schule"}),
        ("praevention", {"schule"}),
        ("Radikalisierung", {"schule"}),
        ("Schule", {"schule"}),
        ("Lehrkraft", {"schule"}),
        ("Fortbildung", {"schule"}),
        ("Ausstieg", {"ausstieg"}),
        ("Begleitung", {"ausstieg"}),
        ("Rechtsextremist", {"ausstieg"}),
        ("Mann", {"ausstieg"}),
        ("Eltern", {"eltern"}),
        ("Beratung", {"eltern"}),
        ("Strasse", {"eltern"}),
        ("Straße", {"eltern"}),
        ("Haus", {"jugend"}),
        ("Madchen", {"jugend"}),
        ("Maedchen", {"jugend"}),
        ("Jugend", {"jugend"}),
        ("Jugendarbeit", {"jugend"}),
        ("Arbeit", {"jugend", "werk"}),
    ],
    "it": [
        ("scuola", {"scuola"}),
        ("scuole", {"scuola"}),
        ("educazione", {"scuola"}),
        ("l'educazione", {"scuola"}),
        ("istituto", {"scuola"}),
        ("insegnante", {"scuola"}),
        ("studente", {"scuola"}),
        ("carceri", {"carcere"}),
        ("detenuto", {"carcere"}),
        ("famiglia", {"carcere"}),
        ("ascolto", {"carcere"}),
        ("citta", {"citta"}),
        ("città", {"citta"}),
        ("odio", {"citta"}),
        ("comunita", {"citta"}),
        ("ragazza", {"giovani"}),
        ("mediatore", {"giovani"}),
    ],
    "ru": [
        ("школа", {"school"}),
        ("школе", {"school"}),
        ("учитель", {"school"}),
        ("подросток", {"school"}),
        ("подростки", {"school"}),
        ("ненависть", {"school"}),
        ("молодежь", {"exit"}),
        ("молодёжь", {"exit"}),
        ("наставники", {"exit"}),
        ("семья", {"exit"}),
        ("города", {"city"}),
        ("полиции", {"city"}),
        ("еще", {"dialog"}),
        ("община", {"dialog"}),
        ("житель", {"dialog"}),
        ("встречи", {"dialog"}),
    ],
    "tr": [
        ("okul", {"okul"}),
        ("okullar", {"okul"}),
        ("öğretmen", {"okul"}),
        ("ogretmen", {"okul"}),
        ("İstanbul", {"okul"}),
        ("istanbul", {"okul"}),
        ("ISTANBUL'UN", {"okul"}),
        ("genç", {"okul"}),
        ("aile", {"aile"}),
        ("aileleri", {"aile"}),
        ("danışmanlık", {"aile"}),
        ("danismanlik", {"aile"}),
        ("radikalleşme", {"aile"}),
        ("şehir", {"sehir"}),
        ("sehir", {"sehir"}),
        ("ışıklı", {"sehir"}),
        ("IŞIKLI", {"sehir"}),
        ("belediye", {"sehir"}),
        ("çocuk", {"spor"}),
        ("cocuklar", {"spor"}),
        ("kız", {"spor"}),
    ],
}  # fmt: skip

SLIPS: dict[str, list[tuple[str, str]]] = {
    "en": [("counsellers", "counsellors"), ("menotring", "mentoring")],
    "fr": [("traumatizmes", "traumatismes"), ("psycologues", "psychologues")],
    "de": [("Jugnedarbeit", "jugendarbeit"), ("Fortbildugen", "fortbildungen")],
    "it": [("insengnanti", "insegnanti")],
    "ru": [("профилактка", "профилактика"), ("подрастками", "подростками")],
    "tr": [("öğretmneler", "öğretmenler"), ("danışmalık", "danışmanlık")],
}


@pytest.mark.parametrize("language", [pytest.param(code, marks=real_node) for code in TABLES])
def test_words_are_found_as_people_of_the_language_type_them(
    elasticsearch: Any, row: Any, find: Any, language: str
) -> None:
    names = {}
    for texts in TEXTS.values():
        for name, text in texts.items():
            if texts is TEXTS[language]:
                names[str(row({language: text}).key)] = name
    push()
    wrong = []
    for typed, expected in TABLES[language]:
        found = find(typed, language=language)
        got = {names[hit.id] for hit in found.hits}
        if got != expected or found.relaxed:
            wrong.append((typed, expected, got))
    for typed, meant in SLIPS[language]:
        offered = {link.label for link in find(typed, language=language).corrections}
        if meant not in offered:
            wrong.append((typed, {meant}, offered))
    assert wrong == []


# Six records, each about one thing and in one language; each is found from any other language, because
# the vocabulary knows what the thing is called there.
CONCEPTS: dict[str, dict[str, str]] = {
    "exit": {
        "en": "exit work",
        "fr": "désengagement",
        "de": "Ausstieg",
        "it": "disimpegno",
        "ru": "выход из радикализации",
        "tr": "ayrılma",
    },
    "families": {
        "en": "families",
        "fr": "familles",
        "de": "Familien",
        "it": "famiglie",
        "ru": "семьи",
        "tr": "aileler",
    },
    "prison": {
        "en": "prison and probation",
        "fr": "prison et probation",
        "de": "Strafvollzug",
        "it": "carcere",
        "ru": "тюрьма",
        "tr": "cezaevi",
    },
    "police": {
        "en": "police",
        "fr": "police",
        "de": "Polizei",
        "it": "polizia",
        "ru": "полиция",
        "tr": "polis",
    },
    "school": {
        "en": "schools",
        "fr": "écoles",
        "de": "Schulen",
        "it": "scuole",
        "ru": "школы",
        "tr": "okullar",
    },
}
ORIGINALS = {"exit": "de", "families": "fr", "prison": "en", "police": "tr", "school": "ru"}
# Titles that do not name the thing.
TITLES = {
    "exit": "Neue Wege gehen",
    "families": "La ligne verte",
    "prison": "A second chance",
    "police": "Yeni bir başlangıç",
    "school": "Говорим вместе",
}


def test_a_record_is_found_from_every_language(engine: str, row: Any, find: Any) -> None:
    """Thirty pairs: five things, each looked for in six languages."""
    expected = {}
    for code, labels in CONCEPTS.items():
        ConceptFactory(code=code, facet="theme", labels=labels)
        language = ORIGINALS[code]
        made = row({language: (TITLES[code], "")}, theme=[code])
        expected[code] = str(made.key)
    push()
    wrong = [
        (labels[language], language)
        for code, labels in CONCEPTS.items()
        for language in labels
        if [hit.id for hit in find(labels[language], language=language).hits] != [expected[code]]
    ]
    assert wrong == []
