package dev.deskhours.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.deskhours.auth.signature.TestKey;

/** A service that asks who is calling. Its tokens are named after what they may. */
public class SecuredService extends DatabaseResource {
    public static final String OWN = "own-project";
    public static final String OTHER = "other-project";
    public static final String HOSTILE = "hostile";
    public static final String HOSTILE_TOKEN = "everything-in-hostile";
    public static final String ADMINISTRATOR = "administrator-token";
    public static final String ACCESS_KEY = "AKOWNPROJECT00000001";
    public static final String SECRET_KEY = "uH5sYq2pX0vK8aZr3NwTe7LcMb1JdGf9QiRoVx4S";
    public static final String OTHER_ACCESS_KEY = "AKOTHERPROJECT000001";
    public static final String OTHER_SECRET_KEY = "Zk3VbQw8Ht6RyPs1MxLd0NcTf5Jg2AoE7uIiKr9X";
    public static final String TEMPORARY_KEY = "AKTEMPORARY000000001";
    public static final String TEMPORARY_SECRET = "p0DqWb7RzTn4KyHs6VfXu2MaLe9JcGi3OtSrBv8C";
    public static final String SECURITY_TOKEN = "a-security-token.that/is+signed==";
    public static final String EXPIRED_KEY = "AKEXPIRED00000000001";
    /** A project whose only desktops are those of the test of reports. */
    public static final String REPORTS = "reports-project";

    public static final String REPORTS_KEY = "AKREPORTS00000000001";

    /** Likewise, for the test of login records. */
    public static final String CONNECTIONS = "connections-project";

    public static final String CONNECTIONS_KEY = "AKCONNECTIONS0000001";
    public static final String POWERLESS_KEY = "AKPOWERLESS000000001";

    /** The actions of docs/spec/api.md, Permissions, and the one of the metrics. */
    public static final List<String> ACTIONS = List.of(
            "workspace:statistics:exportDesktopMetrics",
            "workspace:statistics:listDesktopMetrics",
            "workspace:statistics:exportUserMetrics",
            "workspace:statistics:listUserMetrics",
            "workspace:statistics:getMetric",
            "workspace:statistics:getMetricTrend",
            "workspace:statistics:getGrowthRate",
            "workspace:statistics:listNotificationRules",
            "workspace:statistics:manageNotificationRules",
            "workspace:statistics:getUsed",
            "workspace:statistics:getUnused",
            "workspace:connections:listOnlineUsers",
            "workspace:connections:securityList",
            "workspace:connections:securityExport",
            "workspace:tenants:listExportTasks",
            "workspace:tenants:exportData",
            "workspace:tenants:deleteExportTasks",
            "workspace:connections:import",
            "workspace:statistics:aggregate",
            "workspace:webhooks:manage",
            "workspace:service:observe");

    /** A token for this one action in the own project. */
    public static String only(String action) {
        return "only " + action;
    }

    /** A token for all actions but this in the own project. */
    public static String allBut(String action) {
        return "all but " + action;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = super.start();
        configuration.put("deskhours.auth.mode", "on");
        // A packaged program is given what an earlier class has set, unless that is said anew.
        configuration.putIfAbsent("quarkus.http.proxy.proxy-address-forwarding", "false");
        configuration.put("deskhours.auth.keys-file", written(keys().toString()));
        return configuration;
    }

    public KeysText keys() {
        List<String> own = List.of(OWN);
        List<String> everything = List.of("*");
        KeysText keys = new KeysText()
                .key(TestKey.CALLER.access(), TestKey.CALLER.secret(), own, everything)
                .key(TestKey.STRANGER.access(), TestKey.STRANGER.secret(), own, everything)
                .key(ACCESS_KEY, SECRET_KEY, own, everything)
                .key(REPORTS_KEY, SECRET_KEY, List.of(REPORTS), everything)
                .key(CONNECTIONS_KEY, SECRET_KEY, List.of(CONNECTIONS), everything)
                .key(OTHER_ACCESS_KEY, OTHER_SECRET_KEY, List.of(OTHER), everything)
                .key(TEMPORARY_KEY, TEMPORARY_SECRET, own, everything, "security_token: " + SECURITY_TOKEN)
                .key(EXPIRED_KEY, SECRET_KEY, own, everything, "expires_at: 2020-01-01T00:00:00Z")
                .key(POWERLESS_KEY, SECRET_KEY, own, List.of("workspace:tenants:listExportTasks"))
                .token(HOSTILE_TOKEN, List.of(HOSTILE), everything)
                .token(ADMINISTRATOR, everything, everything);
        for (String action : ACTIONS) {
            List<String> others = new ArrayList<>(ACTIONS);
            others.remove(action);
            keys.token(only(action), own, List.of(action)).token(allBut(action), own, others);
        }
        return keys;
    }

    private static String written(String keys) {
        try {
            Path file = Files.createTempFile("deskhours-keys", ".yaml");
            return Files.writeString(file, keys).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
