package dev.deskhours.service;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class WebhookIT extends WebhookTest {}
