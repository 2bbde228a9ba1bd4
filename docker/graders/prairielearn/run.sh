#!/bin/sh
# The entry of PrairieLearn's external grader: one session file of /grade/student in, /grade/results/results.json out.
# PAGEWALK_GRADE (/grade), PAGEWALK_HOME (/pagewalk) and PAGEWALK_JAVA (java) are for trying it out elsewhere.
set -eu
# Without it Java cannot open a file whose name is not plain ASCII.
LC_ALL=C.UTF-8 && export LC_ALL

grade=${PAGEWALK_GRADE:-/grade}
home=${PAGEWALK_HOME:-/pagewalk}
results=$grade/results/results.json
# Files of the question's tests folder: lab, course.key, labs.
tests=$grade/tests

# A submission without a session is not valid there, and costs no attempt.
refuse() {
    printf '{"gradable":false,"message":"%s","format_errors":["%s"]}\n' "$1" "$1" >"$results"
    exit 0
}

mkdir -p "$grade/results"
count=$(find "$grade/student" -type f -iname '*.pw' | wc -l)
[ "$count" -eq 1 ] || refuse "Hand in one session file (NAME.pw); there are $((count)) here."
session=$(find "$grade/student" -type f -iname '*.pw')

set -- --prairielearn "$results"
if [ -f "$tests/lab" ]; then set -- "$@" --lab "$(cat "$tests/lab")"; fi
if [ -d "$tests/labs" ]; then set -- "$@" --labs "$tests/labs"; fi
if [ -f "$tests/course.key" ]; then set -- "$@" --course-key "@$tests/course.key"; fi

"${PAGEWALK_JAVA:-java}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$home/lib/*" pagewalk.lab.cli.Main \
    grade "$@" -- "$session" || true
[ -f "$results" ] || refuse "The grader could not run. That is no fault of yours; tell your teacher."
