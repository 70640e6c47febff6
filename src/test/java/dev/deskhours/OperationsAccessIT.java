package dev.deskhours;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class OperationsAccessIT extends OperationsAccessTest {}
