package dev.deskhours.bench;

/** Why a row cannot be measured on this machine; no failure. */
class NotMeasuredException extends RuntimeException {
    NotMeasuredException(String reason) {
        super(reason);
    }
}
