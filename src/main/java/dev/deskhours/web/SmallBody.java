package dev.deskhours.web;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body that is held in memory, as far as it is not too long for that. */
public final class SmallBody {
    private final HttpServerRequest request;
    private final long longest;
    private final Buffer body = Buffer.buffer();

    private SmallBody(HttpServerRequest request, long longest) {
        this.request = request;
        this.longest = longest;
    }

    /**
     * @param longest in bytes
     * @return the body, empty if there is none; fails with {@link ErrorCode#BODY_TOO_LARGE}
     */
    public static Uni<byte[]> read(HttpServerRequest request, long longest) {
        if (request.isEnded()) {
            return Uni.createFrom().item(new byte[0]);
        }
        return Uni.createFrom().emitter(new SmallBody(request, longest)::read);
    }

    private void read(UniEmitter<? super byte[]> emitter) {
        request.handler(part -> take(part, emitter));
        request.exceptionHandler(emitter::fail);
        request.endHandler(end -> emitter.complete(body.getBytes()));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer part, UniEmitter<? super byte[]> emitter) {
        if (body.length() + part.length() > longest) {
            request.handler(null);
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            emitter.fail(new ApiException(ErrorCode.BODY_TOO_LARGE, "the body is longer than " + longest + " bytes"));
        } else {
            body.appendBuffer(part);
        }
    }
}
