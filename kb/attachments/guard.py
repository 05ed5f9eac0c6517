"""Whatever is stored as a file has been through here: read in a limited process, written and named anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from kb.attachments.formats import FORMATS, MOST_BYTES, Fault, Reading
from kb.uploads.disk import check_disk
from kb.uploads.file_names import safe_stem

# Seconds after which the reading process is ended, however busy the machine is.
MOST_WAITED = 45
# What these names say of a file is not held against it: its content decides.
OLD_ENDINGS = {"doc", "xls", "ppt"}
MACRO_ENDINGS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm", "xlam", "ppam"}
OTHER_ENDINGS = {
    **dict.fromkeys(
        ("jpg", "jpeg", "png", "webp", "gif", "heic", "avif", "bmp", "tif", "tiff"), Fault.PICTURE
    ),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), Fault.ARCHIVE),
    **dict.fromkeys(("pages", "numbers", "key"), Fault.APPLE),
    **dict.fromkeys(("dot", "pps", "pot", "xlt"), Fault.OLD_OFFICE),
    **dict.fromkeys(MACRO_ENDINGS, Fault.MACRO),
    "rtf": Fault.RICH_TEXT,
}
# An ending has a letter and no blank: "Report v1.2" and "Dr. Example" have none.
ENDING = re.compile(r"\.((?=[a-z0-9]*[a-z])[a-z0-9]{1,8})$")
SENTENCES = {
    Fault.EMPTY: _("The file is empty."),
    Fault.TOO_LARGE: _("The file is larger than 15 MB. Save it smaller, or with fewer pictures."),
    Fault.KIND: _(
        "Files of this kind are not taken. Send a PDF, a Word, PowerPoint or Excel file (.docx, .pptx, "
        ".xlsx) or an OpenDocument file (.odt, .odp, .ods)."
    ),
    Fault.PICTURE: _(
        "This is a picture, not a document. Add it where pictures are added, or save it as PDF."
    ),
    Fault.ARCHIVE: _("This is an archive of other files. Unpack it and send the files one by one."),
    Fault.APPLE: _(
        "This is a file of Pages, Numbers or Keynote. Export it there as PDF, Word, Excel or PowerPoint."
    ),
    Fault.RICH_TEXT: _("This is a file in rich text (RTF). Save it as .docx or as PDF."),
    Fault.OLD_OFFICE: _(
        "This is an Office file of the old kind. Save it as .docx, .pptx or .xlsx."
    ),
    Fault.NOT_WHAT_IT_SAYS: _(
        "The content of the file is not what its name says. Save it anew in the program that made it."
    ),
    Fault.BROKEN: _("The file is broken. Save it anew and try again."),
    Fault.PASSWORD: _("The file is protected by a password. Save it without one."),
    Fault.MACRO: _("The file holds a program (a macro). Save it without macros."),
    Fault.OTHER_FILES: _(
        "The file holds other files, such as a film, or the table behind a chart. Take them out, or save it "
        "as PDF."
    ),
    Fault.UNPACKS_TOO_FAR: _("The file unpacks to far more than it is. Save it anew, or as PDF."),
    Fault.FROM_ELSEWHERE: _(
        "The file fetches content from elsewhere when it is opened. Put the content itself into it, or save "
        "it as PDF."
    ),
    Fault.COMMENTS: _(
        "The file still holds comments or tracked changes. Accept or reject the changes, delete the "
        "comments, and save it."
    ),
    Fault.DRAWING: _(
        "A drawing (SVG) in the file cannot be looked through. Put it in as a picture (PNG), or save the "
        "file as PDF."
    ),
    Fault.TOO_LONG: _("The file takes too long to read. Save it anew, or in several smaller ones."),
}


class CleanedFile(ContentFile):
    """A file that may be stored, with its words; ``whole`` says whether these are all of them.

    ``pages``: where in the words each page begins, and where the last ends; empty where it has none.
    """

    def __init__(
        self, content: bytes, name: str, text: str, whole: bool, pages: tuple[int, ...] = ()
    ) -> None:
        super().__init__(content, name=name)
        self.text = text
        # Its name in the storage, once it is there.
        self.stored_as = ""
        self.whole = whole
        self.pages = pages


def cleaned_file(upload: File) -> CleanedFile:
    """The upload as it may be stored. Raises ``ValidationError`` with a sentence that says what to do.

    Its content says of which kind it is, and the name it is stored by ends so; what the browser says is not
    heard. Only a name of a kind that is not taken is refused for itself: nobody sent such a file by mistake.
    """
    name = (upload.name or "").rstrip(". ")
    found = ENDING.search(name.lower())
    ending = found[1] if found else ""
    if not upload.size:
        raise _refusal(Fault.EMPTY)
    if upload.size > MOST_BYTES:
        raise _refusal(Fault.TOO_LARGE)
    check_disk(upload.size)
    if ending in OTHER_ENDINGS:
        raise _refusal(OTHER_ENDINGS[ending])
    if ending and ending not in FORMATS and ending not in OLD_ENDINGS:
        raise _refusal(Fault.KIND)
    upload.seek(0)
    kept = _read_apart(ending, upload.read())
    stem = safe_stem(name if ending else f"{name}.", otherwise="file")
    return CleanedFile(kept.content, f"{stem}.{kept.ending}", kept.text, kept.whole, kept.pages)


def _refusal(fault: Fault) -> ValidationError:
    return ValidationError(SENTENCES[fault], code=fault.value)


def _read_apart(ending: str, content: bytes) -> Reading:
    """Have the file read by ``kb.attachments.reader``: no settings, no secrets, little time and memory."""
    try:
        answer = subprocess.run(
            [sys.executable, "-s", "-B", "-m", "kb.attachments.reader"],
            input=ending.encode() + b"\n" + content,
            stdout=subprocess.PIPE,
            # It may quote the file.
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(settings.BASE_DIR), "LANG": "C.UTF-8"},
            timeout=MOST_WAITED,
            check=False,
        )
    except subprocess.TimeoutExpired as too_long:
        raise _refusal(Fault.TOO_LONG) from too_long
    head, _line, rest = answer.stdout.partition(b"\n")
    if answer.returncode or not head:
        # Ended by its limits.
        raise _refusal(Fault.TOO_LONG)
    said = json.loads(head)
    if said["fault"]:
        raise _refusal(Fault(said["fault"]))
    size = said["size"]
    text = rest[size:].decode()
    return Reading(rest[:size], text, said["whole"], said["ending"], tuple(said["pages"]))
