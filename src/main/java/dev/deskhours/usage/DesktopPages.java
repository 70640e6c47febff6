package dev.deskhours.usage;

import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;

import dev.deskhours.days.DesktopUsageQuery;
import dev.deskhours.days.DesktopUsageQuery.Page;
import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.project.CoveredDays;
import dev.deskhours.project.ProjectSnapshots.Snapshot;
import dev.deskhours.project.ProjectStore;
import dev.deskhours.project.ProjectVersion;

/**
 * Pages of the list of desktops, each computed once for one state of its project: a page that many look at, as on a
 * screen that is drawn anew all the time, costs the database a look at two numbers. Never older than the request.
 */
@ApplicationScoped
class DesktopPages {
    /** Of at most 100 desktops each, so some megabytes. */
    private static final int MAX_KEPT = 100;

    private final DesktopUsageQuery query;
    private final ProjectStore projects;
    private final AsyncCache<Key, Page> pages =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).buildAsync();

    public DesktopPages(DesktopUsageQuery query, ProjectStore projects) {
        this.query = query;
        this.projects = projects;
    }

    private record Key(
            DesktopUsageRequest request, CoveredDays covered, PageParameters.Page page, ProjectVersion version) {}

    Uni<Page> page(Snapshot snapshot, CoveredDays covered, DesktopUsageRequest request, PageParameters.Page page) {
        return projects.version(snapshot.connection(), request.projectId())
                .chain(version -> version.isPresent()
                        ? shared(snapshot, new Key(request, covered, page, version.get()))
                        : computed(snapshot, covered, request, page));
    }

    private Uni<Page> shared(Snapshot snapshot, Key key) {
        var context = Vertx.currentContext();
        // A copy, so that a caller who goes away does not take the page from the others.
        Uni<Page> page = Uni.createFrom()
                .completionStage(() -> pages.get(key, (absent, executor) -> computing(snapshot, absent))
                        .copy());
        return context == null ? page : page.emitOn(MutinyHelper.executor(context));
    }

    private CompletableFuture<Page> computing(Snapshot snapshot, Key key) {
        return computed(snapshot, key.covered(), key.request(), key.page()).subscribeAsCompletionStage();
    }

    private Uni<Page> computed(
            Snapshot snapshot, CoveredDays covered, DesktopUsageRequest request, PageParameters.Page page) {
        return query.page(snapshot.connection(), covered, request, page.offset(), page.limit());
    }
}
