package dev.deskhours.service;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ConnectionsIT extends ConnectionsTest {}
