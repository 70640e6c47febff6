package dev.deskhours.sample;

/** Desktops that nobody owns: several people use each of them in a day. */
enum Pool {
    FRONT_DESK("pool-front-desk", "Front desk"),
    TRAINING("pool-training", "Training room");

    private final String id;
    private final String title;

    Pool(String id, String title) {
        this.id = id;
        this.title = title;
    }

    static Pool of(int desktopNumber) {
        return values()[desktopNumber % values().length];
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }
}
