package dev.deskhours.web;

/**
 * Every error an answer can carry (docs/spec/api.md, Errors): the code in the body and the HTTP status that goes with
 * it.
 */
public enum ErrorCode {
    BROKEN_RULE(400, "WKS.00211102"),
    NOT_AUTHENTICATED(401, "APIGW.0301"),
    NOT_ALLOWED(403, "WKS.00081102"),
    NO_SUCH_TASK(404, "WKS.00000404"),
    NO_SUCH_PROJECT(404, "WKS.00000404"),
    NO_SUCH_DESKTOP(404, "WKS.00000404"),
    NO_SUCH_RULE(404, "WKS.00000404"),
    NO_SUCH_PATH(404, "APIGW.0101"),
    WRONG_METHOD(405, "APIGW.0101"),
    NOT_ACCEPTABLE(406, "WKS.00211102"),
    CONFLICT(409, "WKS.00010032"),
    BODY_TOO_LARGE(413, "APIGW.0201"),
    URI_TOO_LONG(414, "APIGW.0201"),
    UNSUPPORTED_MEDIA_TYPE(415, "WKS.00211102"),
    TOO_MANY_REQUESTS(429, "APIGW.0308"),
    HEADERS_TOO_LARGE(431, "APIGW.0201"),
    UNEXPECTED(500, "WKS.00211401"),
    DATABASE_UNREACHABLE(503, "WKS.00000003");

    private final int status;
    private final String code;

    ErrorCode(int status, String code) {
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
