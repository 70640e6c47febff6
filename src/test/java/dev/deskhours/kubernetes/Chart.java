package dev.deskhours.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;

/** The chart, by the code of Helm itself. */
final class Chart {
    static final Path DIRECTORY = Path.of("src", "main", "helm", "deskhours").toAbsolutePath();

    private static final String RELEASE = "deskhours";

    /** The oldest that the chart is for. */
    private static final String KUBERNETES = "1.30.0";

    private Chart() {}

    /** What {@code helm install} would make, with these values in place of the chart's own. */
    static List<ObjectNode> rendered(Map<String, String> values) {
        TemplateCommand command = new Helm(DIRECTORY)
                .template()
                .withName(RELEASE)
                .withNamespace(RELEASE)
                .withKubeVersion(KUBERNETES);
        values.forEach(command::set);
        return ManifestReader.documents("the chart", command.call()).stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }
}
