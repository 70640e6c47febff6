package dev.deskhours.days;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MergingIteratorTest {
    @Property
    void partsInOrderGiveTheWholeInOrder(@ForAll @Size(max = 5) List<@Size(max = 20) List<Integer>> parts) {
        List<Iterator<Integer>> sorted =
                parts.stream().map(part -> part.stream().sorted().iterator()).toList();
        List<Integer> merged = new ArrayList<>();
        new MergingIterator<>(sorted, Comparator.<Integer>naturalOrder()).forEachRemaining(merged::add);
        assertThat(merged)
                .containsExactlyElementsOf(
                        parts.stream().flatMap(List::stream).sorted().toList());
    }

    @Test
    void theEndIsAnEnd() {
        MergingIterator<String> nothing = new MergingIterator<>(List.of(), Comparator.<String>naturalOrder());
        assertThat(nothing.hasNext()).isFalse();
        assertThatThrownBy(nothing::next).isInstanceOf(NoSuchElementException.class);
    }
}
