#!/usr/bin/env bash
# Installs what a bare Debian machine lacks: `system.sh run` for the site, `system.sh test` for all tests,
# `system.sh audit` for what a release is held against as well.
# As root or by sudo; where neither is allowed it prints the one line to copy. What is there is left alone.
set -euo pipefail
purpose=${1:?run, test or audit}
oldest_java=21

lacking=()
# need PACKAGES COMMAND …: the packages lack where the command fails.
need() {
  local packages=$1
  shift
  "$@" >/dev/null 2>&1 || read -ra lacking <<<"${lacking[*]-} $packages"
}
library() { compgen -G "/usr/lib/*/$1" || compgen -G "/usr/lib64/$1"; }
any_command() { local name; for name; do command -v "$name" && return; done; return 1; }
python_with_venv() {
  local python
  python=$(command -v python3.11 || command -v python3) && "$python" -c 'import ensurepip, venv'
}
postgresql_server() { command -v initdb || compgen -G "/usr/lib/postgresql/*/bin/initdb"; }
java_is_new_enough() {
  local home version
  for home in "${ES_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ -x "$home/bin/java" ] && [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    [ "${version:-0}" -ge "$oldest_java" ] && return
  done
  return 1
}

need "python3 python3-venv" python_with_venv
# What WeasyPrint draws text with, for the PDF files of records.
need libpango-1.0-0 library libpango-1.0.so.0
need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
need libharfbuzz-subset0 library libharfbuzz-subset.so.0
if [ "$purpose" = audit ]; then
  need "libreoffice-calc-nogui libreoffice-writer-nogui" command -v soffice
fi
if [ "$purpose" != run ]; then
  need "chromium fonts-dejavu-core" any_command "${CHROMIUM:-chromium}" chromium chromium-browser
  need libatomic1 library libatomic.so.1 # the driver of the browser is linked to it
  need postgresql postgresql_server
  need poppler-utils command -v pdftoppm
  need redis-server any_command valkey-server redis-server
  need git command -v git
  need maven command -v mvn
  if ! java_is_new_enough; then
    # Debian 12 has no Java that is new enough: the tests then take the next release's into their own cache
    # (tests/java.py), for which they need patchelf.
    found=$(apt-cache search --names-only '^openjdk-(2[1-9]|[3-9][0-9])-jre-headless$' 2>/dev/null | sort | head -n 1)
    if [ -n "$found" ]; then
      lacking+=("${found%% *}")
    else
      need patchelf command -v patchelf
    fi
  fi
fi
((${#lacking[@]})) || exit 0

by=()
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null; then by=(no)
  elif sudo -n true 2>/dev/null || [ -t 0 ]; then by=(sudo)
  else by=(no); fi
fi
if ! command -v apt-get >/dev/null; then
  echo "This is no Debian; install what these packages of Debian hold: ${lacking[*]}" >&2
elif [ "${by[*]-}" = no ]; then
  echo "These packages are missing and only an administrator may install them. Copy this line:" >&2
  echo "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${lacking[*]}'" >&2
else
  echo "Installing what this machine lacks: ${lacking[*]} …" >&2
  install=(env DEBIAN_FRONTEND=noninteractive apt-get)
  if "${by[@]}" "${install[@]}" update -qq &&
    "${by[@]}" "${install[@]}" install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null; then
    exit 0
  fi
  echo "That failed; the packages are: ${lacking[*]}" >&2
fi
# Without Pango the site runs and offers no PDF files; without venv nothing does, and tests want all.
[ "$purpose" = run ] && python_with_venv >/dev/null 2>&1
