package dev.deskhours.bench;

import java.util.List;
import java.util.Map;

/** What the stored days take on disk. */
final class StorageRow implements Row {
    @Override
    public String name() {
        return "storage";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Dataset dataset = bench.complete();
        long bytes = dataset.stored().size();
        long used = dataset.expectedStored().desktopsUsed();
        Map<String, String> notes = Map.of(
                "desktop-days", Long.toString(used),
                "MiB", Long.toString(bytes >> 20));
        return List.of(new Measurement(
                name(),
                name(),
                "days on disk, with indexes, after the nights and VACUUM",
                "bytes per used desktop and day",
                List.of((double) bytes / used),
                List.of(),
                "",
                Target.atMost(25),
                notes));
    }
}
