"""Who may reach which address: one declared row for each pattern of ``kb.urls``.

``tests/test_access_matrix.py`` walks the URL patterns; a pattern without a row here fails the tests, so
that nobody adds a way out without saying who may take it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What an anonymous visitor gets from an address.

    ``example`` is an address of that pattern; ``anonymous`` the status it answers; ``shows_pages`` says
    that the answer is made from pages, so that the leak tests look for hidden words in it.
    """

    example: str
    anonymous: int
    shows_pages: bool = False


# Keyed by the route as Django prints it, without the language prefix.
ROWS: dict[str, Row] = {
    "": Row("/", 302),
    "sitemap.xml": Row("/sitemap.xml", 200, shows_pages=True),
    "sitemap-<section>.xml": Row("/sitemap-pages.xml", 200, shows_pages=True),
    "robots.txt": Row("/robots.txt", 200),
    "favicon.ico": Row("/favicon.ico", 302),
    "healthz": Row("/healthz", 200),
    "readyz": Row("/readyz", 200),
    "documents/<number:number>/<path:name>": Row("/documents/1/x.pdf", 404),
    "api/v1/openapi.json": Row("/api/v1/openapi.json", 200),
    "api/v1/docs": Row("/api/v1/docs", 200),
    "api/v1/": Row("/api/v1/", 404),
    "api/v1/search": Row("/api/v1/search?q={word}", 200, shows_pages=True),
    "api/v1/suggest": Row("/api/v1/suggest?q={word}", 200, shows_pages=True),
    "api/v1/records": Row("/api/v1/records", 200, shows_pages=True),
    "api/v1/records/<uuidstr:key>": Row(
        "/api/v1/records/010b6144-5865-501a-8473-f162a9dfedb7", 404
    ),
    "api/v1/cities": Row("/api/v1/cities", 200, shows_pages=True),
    "api/v1/cities/<code>": Row("/api/v1/cities/nowhere", 404),
    "api/v1/documents": Row("/api/v1/documents", 200, shows_pages=True),
    "api/v1/documents/<code>": Row("/api/v1/documents/nothing", 404),
    "api/v1/events": Row("/api/v1/events", 200, shows_pages=True),
    "api/v1/events/<uuidstr:key>": Row("/api/v1/events/010b6144-5865-501a-8473-f162a9dfedb7", 404),
    "api/v1/developments": Row("/api/v1/developments", 200, shows_pages=True),
    "api/v1/developments/<uuidstr:key>": Row(
        "/api/v1/developments/010b6144-5865-501a-8473-f162a9dfedb7", 404
    ),
    "api/v1/vocabulary": Row("/api/v1/vocabulary", 200),
    "search/": Row("/en/search/?q={word}", 200, shows_pages=True),
    "search/expert/": Row("/en/search/expert/?words={word}", 200),
    "search/facet/<slug:name>/": Row("/en/search/facet/city/?q={word}", 200, shows_pages=True),
    "search/suggest": Row("/en/search/suggest?q={word}", 200, shows_pages=True),
    "search/export.<str:ending>": Row("/en/search/export.jsonl?q={word}", 200, shows_pages=True),
    "search/feed.atom": Row("/en/search/feed.atom?q={word}", 200, shows_pages=True),
    "search/alert/": Row("/en/search/alert/?q={word}", 200, shows_pages=True),
    "search/alert/sent/": Row("/en/search/alert/sent/", 200),
    "search/alert/confirm/<str:token>/": Row("/en/search/alert/confirm/guessed/", 404),
    "search/alert/stop/<str:token>/": Row("/en/search/alert/stop/guessed/", 404),
    "elsewhere/": Row("/en/elsewhere/", 200),
    "open-data/": Row("/en/open-data/", 200),
    "catalogue": Row("/catalogue", 200),
    "catalogue.<str:ending>": Row("/catalogue.jsonld", 200),
    "search/keep/": Row("/en/search/keep/?q={word}", 200, shows_pages=True),
    "search/kept/<uuid:key>/": Row("/en/search/kept/010b6144-5865-501a-8473-f162a9dfedb7/", 404),
    "search/kept/<uuid:key>/flow.svg": Row(
        "/en/search/kept/010b6144-5865-501a-8473-f162a9dfedb7/flow.svg", 404
    ),
    "search/kept/<uuid:key>/export.<str:ending>": Row(
        "/en/search/kept/010b6144-5865-501a-8473-f162a9dfedb7/export.csv", 404
    ),
    "opensearch.xml": Row("/en/opensearch.xml", 200),
    "oai": Row("/oai?verb=ListRecords&metadataPrefix=oai_dc", 200, shows_pages=True),
    "vocabulary": Row("/vocabulary", 200),
    "vocabulary.<str:ending>": Row("/vocabulary.jsonld", 200),
    "compare/": Row("/en/compare/?q={word}", 200, shows_pages=True),
    "evidence-map/": Row("/en/evidence-map/?rows={word}", 200, shows_pages=True),
    "compare/table.csv": Row("/en/compare/table.csv?record={word}", 404),
    "browse/": Row("/en/browse/", 200, shows_pages=True),
    "browse/<slug:word>/<slug:code>/": Row("/en/browse/country/DK/", 200, shows_pages=True),
    "find/": Row("/en/find/?theme={word}", 200, shows_pages=True),
    "what-was-checked/": Row("/en/what-was-checked/", 200, shows_pages=True),
    "shortlist/": Row("/en/shortlist/?q={word}", 200, shows_pages=True),
    "^((?:[\\w\\-]+/)*)$": Row("/en/", 200, shows_pages=True),
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": Row(
        "/en/_util/authenticate_with_password/1/1/", 404
    ),
    "_util/login/": Row("/en/_util/login/", 302),
    "styleguide/": Row("/en/styleguide/", 200),
    # Signing in; there is no registering, and what needs a session sends to the sign-in.
    "account/login/": Row("/en/account/login/", 200),
    "account/logout/": Row("/en/account/logout/", 302),
    "account/signup/": Row("/en/account/signup/", 200),
    "account/inactive/": Row("/en/account/inactive/", 200),
    "account/email/": Row("/en/account/email/", 302),
    "account/reauthenticate/": Row("/en/account/reauthenticate/", 302),
    "account/login/code/confirm/": Row("/en/account/login/code/confirm/", 302),
    "account/confirm-email/": Row("/en/account/confirm-email/", 200),
    "account/^confirm-email/(?P<key>[-:\\w]+)/$": Row("/en/account/confirm-email/1/", 200),
    "account/password/change/": Row("/en/account/password/change/", 302),
    "account/password/set/": Row("/en/account/password/set/", 302),
    "account/password/reset/": Row("/en/account/password/reset/", 200),
    "account/password/reset/done/": Row("/en/account/password/reset/done/", 200),
    "account/password/reset/key/done/": Row("/en/account/password/reset/key/done/", 200),
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": Row(
        "/en/account/password/reset/key/1-x/", 200
    ),
    "account/2fa/": Row("/en/account/2fa/", 302),
    "account/2fa/authenticate/": Row("/en/account/2fa/authenticate/", 302),
    "account/2fa/reauthenticate/": Row("/en/account/2fa/reauthenticate/", 302),
    "account/2fa/recovery-codes/": Row("/en/account/2fa/recovery-codes/", 302),
    "account/2fa/recovery-codes/download/": Row("/en/account/2fa/recovery-codes/download/", 302),
    "account/2fa/recovery-codes/generate/": Row("/en/account/2fa/recovery-codes/generate/", 302),
    "account/2fa/totp/activate/": Row("/en/account/2fa/totp/activate/", 302),
    "account/2fa/totp/deactivate/": Row("/en/account/2fa/totp/deactivate/", 302),
    # A city's desk: nothing without a sign-in. tests/kb/accounts/test_accounts.py has the table of roles.
    "invitation/<str:secret>/": Row("/en/invitation/guessed/", 404),
    "my-data/address/<str:token>/": Row("/en/my-data/address/guessed/", 302),
    # Where a city begins the record of an adaptation; others read how their city joins.
    "adapt/<uuid:key>/": Row("/en/adapt/53fe786a-39ed-5840-a7db-004b5ba1287f/", 404),
    "my-city/": Row("/en/my-city/", 302),
    "my-city/<slug:code>/": Row("/en/my-city/aarhus/", 302),
    "my-city/<slug:code>/new/": Row("/en/my-city/aarhus/new/", 302),
    "my-city/<slug:code>/records/<number:number>/": Row("/en/my-city/aarhus/records/1/", 302),
    "my-city/<slug:code>/records/<number:number>/write/<slug:chapter_code>/": Row(
        "/en/my-city/aarhus/records/1/write/basics/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/check/": Row(
        "/en/my-city/aarhus/records/1/check/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/sent/": Row(
        "/en/my-city/aarhus/records/1/sent/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/preview/": Row(
        "/en/my-city/aarhus/records/1/preview/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/message/": Row(
        "/en/my-city/aarhus/records/1/message/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/comments/<number:comment>/": Row(
        "/en/my-city/aarhus/records/1/comments/1/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/grow/": Row(
        "/en/my-city/aarhus/records/1/grow/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/take-back/": Row(
        "/en/my-city/aarhus/records/1/take-back/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/publish-small-change/": Row(
        "/en/my-city/aarhus/records/1/publish-small-change/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/delete/": Row(
        "/en/my-city/aarhus/records/1/delete/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/withdraw/": Row(
        "/en/my-city/aarhus/records/1/withdraw/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/confirm/": Row(
        "/en/my-city/aarhus/records/1/confirm/", 302
    ),
    "record/<uuid:key>/": Row("/en/record/010b6144-5865-501a-8473-f162a9dfedb7/", 404),
    "cities/<slug:slug>/card/": Row("/en/cities/aarhus/card/", 404, shows_pages=True),
    "record/<uuid:key>/versions/": Row(
        "/en/record/010b6144-5865-501a-8473-f162a9dfedb7/versions/", 404
    ),
    "record/<uuid:key>/v<number:number>/": Row(
        "/en/record/010b6144-5865-501a-8473-f162a9dfedb7/v1/", 404
    ),
    "record/<uuid:key>/v<number:number>/cite/<slug:style>/": Row(
        "/en/record/010b6144-5865-501a-8473-f162a9dfedb7/v1/cite/ris/", 404
    ),
    "my-city/questions/<slug:kind>.docx": Row("/en/my-city/questions/practice.docx", 200),
    "mails/": Row("/en/mails/", 302),
    "mails/stop/<str:token>/": Row("/en/mails/stop/guessed/", 404),
    "my-city/<slug:code>/records/<number:number>/pictures/": Row(
        "/en/my-city/aarhus/records/1/pictures/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/pictures/<number:place>/words/": Row(
        "/en/my-city/aarhus/records/1/pictures/1/words/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/pictures/<number:place>/remove/": Row(
        "/en/my-city/aarhus/records/1/pictures/1/remove/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/files/": Row(
        "/en/my-city/aarhus/records/1/files/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/files/<number:attachment>/remove/": Row(
        "/en/my-city/aarhus/records/1/files/1/remove/", 302
    ),
    # Forms of readers, and the start page for cities.
    "contact/": Row("/en/contact/", 200),
    "contact/sent/": Row("/en/contact/sent/", 200),
    "join/": Row("/en/join/", 200),
    "join/account/": Row("/en/join/account/", 200),
    "join/account/sent/": Row("/en/join/account/sent/", 200),
    "join/account/<str:token>/": Row("/en/join/account/guessed/", 404),
    "trainings/": Row("/en/trainings/", 200, shows_pages=True),
    "trainings/calendar/": Row("/en/trainings/calendar/", 200, shows_pages=True),
    "my-city/<slug:code>/records/<number:number>/dates/": Row(
        "/en/my-city/aarhus/records/1/dates/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/dates/<uuid:key>/": Row(
        "/en/my-city/aarhus/records/1/dates/53fe786a-39ed-5840-a7db-004b5ba1287f/", 302
    ),
    "study-visits/": Row("/en/study-visits/", 200, shows_pages=True),
    "study-visits/<number:number>/": Row("/en/study-visits/1/", 404),
    "study-visits/<number:number>/ask/": Row("/en/study-visits/1/ask/", 302),
    "visits/<uuid:key>/": Row("/en/visits/53fe786a-39ed-5840-a7db-004b5ba1287f/", 302),
    "visits/<uuid:key>/calendar/": Row(
        "/en/visits/53fe786a-39ed-5840-a7db-004b5ba1287f/calendar/", 302
    ),
    "visits/<uuid:key>/<slug:verb>/": Row(
        "/en/visits/53fe786a-39ed-5840-a7db-004b5ba1287f/cancel/", 302
    ),
    "cities-asked/": Row("/en/cities-asked/", 200, shows_pages=True),
    "needs/<number:number>/": Row("/en/needs/1/", 302),
    "needs/<number:number>/with/<slug:code>/": Row("/en/needs/1/with/aarhus/", 302),
    "needs/<number:number>/<slug:verb>/": Row("/en/needs/1/end/", 302),
    "my-city/<slug:code>/needs/": Row("/en/my-city/aarhus/needs/", 302),
    "my-city/<slug:code>/needs/new/": Row("/en/my-city/aarhus/needs/new/", 302),
    "questions/<uuid:key>/ask/": Row(
        "/en/questions/53fe786a-39ed-5840-a7db-004b5ba1287f/ask/", 404
    ),
    "questions/<uuid:key>/ask/sent/": Row(
        "/en/questions/53fe786a-39ed-5840-a7db-004b5ba1287f/ask/sent/", 404
    ),
    "question/<str:token>/": Row("/en/question/forged/", 404),
    "my-city/<slug:code>/questions/": Row("/en/my-city/aarhus/questions/", 302),
    "my-city/<slug:code>/questions/<number:number>/": Row("/en/my-city/aarhus/questions/1/", 302),
    "my-city/<slug:code>/questions/<number:number>/<slug:verb>/": Row(
        "/en/my-city/aarhus/questions/1/leave/", 302
    ),
    "plan/<uuid:key>/": Row("/en/plan/53fe786a-39ed-5840-a7db-004b5ba1287f/", 302),
    "my-city/<slug:code>/plans/": Row("/en/my-city/aarhus/plans/", 302),
    "my-city/<slug:code>/plans/<number:number>/": Row("/en/my-city/aarhus/plans/1/", 302),
    "my-city/<slug:code>/plans/<number:number>/print/": Row(
        "/en/my-city/aarhus/plans/1/print/", 302
    ),
    "my-city/<slug:code>/plans/<number:number>/delete/": Row(
        "/en/my-city/aarhus/plans/1/delete/", 302
    ),
    "my-city/<slug:code>/visits/": Row("/en/my-city/aarhus/visits/", 302),
    "my-city/<slug:code>/visits/offers/new/": Row("/en/my-city/aarhus/visits/offers/new/", 302),
    "my-city/<slug:code>/visits/offers/<number:number>/": Row(
        "/en/my-city/aarhus/visits/offers/1/", 302
    ),
    "my-city/<slug:code>/visits/offers/<number:number>/<slug:verb>/": Row(
        "/en/my-city/aarhus/visits/offers/1/withdraw/", 302
    ),
    "events/<slug:slug>/register/": Row("/en/events/summit/register/", 404),
    "events/<slug:slug>/register/sent/": Row("/en/events/summit/register/sent/", 404),
    "registration/<str:token>/": Row("/en/registration/guessed/", 404),
    "cities/<slug:slug>/contact/": Row("/en/cities/aarhus/contact/", 404),
    "cities/<slug:slug>/contact/sent/": Row("/en/cities/aarhus/contact/sent/", 404),
    "contact/<str:token>/": Row("/en/contact/guessed/", 404),
    "moderation-in-figures/": Row("/en/moderation-in-figures/", 200),
    "media/<path:name>": Row("/media/original_images/guessed.jpg", 404),
    "my-data/": Row("/en/my-data/", 302),
    "my-data/download/": Row("/en/my-data/download/", 302),
    "my-data/erase/": Row("/en/my-data/erase/", 302),
    "account/2fa/webauthn/": Row("/en/account/2fa/webauthn/", 302),
    "account/2fa/webauthn/add/": Row("/en/account/2fa/webauthn/add/", 302),
    "account/2fa/webauthn/reauthenticate/": Row("/en/account/2fa/webauthn/reauthenticate/", 302),
    "account/2fa/webauthn/keys/<int:pk>/edit/": Row("/en/account/2fa/webauthn/keys/1/edit/", 302),
    "account/2fa/webauthn/keys/<int:pk>/remove/": Row(
        "/en/account/2fa/webauthn/keys/1/remove/", 302
    ),
    "account/2fa/webauthn/login/": Row("/en/account/2fa/webauthn/login/", 302),
    "my-city/<slug:code>/people/": Row("/en/my-city/aarhus/people/", 302),
    "my-city/<slug:code>/records/<number:number>/import/": Row(
        "/en/my-city/aarhus/records/1/import/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/notes/": Row(
        "/en/my-city/aarhus/records/1/notes/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/co-authors/": Row(
        "/en/my-city/aarhus/records/1/co-authors/", 302
    ),
    "my-city/<slug:code>/records/<number:number>/co-authors/<number:place>/end/": Row(
        "/en/my-city/aarhus/records/1/co-authors/1/end/", 302
    ),
    "co-author/<str:token>/": Row("/en/co-author/guessed/", 404),
    "review/<str:secret>/": Row("/en/review/guessed/", 404),
    "ask-a-city/": Row("/en/ask-a-city/", 302),
    "my-city/<slug:code>/still-running/<number:place>/": Row(
        "/en/my-city/aarhus/still-running/1/", 302
    ),
    "my-city/<slug:code>/requests/<number:place>/decline/": Row(
        "/en/my-city/aarhus/requests/1/decline/", 302
    ),
    "my-city/<slug:code>/people/clearance/": Row("/en/my-city/aarhus/people/clearance/", 302),
    "my-city/<slug:code>/records/<number:number>/give-back/": Row(
        "/en/my-city/aarhus/records/1/give-back/", 302
    ),
    "my-city/<slug:code>/people/<number:number>/end/": Row("/en/my-city/aarhus/people/1/end/", 302),
    "my-city/<slug:code>/invitations/<number:number>/withdraw/": Row(
        "/en/my-city/aarhus/invitations/1/withdraw/", 302
    ),
}

# Every address below it asks for a sign-in first (its own sign-in pages apart), whatever it is.
SIGN_IN_FIRST = "admin/"
# Addresses below the admin that have to answer a visitor who has not signed in.
OPEN_IN_ADMIN = {
    "admin/login/",
    "admin/logout/",
    "admin/password_reset/",
    "admin/password_reset/confirm/<uidb64>/<token>/",
    "admin/password_reset/done/",
    "admin/password_reset/complete/",
    "admin/jsi18n/",
    "admin/sprite/",
}
