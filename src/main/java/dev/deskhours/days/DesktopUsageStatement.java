package dev.deskhours.days;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import dev.deskhours.project.CoveredDays;

/** The statement behind all figures of desktops, and its values. */
final class DesktopUsageStatement {
    // Segment by segment, so that a sum never outgrows the memory of a session. A total has every desktop at its
    // position:
    // what a desktop was used is a look into four arrays, which are fetched whole once a segment ("offset 0") as || and
    // array_replace do. A null would make looking slow, hence the number that stands for it. Last uses count in half
    // seconds from 00:00 UTC of the last covered day.
    private static final String LIFE = """
            with part as (
                select part.segment,
                    till.usage_seconds || '{}'::integer[] as last_usage,
                    till.active_days || '{}'::smallint[] as last_days,
                    till.logins || '{}'::integer[] as last_logins,
                    array_replace(till.last_uses, null, -2147483648) as last_uses,
                    before.usage_seconds || '{}'::integer[] as first_usage,
                    before.active_days || '{}'::smallint[] as first_days,
                    before.logins || '{}'::integer[] as first_logins
                from generate_series(
                        (case when :resource_id::text is null then 0 else (
                                select number >> 10 from desktop
                                where project_id = :project and desktop_id = :resource_id)
                            end) + :slice::integer,
                        (case when :resource_id is null
                            then (select max(number) >> 10 from desktop where project_id = :project)
                            else (
                                select number >> 10 from desktop
                                where project_id = :project and desktop_id = :resource_id)
                            end),
                        :slices::integer
                    ) as part (segment)
                    left join running_total as till
                        on till.project_id = :project and till.segment = part.segment
                            and till.through_day = :last_total::date
                    left join running_total as before
                        on before.project_id = :project and before.segment = part.segment
                            and before.through_day = :first_total::date
                offset 0
            ), life as (
                select counted.*
                from part,
                    lateral (
                        select desktop.*,
                            coalesce(last_usage[place], 0) - coalesce(first_usage[place], 0)
                                + coalesce(single.usage_seconds, 0) as usage_seconds,
                            coalesce(last_days[place], 0) - coalesce(first_days[place], 0)
                                + coalesce(single.active_days, 0) as active_days,
                            coalesce(last_logins[place], 0) - coalesce(first_logins[place], 0)
                                + coalesce(single.logins, 0) as logins,
                            greatest(
                                nullif(last_uses[place], -2147483648)
                                    - (:last_day::date - :last_total) * 172800,
                                single.last_use) as last_use
                        from (
                            select *, (number & 1023) + 1 as place from desktop
                            where project_id = :project
                                and number >= part.segment << 10 and number < (part.segment + 1) << 10
                        ) as desktop left join (
                            %s
                        ) as single on single.position = place - 1
                    ) as counted
                union all
                select desktop.*, null, 0, 0, 0, null
                from desktop
                where project_id = :project and number is null and :slice = 0
            )
            """;
    private static final String NO_SINGLE_DAYS = """
            select 0 as position, 0 as usage_seconds, 0 as active_days, 0 as logins, 0 as last_use where false
            """;
    private static final String SINGLE_DAYS = """
            select position, sum(usage_seconds) as usage_seconds, sum(active_days) as active_days,
                sum(logins) as logins, max(last_use) as last_use
            from (
                select position, used.usage_seconds, 1 as active_days, used.logins,
                    last_use - (:last_day - day) * 172800 as last_use
                from usage_segment as added,
                    unnest(positions, added.usage_seconds, added.logins, last_uses)
                        as used (position, usage_seconds, logins, last_use)
                where project_id = :project and added.segment = part.segment
                    and day between :added_from::date and :last_day
                union all
                select position, :correction::integer * used.usage_seconds, :correction, :correction * used.logins, null
                from usage_segment as corrected,
                    unnest(positions, corrected.usage_seconds, corrected.logins)
                        as used (position, usage_seconds, logins)
                where project_id = :project and corrected.segment = part.segment
                    and day between :corrected_from::date and :corrected_to::date
            ) as piece
            group by position
            """;
    private static final String MATCHING = """
            , figure as (
                select *,
                    case when last_use is not null and last_used_before is null
                        then greatest(0, :end_half_seconds::integer - last_use) / 2
                        else greatest(0, floor(extract(epoch from :end::timestamptz - coalesce(
                            greatest(last_used_before, :last_day::timestamp at time zone 'UTC'
                                + last_use * interval '0.5 seconds'),
                            created_at, first_heard_at))))::bigint
                    end as idle_seconds
                from life
                where (:resource_name::text is null
                        or position(lower(:resource_name) in lower(desktop_name)) > 0)
                    and (:resource_id is null or desktop_id = :resource_id)
                    and (:enterprise_project::text is null or enterprise_project_id = :enterprise_project)
                    and (active_days > 0
                        or (least(created_at, first_heard_at) < :end
                            and (deleted_at is null or deleted_at > :start::timestamptz)))
            ), matching as (
                select desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, machine_sid, latest_user,
                       usage_seconds, idle_seconds, active_days, logins, last_use, last_used_before
                from figure
                where (:usage_min_hours::bigint is null or usage_seconds >= :usage_min_hours * 3600)
                    and (:usage_max_hours::bigint is null or usage_seconds <= :usage_max_hours * 3600)
                    and (:min_idle_days::bigint is null or idle_seconds / 86400 >= :min_idle_days)
                    and (:max_idle_days::bigint is null or idle_seconds / 86400 <= :max_idle_days)
            )
            """;

