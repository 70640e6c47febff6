package dev.deskhours.notify.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.inject.Singleton;

/** Which addresses a name has; an address is a name of itself. */
interface Names {
    /** Blocks. */
    List<InetAddress> lookUp(String name) throws UnknownHostException;

    /** As the machine looks them up. */
    @Singleton
    class OfTheMachine implements Names {
        @Override
        public List<InetAddress> lookUp(String name) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(name));
        }
    }
}
