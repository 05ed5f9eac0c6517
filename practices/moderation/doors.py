"""The records' own doors in the admin, with the rule for each."""

from __future__ import annotations

from kb.admin.doors import Rule, register_doors


def register() -> None:
    """Put them into the table; called in the app's ``ready()``."""
    register_doors(
        Rule.REVIEW,
        "moderation:ask_outside assign bring_back coverage forget_outside hand_over links message queue",
        "moderation:reports review take_back_translation take_down translations",
        "moderation:withdraw withdraw_outside allow_again",
        "wagtailadmin_pages:workflow_action collect_workflow_action_data",
    )
    register_doors(
        Rule.LOOK,
        "practices:choose_parent index index_results",
        "trainings:choose_parent index index_results",
        "study-visits:choose_parent index index_results",
    )
    register_doors(
        Rule.MODEL,
        "guidance:add copy delete edit history history_results index index_results usage",
    )