    private DesktopUsageStatement() {}

    /** Defines {@code matching}, of which is to be selected. */
    static String matching(Composition composition, CoveredDays covered) {
        return LIFE.formatted(composition.hasSingleDays(covered) ? SINGLE_DAYS : NO_SINGLE_DAYS) + MATCHING;
    }

    /** By the names they have in the statement. */
    static Map<String, Object> values(
            CoveredDays covered, Composition composition, DesktopUsageRequest request, Slice slice) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", request.projectId());
        values.put("slice", slice.index());
        values.put("slices", slice.count());
        values.put("last_day", covered.last());
        values.put("start", DesktopUsageQuery.databaseTime(covered.start()));
        values.put("end", DesktopUsageQuery.databaseTime(covered.end()));
        values.put("end_half_seconds", halfSeconds(covered));
        addComposition(values, composition);
        addFilter(values, request.filter());
        return values;
    }

    private static void addComposition(Map<String, Object> values, Composition composition) {
        values.put("last_total", composition.lastTotal());
        values.put("added_from", composition.addedFrom());
        values.put("first_total", composition.firstTotal());
        values.put("corrected_from", composition.correctedFrom());
        values.put("corrected_to", composition.correctedTo());
        values.put("correction", composition.correction());
    }

    private static void addFilter(Map<String, Object> values, DesktopUsageFilter filter) {
        values.put("resource_name", filter.resourceName());
        values.put("resource_id", filter.resourceId());
        values.put("enterprise_project", filter.enterpriseProjectId());
        values.put("usage_min_hours", filter.usageMinHours());
        values.put("usage_max_hours", filter.usageMaxHours());
        values.put("min_idle_days", filter.minIdleDays());
        values.put("max_idle_days", filter.maxIdleDays());
    }

    /** When a desktop was last used: {@code last_use} or {@code last_used_before}; null if neither is there. */
    static Instant lastUsedAt(CoveredDays covered, Integer lastUse, OffsetDateTime lastUsedBefore) {
        Instant before = lastUsedBefore == null ? null : lastUsedBefore.toInstant();
        if (lastUse == null) {
            return before;
        }
        Instant used = midnight(covered).plusMillis(500L * lastUse);
        return before == null || used.isAfter(before) ? used : before;
    }

    /** To the end of the covered days. */
    private static int halfSeconds(CoveredDays covered) {
        return 2
                * Math.toIntExact(
                        Duration.between(midnight(covered), covered.end()).toSeconds());
    }

    private static Instant midnight(CoveredDays covered) {
        return covered.last().atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
