"""What templates need and Django does not have: names of languages, foreign text, the way upwards."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.texts.capitals import capitalised
from kb.texts.lookalikes import plain_host, with_plain_hosts

register = template.Library()
register.filter(capitalised)
register.filter(plain_host)


@register.filter
def plain_hosts(html: str) -> SafeString:
    """A rich text with the plain host behind each link whose host mixes alphabets."""
    return mark_safe(with_plain_hosts(html))


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's language: "da" is "Danish", "danois", "Dänisch".

    A code that Babel does not know is shown as it is.
    """
    return _named(code, get_language() or "en")


@lru_cache(maxsize=1_000)
def _named(code: str, reader: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(Locale.parse(reader, sep="-")) or code
    except (UnknownLocaleError, ValueError):
        return code


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Several languages named in the reader's language, one after the other."""
    return ", ".join(language_name(code) for code in codes)


@register.filter
def readable_in(codes: Iterable[str]) -> str:
    """The sentence that names the languages of a record, in the site's order; a filter: lists have many."""
    written = set(codes)
    ordered = [code for code, _name in settings.LANGUAGES if code in written]
    return _("Readable in: %(languages)s") % {"languages": language_names(ordered)}


@register.filter
def parent_path(path: str) -> str:
    """The address one level up: ``/fr/cities/aarhus/`` is below ``/fr/cities/``.

    Breadcrumbs use it on the address in the reader's language, which may show a page of another one.
    """
    return path.rstrip("/").rsplit("/", 1)[0] + "/"


@register.simple_tag
def lang_attr(code: str | None) -> SafeString | str:
    """`` lang="da"`` for text that is not in the reader's language, nothing for text that is."""
    if not code or code == get_language():
        return ""
    return format_html(' lang="{}"', code)


@register.filter
def unlocalised(value: object) -> str:
    """A number as machines read it, for attributes and form values: 1234, never "1,234"."""
    return str(value)


class NotingNames(template.Node):
    """What stands between the tags, with the note on a name below it where that name stands in it."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """The content and, where it names Kosovo, the note that the Council of Europe gives with it."""
        content = self.nodelist.render(context)
        note = note_on_names(content)
        if not note:
            return content
        return format_html('{}<p class="wrap note-on-names">{}</p>', content, note)


def note_on_names(content: str) -> str:
    """The note that belongs below a text with a name that needs one; empty for all others."""
    if str(settings.COUNTRIES_OVERRIDE["XK"]) not in content:
        return ""
    return _(
        "* All references to Kosovo, whether to the territory, institutions or population, are to be "
        "understood in full compliance with United Nations Security Council Resolution 1244 and without "
        "prejudice to the status of Kosovo."
    )


@register.tag
def noting_names(parser: template.base.Parser, token: template.base.Token) -> NotingNames:
    """Puts the note on a country's name below a page that has the name: ``{% noting_names %}…``."""
    nodelist = parser.parse(("endnoting_names",))
    parser.delete_first_token()
    return NotingNames(nodelist)
