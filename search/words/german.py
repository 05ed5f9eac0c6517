"""Parts of German compounds in this field: "Radikalisierungsprävention" holds two of them.

Lower case, as they stand inside a compound; short everyday words that stand inside unrelated ones
("rat" in "Beratung") are left out on purpose.
"""

from __future__ import annotations

from functools import lru_cache

_WORDS = """
abend abteilung akteur amt analyse angebot angehörige anlauf ansatz anti antisemitismus arbeit
asyl aufklärung ausbildung ausstieg ausstiegs austausch auszug bahn beamte bedrohung begleitung
behörde beratung bereich bericht beruf besuch beteiligung betreuung bewährung bewährungshilfe
bezirk bildung bürger bürgermeister chat demokratie deradikalisierung dialog dienst
diskriminierung distanzierung dokumentation einrichtung elite eltern erfahrung erwachsene
erziehung extremismus extremisten fach fachkraft fachkräfte fall familie familien fanprojekt
feindlichkeit flüchtling flüchtlinge forschung fortbildung frauen freizeit frieden früh fußball
gefahr gefährdung gefängnis gegenrede geld gemeinde gemeinschaft gericht geschichte gesellschaft
gespräch gesundheit gewalt gewaltprävention gruppe gruppen haft handel handlung hass hassrede
haus heim hilfe hilfen hochschule häuser identität ideologie information initiative integration
internet intervention islam islamismus islamisten jahr jugend jugendamt jugendliche jugendlichen
justiz kampagne kenntnis kinder kirche klasse koalition kommission kommune kommunen kompetenz
konferenz konflikt konzept kooperation koordination koordinierung kreis kriminalität krise
kultur kunst kurs land lehrer lehrkraft lehrkräfte leitfaden leitung lernen linksextremismus
lokal maßnahme maßnahmen medien meldestelle mensch menschen mentor mentoren methode migranten
migration minderheit mitarbeiter moschee musik muslim muslime mädchen nachbarschaft nation
nationalsozialismus netz netzwerk opfer ordnung organisation partner partnerschaft plan
plattform politik polizei praxis problem programm projekt propaganda prozess prävention
psychologie pädagogik radikal radikalisierung rassismus rat raum rechte rechtsextremismus
rechtsextremisten reform region religion resilienz risiko rolle runde rückfall rückkehr
rückkehrer schule schulen schulung schutz schüler selbst selbsthilfe seminar sicherheit sozial
sozialarbeit spiel sport sprache staat stadt stelle straf strafe strategie straße straßen streit
studie städte szene team terror terrorismus theater thema tisch trainer training treffen täter
umfeld umgang unterricht unterstützung verband verbrechen verein vereine verfassung
verfassungsschutz verhalten verhütung vernetzung verwaltung video viertel vollzug vorbeugung
vorfall vorurteil wandel werkstatt werte widerstand wohnung workshop zelle zentrum ziel zivil
zivilgesellschaft zusammenarbeit öffentlichkeit übung
"""
PARTS: tuple[str, ...] = tuple(_WORDS.split())
_FOLDED = frozenset(
    part.translate(str.maketrans("äöü", "aou")).replace("ß", "ss") for part in PARTS
)
SHORTEST_COMPOUND, SHORTEST_PART, LONGEST_PART, LONGEST_COMPOUND = 7, 4, 25, 60


@lru_cache(maxsize=100_000)
def parts_of(word: str) -> tuple[str, ...]:
    """The parts that a folded compound holds, at each letter the longest that begins there and goes on."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND:
        return ()
    found, seen = [], 0
    for begin in range(len(word) - SHORTEST_PART + 1):
        for end in range(min(len(word), begin + LONGEST_PART), begin + SHORTEST_PART - 1, -1):
            if word[begin:end] in _FOLDED:
                if end > seen and end - begin < len(word):
                    found.append(word[begin:end])
                seen = max(seen, end)
                break
    return tuple(dict.fromkeys(found))
