"""What is typed reaches the public page and comes back into the box; Word files and pictures stay right."""

from __future__ import annotations

import re
import urllib.request
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, expect

from tests import colour_profiles as profiles
from tests import files
from tests.browser.steps import (
    begin_record,
    check_all,
    decide,
    fill_what_is_needed,
    open_chapter,
    save_chapter,
    sign_in,
)

TYPED = (
    "24. November 2015 wurde die Allianz gegründet.\n\n"
    "Lehrer*innen und Schüler*innen pflanzen auf 5² Metern.\n\n"
    "1. lesen\n2. reden"
)
RAISED = (
    "<w:p><w:r><w:t>7. Oktober: auf 4</w:t></w:r>"
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    "<w:r><w:t> Metern reden Bürger*innen.</w:t></w:r></w:p>"
)


def picture_of_a_phone() -> bytes:
    stream = BytesIO()
    profile = profiles.screen_profile(profiles.DISPLAY_P3, 2.2)
    Image.new("RGB", (1200, 800), (234, 51, 35)).save(
        stream, "JPEG", icc_profile=profile, quality=95
    )
    return stream.getvalue()


def document_of_word_online() -> bytes:
    document = files.edited(
        files.word("Was getan wird"), "word/document.xml", files.in_body(RAISED)
    )
    return files.renamed(document, "word/document", "word/document2")


def test_from_the_desk_to_the_public_page_and_back(browser: Browser, site: str) -> None:
    context = browser.new_context()
    official = context.new_page()
    sign_in(official, site, "official@example.org", "de")
    begin_record(official, site, "Beete der Allianz", "de")
    number = re.search(r"/records/(\d+)/", official.url)[1]  # type: ignore[index]
    record = f"{site}/de/my-city/aarhus/records/{number}/"

    open_chapter(official, "work")
    official.locator("[name=summary]").fill("Am 24. November 2015 begannen die Beete der Allianz.")
    box = official.locator("textarea[name=description]")
    box.fill(TYPED)
    official.locator("[name=year_from]").fill("2015")
    official.locator("[name=status][value=ongoing]").check()
    save_chapter(official)
    open_chapter(official, "work")
    expect(box).to_have_value(TYPED)

    official.goto(f"{record}import/")
    official.locator("[name=file]").set_input_files(
        {
            "name": "bericht.docx",
            "mimeType": "application/msword",
            "buffer": document_of_word_online(),
        }
    )
    official.locator("main form[enctype] button[type=submit]").click()
    expect(official.locator("main")).to_contain_text("4²")
    expect(official.locator("main")).to_contain_text("7. Oktober: auf")
    expect(official.locator("main")).to_contain_text("Bürger*innen")

    official.goto(record)
    fill_what_is_needed(
        official,
        safeguards="Niemand schreibt Namen auf.",
        office="Prävention",
        email="prevention@aarhus.example",
    )
    official.goto(f"{record}pictures/")
    official.locator("[name=file]").set_input_files(
        {"name": "beet.jpg", "mimeType": "image/jpeg", "buffer": picture_of_a_phone()}
    )
    official.locator("input[name=description]").fill("Rote Blumen")
    official.locator("[name=credit]").fill("Stadt Aarhus")
    official.locator("[name=consent]").check()
    official.locator("main form[enctype] button[type=submit]").click()
    expect(official.get_by_alt_text("Rote Blumen").first).to_be_visible()
    official.goto(f"{record}check/")
    check_all(official.locator("[name^=declare_]"))
    official.locator("main form button[type=submit]").last.click()
    expect(official.locator("main")).to_contain_text(re.compile(r"AX-\d{6}"))

    desk = browser.new_context()
    editor = desk.new_page()
    sign_in(editor, site, "editor@example.org")
    decide(editor, site, number, "publish")
    desk.close()

    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(f"{site}/de/search/?q=Beete")
    reader.get_by_role("link", name="Beete der Allianz").first.click()
    shown = reader.locator("main")
    expect(shown).to_contain_text("24. November 2015 wurde die Allianz gegründet.")
    expect(shown).to_contain_text("Lehrer*innen und Schüler*innen pflanzen auf 5² Metern.")
    expect(shown.locator("ol > li", has_text="lesen")).to_have_count(1)
    address = reader.get_by_alt_text("Rote Blumen").first.evaluate(
        "image => image.currentSrc || image.src"
    )
    with urllib.request.urlopen(address) as answer:
        red, green, blue = Image.open(BytesIO(answer.read())).convert("RGB").getpixel((50, 50))
    assert red > 250
    assert max(green, blue) < 8
    reader.context.close()

    official.goto(f"{record}write/work/")
    expect(box).to_have_value(TYPED)
    context.close()
