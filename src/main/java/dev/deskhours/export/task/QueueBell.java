package dev.deskhours.export.task;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.deskhours.db.Transactions;

/**
 * Tells all workers that a task was committed: those of this process, and those that listen elsewhere. Commits that
 * notify wait for each other, therefore tasks are committed without, and one notification stands for all that come up
 * while the one before it is on its way.
 */
@ApplicationScoped
public class QueueBell {
    private static final Logger LOG = Logger.getLogger(QueueBell.class);

    private final AtomicReference<State> state = new AtomicReference<>(State.SILENT);
    private final Transactions transactions;
    private final WorkSignal signal;

    public QueueBell(Transactions transactions, WorkSignal signal) {
        this.transactions = transactions;
        this.signal = signal;
    }

    private enum State {
        SILENT,
        RINGING,
        RINGING_AND_ASKED_AGAIN
    }

    void ring() {
        signal.wake();
        if (state.getAndUpdate(now -> now == State.SILENT ? State.RINGING : State.RINGING_AND_ASKED_AGAIN)
                == State.SILENT) {
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
                .with(done -> sent(), failure -> sent());
    }

    private void sent() {
        if (state.getAndUpdate(now -> now == State.RINGING ? State.SILENT : State.RINGING)
                == State.RINGING_AND_ASKED_AGAIN) {
            send();
        }
    }
}
