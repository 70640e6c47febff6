package dev.deskhours.export.api;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.deskhours.web.Breaches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonParametersTest {
    private final Breaches breaches = new Breaches();

    @Test
    void textsAndNumbersAreTakenAndNullIsAbsent() throws JsonProcessingException {
        assertThat(read("{\"start_time\":\"x\",\"min_idle_days\":7,\"usage_min_hours\":\"8\",\"resource_id\":null}"))
                .isEqualTo(Map.of(
                        "start_time", List.of("x"), "min_idle_days", List.of("7"), "usage_min_hours", List.of("8")));
        breaches.throwIfAny();
    }

    @Test
    void otherValuesAreRefused() throws JsonProcessingException {
        read("{\"start_time\":true,\"end_time\":[]}");
        assertThatThrownBy(breaches::throwIfAny)
                .hasMessage("start_time is neither text nor number; end_time is neither text nor number");
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() throws JsonProcessingException {
        read("[]");
        assertThatThrownBy(breaches::throwIfAny).hasMessage("body is not a JSON object");
    }

    private Map<String, List<String>> read(String json) throws JsonProcessingException {
        return JsonParameters.read(new ObjectMapper().readTree(json), breaches);
    }
}
