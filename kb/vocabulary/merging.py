"""What may be done to concepts: count their use, merge one into another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kb.models import Concept
from search import services as search


def _relations() -> Iterator[Any]:
    """Relations of other models to concepts; ``broader`` is part of the vocabulary and is not one."""
    for relation in Concept._meta.related_objects:
        if relation.related_model is not Concept:
            yield relation


def with_usage(concepts: QuerySet[Concept]) -> QuerySet[Concept]:
    """Annotate ``usage``: by how many pages (all languages and drafts' live rows) a concept is used."""
    total: Any = models.Value(0)
    for relation in _relations():
        if relation.many_to_many:
            through, column = relation.through, relation.field.m2m_reverse_field_name()
        else:
            through, column = relation.related_model, relation.field.name
        counted = (
            through._default_manager.filter(**{column: OuterRef("pk")})
            .order_by()
            .values(column)
            .annotate(uses=Count("pk"))
            .values("uses")
        )
        total = total + Coalesce(Subquery(counted), 0)
    return concepts.annotate(usage=total)


def usage(concept: Concept) -> int:
    """How many pages use the concept, plus the concepts that stand below it."""
    row = with_usage(Concept.objects.filter(pk=concept.pk)).get()
    return int(row.usage) + concept.narrower.count()  # type: ignore[attr-defined]


@transaction.atomic
def merge_concepts(source: Concept, target: Concept) -> int:
    """Move everything that uses ``source`` to ``target``, keep its words as synonyms, delete it.

    Drafts are moved as well: a concept chosen in the latest revision of a page would otherwise vanish
    when that draft is published. Returns the number of moved uses.

    Raises ``ValidationError`` if both are the same or belong to different facets, or if the target
    stands below the source.
    """
    if source.pk == target.pk:
        raise ValidationError(_("Choose another concept to merge into."))
    if source.facet != target.facet:
        raise ValidationError(_("Both concepts must belong to the same facet."))
    ancestor = target.broader
    while ancestor is not None:
        if ancestor.pk == source.pk:
            raise ValidationError(
                _("The other concept stands below this one. Merge it the other way.")
            )
        ancestor = ancestor.broader
    moved = sum(_move(relation, source, target) for relation in _relations())
    _move_in_drafts(source, target)
    source.narrower.update(broader=target)  # type: ignore[attr-defined]
    for language, label in source.labels.items():
        words = target.synonyms.setdefault(language, [])
        for word in [label, *source.synonyms.get(language, [])]:
            if word not in words and word != target.labels.get(language):
                words.append(word)
    old_code = source.code
    target.former_codes = [*target.former_codes, old_code, *source.former_codes]
    source.delete()
    target.save()
    search.vocabulary_changed(facet=target.facet, codes=[old_code, target.code])
    return moved


def _move(relation: Any, source: Concept, target: Concept) -> int:
    """Point the rows of one relation at ``target``; a page that has both keeps one."""
    if not relation.many_to_many:
        return int(
            relation.related_model._default_manager.filter(**{relation.field.name: source}).update(
                **{relation.field.name: target}
            )
        )
    through = relation.through._default_manager
    to_concept = relation.field.m2m_reverse_field_name()
    to_page = relation.field.m2m_field_name()
    have_target = through.filter(**{to_concept: target}).values(to_page)
    through.filter(**{to_concept: source, f"{to_page}__in": have_target}).delete()
    return int(through.filter(**{to_concept: source}).update(**{to_concept: target}))


def _move_in_drafts(source: Concept, target: Concept) -> None:
    """Replace the concept in stored revisions, where it is a number in a list or in a field."""
    fields = {relation.field.name for relation in _relations()}
    mentions = models.Q()
    for name in fields:
        mentions |= models.Q(**{f"content__{name}__isnull": False})
    for revision in Revision.objects.filter(mentions).iterator(chunk_size=200):
        changed = False
        for name in fields & set(revision.content):
            value = revision.content[name]
            if value == source.pk:
                revision.content[name] = target.pk
                changed = True
            elif isinstance(value, list) and source.pk in value:
                replaced = [target.pk if pk == source.pk else pk for pk in value]
                revision.content[name] = list(dict.fromkeys(replaced))
                changed = True
        if changed:
            revision.save(update_fields=["content"])
