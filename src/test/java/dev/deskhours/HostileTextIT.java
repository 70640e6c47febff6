package dev.deskhours;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class HostileTextIT extends HostileTextTest {}
