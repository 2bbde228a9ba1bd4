# shellcheck shell=sh disable=SC2154 # sourced by ../lab, which sets root and state
# "./lab test": what the tests need from the system, the tests themselves, and the count at the end.

results=$state/results

# Lines of "passed NAME", "failed NAME: reason" or "skipped NAME: reason", from all reports.
surefire_results() {
    find "$root" -path '*/target/surefire-reports/TEST-*.xml' -exec cat {} + | awk '
        function attribute(name) {
            if (!match($0, " " name "=\"[^\"]*\"?")) return ""
            return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
        }
        function because(text) {
            sub(/&#10;.*/, "", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;|&apos;/, "\047", text)
            reason = text == "" ? "" : ": " substr(text, 1, 300)
        }
        function report() { if (test != "") print state " " test reason; test = ""; reason = ""; state = "passed" }
        /^ *<testcase /       { report(); test = attribute("classname") "." attribute("name") }
        /^ *<(failure|error)/ { state = "failed"; because(attribute("message")) }
        /^ *<skipped/         { state = "skipped"; because(attribute("message")) }
        END                   { report() }'
}

# lint FILE PACKAGE ARGS...: a linter from npm; skipped when npm cannot fetch it.
lint() {
    file=$1
    shift
    if ! npx --yes "$1" --version >/dev/null 2>&1; then
        echo "skipped $file: npm cannot fetch $1"
    elif report=$(npx --yes "$@" "$root/$file" 2>&1); then
        echo "passed $file"
    else
        printf '%s\n' "$report" >&2
        echo "failed $file"
    fi
}

node_major() { "$1" --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/'; }

# Installs Debian's package $1 when that is possible, silently but for the log.
install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "lab: installing $1"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"; } \
            >"$state/install-$1.log" 2>&1 </dev/null || true
    fi
}

need_node() {
    PAGEWALK_NODE=${PAGEWALK_NODE:-$(command -v node || true)}
    if [ "$(node_major "$PAGEWALK_NODE")" = "" ]; then install nodejs && PAGEWALK_NODE=$(command -v node || true); fi
    major=$(node_major "$PAGEWALK_NODE")
    [ "${major:-0}" -ge 20 ] ||
        die "the tests need Node 20 or newer and found ${major:-none}: install it from https://nodejs.org."
    PLAYWRIGHT_NODEJS_PATH=$PAGEWALK_NODE
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
    export PAGEWALK_NODE PLAYWRIGHT_NODEJS_PATH PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD
}

find_chromium() {
    for name in "${PAGEWALK_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        command -v "$name" 2>/dev/null && return
    done
    true
}

need_chromium() {
    PAGEWALK_CHROMIUM=$(find_chromium)
    if [ -z "$PAGEWALK_CHROMIUM" ]; then install chromium && PAGEWALK_CHROMIUM=$(find_chromium); fi
    [ -n "$PAGEWALK_CHROMIUM" ] ||
        die "the browser tests need Chromium and found none on PATH: install it (apt-get install chromium)," \
            "or set PAGEWALK_CHROMIUM to its executable."
    export PAGEWALK_CHROMIUM
}

# One test compares with slabtop; without it that test is skipped, and named in the summary.
want_slabtop() {
    command -v slabtop >/dev/null || install procps
}

# Prints what failed and what was skipped, then the closing line; fails if anything failed.
summary() {
    failed=$(grep -c '^failed ' "$results" || true)
    passed=$(grep -c '^passed ' "$results" || true)
    skipped=$(grep -c '^skipped ' "$results" || true)
    grep -E '^(failed|skipped) ' "$results" || true
    say "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# On CI a skip is a failure unless .ci/expected-skips names it, with its reason.
forbid_skips() {
    grep -v '^#' "$root/.ci/expected-skips" | sed 's/ .*//' >"$state/expected"
    awk -v expected="$state/expected" '
        BEGIN { while ((getline name < expected) > 0) if (name != "") allowed[name] = 1 }
        $1 == "skipped" { name = $2; sub(/:$/, "", name); if (!(name in allowed)) sub(/^skipped/, "failed (skipped on CI)") }
        { print }' "$results" >"$results.ci" && mv "$results.ci" "$results"
}

# maven_tests ARGS...: runs on after a failed test, so that the count is complete.
maven_tests() {
    find "$root" -path '*/target/surefire-reports/TEST-*.xml' -exec rm {} +
    built=yes
    maven test "$@" -Dmaven.test.failure.ignore=true --fail-at-end || built=no
    surefire_results >"$results"
    if [ $built = no ]; then
        echo "failed build: see $state/test.log" >>"$results"
        errors test >&2
    fi
}

# By itself and for all modules, so that a matter of format hides no test.
check_format() {
    maven format --fail-never spotless:check >/dev/null
    if grep -q '^\[ERROR\]' "$state/format.log"; then
        sed -n 's/^\[ERROR\]     \([^ ].*\.java\)$/  not formatted: \1/p' "$state/format.log" >&2
        echo "failed format: ./mvnw spotless:apply mends it"
    else
        echo "passed format"
    fi
}

run_tests() {
    module=${1:-all}
    [ $# -eq 0 ] || shift
    mkdir -p "$state"
    case $module in
        engine) maven_tests -pl shared-engine test "$@" ;;
        labs)
            want_slabtop
            maven_tests -pl labs -am test -Dtest='pagewalk/lab/**' -Dsurefire.failIfNoSpecifiedTests=false "$@"
            ;;
        frontend)
            need_node
            maven_tests -pl frontend -am test -Dtest='pagewalk/web/**' -Dsurefire.failIfNoSpecifiedTests=false "$@"
            ;;
        backend)
            need_node && need_chromium
            maven_tests -pl backend -am integration-test -Dtest='pagewalk/server/**,pagewalk/e2e/**,pagewalk/tidy/**' \
                -Dsurefire.failIfNoSpecifiedTests=false "$@"
            ;;
        all)
            need_node && need_chromium && want_slabtop
            maven_tests verify -Dspotless.check.skip "$@"
            # What was just built need not be built again to run.
            [ $built = no ] || touch -r "$state/test.started" "$state/labs.stamp" "$state/server.stamp"
            check_format >>"$results"
            lint docker/Dockerfile dockerfile-utils@0.16.3 lint >>"$results"
            lint docker/graders/prairielearn/Dockerfile dockerfile-utils@0.16.3 lint >>"$results"
            lint docker/compose.yaml dclint@3.1.0 --max-warnings 0 >>"$results"
            ;;
        *) die "test takes engine, labs, frontend or backend, not '$module'." ;;
    esac
    [ "${CI:-}" != true ] || forbid_skips
    summary
}
