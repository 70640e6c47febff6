package dev.deskhours;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SignedUploadIT extends SignedUploadTest {}
