package dev.deskhours.service;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.deskhours.testing.DatabaseIn2020;

import static io.restassured.RestAssured.when;

@QuarkusTest
@WithTestResource(DatabaseIn2020.class)
class HealthTest {
    @Test
    void readyWhenTheDatabaseAndTheStoreAre() {
        when().get("/q/health/ready").then().statusCode(200);
        when().get("/q/health/live").then().statusCode(200);
        when().get("/q/health/started").then().statusCode(200);
    }
}
