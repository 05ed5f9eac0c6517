"""The only way to a file."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from kb.attachments.permissions import can_see_attachment, is_attachment_public
from kb.models import Attachment

# Seconds that others may keep a public file; short, because it may be taken down.
KEPT = 600


@require_safe
def attachment_file(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """A file to be saved, if the visitor may see it; else 404, as if there were none.

    The question is asked before anything of the file is answered, its hash and date included. A part of it
    (``Range``) is not given; who asks for one gets the whole, as HTTP allows.
    """
    found = Attachment.objects.select_related("collection").filter(pk=number).first()
    if found is None or found.filename != name:
        raise Http404
    public = is_attachment_public(found)
    if not can_see_attachment(request.user, found, is_public=public):
        raise Http404
    etag = quote_etag(found.get_file_hash())
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        try:
            file = found.file.storage.open(found.file.name)
        except (OSError, ValueError) as gone:
            raise Http404 from gone
        response = FileResponse(
            file, as_attachment=True, filename=found.filename, content_type=found.content_type
        )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT}" if public else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
