"""The table that is searched, and what the embedded engine keeps beside it."""

from __future__ import annotations

import json
import uuid
from typing import Any

import orjson
from django.db import models

# To be raised when what the embedded engine keeps beside the table changes its form; a rebuild then
# writes it again.
EMBEDDED_FORM = 8


class Decoder(json.JSONDecoder):
    """Reads documents several times faster: a rebuild reads all of them."""

    def decode(self, s: str, *args: Any) -> Any:
        return orjson.loads(s)


class SearchState(models.Model):
    """One row: where the table stands.

    ``version`` only grows and is taken under a row lock, so the order of versions is the order of
    commits. The stamps are random, not counted, because process caches are keyed by them and a rolled-back
    change must never leave a cache behind that a later change would match. ``embedded_form`` is the form
    in which the embedded engine's tables were last written as a whole. ``waiting``, known only of what
    ``states.state`` read: whether documents have to be built anew.
    """

    waiting = False
    version = models.BigIntegerField(default=0)
    # Tells this database from others; a backup carries it along.
    installation = models.UUIDField(default=uuid.uuid4, editable=False)
    stamp = models.UUIDField(default=uuid.uuid4)
    terms_stamp = models.UUIDField(default=uuid.uuid4)
    embedded_form = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"version {self.version}"


class SearchDocument(models.Model):
    """One record with all its live, public translations; or the tombstone of one.

    ``data``: ``{"texts": {lang: {title, summary, body, url, tags, changed_at}}, "original": lang, "alphabet":
    {lang: key}, "codes": {facet: [codes]}, "latitude", "longitude", "licence", "author", "card"}``. A
    tombstone has empty data and keeps its version. An ``archived`` record stays, and is found only where
    archived ones are asked for.
    """

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=30)
    version = models.BigIntegerField(db_index=True)
    deleted = models.BooleanField(default=False, db_index=True)
    archived = models.BooleanField(default=False, db_default=False)
    published_at = models.DateTimeField(null=True)
    # When what anybody reads of it changed last, in whichever language: what alerts ask by.
    changed_at = models.DateTimeField(null=True, db_index=True)
    reviewed_on = models.DateField(null=True)
    year_from = models.SmallIntegerField(null=True)
    year_to = models.SmallIntegerField(null=True)
    weight = models.FloatField(default=1.0)
    data = models.JSONField(default=dict, decoder=Decoder)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["deleted", "-published_at"], name="search_doc_newest"),
            models.Index(
                fields=["id"], condition=models.Q(archived=True), name="search_doc_archived"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SearchWaiting(models.Model):
    """A record whose document has to be built anew (``search.table.waiting``); never unique or changed."""

    key = models.UUIDField()
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.key} since {self.since}"


class SearchCode(models.Model):
    """One code of one document in one facet, for filters and counts of the embedded engine."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="codes")
    facet = models.CharField(max_length=30)
    code = models.CharField(max_length=120)
    # The document's own; the newest with a code are found without reading the others.
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["facet", "code", "-published_at", "document"], name="search_code_newest"
            ),
            models.Index(fields=["document", "facet", "code"], name="search_document_codes"),
        ]

    def __str__(self) -> str:
        return f"{self.facet}:{self.code}"


class SearchCount(models.Model):
    """How many current documents have a code, or codes of two facets together, perhaps by a third one's.

    Written by ``search.table.counts`` alone, in the transaction that writes the documents. A facet without a
    code says how many have none of that facet; no facet at all, how many there are.
    """

    second_facet = models.CharField(max_length=30, blank=True)
    third_facet = models.CharField(max_length=30, blank=True)
    first_facet = models.CharField(max_length=30, blank=True)
    first = models.CharField(max_length=120, blank=True)
    second = models.CharField(max_length=120, blank=True)
    third = models.CharField(max_length=120, blank=True)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["second_facet", "third_facet", "first_facet", "first", "second", "third"],
                name="search_count_once_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_facet}:{self.first} {self.second_facet}:{self.second} {self.number}"


class SearchIndex(models.Model):
    """One index in Elasticsearch that this table fills: the current one, and perhaps one being built.

    All rows with a version up to ``pushed`` are in it. ``copied`` is how far a rebuild has come (the
    last row's number), so that a killed one goes on where it was. ``heartbeat`` tells a rebuild that
    works from one that died. ``owner`` is the installation that made it, for a database may be a copy.
    """

    name = models.CharField(max_length=120, unique=True)
    owner = models.CharField(max_length=300, default="")
    fingerprint = models.CharField(max_length=32)
    current = models.BooleanField(default=False)
    pushed = models.BigIntegerField(default=0)
    copied = models.BigIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["current"], name="search_index_once_each")]

    def __str__(self) -> str:
        return self.name


class SearchFailure(models.Model):
    """A document that Elasticsearch refused, or that could not be built (version 0), with the reason.

    Tried again when its record changes.
    """

    key = models.UUIDField(unique=True)
    version = models.BigIntegerField()
    reason = models.TextField()
    failed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"
