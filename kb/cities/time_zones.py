"""The time zone of a city: of its country, in countries with several of the city itself."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from kb.models import City, CityPage

# Where nothing else is known: that of most cities here, and of the Council of Europe.
USUAL = "Europe/Brussels"
# Countries with one zone, or whose cities are nearly all in one.
OF_COUNTRY = {
    "AD": "Europe/Andorra", "AE": "Asia/Dubai", "AL": "Europe/Tirane", "AM": "Asia/Yerevan",
    "AT": "Europe/Vienna", "AZ": "Asia/Baku", "BA": "Europe/Sarajevo", "BE": "Europe/Brussels",
    "BG": "Europe/Sofia", "BY": "Europe/Minsk", "CH": "Europe/Zurich", "CY": "Asia/Nicosia",
    "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "DZ": "Africa/Algiers",
    "EE": "Europe/Tallinn", "EG": "Africa/Cairo", "ES": "Europe/Madrid", "FI": "Europe/Helsinki",
    "FO": "Atlantic/Faroe", "FR": "Europe/Paris", "GB": "Europe/London", "GE": "Asia/Tbilisi",
    "GI": "Europe/Gibraltar", "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest",
    "IE": "Europe/Dublin", "IL": "Asia/Jerusalem", "IQ": "Asia/Baghdad", "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome", "JO": "Asia/Amman", "JP": "Asia/Tokyo", "KE": "Africa/Nairobi",
    "LB": "Asia/Beirut", "LI": "Europe/Vaduz", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga", "MA": "Africa/Casablanca", "MC": "Europe/Monaco", "MD": "Europe/Chisinau",
    "ME": "Europe/Podgorica", "MK": "Europe/Skopje", "MT": "Europe/Malta", "NG": "Africa/Lagos",
    "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "NZ": "Pacific/Auckland", "PL": "Europe/Warsaw",
    "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade",
    "SE": "Europe/Stockholm", "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava",
    "SM": "Europe/San_Marino", "SN": "Africa/Dakar", "TN": "Africa/Tunis", "TR": "Europe/Istanbul",
    "UA": "Europe/Kyiv", "VA": "Europe/Vatican", "XK": "Europe/Belgrade", "ZA": "Africa/Johannesburg",
}  # fmt: skip
# Countries with several zones: each reaches to this degree of longitude. Borders of zones follow those of
# regions, not meridians; for the cities that come to mind this is right.
BY_LONGITUDE: dict[str, tuple[tuple[float, str], ...]] = {
    "AU": ((129, "Australia/Perth"), (141, "Australia/Adelaide"), (180, "Australia/Sydney")),
    "BR": ((-60, "America/Manaus"), (-30, "America/Sao_Paulo")),
    "CA": (
        (-120, "America/Vancouver"), (-110, "America/Edmonton"), (-90, "America/Winnipeg"),
        (-68, "America/Toronto"), (-57, "America/Halifax"), (-50, "America/St_Johns"),
    ),
    "ES": ((-12, "Atlantic/Canary"), (5, "Europe/Madrid")),
    "KZ": ((90, "Asia/Almaty"),),
    "MX": ((-115, "America/Tijuana"), (-107, "America/Mazatlan"), (-80, "America/Mexico_City")),
    "PT": ((-20, "Atlantic/Azores"), (0, "Europe/Lisbon")),
    "RU": (
        (23, "Europe/Kaliningrad"), (47.5, "Europe/Moscow"), (52.5, "Europe/Samara"),
        (67, "Asia/Yekaterinburg"), (76, "Asia/Omsk"), (91, "Asia/Novosibirsk"),
        (100, "Asia/Krasnoyarsk"), (112, "Asia/Irkutsk"), (130, "Asia/Yakutsk"),
        (143, "Asia/Vladivostok"), (155, "Asia/Magadan"), (180, "Asia/Kamchatka"),
    ),
    "US": (
        (-150, "Pacific/Honolulu"), (-130, "America/Anchorage"), (-114.5, "America/Los_Angeles"),
        (-101.5, "America/Denver"), (-86.5, "America/Chicago"), (-60, "America/New_York"),
    ),
}  # fmt: skip
# Where a country of several zones has a city without coordinates.
CAPITALS = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto",
    "KZ": "Asia/Almaty", "MX": "America/Mexico_City", "RU": "Europe/Moscow",
    "US": "America/New_York",
}  # fmt: skip
# On the wrong side of its meridian.
BY_CODE = {
    "makhachkala": "Europe/Moscow",
    "grozny": "Europe/Moscow",
    "kazan": "Europe/Moscow",
    "izhevsk": "Europe/Samara",
    "kirov": "Europe/Kirov",
    "perm": "Asia/Yekaterinburg",
    "saratov": "Europe/Saratov",
    "syktyvkar": "Europe/Moscow",
    "ufa": "Asia/Yekaterinburg",
    "volgograd": "Europe/Volgograd",
}


def zone_of(city: City | CityPage) -> ZoneInfo:
    """The time zone in which people of a city read the clock."""
    return ZoneInfo(_name(city))


def show_times_of(city: CityPage) -> None:
    """Until the end of this request, times and today's date are those of the city."""
    timezone.activate(zone_of(city))


def _name(city: City | CityPage) -> str:
    country, longitude = city.country_code, city.longitude
    if city.code in BY_CODE:
        return BY_CODE[city.code]
    if country in BY_LONGITUDE and longitude is not None:
        bounds = BY_LONGITUDE[country]
        return next((zone for until, zone in bounds if longitude <= until), bounds[-1][1])
    return OF_COUNTRY.get(country) or CAPITALS.get(country, USUAL)
