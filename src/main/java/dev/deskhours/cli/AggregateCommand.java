package dev.deskhours.cli;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.deskhours.aggregation.AggregationRunner;
import dev.deskhours.aggregation.Progress;
import dev.deskhours.aggregation.RunCause;
import dev.deskhours.cli.remote.RemoteRuns;
import dev.deskhours.cli.terminal.CheckedCommand;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ProjectId;

/** What the nightly run does, or some days again. */
@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        description = "Aggregate what is due, as the nightly run does; with days, aggregate those again.")
public class AggregateCommand implements Callable<Integer>, CheckedCommand {
    @Spec
    CommandSpec spec;

    @Option(names = "--project", paramLabel = "P", description = "only this project")
    String project;

    @Option(names = "--first-day", paramLabel = "D", description = "as 2026-11-01; by default the oldest kept")
    LocalDate firstDay;

    @Option(names = "--last-day", paramLabel = "D", description = "as 2026-11-20; by default yesterday")
    LocalDate lastDay;

    @Mixin
    ServiceOptions remote;

    @Override
    public void check() {
        if (firstDay != null && lastDay != null && lastDay.isBefore(firstDay)) {
            throw new ParameterException(spec.commandLine(), "--last-day is before --first-day");
        }
        if (remote.areGiven() && (firstDay == null) != (lastDay == null)) {
            throw new ParameterException(spec.commandLine(), "with --url, --first-day and --last-day go together");
        }
        try {
            Optional.ofNullable(project).ifPresent(ProjectId::checked);
        } catch (ApiException wrong) {
            throw new UserError(wrong.getMessage());
        }
        remote.check();
    }

    @Override
    public boolean standsAlone() {
        return remote.areGiven();
    }

    @Override
    public Integer call() {
        if (remote.areGiven()) {
            System.err.println(new RemoteRuns(remote.service()).run(project, firstDay, lastDay));
        } else {
            tell(run(DeskhoursCommand.bean(AggregationRunner.class)));
        }
        return 0;
    }

    /**
     * Says what was counted, in the last line of a command.
     *
     * @throws UserError if it has failed
     */
    static void tell(Progress progress) {
        System.err.printf(
                "%d projects, %d sessions read, %d desktop-days written%n",
                progress.projects(), progress.sessionsRead(), progress.desktopDays());
        if (progress.failed()) {
            throw new UserError(progress.failReason());
        }
    }

    private Progress run(AggregationRunner runner) {
        if (firstDay == null && lastDay == null) {
            return project == null ? runner.night(RunCause.SCHEDULE) : runner.allDueByHand(project);
        }
        LocalDate today = LocalDate.now(DeskhoursCommand.bean(Clock.class));
        // One more, since a zone behind UTC may still have yesterday.
        int kept = DeskhoursCommand.bean(ProjectConfig.class).retention().days() + 1;
        LocalDate last = lastDay == null ? today : lastDay;
        LocalDate first = firstDay == null ? today.minusDays(kept) : firstDay;
        return runner.byHand(Optional.ofNullable(project), first, last);
    }
}
