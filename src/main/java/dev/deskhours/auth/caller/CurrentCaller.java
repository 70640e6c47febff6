package dev.deskhours.auth.caller;

import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.RequestScoped;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

/** Who sent the request that is being answered. */
@RequestScoped
public class CurrentCaller {
    private Caller caller;

    public void set(Caller known) {
        caller = known;
    }

    /**
     * For operations that have no project in their path.
     *
     * @param projectId the project they are asked for; none = all
     * @throws ApiException 403 if the caller may not
     */
    public void requireProject(Optional<String> projectId) {
        boolean may = projectId.map(caller.grant()::covers).orElseGet(() -> caller.grant()
                .coversAllProjects());
        if (!may) {
            throw notAllowed();
        }
    }

    /** Which projects the caller may ask for. */
    public Predicate<String> visibleProjects() {
        Grant grant = caller.grant();
        return grant::covers;
    }

    /** The same whether the thing exists or not: 403. */
    public static ApiException notAllowed() {
        return new ApiException(
                ErrorCode.NOT_ALLOWED, "the credentials are not for this project or not for this action");
    }
}
