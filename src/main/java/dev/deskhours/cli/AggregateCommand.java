package dev.deskhours.cli;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.deskhours.aggregation.AggregationRunner;
import dev.deskhours.aggregation.Progress;
import dev.deskhours.aggregation.RunCause;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.web.ProjectId;

/** What the nightly run does, or some days again. */
@Command(
        name = "aggregate",
        mixinStandardHelpOptions = true,
        description = "Aggregate what is due, as the nightly run does; with days, aggregate those again.")
public class AggregateCommand implements Callable<Integer> {
    @Option(names = "--project", paramLabel = "P", description = "only this project")
    String project;

    @Option(names = "--first-day", paramLabel = "D", description = "as 2026-11-01; by default the oldest kept")
    LocalDate firstDay;

    @Option(names = "--last-day", paramLabel = "D", description = "as 2026-11-20; by default yesterday")
    LocalDate lastDay;

    @Override
    public Integer call() {
        Progress progress = run(DeskhoursCommand.bean(AggregationRunner.class));
        System.err.printf(
                "%d projects, %d sessions read, %d desktop-days written%n",
                progress.projects(), progress.sessionsRead(), progress.desktopDays());
        if (progress.failed()) {
            throw new UserError(progress.failReason());
        }
        return 0;
    }

    private Progress run(AggregationRunner runner) {
        if (project == null && firstDay == null && lastDay == null) {
            return runner.night(RunCause.SCHEDULE);
        }
        LocalDate today = LocalDate.now(DeskhoursCommand.bean(Clock.class));
        // One more, since a zone behind UTC may still have yesterday.
        int kept = DeskhoursCommand.bean(ProjectConfig.class).retention().days() + 1;
        LocalDate last = lastDay == null ? today : lastDay;
        LocalDate first = firstDay == null ? today.minusDays(kept) : firstDay;
        if (last.isBefore(first)) {
            throw new UserError("--last-day is before --first-day");
        }
        return runner.byHand(Optional.ofNullable(project).map(ProjectId::checked), first, last);
    }
}
