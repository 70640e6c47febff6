package dev.deskhours.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The desktops: numbers, ordered by project. One project is small, whatever the size of all. */
record Fleet(List<Project> projects) {
    static final String SMALL = "small";
    static final int SMALL_DESKTOPS = 1_000;

    private static final long DESCRIPTION = 11;
    private static final long STRIDE = 982_451_653L;
    private static final String[] SITES = {"OSL", "BER", "LYS", "MIL"};

    /** The desktops {@code first..end-1}. */
    record Project(String id, int first, int end) {
        int desktops() {
            return end - first;
        }
    }

    /** So many desktops in so many projects, and of them 1,000 in the small one. */
    static Fleet of(int desktops, int projects) {
        int large = desktops - SMALL_DESKTOPS;
        List<Project> all = new ArrayList<>();
        for (int number = 0; number < projects; number++) {
            all.add(new Project("project-%03d".formatted(number), (int) ((long) large * number / projects), (int)
                    ((long) large * (number + 1) / projects)));
        }
        all.add(new Project(SMALL, large, desktops));
        return new Fleet(all);
    }

    /** One of so many desktops, and one of so many more. */
    static Fleet ofTwo(int desktops, int more) {
        return new Fleet(List.of(new Project("usual", 0, desktops), new Project("large", desktops, desktops + more)));
    }

    /** The small project, with the desktops that it has here. */
    Fleet smallAlone() {
        return new Fleet(List.of(small()));
    }

    Project small() {
        return projects.get(projects.size() - 1);
    }

    Project first() {
        return projects.get(0);
    }

    int desktops() {
        return small().end() - first().first();
    }

    /** All numbers, in an order that is no order of anything. */
    IntStream shuffled() {
        int count = desktops();
        int from = first().first();
        return IntStream.range(0, count).map(index -> from + (int) (index * STRIDE % count));
    }

    Project projectOf(int desktop) {
        int low = 0;
        int high = projects.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (desktop < projects.get(middle).end()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return projects.get(low);
    }

    static String desktopId(int desktop) {
        return new Chance(desktop, DESCRIPTION).id().toString();
    }

    /** The line of NDJSON with which it is announced. */
    static String announcement(int desktop, LocalDate created) {
        Chance chance = new Chance(desktop, DESCRIPTION + 1);
        int pool = chance.below(200);
        String pooled = pool >= 60
                ? ""
                : "\"desktop_pool_id\":\"pool-%02d\",\"desktop_pool_name\":\"Pool %<02d\",".formatted(pool);
        return """
                {"desktop_id":"%s","desktop_name":"%s-%07d",%s"enterprise_project_id":"ep-%02d",\
                "machine_sid":"S-1-5-21-%d-%d","created_at":"%sT00:00:00Z"}
                """.formatted(
                        desktopId(desktop),
                        SITES[chance.below(SITES.length)],
                        desktop,
                        pooled,
                        chance.below(20),
                        chance.between(100_000_000, 999_999_999),
                        desktop,
                        created);
    }
}
