package dev.deskhours.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.huaweicloud.sdk.core.ClientBuilder;
import com.huaweicloud.sdk.core.HcClient;
import com.huaweicloud.sdk.core.SdkResponse;
import com.huaweicloud.sdk.core.SdkStreamResponse;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.http.FieldExistence;
import com.huaweicloud.sdk.core.http.HttpConfig;
import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;

/** The operations on exports, described for the published SDK core, which signs, sends and reads. */
public final class CloudSdk {
    private static final String TASKS = "/v2/{project_id}/export-tasks";
    private static final HttpRequestDef<Call, Started> EXPORT = operation(
                    HttpMethod.GET, "/v3/{project_id}/statistics/metrics/desktops/export", Started.class)
            .build();
    private static final HttpRequestDef<Call, Started> EXPORT_USERS = operation(
                    HttpMethod.GET, "/v3/{project_id}/statistics/metrics/users/export", Started.class)
            .build();
    private static final HttpRequestDef<Call, Started> EXPORT_CONNECTIONS = operation(
                    HttpMethod.GET, "/v3/{project_id}/desktops/connections/export", Started.class)
            .build();
    private static final HttpRequestDef<Call, Tasks> LIST =
            operation(HttpMethod.GET, TASKS, Tasks.class).build();
    private static final HttpRequestDef<Call, FileContent> DOWNLOAD = operation(
                    HttpMethod.GET, TASKS + "/{task_id}/download", FileContent.class)
            .build();
    private static final HttpRequestDef<Call, Deleted> DELETE = withBody(
                    operation(HttpMethod.POST, TASKS + "/batch-delete", Deleted.class))
            .build();

    private final HcClient client;

    private CloudSdk(HcClient client) {
        this.client = client;
    }

    public static CloudSdk of(String endpoint, BasicCredentials credentials, HttpConfig config) {
        return new ClientBuilder<>(CloudSdk::new)
                .withCredential(credentials)
                .withHttpConfig(config)
                .withEndpoint(endpoint)
                .withDerivedAuthServiceName("workspace")
                .build();
    }

    /** The parameters of one call, by name. */
    public static final class Call {
        private final Map<String, String> parameters = new HashMap<>();
        private Object body;

        Call with(String name, String value) {
            parameters.put(name, value);
            return this;
        }
    }

    /** The answer to the start of an export. */
    public static final class Started extends SdkResponse {
        @JsonProperty("task_id")
        public String taskId;
    }

    /** A page of tasks. */
    public static final class Tasks extends SdkResponse {
        @JsonProperty("count")
        public Integer count;

        @JsonProperty("export_tasks")
        public List<Map<String, Object>> exportTasks;
    }

    /** A downloaded file. */
    public static final class FileContent extends SdkStreamResponse {}

    /** The empty answer to a deletion. */
    public static final class Deleted extends SdkResponse {}

    public Started export(Map<String, String> parameters) {
        Call call = new Call();
        call.parameters.putAll(parameters);
        return client.syncInvokeHttp(call, EXPORT);
    }

    public Started exportUsers(Map<String, String> parameters) {
        Call call = new Call();
        call.parameters.putAll(parameters);
        return client.syncInvokeHttp(call, EXPORT_USERS);
    }

    public Started exportConnections(Map<String, String> parameters) {
        Call call = new Call();
        call.parameters.putAll(parameters);
        return client.syncInvokeHttp(call, EXPORT_CONNECTIONS);
    }

    public Tasks tasks(String taskId) {
        return client.syncInvokeHttp(new Call().with("task_id", taskId), LIST);
    }

    public byte[] download(String taskId) {
        AtomicReference<byte[]> bytes = new AtomicReference<>();
        client.syncInvokeHttp(new Call().with("task_id", taskId), DOWNLOAD)
                .consumeDownloadStream(stream -> bytes.set(all(stream)));
        return bytes.get();
    }

    public Deleted delete(List<String> taskIds) {
        Call call = new Call();
        call.body = Map.of("task_ids", taskIds);
        return client.syncInvokeHttp(call, DELETE);
    }

    private static byte[] all(InputStream stream) {
        try {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <S> HttpRequestDef.Builder<Call, S> operation(HttpMethod method, String path, Class<S> answer) {
        HttpRequestDef.Builder<Call, S> operation = HttpRequestDef.builder(method, Call.class, answer)
                .withName(path)
                .withUri(path)
                .withContentType("application/json");
        if (path.contains("{task_id}")) {
            return parameter(operation, "task_id", LocationType.Path);
        }
        for (String name : List.of(
                "start_time",
                "end_time",
                "resource_name",
                "username",
                "usage_max_hours",
                "usage_min_hours",
                "sort_field",
                "task_id")) {
            parameter(operation, name, LocationType.Query);
        }
        return operation;
    }

    private static <S> HttpRequestDef.Builder<Call, S> parameter(
            HttpRequestDef.Builder<Call, S> operation, String name, LocationType where) {
        return operation.withRequestField(
                name,
                where,
                FieldExistence.NULL_IGNORE,
                String.class,
                field -> field.withMarshaller(
                        call -> call.parameters.get(name), (call, value) -> call.with(name, value)));
    }

    private static <S> HttpRequestDef.Builder<Call, S> withBody(HttpRequestDef.Builder<Call, S> operation) {
        return operation.withRequestField(
                "body",
                LocationType.Body,
                FieldExistence.NON_NULL_NON_EMPTY,
                Object.class,
                field -> field.withMarshaller(call -> call.body, (call, value) -> call.body = value));
    }
}
