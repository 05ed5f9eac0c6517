"""All addresses of the site. A new one needs a row in ``tests/access_matrix.py``, or the tests fail."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView, TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from declarations.sitemaps import MatrixSitemap, PointSitemap
from kb.attachments.views import attachment_file
from kb.doors.sitemaps import DoorSitemap
from kb.photos.views import picture_file
from kb.site.sitemaps import PageSitemap, ViewSitemap, sitemap_index, sitemap_part
from kb.site.views import choose_language, favicon, healthz, readyz, serve_page, sign_in
from kb.styleguide.views import styleguide
from opendata.api.registry import api
from practices.reading.versions.views import version_in_any_language
from practices.reading.views import record_in_any_language

handler400 = "kb.site.views.unreadable_request"
handler500 = "kb.site.views.server_error"
handler429 = "kb.site.views.too_many_tries"  # django-allauth's limits

sitemaps = {
    "pages": PageSitemap,
    "views": ViewSitemap,
    "tables": MatrixSitemap,
    "points": PointSitemap,
    "doors": DoorSitemap,
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("", choose_language, name="choose_language"),
    # One door for everybody: Wagtail's own sign-in knows no second factor.
    path("admin/login/", sign_in, name="admin_sign_in"),
    path("admin/", include(wagtailadmin_urls)),
    # In the place of Wagtail's view of documents, which gives every file to everybody.
    path("documents/<number:number>/<path:name>", attachment_file, name="wagtaildocs_serve"),
    path("media/<path:name>", picture_file, name="picture_file"),
    path("api/v1/", api.urls),
    path("", include("opendata.urls_of_all")),
    path("record/<uuid:key>/", record_in_any_language, name="record_in_any_language"),
    path(
        "record/<uuid:key>/v<number:number>/",
        version_in_any_language,
        name="version_in_any_language",
    ),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sitemap.xml", sitemap_index, {"sitemaps": sitemaps}),
    path("sitemap-<section>.xml", sitemap_part, {"sitemaps": sitemaps}, name="sitemap"),
    path(
        "robots.txt",
        cache_control(max_age=3600, public=True)(
            TemplateView.as_view(
                template_name="robots.txt",
                content_type="text/plain; charset=utf-8",
                extra_context={"base_url": settings.WAGTAILADMIN_BASE_URL},
            )
        ),
        name="robots",
    ),
    path("styleguide/", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/styleguide/")),
    path(
        "favicon.ico",
        favicon,
        name="favicon",
    ),
]
urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("", include("opendata.urls")),
    path("account/", include("allauth.urls")),
    path("", include("kb.accounts.urls")),
    path("", include("kb.mail.urls")),
    path("", include("kb.contact.urls")),
    path("", include("kb.joining.urls")),
    path("", include("kb.doors.urls")),
    path("", include("exchange.registration.urls")),
    path("", include("exchange.trainings.urls")),
    path("", include("exchange.offers.urls")),
    path("", include("exchange.visits.urls")),
    path("", include("practices.submission.urls")),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("practices.comparing.urls")),
    path("", include("practices.reading.urls")),
    path("", include("practices.evidence_map.urls")),
    # Wagtail's sign-in for private pages and its view that serves pages give way to ours.
    path("_util/login/", sign_in, name="wagtailcore_login"),
    *(
        pattern
        for pattern in wagtail_urls.urlpatterns
        if pattern.name not in ("wagtail_serve", "wagtailcore_login")
    ),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
)
