package dev.deskhours.cli;

import java.util.concurrent.Callable;

import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.deskhours.export.worker.ExportWorker;
import dev.deskhours.notify.webhook.WebhookDispatcher;

/** The worker alone: exports, and what webhooks are told. */
@Command(
        name = "work",
        mixinStandardHelpOptions = true,
        description = "Render the exports that are waiting, and tell webhooks.")
public class WorkCommand implements Callable<Integer> {
    @Option(names = "--until-empty", description = "end when no export is waiting")
    boolean untilEmpty;

    @Override
    public Integer call() {
        ExportWorker worker = DeskhoursCommand.bean(ExportWorker.class);
        WebhookDispatcher webhooks = DeskhoursCommand.bean(WebhookDispatcher.class);
        if (untilEmpty) {
            System.err.printf("%d exports rendered%n", worker.runUntilEmpty());
            webhooks.sendDue();
        } else {
            worker.start();
            webhooks.start();
            Quarkus.waitForExit();
        }
        return 0;
    }
}
