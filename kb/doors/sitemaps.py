"""The sitemap of the doors: each value that has records, in each language."""

from __future__ import annotations

from kb.doors.services import ADDRESS_OF, door_codes
from kb.site.sitemaps import Place, places_of_view


class DoorSitemap:
    """The pages of themes, audiences, countries and sizes of city; all in one part, for there are few."""

    def parts(self) -> list[int]:
        return [1]

    def places(self, part: int) -> list[Place]:
        """Read from the counts that are kept."""
        if part != 1:
            return []
        return [
            place
            for facet, codes in door_codes().items()
            for code in codes
            for place in places_of_view("doors:door", [ADDRESS_OF[facet], code])
        ]
