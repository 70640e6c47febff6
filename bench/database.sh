# To be sourced: a database for a measurement, the embedded one of a service that does nothing else, in $work; it ends
# with the script. Needs target/quarkus-app and $java.
rm -rf "$work"
mkdir -p "$work"
export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=0 DESKHOURS_AUTH_MODE=off
DESKHOURS_DATA_DIR=$work/data DESKHOURS_ROLES=api "$java" -jar target/quarkus-app/quarkus-run.jar >"$work/database.log" &
database=$!
trap 'kill $database; wait $database || true' EXIT
until grep -q "Listening on" "$work/database.log"; do
  kill -0 $database
  sleep 0.2
done
export DESKHOURS_DB_URL=postgresql://127.0.0.1:$(sed -n 4p "$work/data/postgresql/postmaster.pid")/deskhours
export DESKHOURS_DB_USER=postgres DESKHOURS_DATA_DIR=$work/files

# A session of yesterday for each of so many desktops.
sessions() {
  awk -v day="$(date -u -d yesterday +%F)" -v desktops="$1" 'BEGIN {
    print "session_id,desktop_id,desktop_name,user_name,started_at,ended_at"
    for (n = 0; n < desktops; n++)
      printf "s-%d,desk-%05d,Desk %d,user-%d,%sT08:00:00Z,%sT17:00:00Z\n", n, n, n, n, day, day
  }'
}
