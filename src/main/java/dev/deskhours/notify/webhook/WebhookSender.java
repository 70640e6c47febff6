package dev.deskhours.notify.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import dev.deskhours.notify.WebhookConfig;
import dev.deskhours.notify.webhook.JudgedAddresses.RefusedAddressException;
import dev.deskhours.web.ApiException;

/**
 * Sends a message to the address that was judged, whatever its name leads to a moment later (docs/spec/delivery.md,
 * Webhooks). Redirects are not followed, and of an answer so much is read as is shown or tells that it is too long.
 */
@ApplicationScoped
class WebhookSender {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    /** Of 200 characters. */
    private static final int SHOWN_BYTES = 1_024;

    private static final int MILLIS = 1_000;

    private final JudgedAddresses addresses;
    private final WebhookConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final HttpClient client;

    WebhookSender(JudgedAddresses addresses, WebhookConfig config, Clock clock, Vertx vertx) {
        this.addresses = addresses;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(config.parallel())
                .setConnectTimeout(
                        (int) Math.min(Integer.MAX_VALUE, config.timeout().toMillis())));
    }

    /** Never fails: what goes wrong is an answer, too. */
    Uni<Answer> send(DueDelivery delivery) {
        return UniHelper.toUni(Future.succeededFuture(delivery)
                .compose(due -> sendTo(WebhookUrl.parse(due.url(), config.http()), due))
                .recover(failure -> Future.succeededFuture(Answer.none(reason(failure)))));
    }

    private Future<Answer> sendTo(WebhookUrl url, DueDelivery delivery) {
        Promise<Answer> answer = Promise.promise();
        long timer = vertx.setTimer(
                config.timeout().toMillis(), late -> answer.tryFail(new TimeoutException("no answer in time")));
        answer.future().onComplete(done -> vertx.cancelTimer(timer));
        addresses
                .of(url.host())
                .onFailure(answer::tryFail)
                .onSuccess(address -> exchange(request(url, address, delivery), delivery, answer));
        return answer.future();
    }

    private void exchange(RequestOptions options, DueDelivery delivery, Promise<Answer> answer) {
        client.request(options).onFailure(answer::tryFail).onSuccess(request -> {
            // Also what comes too late, or is too long to be read to its end.
            answer.future().onComplete(done -> request.reset());
            request.send(delivery.body()).onFailure(answer::tryFail).onSuccess(response -> read(response, answer));
        });
    }

    private RequestOptions request(WebhookUrl url, InetAddress address, DueDelivery delivery) {
        long seconds = clock.instant().getEpochSecond();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Deskhours")
                .putHeader("webhook-id", delivery.eventId())
                .putHeader("webhook-timestamp", Long.toString(seconds))
                .putHeader("webhook-signature", delivery.signatures(seconds));
    }

    /** The status has been read: what happens to the rest of the answer changes nothing. */
    private static void read(HttpClientResponse response, Promise<Answer> answer) {
        Buffer beginning = Buffer.buffer();
        AtomicLong bytes = new AtomicLong();
        Runnable end = () -> answer.tryComplete(Answer.of(response.statusCode(), beginning));
        response.handler(chunk -> {
            int missing = Math.min(SHOWN_BYTES - beginning.length(), chunk.length());
            beginning.appendBuffer(chunk, 0, missing);
            if (bytes.addAndGet(chunk.length()) > MAX_ANSWER_BYTES) {
                end.run();
            }
        });
        response.endHandler(ended -> end.run());
        response.exceptionHandler(broken -> end.run());
    }

    /** For the owner of the webhook, who need not know what an address inside looks like. */
    private String reason(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "the name cannot be looked up";
        }
        if (failure instanceof TimeoutException) {
            return "no answer within " + config.timeout().toMillis() / (double) MILLIS + " s";
        }
        if (failure instanceof SSLException) {
            return "no connection with TLS: is the certificate good for this name?";
        }
        return failure instanceof RefusedAddressException || failure instanceof ApiException
                ? failure.getMessage()
                : "there was no connection, or it broke";
    }
}
