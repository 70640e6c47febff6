package dev.deskhours.days.count;

import java.util.Arrays;

/**
 * Who uses desktops: a person has a number for each group (pool and enterprise project), and counts once in a pool, an
 * enterprise project or the project, with however many numbers.
 */
final class People {
    private static final int NONE = -1;

    private final OpenUses uses = new OpenUses();
    private GroupTally[][] tallies = new GroupTally[0][];
    private int[] firstOfPerson = new int[0];
    private int[] nextOfPerson = new int[0];

    /** @param of in which the group of the number is counted */
    void change(long at, int by, int number, int person, GroupTally[] of) {
        grow(Math.max(number, person) + 1);
        if (tallies[number] == null) {
            meet(number, person, of);
        }
        if (uses.change(number, by)) {
            for (GroupTally tally : of) {
                if (!isUsingByAnother(number, person, tally)) {
                    tally.users.change(at, by);
                }
            }
        }
    }

    private void meet(int number, int person, GroupTally[] of) {
        for (GroupTally tally : of) {
            if (!isKnown(person, tally)) {
                tally.addUser();
            }
        }
        tallies[number] = of;
        nextOfPerson[number] = firstOfPerson[person];
        firstOfPerson[person] = number;
    }

    private boolean isKnown(int person, GroupTally tally) {
        for (int own = firstOfPerson[person]; own != NONE; own = nextOfPerson[own]) {
            if (counts(own, tally)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUsingByAnother(int number, int person, GroupTally tally) {
        for (int own = firstOfPerson[person]; own != NONE; own = nextOfPerson[own]) {
            if (own != number && uses.any(own) && counts(own, tally)) {
                return true;
            }
        }
        return false;
    }

    private boolean counts(int number, GroupTally tally) {
        for (GroupTally own : tallies[number]) {
            if (own == tally) {
                return true;
            }
        }
        return false;
    }

    private void grow(int numbers) {
        int before = tallies.length;
        if (numbers > before) {
            int length = Math.max(numbers, 2 * before);
            tallies = Arrays.copyOf(tallies, length);
            firstOfPerson = Arrays.copyOf(firstOfPerson, length);
            nextOfPerson = Arrays.copyOf(nextOfPerson, length);
            Arrays.fill(firstOfPerson, before, length, NONE);
        }
    }
}
