package dev.deskhours.session.mapping;

import java.util.List;

/** A document that is no mapping, with all that is wrong in it. */
public final class MappingException extends RuntimeException {
    private final List<String> faults;

    MappingException(List<String> faults) {
        super(String.join("; ", faults));
        this.faults = List.copyOf(faults);
    }

    /** Each says where in the document, and what to write there. */
    public List<String> faults() {
        return faults;
    }
}
