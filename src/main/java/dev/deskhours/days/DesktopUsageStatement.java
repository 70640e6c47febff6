package dev.deskhours.days;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

import dev.deskhours.project.CoveredDays;

/**
 * The statement behind all figures of desktops, and its values (docs/spec/aggregation.md, What a query gives).
 *
 * <p>It goes segment by segment, so that a sum never outgrows the memory of a session. A running total has every desktop at
 * its position: what a desktop was used is a look into arrays, which are fetched whole once a segment ("offset 0") as ||
 * and array_replace do. A null would make looking slow, hence the number that stands for it. Tables are joined by whole
 * keys, with bounds that are columns: row level security lets no expression become an index condition, and no estimate can
 * make another plan of it.
 */
final class DesktopUsageStatement {
    // In: first_segment, last_segment, segment_step: which segments; null = none.
    //     last_total, first_total: the days of the totals at the end and at the start of the period.
    // Out: a row for each segment.
    private static final String SEGMENTS = """
            with segment_of_desktops as (
                select segment, first_number_of(segment) as first_number, first_number_of(segment + 1) as next_number,
                    at_end.*, at_start.*
                from generate_series(:first_segment::integer, :last_segment::integer, :segment_step::integer)
                        as numbered (segment)
                    left join lateral (
                        select usage_seconds || '{}'::integer[] as end_usage,
                            active_days || '{}'::smallint[] as end_days,
                            logins || '{}'::integer[] as end_logins,
                            array_replace(last_uses, null, never_used()) as end_last_uses
                        from running_total
                        where project_id = :project and running_total.segment = numbered.segment
                            and through_day = :last_total::date
                        offset 0
                    ) as at_end on true
                    left join lateral (
                        select usage_seconds || '{}'::integer[] as start_usage,
                            active_days || '{}'::smallint[] as start_days,
                            logins || '{}'::integer[] as start_logins
                        from running_total
                        where project_id = :project and running_total.segment = numbered.segment
                            and through_day = :first_total::date
                        offset 0
                    ) as at_start on true
                offset 0
            )
            """;
    // In: added_from, last_day: the days that the total at the end lacks.
    //     corrected_from, corrected_to, correction: the days by which the total at the start differs, and their sign.
    // Out: the same rows, with arrays of what these days add up to.
    private static final String SINGLE_DAYS = """
            , segment_and_days as (
                select segment_of_desktops.*, single.*
                from segment_of_desktops, lateral (
                    select array_agg(usage_seconds) as single_usage, array_agg(active_days) as single_days,
                        array_agg(logins) as single_logins, array_agg(last_use) as single_last_uses
                    from (
                        select position, sum(usage_seconds)::integer as usage_seconds,
                            sum(active_days)::integer as active_days, sum(logins)::integer as logins,
                            coalesce(max(last_use), never_used()) as last_use
                        from (
                            select position::smallint, 0 as usage_seconds, 0 as active_days, 0 as logins,
                                null::integer as last_use
                            from generate_series(0, last_position()) as place (position)
                            union all
                            select position, used.usage_seconds, 1, used.logins,
                                last_use - half_seconds_of_days(:last_day::date - day)
                            from usage_segment as added,
                                unnest(positions, added.usage_seconds, added.logins, last_uses)
                                    as used (position, usage_seconds, logins, last_use)
                            where project_id = :project and added.segment = segment_of_desktops.segment
                                and day between :added_from::date and :last_day
                            union all
                            select position, :correction::integer * used.usage_seconds, :correction,
                                :correction * used.logins, null
                            from usage_segment as corrected,
                                unnest(positions, corrected.usage_seconds, corrected.logins)
                                    as used (position, usage_seconds, logins)
                            where project_id = :project and corrected.segment = segment_of_desktops.segment
                                and day between :corrected_from::date and :corrected_to::date
                        ) as contribution
                        group by position
                        order by position
                    ) as at_position
                ) as single
                offset 0
            )
            """;
    private static final String NO_SINGLE_DAYS = """
            , segment_and_days as (
                select *, null::integer[] as single_usage, null::integer[] as single_days,
                    null::integer[] as single_logins, null::integer[] as single_last_uses
                from segment_of_desktops
            )
            """;
    // In: last_total_age: half seconds from the total at the end to the last covered day.
    //     start, end: of the covered days; end_half_seconds: the end from 00:00 UTC of the last of them.
    //     first_use: the start of the first day of the project that has sessions; null = there is none.
    //     unnumbered: whether desktops without a number, which no day knows yet, belong to it.
    // Out: the desktops that match, with their figures; last_use counts half seconds from 00:00 UTC of the last covered
    //     day.
    private static final String MATCHING = """
            , desktop_with_sums as (
                select desktop.*,
                    coalesce(end_usage[entry], 0) - coalesce(start_usage[entry], 0) + coalesce(single_usage[entry], 0)
                        as usage_seconds,
                    coalesce(end_days[entry], 0) - coalesce(start_days[entry], 0) + coalesce(single_days[entry], 0)
                        as active_days,
                    coalesce(end_logins[entry], 0) - coalesce(start_logins[entry], 0) + coalesce(single_logins[entry], 0)
                        as logins,
                    greatest(
                        nullif(end_last_uses[entry], never_used()) - :last_total_age::integer,
                        nullif(single_last_uses[entry], never_used())) as last_use
                from segment_and_days, lateral (
                    select *, position_of(number) + 1 as entry from desktop
                    where project_id = :project and number >= first_number and number < next_number
                ) as desktop
                union all
                select *, null, 0, 0, 0, null
                from desktop
                where project_id = :project and number is null and :unnumbered::boolean
            ), desktop_with_uses as (
                select *, greatest(last_used_before, case when announced_use_at <= :end then announced_use_at end)
                    as other_use
                from desktop_with_sums
            ), desktop_with_figures as (
                select *,
                    case when last_use is not null and other_use is null
                        then greatest(0, seconds_of(:end_half_seconds::integer - last_use))
                        else greatest(0, floor(extract(epoch from :end::timestamptz - coalesce(
                            greatest(other_use, :last_day::date::timestamp at time zone 'UTC' + interval_of(last_use)),
                            created_at, least(first_heard_at, :first_use::timestamptz)))))::bigint
                    end as idle_seconds
                from desktop_with_uses
                where active_days > 0
                    or (least(created_at, first_heard_at, other_use,
                                case when announced and created_at is null then :first_use end) < :end
                        and (deleted_at is null or deleted_at > :start::timestamptz))
            ), matching as (
                select desktop_id, desktop_name, pool_id, pool_name, enterprise_project_id, machine_sid, latest_user,
                    usage_seconds, idle_seconds, active_days, logins, last_use, other_use
                from desktop_with_figures
                where true %s
            )
            """;

