package dev.deskhours.session;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;

import dev.deskhours.db.Transactions;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.Presets;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.Breaches;
import dev.deskhours.web.ErrorCode;
import dev.deskhours.web.strict.NearestName;

/** The mappings that projects have stored: a few for each, none of the name of a preset. */
@ApplicationScoped
class StoredMappings {
    /** The name under which a mapping is looked for by the beginning of a body. */
    static final String AUTO = "auto";

    static final String NAME = "[a-z0-9][a-z0-9_-]{0,63}";
    static final int MAX_PER_PROJECT = 50;
    static final int MAX_CHARACTERS = 64 * 1024;

    private static final Pattern NAMES = Pattern.compile(NAME);
    private static final long RETRY_SECONDS = 3600;

    private final Transactions transactions;
    private final Clock clock;

    StoredMappings(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** By name. */
    Uni<List<StoredMapping>> all(String projectId) {
        return transactions.withEntities(
                projectId,
                () -> StoredMapping.list(
                        "projectId = :project", Sort.by("name"), Parameters.with("project", projectId)));
    }

    /** @return fails with {@link ApiException} 404 if the project has none of that name */
    Uni<StoredMapping> find(String projectId, String name) {
        return stored(projectId, name).map(found -> found.orElseThrow(() -> noSuchMapping(name)));
    }

    /**
     * Stores a document under a name, in the place of the one before.
     *
     * @return fails with {@link ApiException} 400 if it is no mapping or its name is none, 429 if the project has too many
     */
    Uni<StoredMapping> put(String projectId, String name, String document) {
        checkName(name);
        parse(document);
        StoredMapping mapping = new StoredMapping();
        mapping.projectId = projectId;
        mapping.name = name;
        mapping.document = document;
        mapping.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.withEntities(projectId, () -> StoredMapping.count(
                        "projectId = :project and name <> :name",
                        Parameters.with("project", projectId).and("name", name))
                .invoke(StoredMappings::refuseTooMany)
                .chain(() -> StoredMapping.getSession())
                .chain(session -> session.merge(mapping)));
    }

    /** @return fails with {@link ApiException} 404 if the project has none of that name */
    Uni<Void> delete(String projectId, String name) {
        return transactions
                .withEntities(
                        projectId,
                        () -> StoredMapping.delete(
                                "projectId = :project and name = :name",
                                Parameters.with("project", projectId).and("name", known(name))))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw noSuchMapping(name);
                    }
                })
                .replaceWithVoid();
    }

    /** @return the document of that name, of a preset or of the project's own; fails with {@link ApiException} 400 if there is none */
    Uni<String> document(String projectId, String name) {
        Optional<String> preset = Presets.document(name);
        return preset.isPresent()
                ? Uni.createFrom().item(preset.get())
                : all(projectId).map(stored -> documentIn(stored, name));
    }

    /** @throws ApiException 400 with all that is wrong in the document */
    static Mapping parse(String document) {
        if (document == null || document.isBlank()) {
            throw ApiException.brokenRule("the body is empty; a mapping is a document in YAML or JSON");
        }
        if (document.length() > MAX_CHARACTERS || document.indexOf('\0') >= 0) {
            throw ApiException.brokenRule(
                    "the mapping is longer than " + MAX_CHARACTERS + " characters, or has a NUL character");
        }
        try {
            return Mapping.parse(document);
        } catch (Mapping.Invalid wrong) {
            throw ApiException.brokenRule(String.join("; ", wrong.faults()));
        }
    }

    private static String documentIn(List<StoredMapping> stored, String name) {
        List<String> names = stored.stream().map(mapping -> mapping.name).toList();
        return stored.stream()
                .filter(mapping -> mapping.name.equals(name))
                .map(mapping -> mapping.document)
                .findFirst()
                .orElseThrow(() -> ApiException.brokenRule("mapping " + Breaches.shown(name) + " "
                        + NearestName.isNo("preset and none of the project's mappings", name, all(names))));
    }

    private static List<String> all(List<String> names) {
        List<String> all = new java.util.ArrayList<>(Presets.names());
        all.addAll(names);
        return all;
    }

    private Uni<Optional<StoredMapping>> stored(String projectId, String name) {
        return transactions.withEntities(projectId, () -> StoredMapping.<StoredMapping>find(
                        "projectId = :project and name = :name",
                        Parameters.with("project", projectId).and("name", known(name)))
                .firstResult()
                .map(Optional::ofNullable));
    }

    private static void checkName(String name) {
        if (!NAMES.matcher(name).matches()) {
            throw ApiException.brokenRule("the name of a mapping is 1..64 of a-z 0-9 _ -, as our-tool");
        }
        if (name.equals(AUTO) || Presets.names().contains(name)) {
            throw ApiException.brokenRule("'" + name + "' is a preset; give the mapping another name");
        }
    }

    private static void refuseTooMany(long others) {
        if (others >= MAX_PER_PROJECT) {
            throw ApiException.tooMany(
                    "a project has at most " + MAX_PER_PROJECT + " mappings; delete one that is not needed",
                    RETRY_SECONDS);
        }
    }

    private static ApiException noSuchMapping(String name) {
        return new ApiException(ErrorCode.NO_SUCH_TASK, "no mapping " + Breaches.shown(name) + " is stored");
    }

    /** The database takes no NUL, not even to look for it. */
    private static String known(String name) {
        return name.replace("\0", "");
    }
}
