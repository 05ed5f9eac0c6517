"""What a Word document says comes in as it stands: no number, raised digit, symbol or link is lost unsaid."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from kb.texts.plain_text import to_html
from practices.submission.word.reading import Section, sections_of, typed_text

MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def sections(document: Any) -> list[Section]:
    stream = BytesIO()
    document.save(stream)
    return sections_of(SimpleUploadedFile("report.docx", stream.getvalue()))


def read(*paragraphs: str, document: Any = None) -> str:
    """The text box's words of paragraphs, each given by the XML of its runs."""
    document = document or Document()
    for inner in paragraphs:
        document.element.body.insert(
            len(document.element.body) - 1,
            parse_xml(f"<w:p {nsdecls('w', 'r')} {MATHS}>{inner}</w:p>"),
        )
    return "\n\n".join(
        typed_text([*section.before, *section.box])
        for section in sections(document)
        if section.before
    )


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


HIGH = '<w:vertAlign w:val="superscript"/>'
LOW = '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (["24. November 2015 wurde die Allianz gegründet."], None),
        (["21. jūlijā"], None),
        (["1. FC Köln"], None),
        (["2. Weltkrieg"], None),
        (["3) drittens"], None),
        (["Davor.", "3. drittens"], None),
        (["3. Oktober: Auftakt", "7. Oktober: Abschluss"], None),
        (["1) ein", "2) zwei"], None),
        (["1. eins", "2. zwei", "3. drei"], "1. eins\n2. zwei\n3. drei"),
        (["1. eins", "Text", "2. zwei"], "1. eins\n\nText\n\n2. zwei"),
        (["- a", "• b"], "- a\n- b"),
        (["Lehrer*innen und Schüler*innen", "2*3*4"], None),
    ],
)
def test_typed_numbers_and_stars_stay(typed: list[str], text: str | None) -> None:
    assert read(*(run(words) for words in typed)) == (text or "\n\n".join(typed))


def test_a_numbered_heading_keeps_its_number() -> None:
    document = Document()
    document.add_heading("1. FC Köln", 1)
    document.add_paragraph("Text.")
    assert sections(document)[1].heading == "1. FC Köln"


def test_a_numbered_list_that_is_interrupted_goes_on_with_its_number() -> None:
    document = Document()
    for words in ("eins", "zwei"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Dazwischen.")
    document.add_paragraph("drei", style="List Number")
    document.add_paragraph("vier", style="List Number")
    assert read(document=document) == "1. eins\n2. zwei\n\nDazwischen.\n\n3. drei\n\n4. vier"


def test_lists_within_lists_stay_within() -> None:
    document = Document()
    document.add_paragraph("a", style="List Bullet")
    inner = document.add_paragraph("b", style="List Bullet")
    number = document.styles["List Bullet"].element.pPr.numPr.numId.val
    inner._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )
    document.add_paragraph("c", style="List Bullet")
    numbering = document.part.numbering_part.element
    used = next(each.abstractNumId.val for each in numbering.num_lst if each.numId == number)
    level = next(
        each
        for each in numbering.iter(qn("w:abstractNum"))
        if each.get(qn("w:abstractNumId")) == str(used)
    )
    level.append(parse_xml(f'<w:lvl {nsdecls("w")} w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>'))
    assert read(document=document) == "- a\n  - b\n- c"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("5") + run("2", HIGH), "5²"),
        (run("10") + run("-", HIGH) + run("3", HIGH), "10⁻³"),
        (run("H") + run("2", LOW) + run("O"), "H₂O"),
        (run("x") + run("i+1", LOW), "xᵢ₊₁"),
        (run("1") + run("er", HIGH) + run(" mai"), "1ᵉʳ mai"),
        (run("a") + run("Ж 1", HIGH) + run(" b"), "a^(Ж 1) b"),
        (run("Marke") + run("™", HIGH), "Marke™"),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + run(" weiter ")
            + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            "→ weiter ✓",
        ),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + run(" 5"), "≤ 5"),
        ('<w:r><w:sym w:font="Webdings" w:char="F04E"/></w:r>' + run(" x"), "[Webdings 4E] x"),
        (run("\uf061\uf062", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "αβ"),
        (run("E-Mail") + "<w:r><w:noBreakHyphen/></w:r>" + run("Adresse"), "E-Mail-Adresse"),
        (run("Wort", "<w:b/>") + run("teil"), "**Wort**\u2060teil"),
    ],
)  # fmt: skip
def test_what_stands_high_or_low_and_symbols_are_characters(runs: str, text: str) -> None:
    assert read(runs) == text


