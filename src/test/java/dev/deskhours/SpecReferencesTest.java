package dev.deskhours;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Comments name the rules that a class carries out; the rules are there, under the section that is named. */
class SpecReferencesTest {
    private static final Path SPEC = Path.of("docs", "spec");
    private static final List<Path> SOURCES = List.of(Path.of("src"), Path.of("pom.xml"), Path.of("bench"));
    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|sql|properties|xml|sh|yaml)");

    /** Where a comment goes on in the next line: {@code *}, {@code //}, {@code --} or {@code #}. */
    private static final Pattern NEXT_LINE = Pattern.compile("\\R\\s*(\\*(?!/)|//|--|#)?\\s*");

    private static final Pattern REFERENCE = Pattern.compile("docs/spec/([a-z-]+\\.md)(, )?");
    private static final Pattern BARE =
            Pattern.compile("(?<![\\w/.-])(aggregation|api|data|design|operations|signing)\\.md\\b");
    private static final Pattern HEADING = Pattern.compile("(?m)^##+ (.+)$");
    private static final int MANY = 90;

    @Test
    void everyReferenceNamesASectionThatIsThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        int references = 0;
        for (Path source : sources()) {
            String text = inOneLine(source);
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                references++;
                if (!namesSection(reference.toMatchResult(), text)) {
                    wrong.add(source + ": " + shown(text, reference.start()));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(references).isGreaterThan(MANY);
    }

    @Test
    void noCommentNamesAPageWithoutItsPlace() throws IOException {
        List<String> bare = new ArrayList<>();
        for (Path source : sources()) {
            String text = inOneLine(source);
            BARE.matcher(text).results().forEach(name -> bare.add(source + ": " + shown(text, name.start())));
        }
        assertThat(bare).isEmpty();
    }

    private static boolean namesSection(MatchResult reference, String text) throws IOException {
        Path page = SPEC.resolve(reference.group(1));
        if (!Files.exists(page) || reference.group(2) == null) {
            return false;
        }
        String named = text.substring(reference.end());
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1))
                .anyMatch(heading -> named.matches("(?s)" + Pattern.quote(heading) + "(?!\\w).*"));
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> SOURCE.matcher(file.toString()).matches())
                        .filter(file -> !file.endsWith(SpecReferencesTest.class.getSimpleName() + ".java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String inOneLine(Path source) throws IOException {
        return NEXT_LINE.matcher(Files.readString(source)).replaceAll(" ");
    }

    private static String shown(String text, int start) {
        return text.substring(start, Math.min(text.length(), start + 100));
    }
}
