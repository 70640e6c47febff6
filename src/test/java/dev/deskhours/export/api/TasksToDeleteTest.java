package dev.deskhours.export.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TasksToDeleteTest {
    @Test
    void differentIdsAreTaken() {
        assertThat(TasksToDelete.validate(new TasksToDelete(List.of("a", "b")), "p"))
                .containsExactly("a", "b");
    }

    @Test
    void everyBrokenRuleIsTold() {
        TasksToDelete body = new TasksToDelete(Arrays.asList("a", null, "a", "x".repeat(65), ""));

        assertThatThrownBy(() -> TasksToDelete.validate(body, "no project"))
                .isInstanceOf(ApiException.class)
                .hasMessage("project_id 'no project' is not 1..64 of A-Z a-z 0-9 _ -; task_ids[1] is not 1..64"
                        + " characters; task_ids[2] 'a' is there twice; task_ids[3] is not 1..64 characters;"
                        + " task_ids[4] is not 1..64 characters");
    }

    @Test
    void noIdsAndTooManyAreRefused() {
        assertThatThrownBy(() -> TasksToDelete.validate(null, "p")).hasMessage("task_ids has 0 ids, not 1..200");
        assertThatThrownBy(() -> TasksToDelete.validate(new TasksToDelete(Collections.nCopies(201, "a")), "p"))
                .hasMessage("task_ids has 201 ids, not 1..200");
    }
}
