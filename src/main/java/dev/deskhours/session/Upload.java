package dev.deskhours.session;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

import dev.deskhours.auth.BodyProof;
import dev.deskhours.session.BodyReception.BrokenOff;
import dev.deskhours.session.UploadQueue.Shares.Share;
import dev.deskhours.web.ApiException;

/**
 * One upload on its way (docs/spec/operations.md, Limits). Until its body has been received and proven it has neither
 * a thread nor a connection to the database, and counts for the address it comes from alone: nobody can use up what is
 * another's by naming that key.
 */
final class Upload {
    private static final long RETRY_SECONDS = 5;

    private static final long LINGER_MILLIS = 1000;

    private final Uploads uploads;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final BodyProof proof;
    private final String projectId;
    private final BodySpool body;
    private List<Share> shares = List.of();
    private volatile boolean callerLeft;

    Upload(Uploads uploads, RoutingContext context, BodyProof proof, String projectId) {
        this.uploads = uploads;
        this.context = context;
        this.request = context.request();
        this.proof = proof;
        this.projectId = projectId;
        this.body = uploads.newBody(proof.isProven());
    }

    /**
     * @param records stores all records of a body or none; blocks
     * @return fails with {@link ApiException}: what {@code records} throws, 401, 403, 413, 429, or 400 for a body that was
     *     cut off or came too slowly
     */
    Uni<IntakeResult> take(Function<InputStream, IntakeResult> records) {
        return Uni.createFrom()
                .item(this)
                .invoke(Upload::enter)
                .chain(this::receive)
                .invoke(this::prove)
                .chain(() -> store(records))
                .onFailure()
                .invoke(this::announceClose)
                .onItemOrFailure()
                .invoke((result, failure) -> uploads.metrics().count(body.size(), result, failure))
                .onCancellation()
                .invoke(this::abandon)
                .eventually(this::leave);
    }

    private void enter() {
        context.addEndHandler(this::answered);
        exchange(proof.isProven() ? uploads.sharesOf(proof.caller(), projectId) : uploads.sharesOf(proof.address()));
    }

    private Uni<BodySpool> receive() {
        return uploads.reception(request, proof, body).receive();
    }

    private void prove() {
        proof.complete();
        if (!proof.isProven()) {
            exchange(uploads.sharesOf(proof.caller(), projectId));
        }
    }

    private Uni<IntakeResult> store(Function<InputStream, IntakeResult> records) {
        return uploads.queue().run(uploads.threadsOf(proof.caller(), projectId), () -> {
            try (InputStream received = new Abandonable(body.read())) {
                return records.apply(received);
            }
        });
    }

    private void leave() {
        uploads.onTheirWay().giveBack(shares);
        body.close();
    }

    private void announceClose(Throwable failure) {
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** The caller has hung up. */
    private void abandon() {
        callerLeft = true;
        uploads.metrics().count(body.size(), null, request.isEnded() ? BrokenOff.callerLeft() : BrokenOff.cutOff());
    }

    /** Who is still sending what was refused gets a moment to see the answer. */
    private void answered(AsyncResult<Void> answer) {
        if (answer.succeeded() && !request.isEnded()) {
            request.resume();
            context.vertx().setTimer(LINGER_MILLIS, over -> hangUp());
        }
    }

    private void hangUp() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private void exchange(List<Share> others) {
        uploads.onTheirWay().giveBack(shares);
        shares = List.of();
        if (!uploads.onTheirWay().take(others)) {
            throw ApiException.tooMany("too many uploads at once; try again later", RETRY_SECONDS);
        }
        shares = others;
    }

    /** Ends in the middle when nobody waits for the answer any more. */
    private final class Abandonable extends FilterInputStream {
        Abandonable(InputStream received) {
            super(received);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (callerLeft) {
                throw BrokenOff.callerLeft();
            }
            return in.read(target, offset, length);
        }
    }
}
