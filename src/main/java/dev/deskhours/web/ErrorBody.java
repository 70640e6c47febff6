package dev.deskhours.web;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of every error answer (docs/spec/api.md, Errors). */
@Schema(name = "Error", description = "Why a request was not carried out.")
public record ErrorBody(
        @JsonProperty("error_code") @Schema(examples = "WKS.00211102", minLength = 8, maxLength = 36, required = true)
        String errorCode,

        @JsonProperty("error_msg")
        @Schema(examples = "limit '0' is not 1..100", minLength = 2, maxLength = 512, required = true)
        String errorMsg) {
    private static final int LONGEST_MESSAGE = 512;

    static ErrorBody of(ErrorCode code, String message) {
        return new ErrorBody(code.code(), fitting(message, code));
    }

    private static String fitting(String message, ErrorCode code) {
        if (message == null || message.length() < 2) {
            return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
