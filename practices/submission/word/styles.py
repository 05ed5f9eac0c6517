"""How a Word document makes its words look: by what stands at them, or by a style that stands on others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

FARTHEST_STYLE = 10
OFF = {"0", "false", "off", "none"}


class Styles:
    """The styles of a document by their identifier."""

    def __init__(self, document: Any) -> None:
        self._known = {style.style_id: style.element for style in document.styles}

    def paragraph(self, paragraph: Any) -> Iterator[tuple[Any, str]]:
        """The paragraph's own properties, then those of its style and of the styles that one stands on."""
        own = paragraph.find(qn("w:pPr"))
        yield own, ""
        for style in self._chain(own, "w:pStyle"):
            name = style.find(qn("w:name"))
            yield (
                style.find(qn("w:pPr")),
                name.get(qn("w:val"), "") if name is not None else "",
            )

    def of_run(self, run: Any, name: str, paragraph: Any = None) -> Any:
        """What says how a run looks (``w:b``, ``w:vertAlign``): at the run itself or in its style.

        With ``paragraph``, in the style of the paragraph too.
        """
        own = run.find(qn("w:rPr"))
        above = paragraph.find(qn("w:pPr")) if paragraph is not None else None
        for properties in (
            own,
            *(style.find(qn("w:rPr")) for style in self._chain(own, "w:rStyle")),
            *(style.find(qn("w:rPr")) for style in self._chain(above, "w:pStyle")),
        ):
            found = properties.find(qn(name)) if properties is not None else None
            if found is not None:
                return found
        return None

    def is_on(self, run: Any, name: str, paragraph: Any = None) -> bool:
        """Whether a switch such as ``w:b`` is on for a run."""
        switch = self.of_run(run, name, paragraph)
        return switch is not None and switch.get(qn("w:val"), "1") not in OFF

    def _chain(self, properties: Any, name: str) -> Iterator[Any]:
        chosen = properties.find(qn(name)) if properties is not None else None
        for _step in range(FARTHEST_STYLE):
            style = self._known.get(chosen.get(qn("w:val"))) if chosen is not None else None
            if style is None:
                return
            yield style
            chosen = style.find(qn("w:basedOn"))
