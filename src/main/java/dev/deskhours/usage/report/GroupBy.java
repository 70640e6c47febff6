package dev.deskhours.usage.report;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

import dev.deskhours.days.GroupKind;
import dev.deskhours.web.ParameterReader;

/** What figures are grouped by, as a query parameter. */
class GroupBy {
    @RestQuery("group_by")
    @Parameter(
            name = "group_by",
            description = "Figures of each group in place of those of the project. Groups are those of the desktops as"
                    + " they are known now.",
            example = "pool",
            schema =
                    @Schema(
                            implementation = String.class,
                            enumeration = {"pool", "enterprise_project"}))
    List<String> groupBy;

    private enum Choice {
        POOL(GroupKind.POOL),
        ENTERPRISE_PROJECT(GroupKind.ENTERPRISE_PROJECT);

        private final GroupKind kind;

        Choice(GroupKind kind) {
            this.kind = kind;
        }

        @Override
        public String toString() {
            return kind.toString();
        }
    }

    static GroupKind read(ParameterReader reader) {
        return reader.choice("group_by", List.of(), Choice.class)
                .map(choice -> choice.kind)
                .orElse(GroupKind.PROJECT);
    }

    /** The group of the desktops that are in none has no id. */
    static String id(String groupId) {
        return groupId.isEmpty() ? null : groupId;
    }
}
