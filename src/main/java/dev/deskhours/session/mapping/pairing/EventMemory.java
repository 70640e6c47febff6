package dev.deskhours.session.mapping.pairing;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** The events of earlier imports that later ones pair with. */
public interface EventMemory {
    /** When the first of them was. */
    Optional<Instant> earliest();

    /**
     * Gives out those that may pair with new ones, in no order, and keeps the new ones with them.
     *
     * @param news all are asked for, in their order, before the first is given out
     * @param all whether all are wanted, whatever their scopes and keys
     */
    void exchange(Iterator<Event> news, boolean all, Consumer<Event> before);
}
