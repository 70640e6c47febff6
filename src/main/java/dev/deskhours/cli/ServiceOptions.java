package dev.deskhours.cli;

import java.net.URI;

import picocli.CommandLine.Option;

import dev.deskhours.cli.remote.RemoteService;

/** Where a running service is that does what is asked for, in place of this process and its database. */
class ServiceOptions {
    @Option(
            names = "--url",
            paramLabel = "U",
            description = "have a running service do it, as https://desks.example:8080")
    URI url;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "shows that service who calls; @FILE reads options from a file")
    String token;

    boolean areGiven() {
        return url != null;
    }

    /** @throws dev.deskhours.cli.terminal.UserError if the address is none */
    void check() {
        if (areGiven()) {
            service();
        }
    }

    RemoteService service() {
        return new RemoteService(url, token);
    }
}
