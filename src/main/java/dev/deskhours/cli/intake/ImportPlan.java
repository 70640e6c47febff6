package dev.deskhours.cli.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.deskhours.cli.terminal.ProgressLine;
import dev.deskhours.session.mapping.MappedFile;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.Presets;
import dev.deskhours.session.mapping.source.FileHead;

/** Which files are read as what: our own formats by their names, the others by a mapping. */
public final class ImportPlan {
    private final List<InputFile> own = new ArrayList<>();
    private final Map<String, Foreign> foreign = new LinkedHashMap<>();

    /** Files of one mapping, which are one import. */
    public record Foreign(String name, Mapping mapping, ProgressLine progress, List<MappedFile> files) {}

    /** All files are read by one mapping. */
    public static ImportPlan of(List<InputFile> files, String name, Mapping mapping) {
        ImportPlan plan = new ImportPlan();
        files.forEach(file -> plan.add(file, name, mapping, file.head()));
        return plan;
    }

    /**
     * Each file is read as what it looks like.
     *
     * @throws dev.deskhours.session.mapping.source.SourceException if it looks like two presets
     * @throws dev.deskhours.cli.terminal.UserError if it looks like nothing
     */
    public static ImportPlan recognised(List<InputFile> files) {
        ImportPlan plan = new ImportPlan();
        for (InputFile file : files) {
            FileHead head = file.head();
            Presets.recognise(head)
                    .ifPresentOrElse(
                            name -> plan.add(file, name, Presets.mapping(name), head), () -> plan.addOwn(file));
        }
        return plan;
    }

    /** Files of our own. */
    public static ImportPlan ofOwn(List<InputFile> files) {
        ImportPlan plan = new ImportPlan();
        files.forEach(plan::addOwn);
        return plan;
    }

    List<InputFile> own() {
        return own;
    }

    public List<Foreign> foreign() {
        return List.copyOf(foreign.values());
    }

    private void addOwn(InputFile file) {
        file.ownFormat();
        own.add(file);
    }

    private void add(InputFile file, String name, Mapping mapping, FileHead head) {
        foreign.computeIfAbsent(name, key -> new Foreign(name, mapping, file.progress(), new ArrayList<>()))
                .files()
                .add(new MappedFile(file.name(), mapping.sourceOf(head), file::open));
    }
}
