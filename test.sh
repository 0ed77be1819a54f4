#!/usr/bin/env bash
# Builds everything and passes every test. On Debian, as root or with sudo, it installs what the tests need.
#   ./test.sh          the whole suite
#   ./test.sh --long   with the rounds of killing at their full length
# The last line is always: N passed, N failed, N skipped
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" || exit 1

readonly configuration=Debug
readonly results=artifacts/test-results
passed=0 failed=0 skipped=0 status=1 hang=15m

finish() {
  trap - EXIT
  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

for option in "$@"; do
  case $option in
    --long) export INTEGRATIONS_TESTS_LONG=1; hang=3h ;;
    *) echo "Unknown option $option. Usage: ./test.sh [--long]" >&2; exit 2 ;;
  esac
done

# Debian packages, each with the proof that it is already there.
missing_packages() {
  command -v chromium >/dev/null || echo chromium fonts-liberation
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || echo nginx-light
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v go >/dev/null || echo golang-go
  command -v radicale >/dev/null || echo radicale
  /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null && grep -qx 'ID=debian' /etc/os-release 2>/dev/null || return 1
  [ "$(id -u)" = 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

install_packages() {
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends)
  echo "Installing: $*"
  as_root apt-get update -qq </dev/null || true
  as_root "${install[@]}" "$@" </dev/null >/dev/null && return
  # One package that cannot be had must not keep the others away.
  for package in "$@"; do as_root "${install[@]}" "$package" </dev/null >/dev/null || true; done
}

provide_peers() {
  local missing
  missing=$(missing_packages | xargs)
  [ -n "$missing" ] || return 0
  if can_install; then
    # shellcheck disable=SC2086
    install_packages $missing
    missing=$(missing_packages | xargs)
  fi
  [ -n "$missing" ] || return 0
  echo "Missing: $missing"
  echo "  Debian, as root:  apt-get install $missing"
  echo "  elsewhere:        install the same programs; CHROMIUM and POSTGRES_BIN may name the browser and PostgreSQL's bin folder"
  echo "Tests that need them are skipped and say so."
}

count() { # FILE NAME → the value of one counter of a trx file
  grep -o '<Counters [^>]*>' "$1" | head -n 1 | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9'
}

run_tests() {
  local project=$1 name trx total ran code=0
  name=$(basename "$project" .csproj)
  trx=$results/$name.trx
  echo "== $name"
  dotnet test "$project" --no-build --nologo -c "$configuration" --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
    --blame-hang-timeout "$hang" --blame-hang-dump-type none </dev/null || code=$?
  if [ ! -s "$trx" ]; then
    echo "$name left no results: its test host did not finish."
    failed=$((failed + 1))
    return
  fi
  total=$(count "$trx" total) ran=$(count "$trx" executed)
  passed=$((passed + $(count "$trx" passed)))
  skipped=$((skipped + total - ran))
  failed=$((failed + ran - $(count "$trx" passed)))
  if [ "$code" != 0 ] && [ "$ran" = "$(count "$trx" passed)" ]; then
    echo "$name ended with code $code although no test failed: its test host crashed."
    failed=$((failed + 1))
  fi
}

command -v dotnet >/dev/null || { echo "The .NET SDK is missing: https://dotnet.microsoft.com/download (version in global.json)"; exit 1; }
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}

provide_peers
rm -rf "$results" && mkdir -p "$results"
dotnet restore Integrations.sln --locked-mode --nologo -v q </dev/null || { echo "Restore failed."; exit 1; }
dotnet build Integrations.sln --no-restore --nologo -v q -c "$configuration" </dev/null || { echo "Build failed."; exit 1; }
for project in tests/*.Tests/*.csproj; do run_tests "$project"; done

[ "$failed" = 0 ] && [ "$passed" -gt 0 ] && status=0
exit
