"""Words that carry no meaning of their own in a search: articles, prepositions, auxiliaries, questions.

Dropped where other words remain; as they are typed, accents and all.
"""

from __future__ import annotations

STOP_WORDS = {
    "en": """
        a about after against all also among an and any are as at be been before being between but
        by can could did do does doing done for from get had has have having he her his how i if in
        into is it its make makes may me might much must my no not of on or our out over own per
        shall she should since so some such than that the their them then there these they this those
        through to up upon was we were what when where whether which while who whom whose why will
        with within would you your
    """,
    "fr": """
        afin ai aide-t-il ainsi après as au aucun aussi autre aux avant avec avoir avons c ce cela
        celle celui ces cet cette chez comme comment contre d dans de depuis des donc dont du elle elles en
        entre est est-ce et face faire fait faut-il font il ils je l la le les leur leurs lors lui ma
        mais mes mon même ne nos notre nous on ont ou où par pas peut peut-on peuvent plus pour
        pourquoi qu quand que quel quelle quelles quels qui quoi sa sans se ses si son sont sous sur
        ta tes ton tous tout toute toutes très un une vers vos votre vous y à été être
    """,
    "de": """
        aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis da damit dann
        das dass dem den denn der des die dies diese diesem diesen dieser dieses doch dort durch
        eigene eigenen eigener ein eine einem einen einer eines er es etwa für gegen geht gibt haben
        hat hatte ich ihr ihre ihrem ihren ihrer im in ins ist kann kommt können könnte lassen
        machen macht man mehr mein mit muss müssen nach nicht noch nur ob oder ohne sein seine
        seiner seit sich sie sind so soll sollen sollte um und uns unser unsere unter vom von vor
        wann warum was weil welche welchem welchen welcher welches wem wen wenn wer werden weshalb
        wie wieso wir wird wo wofür woher wohin womit wurde wurden zu zum zur zwischen über
    """,
    "it": """
        a ad agli ai al all alla alle allo anche c che chi ci come con contro cosa cui d da dagli dai dal
        dall dalla dalle dallo degli dei del dell della delle dello di dopo dove e ed essere fa
        fanno fare fra gli ha hanno ho i il in io l la le lo loro ma mi ne negli nei nel nell nella
        nelle nello non nostro o per perché più possiamo possono propri proprie proprio può quale
        quali quando quanto quella quelle quelli quello questa queste questi questo se senza si sia
        sono sotto su sua sue sugli sui sul sull sulla sulle sullo suo suoi tra un una uno è
    """,
    "ru": """
        а без бы был была были было быть в вас ваш вместо во вот все всех всё где да делать делают
        для до его ее если есть еще ещё её ж же за зачем и из из-за или им их к как какая какие
        каким какими каких какое какой какую ко когда кого которая которые который кто куда ли между
        могут может можно мы на над надо нам нас не него нее нет неё ни них но ну нужно о об обо он
        она они оно от откуда ото перед по под почему при про против с свои своих свой сделать себя сколько
        со среди так также такое то того тоже только у уже чего чем через что чтобы чьи эта эти это этого
        этот я
    """,
    "tr": """
        acaba ama ancak arasında aynı bana ben bir biz bu bunlar da daha dair de değil diye en gibi
        göre hakkında hangi hangisi hem hep her ile ilgili ise için kadar karşı kendi kendine ki kim
        kime kimin mi mu mü mı nasıl ne neden nedir nerede nereye niye niçin o olabilir olan olarak
        olur onlar sen sonra tarafından var ve veya ya yani yönelik yapabilir yapan yapmak yapılır
        yapmalı yapıyor etmeli edilir yok çok üzere şu beri itibaren
    """,
}
