FROM python:3.11-slim AS build
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_MANAGED_PYTHON=1
RUN pip install --no-cache-dir --root-user-action=ignore uv==0.13.9
WORKDIR /srv/copydesk
# What changes seldom comes first: this layer is built again only when the lock changes.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY LICENSE README.md ./
COPY service service
RUN uv sync --frozen --no-dev --no-editable && mkdir var

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Copydesk" \
      org.opencontainers.image.description="Takes a newsroom's articles in, cleans them, and serves them to partners." \
      org.opencontainers.image.licenses="Apache-2.0"
ENV PATH=/srv/copydesk/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /srv/copydesk
COPY --from=build /srv/copydesk/.venv /srv/copydesk/.venv
COPY --from=build --chown=10001:10001 /srv/copydesk/var /srv/copydesk/var
USER 10001:10001
VOLUME /srv/copydesk/var
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); \
         c.request('GET', '/health/ready'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["copydesk"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
