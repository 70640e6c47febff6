package dev.deskhours.session;

import java.io.Serializable;
import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

/** A mapping that a project has stored under a name (docs/imports/README.md, Mappings). */
@Entity
@Table(name = "stored_mapping")
@IdClass(StoredMapping.Key.class)
public class StoredMapping extends PanacheEntityBase {
    @Id
    @Column(name = "project_id")
    public String projectId;

    @Id
    public String name;

    public String document;

    @Column(name = "changed_at")
    public Instant changedAt;

    /** What it is found by. */
    public record Key(String projectId, String name) implements Serializable {}
}
