"""Wagtail's and wagtail-localize's own doors and those of this room, with the rule for each."""

from __future__ import annotations

from kb.admin.doors import Rule, register_doors


def register() -> None:
    """Put them into the table; called in the app's ``ready()``."""
    register_doors(
        Rule.LOOK,
        "admin_sign_in wagtailadmin_home wagtailadmin_account wagtailadmin_block_preview",
        "wagtailadmin_dismissibles",
        "wagtailadmin_error_test wagtailadmin_javascript_catalog wagtailadmin_login wagtailadmin_logout",
        "wagtailadmin_password_reset wagtailadmin_password_reset_complete wagtailadmin_sprite",
        "wagtailadmin_password_reset_confirm wagtailadmin_password_reset_done",
        "wagtailadmin_explore wagtailadmin_explore_results wagtailadmin_explore_root",
        "wagtailadmin_choose_page wagtailadmin_choose_page_anchor_link wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_external_link wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_search wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_api:pages:detail find listing",
        "wagtailadmin_api:documents:detail find listing",
        "wagtailadmin_api:images:detail find listing",
        "wagtailadmin_editing_sessions:ping release",
        "wagtailadmin_pages:search search_results type_use type_use_results choose_parent",
        "wagtailembeds:chooser chooser_upload",
        "wagtaildocs_chooser:choose choose_results chosen chosen_multiple",
        "wagtailimages_chooser:choose choose_results chosen chosen_multiple select_format",
        "wagtail_localize:javascript_catalog translations_report translations_report_results",
        "wagtail_localize:snippets_api_detail snippets_api_listing",
        "wagtailadmin_reports:aging_pages aging_pages_results locked_pages locked_pages_results",
        "wagtailadmin_reports:page_types_usage page_types_usage_results site_history site_history_results",
        "wagtailadmin_reports:workflow workflow_results workflow_tasks workflow_tasks_results",
    )
    register_doors(
        Rule.PAGE,
        "wagtailadmin_pages:add add_subpage convert_alias copy delete edit history history_results lock move",
        "wagtailadmin_pages:move_confirm preview_on_add preview_on_edit revisions_compare revisions_index",
        "wagtailadmin_pages:revisions_revert revisions_unschedule revisions_view set_page_position",
        "wagtailadmin_pages:set_privacy unlock unpublish usage view_draft workflow_history",
        "wagtailadmin_pages:workflow_history_detail workflow_preview confirm_workflow_cancellation",
        "wagtailadmin_api:pages:action",
        "wagtail_bulk_action",
        "bulk:wagtailcore.page.delete wagtailcore.page.move wagtailcore.page.publish",
        "bulk:wagtailcore.page.unpublish",
        "api:convert_alias copy copy_for_translation create_alias delete move publish",
        "api:revert_to_page_revision unpublish",
    )
    register_doors(
        Rule.UPLOAD,
        "wagtaildocs:add add_multiple create_multiple_from_uploaded_document delete delete_multiple",
        "wagtaildocs:delete_upload_multiple document_usage edit edit_multiple index index_results",
        "wagtaildocs_chooser:create",
        "wagtailimages:add add_multiple create_multiple_from_uploaded_image delete delete_multiple",
        "wagtailimages:delete_upload_multiple edit edit_multiple image_usage index index_results preview",
        "wagtailimages:url_generator url_generator_output",
        "wagtailimages_chooser:create",
        *(
            f"bulk:kb.{model}.{action}"
            for model in ("attachment", "photo")
            for action in ("add_tags", "add_to_collection", "delete")
        ),
    )
    register_doors(
        Rule.TRANSLATION,
        "wagtail_localize:convert_to_alias download_pofile edit_override edit_string_translation",
        "wagtail_localize:machine_translate preview_translation stop_translation submit_page_translation",
        "wagtail_localize:submit_snippet_translation update_translations upload_pofile",
    )
    register_doors(
        Rule.MODEL,
        "concepts:add delete edit history history_results index index_results merge usage",
        "words:add delete edit export history history_results import index index_results inspect merge",
        "words:usage fruitless fruitless_words",
        "remits:add copy delete edit history history_results index index_results usage",
        "mails:add copy delete edit history history_results index index_results usage",
        "wagtailsettings:edit preview_on_edit",
        "wagtailsnippets:index",
        "wagtailredirects:add delete edit index index_results process_import start_import",
        "wagtailadmin_collections:add delete edit index set_privacy",
    )
    register_doors(
        Rule.ADMINISTRATOR,
        "wagtailadmin_workflows:add add_task disable disable_task edit edit_task enable enable_task index",
        "wagtailadmin_workflows:index_results remove select_task_type task_chooser task_chooser_create",
        "wagtailadmin_workflows:task_chooser_results task_chosen task_index task_index_results usage",
        "wagtailadmin_workflows:usage_results",
        "wagtaillocales:add copy delete edit history history_results index index_results usage",
        "wagtailsites:add copy delete edit history history_results index index_results usage",
        "wagtailusers_users:add copy delete edit history history_results index index_results usage",
        "wagtailusers_groups:add delete edit history history_results index index_results usage",
        "bulk:kb.user.assign_role kb.user.delete kb.user.set_active_state",
    )
    register_doors(
        Rule.SECRETARIAT,
        "cities_office:decline invite list new requests resend withdraw",
    )
