package dev.deskhours.auth.jwt;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jose4j.jwt.JwtClaims;

import dev.deskhours.auth.caller.ActionPattern;
import dev.deskhours.auth.caller.AuthenticationErrors;
import dev.deskhours.auth.caller.Caller;
import dev.deskhours.auth.caller.Grant;

/** Reads from the claims of a good token who calls and what they may (docs/spec/signing.md, Ways in). */
record JwtCaller(JwtConfig config) {
    /** @throws dev.deskhours.web.ApiException 401 if the claims name nobody */
    Caller of(JwtClaims claims) {
        if (!(claims.getClaimValue(config.subjectClaim()) instanceof String subject) || subject.isBlank()) {
            throw AuthenticationErrors.undecipherableToken();
        }
        // What is no action of ours is for somebody else.
        Grant grant = new Grant(
                words(claims.getClaimValue(config.projectsClaim()), Grant::isProject),
                words(claims.getClaimValue(config.actionsClaim()), ActionPattern::isValid));
        return new Caller("jwt:" + subject.replaceAll("\\p{Cntrl}", "?"), grant);
    }

    private static Set<String> words(Object claim, Predicate<String> known) {
        return all(claim).filter(known).collect(Collectors.toSet());
    }

    private static Stream<String> all(Object claim) {
        if (claim instanceof String text) {
            return Stream.of(text.split("\\s+"));
        }
        return claim instanceof Collection<?> items
                ? items.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }
}
