package dev.deskhours.export.task;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;

/**
 * Notifies all workers that a task was committed: those of this process, and those that listen elsewhere. Commits that
 * notify wait for each other. Therefore tasks are committed without, and one notification stands for all that come up
 * while the one before it is on its way.
 */
@ApplicationScoped
class QueueNotifier {
    private static final Logger LOG = Logger.getLogger(QueueNotifier.class);

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final Transactions transactions;
    private final QueueListener listener;

    QueueNotifier(Transactions transactions, QueueListener listener) {
        this.transactions = transactions;
        this.listener = listener;
    }

    private enum State {
        IDLE,
        SENDING,
        SENDING_WITH_MORE_TO_SEND
    }

    void notifyWorkers() {
        listener.wake();
        if (state.getAndUpdate(now -> now == State.IDLE ? State.SENDING : State.SENDING_WITH_MORE_TO_SEND)
                == State.IDLE) {
            send();
        }
    }

    private void send() {
        transactions
                .serviceWide(
                        transaction -> transaction.query(QueueListener.NOTIFY).execute())
                .onFailure()
                .invoke(failure -> LOG.debug("Workers elsewhere will see new tasks when they next look", failure))
                .subscribe()
                .with(done -> sendMore(), failure -> sendMore());
    }

    private void sendMore() {
        if (state.getAndUpdate(now -> now == State.SENDING ? State.IDLE : State.SENDING)
                == State.SENDING_WITH_MORE_TO_SEND) {
            send();
        }
    }
}
