# docker build -t claimbook --build-arg SOURCE_REVISION=$(git rev-parse HEAD) .
FROM node:20-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH=amd64
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
# Packages first: they change less often than sources, and stay in the cache.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/ClaimBook.Engine/ClaimBook.Engine.csproj src/ClaimBook.Engine/
COPY src/ClaimBook/ClaimBook.csproj src/ClaimBook/WebApp.targets src/ClaimBook/
RUN dotnet restore src/ClaimBook -a $TARGETARCH
COPY web/package.json web/package-lock.json web/
RUN cd web && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json
COPY .editorconfig BannedSymbols.txt ./
COPY docs/reference/openapi.json docs/reference/
COPY web web
COPY src src
ARG SOURCE_REVISION=
RUN dotnet publish src/ClaimBook -c Release -a $TARGETARCH --no-restore -p:SourceRevisionId=$SOURCE_REVISION -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
COPY --from=build /app /app
# The data directory is where commands look for it by themselves: docker exec claimbook claimbook status.
RUN ln -s /app/claimbook /usr/local/bin/claimbook && install -d -o $APP_UID -g $APP_UID -m 700 /srv/claimbook-data
WORKDIR /srv
VOLUME /srv/claimbook-data
# The runtime's diagnostics would want to write to /tmp.
ENV CLAIMBOOK_URLS=http://0.0.0.0:8080 CLAIMBOOK_LOG__FORMAT=json DOTNET_EnableDiagnostics=0
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --start-interval=2s CMD ["claimbook", "health"]
CMD ["claimbook", "serve"]
