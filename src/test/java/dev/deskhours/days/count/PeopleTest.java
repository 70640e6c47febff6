package dev.deskhours.days.count;

import org.junit.jupiter.api.Test;

import dev.deskhours.days.GroupKind;

import static org.assertj.core.api.Assertions.assertThat;

class PeopleTest {
    private static final int ANN = 3;
    private static final int ANN_ELSEWHERE = 900;
    private static final int BOB = 70;

    private final long[] hours = {0, 100};
    private final GroupTally project = new GroupTally(GroupKind.PROJECT, "", hours);
    private final GroupTally one = new GroupTally(GroupKind.POOL, "one", hours);
    private final GroupTally other = new GroupTally(GroupKind.POOL, "other", hours);
    private final People people = new People();

    @Test
    void aPersonCountsOnceWithHoweverManyNumbers() {
        inOne(10, 1, ANN, ANN);
        inOther(20, 1, ANN_ELSEWHERE, ANN);
        inOne(30, -1, ANN, ANN);
        inOther(50, -1, ANN_ELSEWHERE, ANN);
        assertUse(project, 1, 40);
        assertUse(one, 1, 20);
        assertUse(other, 1, 30);
    }

    @Test
    void severalCountEach() {
        inOne(10, 1, ANN, ANN);
        inOne(20, 1, BOB, BOB);
        inOne(20, 1, ANN, ANN);
        inOne(30, -1, ANN, ANN);
        inOne(40, -1, ANN, ANN);
        inOne(40, -1, BOB, BOB);
        assertUse(project, 2, 50);
    }

    private void inOne(long at, int by, int number, int person) {
        people.change(at, by, number, person, new GroupTally[] {project, one});
    }

    private void inOther(long at, int by, int number, int person) {
        people.change(at, by, number, person, new GroupTally[] {project, other});
    }

    private static void assertUse(GroupTally tally, int people, long usage) {
        tally.users.end();
        assertThat(tally.uniqueUsers()).isEqualTo(people);
        assertThat(tally.users.peaks()).containsExactly(people);
        assertThat(tally.users.usage()).containsExactly(usage);
    }
}
