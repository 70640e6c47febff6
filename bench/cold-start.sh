#!/usr/bin/env bash
# Cold start: the time from before the start of a process to its first accepted export, with the database warm.
#
#   ./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar && mv target/quarkus-app target/aot-app
#   ./mvnw package -DskipTests
#   ./mvnw package -DskipTests -Dnative          # GRAALVM_HOME
#   ./mvnw -f bench/hello package                # GRAALVM_HOME
#   JAVA_HOME=<a JDK 25> bench/cold-start.sh [RUNS]
#
# Prints every run. The ratios of one run of this script can be compared, its milliseconds only on one machine.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-20}
java=$JAVA_HOME/bin/java
work=target/bench
desktops=10000
yesterday=$(date -u -d yesterday +%F)
period="start_time=${yesterday}T00:00:00Z&end_time=${yesterday}T23:59:59Z"
export_path="/v3/bench/statistics/metrics/desktops/export?$period"

native=$(echo target/deskhours-*-runner)
hello=target/hello/hello-runner
for built in "$native" "$hello" target/quarkus-app target/aot-app; do
  [ -e "$built" ] || { echo "$built is missing; see the head of this script" >&2; exit 1; }
done

. bench/database.sh
export DESKHOURS_EXPORT_MAX_UNFINISHED_PER_PROJECT=1000000
# Every container has it; without, the first line of the log asks the name service.
export HOSTNAME

sessions $desktops >"$work/sessions.csv"
"$native" import "$work/sessions.csv" --project bench
"$native" aggregate

# As the image's entry point has it, with and without the cache.
jvm=("$java" -XX:+UseSerialGC -Xms64m)

measure() {
  "$java" -Djdk.lang.Process.launchMechanism=VFORK bench/ColdStart.java "$@"
}

# The cache is trained with what it is measured with, as the image's build does.
DESKHOURS_ROLES=api measure "training of the AOT cache" 1 "$export_path" \
  "$java" -XX:AOTCacheOutput="$work/deskhours.aot" -jar target/aot-app/quarkus-run.jar >/dev/null

uname -srm
grep -m1 "model name" /proc/cpuinfo
echo "$(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg)"
"$java" -version 2>&1 | tail -1
ls -l "$native" "$hello" | awk '{ print $5, $9 }'

measure "native hello" "$runs" /hello "$hello"
DESKHOURS_ROLES=api measure "native, api" "$runs" "$export_path" "$native"
measure "native, all roles" "$runs" "$export_path" "$native"
DESKHOURS_ROLES=api measure "JVM, api" "$runs" "$export_path" \
  "${jvm[@]}" -jar target/quarkus-app/quarkus-run.jar
DESKHOURS_ROLES=api measure "JVM with AOT cache, api" "$runs" "$export_path" \
  "${jvm[@]}" -XX:AOTCache="$work/deskhours.aot" -jar target/aot-app/quarkus-run.jar
measure "native, export of $desktops desktops" 0 "$export_path" "$native"
