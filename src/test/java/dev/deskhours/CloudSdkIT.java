package dev.deskhours;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CloudSdkIT extends CloudSdkTest {}
