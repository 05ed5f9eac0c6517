"""Images and generalisations stigmatise where they are said of people or of extremism, and only there."""

from __future__ import annotations

import pytest

from practices.submission.guard.words import words_in

pytestmark = pytest.mark.fast

OF_PEOPLE = [
    ("en", "A tide of migrants has reached the town.", "flood-of-refugees"),
    ("en", "The hate preacher left the town.", "terrorist-label"),
    ("fr", "Une horde de migrants a traversé la ville.", "flood-of-refugees"),
    ("de", "Es liegt an der jüdischen Lobby.", "conspiracy"),
    ("it", "Come tutti gli ebrei, pensava solo al denaro.", "generalising"),
    ("ru", "Орды приезжих заполнили набережную.", "flood-of-refugees"),
    ("tr", "Programa on iki eski terörist başvurdu.", "terrorist-label"),
    ("en", "We must defuse this ticking time bomb before it is too late.", "time-bomb"),
    ("fr", "Il faut désamorcer cette bombe à retardement dans nos écoles.", "time-bomb"),
    ("de", "Diese tickende Zeitbombe müssen wir rechtzeitig entschärfen.", "time-bomb"),
    ("tr", "Bu saatli bombayı etkisiz hâle getirmeliyiz.", "time-bomb"),
    ("it", "Un lupo solitario, radicalizzatosi davanti al computer.", "lone-wolf"),
    ("fr", "Quelques déséquilibrés ont gâché la fête.", "mental-illness"),
    ("de", "Sie war bloß Mitläuferin.", "gender"),
    ("fr", "Les musulmans refusent par principe l'égalité.", "generalising"),
    ("de", "Tschetschenen neigen aufgrund ihrer Kultur zur Gewalt.", "generalising"),
    ("ru", "Мусульмане города обязаны сами выявлять радикалов.", "muslim-community"),
]
OF_NONE = [
    ("en", "The history society gave a talk on the old lunatic asylum."),
    ("fr", "Les démineurs ont désamorcé une bombe à retardement de la Seconde Guerre mondiale."),
    ("tr", "Ekipler savaştan kalma saatli bombayı etkisiz hâle getirdi."),
    ("de", "Im Nationalpark wurde ein einsamer Wolf von einer Fotofalle erfasst."),
    ("it", "Nel parco regionale è stato filmato un lupo solitario."),
    ("en", "The reading group discusses Louis Wirth's study The Ghetto of 1928."),
    ("fr", "L'association Yenish, Manouches, Sintés a présenté son projet."),
    ("en", "The salt marsh is a breeding ground for lapwings."),
    ("en", "A wave of applause greeted the refugees' choir."),
    ("en", "The Muslim community centre opens its kitchen on Fridays."),
    ("en", "The talk refutes the claim that Islam is violent by nature."),
    ("fr", "Une plaie mal soignée peut évoluer en gangrène."),
    ("de", "Die Gefangenen ziehen südländische Kräuter im Gewächshaus."),
    ("it", "Il documentario racconta i pastori nomadi della Mongolia."),
    ("ru", "Школьный рассадник снабжает саженцами все скверы."),
    ("tr", "Kulüp, ağaçlarda yaşayan asalak bitkileri belgeledi."),
]


@pytest.mark.parametrize(("language", "text", "concept"), OF_PEOPLE)
def test_what_is_said_of_people_is_warned_of(language: str, text: str, concept: str) -> None:
    assert concept in [word.concept for word in words_in(text, language)]


@pytest.mark.parametrize(("language", "text"), OF_NONE)
def test_what_is_meant_as_it_is_said_is_not(language: str, text: str) -> None:
    assert words_in(text, language) == []
