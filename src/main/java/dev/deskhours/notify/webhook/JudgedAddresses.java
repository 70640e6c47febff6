package dev.deskhours.notify.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

import dev.deskhours.notify.WebhookConfig;

/** Looks a name up, once, and judges what it leads to: a webhook is no way into the operator's network. */
@ApplicationScoped
class JudgedAddresses {
    /** At once; names whose servers do not answer keep nothing else from its threads. */
    private static final int LOOK_UPS = 16;

    private final AddressRules rules;
    private final Names names;
    private final WorkerExecutor threads;

    JudgedAddresses(WebhookConfig config, Names names, Vertx vertx) {
        this.rules = new AddressRules(config.allow().orElse(List.of()));
        this.names = names;
        this.threads = vertx.createSharedWorkerExecutor("webhook-names", LOOK_UPS);
    }

    /** The name leads to an address that is not allowed. */
    static final class RefusedAddressException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedAddressException() {
            super("the name leads to an address that is not allowed (deskhours.webhooks.allow)", null, false, false);
        }
    }

    /**
     * The address to connect to, without looking the name up again.
     *
     * @return fails with {@link UnknownHostException} if the name has none, with {@link RefusedAddressException} if one of
     *     its addresses is refused
     */
    Future<InetAddress> of(String name) {
        return threads.executeBlocking(() -> judge(names.lookUp(name)), false);
    }

    private InetAddress judge(List<InetAddress> addresses) {
        if (!addresses.stream().allMatch(rules::allow)) {
            throw new RefusedAddressException();
        }
        return addresses.get(0);
    }
}
