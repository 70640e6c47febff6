package dev.deskhours.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map.Entry;

import jakarta.inject.Singleton;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Context;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

/**
 * Gives what is no HTTP request the answer that every other error gets (docs/spec/api.md, Errors): a head that is too long
 * or malformed, a URI that is none, no host, a chunk that is none.
 *
 * <p>The server has a handler for it, which Quarkus does not let be set, and Quarkus itself answers some of it without a
 * body. But the server tells a tracer of each request before it hands it on.
 */
@Singleton
class InvalidRequests implements VertxOptionsCustomizer {
    @Override
    public void accept(VertxOptions options) {
        RefusedUpgrades.watch();
        options.setTracingOptions(new TracingOptions().setFactory(any -> new Screen()));
    }

    /** Puts itself before whatever else would get the requests of a connection. */
    private static final class Screen implements VertxTracer<Void, Void> {
        @Override
        public <R> Void receiveRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                Iterable<Entry<String, String>> headers,
                TagExtractor<R> tags) {
            if (request instanceof HttpServerRequest http
                    && http.connection() instanceof HttpServerConnection connection) {
                connection.invalidRequestHandler(InvalidRequests::refuseHead);
                connection.handler(InvalidRequests::handOn);
            }
            return null;
        }
    }

    private static void handOn(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            // The connection is closed as soon as the handler has returned.
            request.connection().exceptionHandler(failure -> refuseBody(request, failure));
        }
        if (!isUri(request.uri()) || !namesOneHost(request)) {
            refuse(request, ErrorCode.BROKEN_RULE, "the URI or the Host of the request is malformed");
            return;
        }
        VertxHttpRecorder.getRootHandler().handle(request);
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return text.startsWith("/") || uri.isAbsolute() && !uri.isOpaque();
        } catch (URISyntaxException another) {
            return false;
        }
    }

    private static boolean namesOneHost(HttpServerRequest request) {
        return request.authority() != null
                && request.headers().getAll(HttpHeaders.HOST).size() <= 1;
    }

    private static void refuseHead(HttpServerRequest request) {
        Throwable reason = request.decoderResult().cause();
        if (reason instanceof TooLongHttpLineException) {
            refuse(request, ErrorCode.URI_TOO_LONG, "the request line is too long");
        } else if (reason instanceof TooLongHttpHeaderException) {
            refuse(request, ErrorCode.HEADERS_TOO_LARGE, "the headers are too long");
        } else {
            refuse(request, ErrorCode.BROKEN_RULE, "this is no HTTP request");
        }
    }

    /**
     * Past the response of the server, which is not sent before the connection is closed; whoever waits for the body is told
     * that it ended too soon, and may still answer that.
     */
    private static void refuseBody(HttpServerRequest request, Throwable failure) {
        HttpServerResponse response = request.response();
        if (failure instanceof HttpClosedException || request.isEnded()) {
            return;
        }
        ChannelHandlerContext channel = ((HttpServerConnection) request.connection()).channelHandlerContext();
        if (response.headWritten()) {
            // What has been answered already would be lost with the connection.
            channel.flush();
            return;
        }
        String json = ErrorBody.json(ErrorCode.BROKEN_RULE, "the body is malformed");
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
        answer.headers()
                .set(RequestFilters.REQUEST_ID, requestId(response))
                .set(HttpHeaders.CONTENT_TYPE, ErrorBody.JSON)
                .set(HttpHeaders.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaders.CONNECTION, "close");
        channel.writeAndFlush(answer);
    }

    private static String requestId(HttpServerResponse response) {
        String id = response.headers().get(RequestFilters.REQUEST_ID);
        return id == null ? RequestFilters.newRequestId() : id;
    }

    private static void refuse(HttpServerRequest request, ErrorCode code, String message) {
        boolean oneByOne = request.version() != HttpVersion.HTTP_2;
        if (oneByOne) {
            // After what cannot be read nobody knows where the next request begins.
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        ErrorBody.write(request.response(), code, message).onComplete(written -> {
            if (oneByOne) {
                request.connection().close();
            }
        });
    }
}