@pytest.mark.parametrize(
    ("maths", "text"),
    [
        ("<m:r><m:t>a+b=c</m:t></m:r>", "a+b=c"),
        (
            "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>",
            "(a+b)/2",
        ),
        (
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>",
            "x²",
        ),
        ("<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>", "√(x)"),
        ("<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>", "(x)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>'
            "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>",
            "∑_(i=1)^(n) i",
        ),
    ],
)
def test_formulas_stand_on_one_line(maths: str, text: str) -> None:
    assert read(f"{run('So: ')}<m:oMath>{maths}</m:oMath>") == f"So: {text}"
    assert read(f"<m:oMathPara><m:oMath>{maths}</m:oMath></m:oMathPara>") == text


def test_brackets_within_brackets_are_read_at_once() -> None:
    maths = "<m:d><m:e>" * 60 + "<m:r><m:t>x</m:t></m:r>" + "</m:e></m:d>" * 60
    assert read(f"<m:oMath>{maths}</m:oMath>") == "(" * 60 + "x" + ")" * 60


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


@pytest.mark.parametrize(
    "runs",
    [
        field("begin") + instruction(' HYPERLINK "https://a.') + instruction('example/x" \\o "y" ')
        + field("separate") + run("Bericht") + field("end"),
        f'<w:fldSimple w:instr=\' HYPERLINK "https://a.example/x" \'>{run("Bericht")}</w:fldSimple>',
    ],
)  # fmt: skip
def test_links_by_field_are_links(runs: str) -> None:
    assert read(f"{run('Der ')}{runs}{run(' hier')}") == "Der [Bericht](https://a.example/x) hier"


def test_other_fields_keep_what_they_show_and_unsafe_links_their_words() -> None:
    page = field("begin") + instruction(" PAGE ") + field("separate") + run("7") + field("end")
    bad = field("begin") + instruction(' HYPERLINK "javascript:x" ') + field("separate") + run("x")
    assert read(page + run(" und ") + bad + field("end") + run(" y")) == "7 und x y"


def test_hidden_words_are_left_out_and_said() -> None:
    document = Document()
    style = document.styles.add_style("Geheim", 2)
    style.font.hidden = True
    above = document.styles.add_style("Geheimes", 1)
    above.font.hidden = True
    document.add_paragraph("Sichtbar ").add_run("GEHEIM Max Muster").font.hidden = True
    document.add_paragraph("Auch ").add_run("VERSTECKT", style="Geheim")
    document.add_paragraph("GANZ", style="Geheimes")
    found = sections(document)
    assert typed_text(found[0].before) == "Sichtbar\n\nAuch"
    assert [section.hidden for section in found] == [True, False]


def test_a_switch_that_is_off_hides_nothing() -> None:
    document = Document()
    document.add_paragraph().add_run("da").font.hidden = False
    assert [section.hidden for section in sections(document)] == [False, False]
    assert read(document=document) == "da"


def test_strong_words_by_a_style_are_strong() -> None:
    document = Document()
    style = document.styles.add_style("Sehr", 2)
    style.font.bold = True
    document.add_paragraph("Das ist ").add_run("wichtig", style="Sehr")
    assert read(document=document) == "Das ist **wichtig**"


def test_notes_stand_behind_their_sign() -> None:
    document = Document()
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run(" Zweite.")}</w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run("Erste.")}</w:p></w:footnote></w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        notes.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    one, two = (f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (1, 2))
    assert read(run("Da") + one + run(" und dort") + two, document=document) == (
        "Da[1] und dort[2]\n\n[2] Zweite.\n\n[1] Erste."
    )


def test_a_table_in_a_cell_keeps_its_words() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Kosten"
    inner = table.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "Raum"
    inner.cell(0, 1).text = "5 €"
    assert read(document=document) == "- Kosten: Raum: 5 €"


@pytest.mark.parametrize(
    "words", ["**nicht**", "[a](b)", "- x", "1. x", "https://a.example", "a_b*c"]
)
def test_signs_of_the_box_in_a_document_are_letters(words: str) -> None:
    text = read(run("Vorher"), run(f"x {words}"))
    assert to_html(text).count("strong") == 0
    assert to_html(text).startswith("<p>Vorher</p>\n<p>x ")
