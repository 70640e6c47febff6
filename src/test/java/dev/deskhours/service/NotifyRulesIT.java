package dev.deskhours.service;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class NotifyRulesIT extends NotifyRulesTest {}
