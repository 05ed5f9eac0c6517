"""The only way to a picture's file."""

from __future__ import annotations

import mimetypes
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from kb.models import Photo, PhotoRendition
from kb.permissions import is_upload_public
from kb.photos.permissions import can_see_photo

# Kinds that the machine's own list may lack.
KINDS = {".avif": "image/avif", ".webp": "image/webp"}
# Seconds that others may keep a public picture; short, because it may be taken down.
KEPT = 600


@require_safe
def picture_file(request: HttpRequest, name: str) -> FileResponse:
    """A picture or one of its sizes, if the visitor may see it; else 404, as if there were none.

    The question is asked before anything of the file is answered, its date included.
    """
    name = name[:255]
    rendition = PhotoRendition.objects.select_related("image").filter(file=name).first()
    photo = rendition.image if rendition else Photo.objects.filter(file=name).first()
    public = photo is not None and is_upload_public(photo)
    if photo is None or not can_see_photo(request.user, photo, is_public=public):
        raise Http404
    try:
        file = default_storage.open(name)
    except (OSError, ValueError) as gone:
        raise Http404 from gone
    kind = KINDS.get(PurePath(name).suffix) or mimetypes.guess_type(name)[0]
    response = FileResponse(file, content_type=kind or "application/octet-stream")
    response["Cache-Control"] = f"public, max-age={KEPT}" if public else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
