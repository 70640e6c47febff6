package dev.deskhours.notify.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import dev.deskhours.web.ApiException;

/** Where the messages of a webhook go. */
record WebhookUrl(URI uri) {
    private static final int MAX_CHARACTERS = 2_000;
    private static final String RULE =
            "url is https://HOST/PATH of at most 2000 characters, without a user and a fragment";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /**
     * @param http whether an address without TLS will do
     * @throws ApiException 400 if it is none
     */
    static WebhookUrl parse(String text, boolean http) {
        if (text == null || text.length() > MAX_CHARACTERS) {
            throw ApiException.brokenRule(RULE);
        }
        try {
            WebhookUrl url = new WebhookUrl(new URI(text));
            if (!url.isValid(http)) {
                throw ApiException.brokenRule(RULE);
            }
            return url;
        } catch (URISyntaxException noAddress) {
            throw ApiException.brokenRule(RULE);
        }
    }

    /** As names are looked up: an address of IPv6 without its brackets. */
    String host() {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    int port() {
        int standard = isSecure() ? HTTPS_PORT : HTTP_PORT;
        return uri.getPort() < 0 ? standard : uri.getPort();
    }

    boolean isSecure() {
        return "https".equals(scheme());
    }

    /** Path and query. */
    String target() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private boolean isValid(boolean http) {
        return (isSecure() || http && "http".equals(scheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.getPort() != 0
                && uri.getPort() <= 65_535;
    }

    private String scheme() {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }
}
