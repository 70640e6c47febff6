package dev.deskhours.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.vertx.mutiny.sqlclient.Tuple;

/** The statement behind all figures of desktops, and its parameters {@code $1} to {@code $18}. */
final class DesktopUsageStatement {
    // Segment by segment, so that a sum and the join with the desktops never outgrow the memory of a session. A total
    // has every desktop at its position, so the difference of two needs no join. Last uses count in half seconds from
    // 00:00 UTC of the last covered day ($3).
    static final String MATCHING = """
            with life as (
                select counted.*
                from generate_series(
                        (case when $7::text is null then 0
                            else (select number >> 10 from desktop where project_id = $1 and desktop_id = $7) end),
                        (case when $7 is null then (select max(number) >> 10 from desktop where project_id = $1)
                            else (select number >> 10 from desktop where project_id = $1 and desktop_id = $7) end)
                    ) as part (segment),
                    lateral (
                        select desktop.*, coalesce(figure.usage_seconds, 0) as usage_seconds,
                            coalesce(figure.active_days, 0) as active_days, coalesce(figure.logins, 0) as logins,
                            figure.last_use
                        from (
                            select * from desktop
                            where project_id = $1
                                and number >= part.segment << 10 and number < (part.segment + 1) << 10
                        ) as desktop left join (
                            select position, sum(usage_seconds) as usage_seconds, sum(active_days) as active_days,
                                sum(logins) as logins, max(last_use) as last_use
                            from (
                                select position - 1 as position,
                                    coalesce(last_usage, 0) - coalesce(first_usage, 0) as usage_seconds,
                                    coalesce(last_days, 0) - coalesce(first_days, 0) as active_days,
                                    coalesce(last_logins, 0) - coalesce(first_logins, 0) as logins,
                                    last_use - ($3 - $2::date) * 172800 as last_use
                                from (values (true)) as always
                                    left join running_total as till
                                        on till.project_id = $1 and till.segment = part.segment
                                            and till.through_day = $2
                                    left join running_total as before
                                        on before.project_id = $1 and before.segment = part.segment
                                            and before.through_day = $14::date,
                                    unnest(till.usage_seconds, till.active_days, till.logins, till.last_uses,
                                            before.usage_seconds, before.active_days, before.logins)
                                        with ordinality as total (last_usage, last_days, last_logins, last_use,
                                            first_usage, first_days, first_logins, position)
                                union all
                                select position, used.usage_seconds, 1, used.logins, last_use - ($3 - day) * 172800
                                from usage_segment as added,
                                    unnest(positions, added.usage_seconds, added.logins, last_uses)
                                        as used (position, usage_seconds, logins, last_use)
                                where project_id = $1 and added.segment = part.segment
                                    and day between $13::date and $3
                                union all
                                select position, $17::integer * used.usage_seconds, $17, $17 * used.logins, null
                                from usage_segment as corrected,
                                    unnest(positions, corrected.usage_seconds, corrected.logins)
                                        as used (position, usage_seconds, logins)
                                where project_id = $1 and corrected.segment = part.segment
                                    and day between $15::date and $16::date
                            ) as piece
                            group by position
                        ) as figure on figure.position = desktop.number - (part.segment << 10)
                    ) as counted
                union all
                select desktop.*, 0, 0, 0, null
                from desktop
                where project_id = $1 and number is null
            ), figure as (
                select *,
                    case when last_use is not null and last_used_before is null
                        then greatest(0, $18::integer - last_use) / 2
                        else greatest(0, floor(extract(epoch from $5::timestamptz - coalesce(
                            greatest(last_used_before, $3::date::timestamp at time zone 'UTC'
                                + last_use * interval '0.5 seconds'),
                            created_at, first_heard_at))))::bigint
                    end as idle_seconds
                from life
                where ($6::text is null or position(lower($6) in lower(desktop_name)) > 0)
                    and ($7 is null or desktop_id = $7)
                    and ($8::text is null or enterprise_project_id = $8)
                    and (active_days > 0
                        or (least(created_at, first_heard_at) < $5
                            and (deleted_at is null or deleted_at > $4::timestamptz)))
            ), matching as (
                select desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, machine_sid, latest_user,
                       usage_seconds, idle_seconds, idle_seconds / 86400 as idle_days, active_days, logins,
                       greatest(last_used_before, $3::date::timestamp at time zone 'UTC'
                           + last_use * interval '0.5 seconds') as last_used_at
                from figure
                where ($9::bigint is null or usage_seconds >= $9 * 3600)
                    and ($10::bigint is null or usage_seconds <= $10 * 3600)
                    and ($11::bigint is null or idle_seconds / 86400 >= $11)
                    and ($12::bigint is null or idle_seconds / 86400 <= $12)
            )
            """;

    private DesktopUsageStatement() {}

    /** To the end of the covered days, from 00:00 UTC of the last. */
    private static int halfSeconds(CoveredDays covered) {
        Instant midnight = covered.last().atStartOfDay(ZoneOffset.UTC).toInstant();
        return 2 * Math.toIntExact(Duration.between(midnight, covered.end()).toSeconds());
    }

    static Tuple parameters(CoveredDays covered, Composition composition, DesktopUsageRequest request) {
        DesktopUsageFilter filter = request.filter();
        return Tuple.tuple()
                .addString(request.projectId())
                .addValue(composition.lastTotal())
                .addValue(covered.last())
                .addValue(DesktopUsageQuery.databaseTime(covered.start()))
                .addValue(DesktopUsageQuery.databaseTime(covered.end()))
                .addString(filter.resourceName())
                .addString(filter.resourceId())
                .addString(filter.enterpriseProjectId())
                .addValue(filter.usageMinHours())
                .addValue(filter.usageMaxHours())
                .addValue(filter.minIdleDays())
                .addValue(filter.maxIdleDays())
                .addValue(composition.addedFrom())
                .addValue(composition.firstTotal())
                .addValue(composition.correctedFrom())
                .addValue(composition.correctedTo())
                .addInteger(composition.correction())
                .addInteger(halfSeconds(covered));
    }
}
