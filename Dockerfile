# The portal as it runs in production: web, worker and beat are one image with three commands (compose.yaml).
FROM python:3.12-slim-bookworm AS packages
COPY requirements.txt constraints.txt /build/
WORKDIR /build
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.12-slim-bookworm
# Pango and its fonts are for PDF alone (docs/operations.md).
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-liberation2 fonts-lato fonts-inter fonts-noto-core fonts-noto-color-emoji fonts-droid-fallback \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin portal \
    && mkdir -p /app /data && chown portal /data
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    VAR_DIR=/data \
    STATIC_ROOT=/static
COPY --from=packages /venv /venv
COPY . /app
WORKDIR /app
# Settings load with values of no use; none of them stays in the image.
RUN SECRET_KEY=only-to-collect-static-files ALLOWED_HOSTS=localhost EMAIL_URL=dummymail:// DATABASE_URL=sqlite://:memory: \
    python manage.py collectstatic --no-input --verbosity 0
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--max-requests", "2000", "--max-requests-jitter", "200", "--timeout", "60"]
