#!/usr/bin/env bash
# What docs/performance.md says of PostgreSQL as Debian packages it (lists, exports, the first day of new projects), and of a
# process under attack. Writes its table there. A quarter of an hour, on a machine that does nothing else.
#
#   bench/stock.sh [-Dbench.runs=3]
set -euo pipefail
cd "$(dirname "$0")/.."
uptime
./mvnw -q -B -ntp package -DskipTests
./mvnw -q -B -ntp failsafe:integration-test failsafe:verify -Pbench -Dbench.server=stock -Dbench.size=M -Dbench.days=40 \
  -Dbench.only=list-sizes,first-day,export -Dbench.write "$@"
./mvnw -q -B -ntp failsafe:integration-test failsafe:verify -Dexcluded.tests=none -Dit.test=AttackIT -Dattack.seconds=120
uptime
