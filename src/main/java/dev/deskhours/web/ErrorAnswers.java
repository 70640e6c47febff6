package dev.deskhours.web;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.netty.handler.codec.DecoderException;
import io.smallrye.mutiny.CompositeException;
import io.vertx.core.http.HttpClosedException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever went wrong into the one error body (docs/spec/api.md, Errors). */
public class ErrorAnswers {
    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);
    private static final String RETRY_SECONDS = "5";
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z]");

    /** What a 401 asks for (docs/spec/signing.md, Ways in). */
    static final String WAYS_IN = "Bearer, SDK-HMAC-SHA256, SDK-HMAC-SM3, V11-HMAC-SHA256";

    @ServerExceptionMapper
    public Response ofApi(ApiException failure) {
        return answer(failure);
    }

    /** The answer of an operation that refuses. */
    public static Response answer(ApiException failure) {
        Response.ResponseBuilder answer = answer(failure.code(), failure.getMessage());
        failure.retryAfterSeconds().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.build();
    }

    @ServerExceptionMapper
    public Response ofFramework(WebApplicationException failure, HttpHeaders headers) {
        if (failure.getCause() instanceof JacksonException malformed) {
            return ofJson(malformed);
        }
        return switch (failure.getResponse().getStatus()) {
            case 400 ->
                answer(ErrorCode.BROKEN_RULE, "the request is malformed").build();
            case 401 -> answer(ErrorCode.NOT_AUTHENTICATED, "not authenticated").build();
            case 403 -> answer(ErrorCode.NOT_ALLOWED, "not allowed").build();
            case 404, 405 -> wrongPathOrMethod();
            case 406 ->
                answer(ErrorCode.NOT_ACCEPTABLE, "nothing in Accept can be given")
                        .build();
            case 413 ->
                answer(ErrorCode.BODY_TOO_LARGE, "the body is too large").build();
            case 415 ->
                answer(ErrorCode.UNSUPPORTED_MEDIA_TYPE, otherContent(headers)).build();
            default -> ofAnything(failure);
        };
    }

    private static String otherContent(HttpHeaders headers) {
        String sent = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return "Content-Type " + Breaches.shown(sent == null ? "" : sent.split(";")[0])
                + " cannot be read; possible is " + String.join(" or ", RoutingTable.possibleContent());
    }

    /** Of its own, because the framework has a mapper for just this, which answers without a body. */
    @ServerExceptionMapper
    public Response ofJson(MismatchedInputException failure) {
        return ofJson((JacksonException) failure);
    }

    @ServerExceptionMapper
    public Response ofJson(JacksonException failure) {
        return answer(ErrorCode.BROKEN_RULE, "malformed JSON: " + position(failure))
                .build();
    }

    @ServerExceptionMapper
    public Response ofBody(ConstraintViolationException failure) {
        String rules = failure.getConstraintViolations().stream()
                .map(violation -> lastName(violation.getPropertyPath().toString()) + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(ErrorCode.BROKEN_RULE, rules).build();
    }

    @ServerExceptionMapper
    public Response ofAnything(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof ApiException api) {
            return ofApi(api);
        }
        if (UnreachableDatabase.isCauseOf(cause)) {
            LOG.errorf("The database cannot be reached: %s", cause.getMessage());
            return answer(ErrorCode.DATABASE_UNREACHABLE, "the database cannot be reached, try again")
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        if (isBrokenOff(cause)) {
            // Nobody is there any more to read it.
            return answer(ErrorCode.BROKEN_RULE, "the body is not whole").build();
        }
        LOG.error("Unexpected failure of a request", failure);
        return answer(ErrorCode.UNEXPECTED, "an unexpected error; the log has it under the request id")
                .build();
    }

    private static boolean isBrokenOff(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof DecoderException;
    }

    /** 405 with what is allowed, or 404 where the path is unknown. */
    public static Response wrongPathOrMethod() {
        Set<String> allowed = RoutingTable.allowedMethods();
        return allowed.isEmpty()
                ? answer(ErrorCode.NO_SUCH_PATH, "no such path").build()
                : answer(ErrorCode.WRONG_METHOD, "this path does not know this method")
                        .header(HttpHeaders.ALLOW, String.join(", ", allowed))
                        .build();
    }

    private static Response.ResponseBuilder answer(ErrorCode code, String message) {
        Response.ResponseBuilder answer = Response.status(code.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorBody.of(code, message));
        return code == ErrorCode.NOT_AUTHENTICATED ? answer.header(HttpHeaders.WWW_AUTHENTICATE, WAYS_IN) : answer;
    }

    /** Of several failures the first: the others came of undoing, a rollback where the connection was lost, too. */
    private static Throwable unwrapped(Throwable failure) {
        boolean wrapper = failure instanceof CompletionException
                || failure instanceof CompositeException
                || failure.getClass() == RuntimeException.class;
        return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
    }

    private static String position(JacksonException failure) {
        return failure.getLocation() == null
                ? "it cannot be read"
                : "line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr();
    }

    /** As it was sent: {@code first_day}, not {@code firstDay}. */
    private static String lastName(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        return UPPER_CASE
                .matcher(name)
                .replaceAll(letter -> "_" + letter.group().toLowerCase(Locale.ROOT));
    }
}
