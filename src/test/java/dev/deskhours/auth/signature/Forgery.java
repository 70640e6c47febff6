package dev.deskhours.auth.signature;

/**
 * A request that was signed and then perhaps tampered with.
 *
 * @param name what was done to it, after the scheme
 * @param accepted whether the signature must be taken as that of {@link TestKey#CALLER}; if not, the request must not be
 *     served
 */
public record Forgery(String name, WireRequest request, boolean accepted) {
    static Forgery accepted(String name, WireRequest request) {
        return new Forgery(name, request, true);
    }

    static Forgery refused(String name, WireRequest request) {
        return new Forgery(name, request, false);
    }

    Forgery under(TestScheme scheme) {
        return new Forgery(scheme.word() + ": " + name, request, accepted);
    }

    @Override
    public String toString() {
        return name;
    }
}
