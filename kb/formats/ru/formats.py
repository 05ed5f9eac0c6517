"""As Django writes Russian but for "г." behind the year: a sentence would end with two full stops."""

DATE_FORMAT = "j E Y"
DATETIME_FORMAT = "j E Y, G:i"
YEAR_MONTH_FORMAT = "F Y"