    private DesktopUsageStatement() {}

    /**
     * Some of the segments of a project.
     *
     * @param first {@code null} = there is none
     * @param last {@code null} = there is none
     * @param unnumbered whether desktops without a number belong to them
     */
    record Segments(Integer first, Integer last, int step, boolean unnumbered) {
        /** All that hold these numbers. */
        static Segments between(Integer lowest, Integer highest) {
            return lowest == null
                    ? new Segments(null, null, 1, true)
                    : new Segments(StoredDay.segmentOf(lowest), StoredDay.segmentOf(highest), 1, true);
        }

        /** One of so many shares, from 0 on; the desktops without a number belong to the first. */
        Segments share(int index, int shares) {
            return new Segments(first == null ? null : first + index, last, shares, index == 0);
        }
    }

    /** Defines {@code matching}, of which is to be selected. */
    static String matching(Composition composition, CoveredDays covered, DesktopFilter filter) {
        return StoredDay.sql(SEGMENTS
                + (composition.hasSingleDays(covered) ? SINGLE_DAYS : NO_SINGLE_DAYS)
                + MATCHING.formatted(filter.conditions()));
    }

    /** By the names they have in the statement. */
    static Map<String, Object> values(
            CoveredDays covered,
            Composition composition,
            DesktopUsageRequest request,
            Segments segments,
            OffsetDateTime firstUse) {
        Map<String, Object> values = new HashMap<>();
        values.put("first_use", firstUse);
        values.put("project", request.projectId());
        values.put("first_segment", segments.first());
        values.put("last_segment", segments.last());
        values.put("segment_step", segments.step());
        values.put("unnumbered", segments.unnumbered());
        values.put("last_day", covered.last());
        values.put("start", DesktopUsageQuery.databaseTime(covered.start()));
        values.put("end", DesktopUsageQuery.databaseTime(covered.end()));
        values.put("end_half_seconds", StoredDay.halfSecondsToEnd(covered));
        addComposition(values, composition, covered);
        request.filter().values().forEach((parameter, value) -> values.put(parameter.text(), value));
        return values;
    }

    private static void addComposition(Map<String, Object> values, Composition composition, CoveredDays covered) {
        LocalDate lastTotal = composition.lastTotal();
        values.put("last_total", lastTotal == null ? StoredDay.NO_DAY : lastTotal);
        values.put("last_total_age", lastTotal == null ? 0 : StoredDay.halfSecondsBetween(lastTotal, covered.last()));
        values.put("first_total", composition.firstTotal() == null ? StoredDay.NO_DAY : composition.firstTotal());
        values.put("added_from", composition.addedFrom());
        values.put("corrected_from", composition.correctedFrom());
        values.put("corrected_to", composition.correctedTo());
        values.put("correction", composition.correction());
    }
}
