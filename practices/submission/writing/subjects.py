"""The boxes of subjects at the desk, by theme, with other words for each; ticked and proposed ones on top."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import get_language

from practices.editing.forms import ConceptBoxes

MOST_PROPOSED = 6
OTHER_WORDS = 4


class SubjectBoxes(ConceptBoxes):
    """One part to open for each concept at the top that has narrower ones; what is ticked stands above."""

    template_name = "practices/widgets/subjects.html"
    proposed: Collection[str] = ()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option with other words for the same."""
        option = super().create_option(name, value, *args, **kwargs)
        synonyms = value.instance.synonyms.get(get_language() or "en", [])
        option["code"] = value.instance.code
        option["also"] = ", ".join(synonyms[:OTHER_WORDS])
        option["definition"] = value.instance.definition()
        return option

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The options in their groups, those ticked and those proposed."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        options = [
            option for _name, group, _index in context["widget"]["optgroups"] for option in group
        ]
        groups: list[list[dict[str, Any]]] = []
        for option in options:
            if option["attrs"]["data-depth"] == 0 or not groups:
                groups.append([])
            groups[-1].append(option)
        by_code = {option["code"]: option for option in options}
        context["groups"] = [
            {
                "options": group,
                "ticked": sum(option["selected"] for option in group),
                "narrower": len(group) > 1,
            }
            for group in groups
        ]
        context["ticked"] = [option for option in options if option["selected"]]
        context["proposed"] = [
            by_code[code]
            for code in self.proposed
            if code in by_code and not by_code[code]["selected"]
        ][:MOST_PROPOSED]
        context["searchable"] = len(options) > MOST_PROPOSED
        return context
