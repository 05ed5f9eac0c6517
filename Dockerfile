# The image of the web process and of the worker. Settings come from the environment at the start; the two
# placeholders below serve only to collect the static files while the image is built.
FROM python:3.11-slim AS site

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=kb.settings.production

WORKDIR /site
# What WeasyPrint draws text with, for the PDF files of records.
RUN apt-get update && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /site site && mkdir -p var/media && chown -R site var

COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt

COPY manage.py gunicorn.conf.py ./
COPY kb kb
COPY practices practices
COPY declarations declarations
COPY exchange exchange
COPY opendata opendata
COPY search search
COPY templates templates
COPY static static
COPY locale locale
COPY content content
RUN export DJANGO_SECRET_KEY=only-while-building-the-image-0123456789-0123456789-0123456789 \
      ALLOWED_HOSTS=localhost BASE_URL=http://localhost \
    && python manage.py compile_catalogues \
    && python manage.py compile_fonts \
    && python manage.py collectstatic --noinput

USER site
VOLUME /site/var/media
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "kb.wsgi"]
