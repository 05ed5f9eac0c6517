"""What this room stores: results that were kept, alerts with an address each, what others publish, DOIs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

BYTES_OF_A_KEY = 16


class KeptSearch(models.Model):
    """Which records a search found on a day, for good: an address that a review can cite.

    Only keys are kept, no words of records: what is withdrawn later leaves nothing here but a number.
    ``words`` is the search in words by language;
    ``steps`` how many records were left after each of its conditions,
    as ``[{"words": {language: phrase}, "number": 12}, …]``. The same result, kept twice on a day, is one.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    kept_on = models.DateField(_("kept on"), db_index=True)
    language = models.CharField(max_length=10)
    query = models.TextField()
    words = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    relaxed = models.BooleanField(default=False)
    engine = models.CharField(max_length=30)
    # Of the search table, of the vocabulary with the lexicon, and of the code.
    table_version = models.BigIntegerField()
    vocabulary = models.CharField(max_length=36)
    release = models.CharField(max_length=64)
    packed_keys = models.BinaryField()

    class Meta:
        verbose_name = _("kept search")
        verbose_name_plural = _("kept searches")

    def __str__(self) -> str:
        return f"{self.kept_on}: {self.query}"

    @property
    def keys(self) -> list[uuid.UUID]:
        """The records that were found, in the order of their numbers."""
        packed = bytes(self.packed_keys)
        return [
            uuid.UUID(bytes=packed[start : start + BYTES_OF_A_KEY])
            for start in range(0, len(packed), BYTES_OF_A_KEY)
        ]

    @property
    def number(self) -> int:
        """How many records were found."""
        return len(bytes(self.packed_keys)) // BYTES_OF_A_KEY


def packed(keys: Iterable[uuid.UUID]) -> bytes:
    """Keys as they are kept."""
    return b"".join(key.bytes for key in keys)


class Rhythm(models.TextChoices):
    """How often an alert comes, at most; where nothing has changed, none does."""

    WEEKLY = "weekly", _("once a week")
    MONTHLY = "monthly", _("once a month")


class Alert(models.Model):
    """Somebody is told by mail what has changed among the results of a search.

    Nothing is sent before the link in the first mail has been used (``confirmed_at``). ``told_until``: up to
    when changes have been told. What somebody follows is told nobody else and stands in no log.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(max_length=10)
    query = models.TextField()
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)
    asked_again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("alert for a search")
        verbose_name_plural = _("alerts for searches")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "language", "query"], name="opendata_one_alert_for_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)


class SourceForm(models.TextChoices):
    """In which form others publish what they have."""

    OAI = "oai", "OAI-PMH"
    FEED = "feed", "RSS, Atom"
    TABLE = "csv", "CSV"


class Trouble(models.TextChoices):
    """Why a source could not be read the last time."""

    CLOSED = "closed", _("The address is not a public one")
    NO_ANSWER = "no-answer", _("Nobody answers there, or too slowly")
    TOO_LARGE = "too-large", _("It sends too much")
    UNREADABLE = "unreadable", _("It is not in the form that is named here")


class CollectedSource(models.Model):
    """Somebody else's collection, read each day once the secretariat has switched it on; off at first."""

    title = models.CharField(_("name"), max_length=200)
    form = models.CharField(_("form"), max_length=10, choices=SourceForm.choices)
    address = models.URLField(_("address of the list"), max_length=500, unique=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    is_on = models.BooleanField(
        _("read it each day"),
        default=False,
        help_text=_("Its entries are shown as others’, with a link; off, none of them is shown."),
    )
    read_at = models.DateTimeField(_("read last"), null=True, blank=True, editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    trouble = models.CharField(
        _("what hindered it"), max_length=20, choices=Trouble.choices, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("source elsewhere")
        verbose_name_plural = _("sources elsewhere")

    def __str__(self) -> str:
        return self.title


class CollectedEntry(models.Model):
    """One thing in somebody else's collection: a title that links out. It is no record and no page of ours.

    ``name``: how its source calls it. The same address is kept once, whichever sources name it.
    """

    source = models.ForeignKey(CollectedSource, on_delete=models.CASCADE, related_name="entries")
    name = models.CharField(max_length=500)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    address = models.URLField(max_length=500)
    address_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10, blank=True)
    published = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-published", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "name"], name="opendata_one_entry_for_each")
        ]
        indexes = [models.Index(fields=["-published", "-id"], name="opendata_entry_newest")]

    def __str__(self) -> str:
        return self.title


class DoiRegistration(models.Model):
    """How far the DOI of a record is registered with DataCite; it outlives the record, as a DOI does.

    ``noticed``: up to which version of the search table its changes are known; ``due_at``: when DataCite is
    to be told of them, None where it knows; ``sent``: digest of the metadata it has.
    """

    class State(models.TextChoices):
        """What DataCite has, by its own words."""

        NONE = "", "none"
        DRAFT = "draft"
        FINDABLE = "findable"
        REGISTERED = "registered"

    record_key = models.UUIDField(unique=True, editable=False)
    doi = models.CharField(max_length=255, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, blank=True, default=State.NONE)
    noticed = models.BigIntegerField(db_index=True)
    sent = models.CharField(max_length=64, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("registration of a DOI")
        verbose_name_plural = _("registrations of DOIs")

    def __str__(self) -> str:
        return self.doi

    def now_is(self, state: State, sent: str = "") -> None:
        """Note what DataCite has from now on, at once: the next question may fail."""
        self.state, self.sent = state, sent
        self.save(update_fields=["state", "sent"])
