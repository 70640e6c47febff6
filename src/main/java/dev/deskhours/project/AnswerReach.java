package dev.deskhours.project;

import java.util.Optional;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerResponseContext;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.Unremovable;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says in the headers of an answer how far its numbers go; whoever reads a project's figures need not think of it. */
@Unremovable
@RequestScoped
public class AnswerReach {
    public static final String AGGREGATED_THROUGH = "X-Aggregated-Through";
    public static final String NOTE = "X-Note";

    private PeriodReach reach = new PeriodReach(Optional.empty(), Optional.empty());

    /** That of the request that is being answered; none in a command or a worker. */
    static Optional<AnswerReach> current() {
        ArcContainer container = Arc.container();
        return container != null && container.requestContext().isActive()
                ? Optional.of(container.instance(AnswerReach.class).get())
                : Optional.empty();
    }

    public void set(PeriodReach known) {
        reach = known;
    }

    PeriodReach reach() {
        return reach;
    }

    /** Puts the headers into each answer that has numbers. */
    public static class Headers {
        private final AnswerReach answer;

        public Headers(AnswerReach answer) {
            this.answer = answer;
        }

        @ServerResponseFilter
        public void add(ContainerResponseContext response) {
            answer.reach().aggregatedThrough().ifPresent(day -> response.getHeaders()
                    .putSingle(AGGREGATED_THROUGH, day.toString()));
            answer.reach().note().ifPresent(note -> response.getHeaders().putSingle(NOTE, note));
        }
    }
}
