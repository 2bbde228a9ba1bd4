#!/bin/sh
# Packs the folder that Gradescope takes: pack.sh [FOLDER] FILE.zip, FOLDER with what is the course's own (course.key,
# lab, students.csv, labs/). Build first: ./lab help grade does.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
target=${PAGEWALK_TARGET:-$here/../../../labs/target}
die() { printf 'pack.sh: %s\n' "$*" >&2; exit 1; }

case $# in
    1) own='' zip=$1 ;;
    2) own=$1 zip=$2 ;;
    *) die "pack.sh [FOLDER] FILE.zip" ;;
esac
[ -z "$own" ] || [ -d "$own" ] || die "there is no folder $own"
set -- "$target"/pagewalk-labs-*.jar
[ -f "$1" ] || die "the grader is not built yet: run ./lab help grade"
jar=${JAVA_HOME:+$JAVA_HOME/bin/}jar
command -v "$jar" >/dev/null || die "there is no jar of a JDK: set JAVA_HOME"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/lib"
cp "$here/setup.sh" "$here/run_autograder" "$work"
cp "$@" "$target"/lib/*.jar "$work/lib"
if [ -n "$own" ]; then
    for name in course.key lab students.csv labs; do
        if [ -e "$own/$name" ]; then cp -R "$own/$name" "$work"; fi
    done
fi
rm -f "$zip"
"$jar" --create --no-manifest --file "$zip" -C "$work" .
printf 'packed %s' "$zip"
for name in course.key lab students.csv labs; do
    if [ -e "$work/$name" ]; then printf ', with %s' "$name"; else printf ', without %s' "$name"; fi
done
echo
