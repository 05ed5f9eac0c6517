"""Signposting: ``Link`` headers that lead programs from a record's page to what it is and how it is cited.

See signposting.org: under which address it is cited, where it is described, of what kind it is, its licence.
"""

from __future__ import annotations

from kb.site.addresses import absolute, language_path
from practices.models import RecordPage
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import RESOLVER, permanent_address
from practices.reading.citing.reference_files import REFERENCE_FILES

# What search engines and catalogues call each kind (schema.org).
TYPES = {"practice": "Article", "training": "Course", "study-visit": "Report"}


def signposts(record: RecordPage) -> dict[str, str]:
    """The headers of the page on which a record is read."""
    address = absolute(language_path(record))
    doi = record.record.doi
    links = [
        (RESOLVER + doi if doi else permanent_address(record), 'rel="cite-as"'),
        *(
            (f"{address}cite/{name}/", f'rel="describedby"; type="{form.content_type}"')
            for name, form in REFERENCE_FILES.items()
        ),
        ("https://schema.org/AboutPage", 'rel="type"'),
        (f"https://schema.org/{TYPES.get(record.kind, 'CreativeWork')}", 'rel="type"'),
        (Licence(record.licence).url, 'rel="license"'),
    ]
    return {"Link": ", ".join(f"<{target}>; {what}" for target, what in links)}
