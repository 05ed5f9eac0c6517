"""``manage.py setup_site``: what every installation needs before its first city comes."""

from __future__ import annotations

from practices.loading.command import ContentCommand
from practices.loading.schema import Content
from practices.loading.setting_up import set_up
from practices.loading.writing import Store


class Command(ContentCommand):
    help = (
        "Makes what every site needs: six languages, home and list pages, information pages, vocabulary, "
        "lexicon, the two documents, help for the desk, groups and workflow; no records. A second run "
        "changes nothing; what was edited in the admin since is kept."
    )

    def write(self, store: Store, content: Content) -> None:
        set_up(store, content)
