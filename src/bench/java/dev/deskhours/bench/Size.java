package dev.deskhours.bench;

/** How many desktops there are. */
enum Size {
    S(10_000),
    M(100_000),
    L(1_000_000);

    private final int desktops;

    Size(int desktops) {
        this.desktops = desktops;
    }

    int desktops() {
        return desktops;
    }
}
