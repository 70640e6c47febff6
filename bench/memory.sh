#!/usr/bin/env bash
# Memory and processor time of the executable at work: an upload and an export of 100,000 desktops, and the night between
# them. The requests and limits in src/main/kubernetes come from it.
#
#   ./mvnw package -DskipTests
#   ./mvnw package -DskipTests -Dnative          # GRAALVM_HOME
#   JAVA_HOME=<a JDK 17 or newer> bench/memory.sh [DESKTOPS]
set -euo pipefail
cd "$(dirname "$0")/.."
desktops=${1:-100000}
java=$JAVA_HOME/bin/java
work=target/bench
native=$(echo target/deskhours-*-runner)
. bench/database.sh

at_work() {
  awk -v what="$1" '/^VmRSS/ { now = $2 } /^VmHWM/ { most = $2 } END {
    printf "%s: resident %d MB, at most %d MB", what, now / 1024, most / 1024 }' "/proc/$service/status"
  sed 's/.*) //' "/proc/$service/stat" | awk '{ printf "; processor time since the start %.1f s\n", ($12 + $13) / 100 }'
}

export DESKHOURS_ROLES=api,worker
"$native" >"$work/service.log" &
service=$!
trap 'kill $service $database; wait || true' EXIT
until grep -q "Listening on" "$work/service.log"; do
  kill -0 $service
  sleep 0.2
done
api=http://127.0.0.1:$(sed -n 's/.*Listening on: .*:\([0-9]*\)$/\1/p' "$work/service.log")
at_work "service, started"

sessions "$desktops" >"$work/sessions.csv"
curl -sf -H 'Content-Type: text/csv' --data-binary @"$work/sessions.csv" "$api/v1/bench/sessions"
echo
at_work "service, after an upload of $desktops sessions ($(stat -c %s "$work/sessions.csv") bytes)"

/usr/bin/time -f "aggregate: at most %M KB, processor time %U + %S s, elapsed %e s" "$native" aggregate

day=$(date -u -d yesterday +%F)
task=$(curl -sf "$api/v3/bench/statistics/metrics/desktops/export?start_time=${day}T00:00:00Z&end_time=${day}T23:59:59Z" |
  sed 's/.*"task_id":"\([0-9a-f]*\)".*/\1/')
until curl -sf "$api/v1/bench/export-tasks/$task" | grep -q '"SUCCESS"'; do
  sleep 0.1
done
at_work "service, after an export of $desktops desktops"
curl -sf -o "$work/export.csv" "$api/v2/bench/export-tasks/$task/download"
at_work "service, after its download ($(stat -c %s "$work/export.csv") bytes)"
