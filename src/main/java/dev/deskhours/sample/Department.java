package dev.deskhours.sample;

/** A department of the sample office, which is also its enterprise project. */
enum Department {
    FIN("LAPTOP", "ep-finance"),
    ENG("WORKSTATION", "ep-engineering"),
    HR("LAPTOP", "ep-people"),
    SUP("DESK", "ep-support"),
    OPS("DESK", "ep-operations");

    private final String machine;
    private final String enterpriseProjectId;

    Department(String machine, String enterpriseProjectId) {
        this.machine = machine;
        this.enterpriseProjectId = enterpriseProjectId;
    }

    static Department of(int desktopNumber) {
        return values()[desktopNumber % values().length];
    }

    String machine() {
        return machine;
    }

    String enterpriseProjectId() {
        return enterpriseProjectId;
    }
}
