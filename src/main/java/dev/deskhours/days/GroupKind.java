package dev.deskhours.days;

import java.util.Locale;

/** What desktops are grouped by (docs/spec/aggregation.md, Groups, peaks and people). */
public enum GroupKind {
    /** All desktops of the project as one group, whose id is empty. */
    PROJECT(0, "''"),
    POOL(1, "coalesce(pool_id, '')"),
    ENTERPRISE_PROJECT(2, "coalesce(enterprise_project_id, '')");

    private final int code;
    private final String column;

    GroupKind(int code, String column) {
        this.code = code;
        this.column = column;
    }

    /** As it is stored with the days. */
    public int code() {
        return code;
    }

    /** In SQL, the id of a desktop's group; '' = it is in none. */
    public String column() {
        return column;
    }

    /** As parameters have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
