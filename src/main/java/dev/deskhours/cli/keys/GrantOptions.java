package dev.deskhours.cli.keys;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.deskhours.auth.caller.ActionPattern;
import dev.deskhours.auth.caller.Grant;
import dev.deskhours.web.TimeText;

/** What a new key or token may do, where, and until when. */
class GrantOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--project",
            required = true,
            split = ",",
            paramLabel = "P",
            description = "a project, several with a comma between them, or '*' for all, also those to come")
    Set<String> projects = new LinkedHashSet<>();

    @Option(
            names = "--action",
            split = ",",
            defaultValue = "*",
            paramLabel = "A",
            description =
                    "as workspace:connections:import or 'workspace:statistics:*'; by default everything in these projects")
    Set<String> actions = new LinkedHashSet<>();

    @Option(names = "--expires-at", paramLabel = "T", description = "as " + TimeText.EXAMPLE + "; by default never")
    String expiresAt;

    /** @throws ParameterException if there is no such project id or action */
    Grant grant() {
        check("--project", projects, Grant::isProject, "is no project id and not *");
        check("--action", actions, ActionPattern::isValid, "is no action, no prefix:* and not *");
        return new Grant(projects, actions);
    }

    Optional<Instant> expiresAt() {
        try {
            return Optional.ofNullable(expiresAt).map(TimeText::parse);
        } catch (DateTimeException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "--expires-at '" + expiresAt + "' is no time, as " + TimeText.EXAMPLE);
        }
    }

    private void check(String option, Set<String> values, Predicate<String> valid, String rule) {
        for (String value : values) {
            if (!valid.test(value)) {
                throw new ParameterException(spec.commandLine(), option + " '" + value + "' " + rule);
            }
        }
    }
}
