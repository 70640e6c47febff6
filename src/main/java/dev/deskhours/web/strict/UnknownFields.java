package dev.deskhours.web.strict;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;

/** Refuses what the body of a native operation has that there is not; the compatible ones ignore it and say so. */
@Singleton
class UnknownFields implements ObjectMapperCustomizer {
    private static final String NATIVE = "/v1/";

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.addHandler(new Handler());
    }

    private static final class Handler extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String propertyName)
                throws IOException {
            ResteasyReactiveRequestContext request = CurrentRequestManager.get();
            if (request == null) {
                return false;
            }
            if (request.getPath().startsWith(NATIVE)) {
                throw ApiException.brokenRule(Breaches.shown(propertyName) + " "
                        + NearestName.isNo("field", propertyName, known(deserializer.getKnownPropertyNames())));
            }
            UnknownParameters.ignore(Set.of(propertyName), request.unwrap(RoutingContext.class));
            parser.skipChildren();
            return true;
        }

        private static Set<String> known(Collection<Object> names) {
            Set<String> known = new TreeSet<>();
            if (names != null) {
                names.forEach(name -> known.add(name.toString()));
            }
            return known;
        }
    }
}
