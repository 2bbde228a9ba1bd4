#!/bin/sh
# Gradescope runs this once, as root, when it builds the autograder's image: a Java to run the grader with.
# PAGEWALK_JAVA names a Java that is there already.
set -eu

# The major version of the Java at $1; 0 if there is none.
java_major() {
    line=$("$1" -version 2>&1 | head -n 1) || line=
    number=$(printf '%s\n' "$line" | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    echo "${number:-0}"
}

java=${PAGEWALK_JAVA:-java}
if [ "$(java_major "$java")" -lt 21 ]; then
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends openjdk-21-jre-headless
fi
[ "$(java_major "$java")" -ge 21 ] || {
    echo "Pagewalk's grader needs Java 21 or newer, and $java is none." >&2
    exit 1
}
