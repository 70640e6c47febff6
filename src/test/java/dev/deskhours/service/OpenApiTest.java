package dev.deskhours.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.WithoutWorker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The contract, as the service tells it. The clock is set because the examples are days before today. */
@QuarkusTest
@WithTestResource(WithoutWorker.class)
class OpenApiTest {
    private static final Path CHECKED_IN = Path.of("docs", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> WITHOUT_BODY = Set.of("204", "304", "416");

    @Test
    void isTheCheckedInDocument() throws IOException {
        String served = document("yaml");
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(CHECKED_IN, served);
        }
        assertThat(served)
                .as(
                        "The API has changed. If that is meant, write %s anew:"
                                + " ./mvnw test -Dtest=OpenApiTest -Dopenapi.update=true",
                        CHECKED_IN)
                .isEqualTo(Files.readString(CHECKED_IN));
    }

    @Test
    void everyOperationHasASummaryAndAnId() throws IOException {
        List<String> ids = operations().stream()
                .map(operation -> operation.body().path("operationId").asText())
                .toList();
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.body().path("summary").asText()).isNotBlank();
            assertThat(operation.body().path("operationId").asText()).isNotBlank();
        });
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void everyParameterHasADescriptionAndAnExample() throws IOException {
        for (Operation operation : operations()) {
            for (JsonNode parameter : operation.body().path("parameters")) {
                String which = operation.name() + " " + parameter.path("name").asText();
                assertThat(parameter.path("description").asText()).as(which).isNotBlank();
                assertThat(parameter.has("example") || parameter.path("schema").has("examples"))
                        .as("example of " + which)
                        .isTrue();
            }
        }
    }

    @Test
    void everyStatusHasABody() throws IOException {
        for (Operation operation : operations()) {
            for (Map.Entry<String, JsonNode> response :
                    operation.body().path("responses").properties()) {
                if (!WITHOUT_BODY.contains(response.getKey())) {
                    assertThat(response.getValue().path("content"))
                            .as(operation.name() + " " + response.getKey())
                            .isNotEmpty()
                            .allMatch(content -> content.has("schema"));
                }
            }
        }
    }

    @Test
    void everyOperationNamesTheErrorsAllHave() throws IOException {
        assertThat(operations()).allSatisfy(operation -> assertThat(
                        operation.body().path("responses").fieldNames())
                .toIterable()
                .contains("400", "401", "403", "429", "500", "503"));
    }

    private record Operation(String name, JsonNode body) {}

    private static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        JsonNode paths = new ObjectMapper().readTree(document("json")).path("paths");
        paths.properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method ->
                        operations.add(new Operation(method.getKey() + " " + path.getKey(), method.getValue()))));
        return operations;
    }

    private static String document(String format) {
        return given().queryParam("format", format)
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
