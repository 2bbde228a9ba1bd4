# shellcheck shell=sh disable=SC2154 # sourced by ../lab, which sets root, state and server_jar
# "./lab bench": sizes and speeds as rows of a table. A benchmark, not a test: nothing here fails for being slow.

bench_engine() {
    say "lab: building the engine's benchmark" >&2
    build bench -P bench -Dtarget.folder=target/bench -pl frontend -am process-classes -Dmaven.test.skip=true >&2
    engine_rows | tee "$state/engine.rows"
    # The same work on both: the digest at the end of the row says so.
    awk '/ns  x/ { where = $1; row = $0; sub(/^[^ ]* /, "", row); sub(/  +.*/, "", row)
                   for (i = 1; i <= NF; i++) if ($i == "ns") time[where, row] = $(i - 1)
                   if (where == "Node," && row !~ /^trace, /)
                       printf "%-54s x %4.1f of the JVM\047s time\n", "JavaScript, " row,
                       time["Node,", row] / time["JVM,", row] }' "$state/engine.rows"
}

engine_rows() {
    built=target/bench/classes
    classes=$root/shared-engine/$built:$root/frontend/$built
    for setting in 0 1 2 3 4 5 6 7; do
        "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.EngineBench $setting
    done
    "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.PairBench
    "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.TimelineBench
    "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.CompactionBench
    for setting in 0 1 2 3 4 5 6 7; do
        "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.TranslationBench $setting
    done
    for setting in 0 1 2; do
        "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.PressureBench $setting
    done
    "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.PressureBench
    trace_rows
    if command -v node >/dev/null; then
        node "$root/frontend/src/bench/engine.mjs" "$root/frontend/target/bench/bench/engine.mjs" \
            | tee "$state/node.rows"
        compare_traces "$state/node.rows" Node, "of the JVM's time"
    else
        say "engine commands in JavaScript: skipped, there is no node on PATH"
    fi
}

# Policies on the JVM, then as plain C loops where there is a compiler, and how they compare in this run.
trace_rows() {
    "$JAVA_HOME/bin/java" -cp "$classes" pagewalk.bench.TraceBench | tee "$state/trace.rows"
    if ! command -v cc >/dev/null; then
        say "policies as C loops: skipped, there is no cc on PATH"
        return
    fi
    cc -O2 -o "$state/policies" "$root/frontend/src/bench/c/policies.c"
    "$state/policies" | tee -a "$state/trace.rows"
    compare_traces "$state/trace.rows" C "of the time of C"
    say "For reference, libCacheSim on another machine and trace (PERF.md; it is in neither Debian nor npm), M/s:" \
        "FIFO 202, LRU 99, CLOCK 158, OPT 62"
}

# Rows of traces in file $1 where $2 ran them, as ratios to the JVM's; rows with other misses are void.
compare_traces() {
    awk -v where="$2" -v whose="$3" '
        /, trace, / { row = $0; sub(/^.*, trace, /, "", row); sub(/  +.*/, "", row)
                      for (i = 1; i <= NF; i++) if ($i == "ns") time[$1, row] = $(i - 1)
                      misses[$1, row] = $NF
                      if ($1 == where && !(row in seen)) { seen[row] = ++rows; rows_by[rows] = row } }
        END { for (n = 1; n <= rows; n++) {
                  row = rows_by[n]
                  ratio = where == "C" ? time["JVM,", row] / time[where, row] : time[where, row] / time["JVM,", row]
                  other = misses["JVM,", row] == misses[where, row] ? "" : " (other misses: void)"
                  printf "%-54s x %4.1f %s\n", (where == "C" ? "JVM" : "JavaScript") ", trace, " row other, ratio, whose
              } }' "$state/trace.rows" "$1"
}

# What the pages fetch, as the server sends it, and the sums for the lab page, whose budget is 120 KB.
bench_size() {
    need_server >&2
    find "$root"/frontend/target/classes/META-INF/resources/app -name '*.gz' | sort | while read -r file; do
        printf '%s %s\n' "$(basename "$file" .gz)" "$(wc -c <"$file")"
    done | awk '
        { size[$1] = $2; printf "%-72s %10.1f KB\n", $1 ", as sent", $2 / 1024 }
        END {
            printf "%-72s %10.1f KB\n", "lab page, WebAssembly: module, runtime, loader",
                (size["lab.wasm"] + size["wasm-runtime.js"] + size["loader.js"]) / 1024
            printf "%-72s %10.1f KB\n", "lab page, JavaScript: program, loader", (size["lab.js"] + size["loader.js"]) / 1024
        }'
}

bench_server() {
    need_server >&2
    "$JAVA_HOME/bin/java" "$root/backend/src/bench/ServerBench.java" "$server_jar"
    compile_bench
    "$JAVA_HOME/bin/java" -cp "$root/backend/target/bench/classes:$libraries" RegradeBench "$server_jar" \
        "$root/labs/src/main/resources/labs"
    bench_rooms
}

compile_bench() {
    build bench -q -P bench -pl backend validate >&2
    libraries="$(dirname "$server_jar")/lib/main/*:$root/backend/target/bench/*"
    "$JAVA_HOME/bin/javac" --release 21 -nowarn -cp "$libraries" -d "$root/backend/target/bench/classes" \
        "$root"/backend/src/bench/R*Bench.java "$root"/backend/src/bench/Bench*.java
}

# Clients on the last core, server and database on the first, where the system lets us choose.
bench_rooms() {
    pin='' && pinned=false
    if taskset -c 1 true 2>/dev/null; then pin='taskset -c 1' && pinned=true; fi
    # shellcheck disable=SC2086 # a list of words, or none
    $pin "$JAVA_HOME/bin/java" -Dpagewalk.bench.pinned=$pinned -cp "$root/backend/target/bench/classes:$libraries" \
        RoomBench "$server_jar"
}

bench() {
    case ${1:-all} in
        engine | size | server) "bench_$1" ;;
        all) bench_engine && bench_size && bench_server ;;
        *) die "bench takes engine, size or server, not '$1'." ;;
    esac
}
