package dev.deskhours.auth.signature;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.auth.SigningAlgorithm;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest;
import com.huaweicloud.sdk.core.http.HttpRequest.HttpRequestBuilder;
import com.huaweicloud.sdk.core.impl.DefaultHttpClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** The published SDK core, which signs and sends, before a server that takes down what arrives. */
final class SdkCore implements AutoCloseable {
    static final String DATE = "20261123T120000Z";
    static final String PROJECT = "project-1";

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<WireRequest> arrived = new ArrayBlockingQueue<>(1);
    private final DefaultHttpClient client = new DefaultHttpClient(HttpConfig.getDefaultHttpConfig());
    private final String endpoint;

    private SdkCore() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::takeDown)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        endpoint = "http://127.0.0.1:" + server.actualPort();
    }

    static SdkCore start() throws Exception {
        return new SdkCore();
    }

    String endpoint() {
        return endpoint;
    }

    /** A request of the server, to be filled in. */
    HttpRequestBuilder request(HttpMethod method, String path) {
        return HttpRequest.newBuilder()
                .withEndpoint(endpoint)
                .withMethod(method)
                .withPath(path)
                .withContentType("application/json")
                .addHeader("User-Agent", "core/3.0; test")
                .addHeader("X-Sdk-Date", DATE);
    }

    /** Signs and sends a request; returns what arrived. */
    WireRequest send(TestScheme scheme, HttpRequestBuilder request) throws InterruptedException {
        HttpRequest unsigned = request.withSigningAlgorithm(
                        scheme == TestScheme.SDK_HMAC_SM3 ? SigningAlgorithm.HMAC_SM3 : SigningAlgorithm.HMAC_SHA256)
                .build();
        client.syncInvokeHttp(credentials(scheme).syncProcessAuthRequest(unsigned, client));
        return arrived.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static BasicCredentials credentials(TestScheme scheme) {
        BasicCredentials credentials = new BasicCredentials()
                .withAk(TestKey.CALLER.access())
                .withSk(TestKey.CALLER.secret())
                .withProjectId(PROJECT);
        credentials.processDerivedAuthParams(TestScheme.SERVICE, TestScheme.REGION);
        return credentials.withDerivedPredicate(request -> scheme.isDerived());
    }

    private void takeDown(HttpServerRequest request) {
        request.bodyHandler(body -> {
            arrived.add(wireRequest(request, body));
            request.response().putHeader("Content-Type", "application/json").end("{}");
        });
    }

    private static WireRequest wireRequest(HttpServerRequest request, Buffer body) {
        List<WireRequest.Header> headers = request.headers().entries().stream()
                .map(header -> new WireRequest.Header(header.getKey(), header.getValue()))
                .toList();
        return new WireRequest(request.method().name(), request.path(), request.query(), headers, body.getBytes());
    }
}
