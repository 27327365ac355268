# Two stages: the first has the network and the compilers, the second only what runs.
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/vpostcode

COPY requirements.lock ./
RUN python -m venv .venv && .venv/bin/pip install --require-hashes -r requirements.lock

# The map's browser code, by the Node of the Python registry; Node itself stays behind.
COPY web/ web/
RUN python -m venv /opt/node && /opt/node/bin/python web/install.py \
 && mv web/node_modules/maplibre-gl /opt/maplibre-gl && rm -rf web/node_modules \
 && mkdir -p web/node_modules/maplibre-gl \
 && mv /opt/maplibre-gl/dist /opt/maplibre-gl/LICENSE.txt web/node_modules/maplibre-gl/ \
 && rm -f web/node_modules/maplibre-gl/dist/*.map web/node_modules/maplibre-gl/dist/*-dev.mjs

COPY pyproject.toml README.md LICENSE ./
COPY geocoding/ geocoding/
COPY postcode/ postcode/
COPY app/ app/
COPY migrations/ migrations/
RUN .venv/bin/pip install --no-deps --editable . && .venv/bin/python -m compileall -q app geocoding postcode


FROM python:3.11-slim
ENV PATH=/srv/vpostcode/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    VPOSTCODE_HOME=/var/lib/vpostcode
RUN useradd --system --uid 10001 --home-dir /var/lib/vpostcode --create-home vpostcode
WORKDIR /srv/vpostcode
COPY --from=build /srv/vpostcode /srv/vpostcode
COPY data/samples/ data/samples/
USER 10001
VOLUME /var/lib/vpostcode
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
ENTRYPOINT ["vpostcode"]
CMD ["serve", "--host", "0.0.0.0", "--workers", "2"]
