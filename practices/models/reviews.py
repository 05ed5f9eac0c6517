"""The review of a record: a task of Wagtail's workflow with a checklist; who wrote its translations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Task, TaskState, Workflow, WorkflowTask

from kb.permissions import is_editor


class ReviewTaskState(TaskState):
    """One review of one revision, with the editor's checklist: ``{criterion: {"answer": …, "words": …}}``."""

    checklist = models.JSONField(_("checklist"), default=dict, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")


_policies: list[Callable[[Any, Any], bool]] = []


def register_review_policy(may_moderate: Callable[[Any, Any], bool]) -> None:
    """Say who may moderate a record; called once, from ``AppConfig.ready``."""
    _policies.append(may_moderate)


def _may_moderate(user: Any, record: Any) -> bool:
    # Where nobody has said who may, nobody may.
    return bool(_policies) and all(policy(user, record) for policy in _policies)


class ReviewTask(Task):
    """Editors read what a city has sent; meanwhile the city cannot change it.

    Decisions are made on the review's own page (``practices.moderation``), because they need a checklist and
    the revision that was read; so Wagtail's own editor offers none.
    """

    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = _("review by editors")
        verbose_name_plural = _("reviews by editors")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Editors may mend what they read."""
        return _may_moderate(user, obj)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Whoever is not an editor waits."""
        return not _may_moderate(user, obj)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """All open reviews, for editors."""
        if not is_editor(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Editors read the record against the checklist and decide."))


WORKFLOW = "Records"
TASK = "Review by editors"


def review_workflow() -> Workflow:
    """The one workflow of all records, with the editors' review as its only task."""
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        task, _made = ReviewTask.objects.get_or_create(name=TASK)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


class TranslationWriter(models.Model):
    """Somebody wrote, or had a machine write, words of a translation that are not public yet.

    wagtail-localize keeps only the last writer of each text; whoever publishes must have written none of it.
    """

    record_key = models.UUIDField(_("translation key of the record"))
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("writer of a translation")
        verbose_name_plural = _("writers of translations")
        constraints = [
            models.UniqueConstraint(
                fields=["record_key", "locale", "user"], name="one_row_per_writer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.record_key}, {self.locale_id}"
