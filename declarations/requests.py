"""What a reader asks of a document: from which countries, and which language beside the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import QueryDict
from django.utils.http import urlencode

from kb.texts.current_language import current_language
from search import services as search


@dataclass(frozen=True)
class ReadingRequest:
    """What is shown in the margin and beside the text. Build it with :meth:`parse`.

    ``reader`` is the language of the page around the text, ``language`` that of the text, ``beside`` the
    other one (empty: none), ``countries`` the codes from which the records in the margin come (empty: all).
    """

    reader: str
    language: str
    beside: str = ""
    countries: tuple[str, ...] = ()

    @classmethod
    def parse(cls, params: QueryDict, language: str) -> ReadingRequest:
        """Read GET parameters. Unknown countries and languages are dropped; never raises."""
        reader = current_language()
        beside = params.get("with", "")
        known = {code for code, _name in settings.LANGUAGES}
        return cls(
            reader=reader,
            language=language,
            beside=beside if beside in known - {language} else "",
            countries=search.parse(params, reader).facets.get("country", ()),
        )

    @property
    def query_string(self) -> str:
        """The canonical parameters, ready to stand behind the path; empty or beginning with ``?``."""
        params = [("country", code) for code in self.countries]
        if self.beside:
            params.append(("with", self.beside))
        return f"?{urlencode(params)}" if params else ""

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """The filter as the search takes it."""
        return {"country": self.countries} if self.countries else {}

    def without_country(self, code: str) -> ReadingRequest:
        """The same page with records of one country less."""
        return replace(self, countries=tuple(other for other in self.countries if other != code))

    def from_everywhere(self) -> ReadingRequest:
        """The same page with records of all countries."""
        return replace(self, countries=())

    def with_beside(self, language: str) -> ReadingRequest:
        """The same page with another language beside the text, or with none."""
        return replace(self, beside=language)

    def read_in(self, language: str) -> ReadingRequest:
        """What stays when the reader changes the language; the two texts change places where they meet."""
        beside = self.language if self.beside == language else self.beside
        return replace(self, language=language, beside=beside)
