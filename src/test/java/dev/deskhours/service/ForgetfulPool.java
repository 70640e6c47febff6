package dev.deskhours.service;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.PreparedQuery;
import io.vertx.mutiny.sqlclient.PreparedStatement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Connections whose statements have lost their condition on the project: as if whoever wrote them had forgotten it. */
final class ForgetfulPool extends Pool {
    private static final Pattern CONDITION =
            Pattern.compile("(?<![a-z_.])(?:[a-z_]+\\.)?project_id = (\\$[0-9]+)(?:::text)?");

    private final Set<String> crippled = ConcurrentHashMap.newKeySet();

    ForgetfulPool(Pool pool) {
        super(pool.getDelegate());
    }

    /** The statements that were run without their condition. */
    Set<String> crippled() {
        return crippled;
    }

    @Override
    public <T> Uni<T> withConnection(Function<SqlConnection, Uni<T>> work) {
        return super.withConnection(connection -> work.apply(new ForgetfulConnection(connection)));
    }

    @Override
    public Uni<SqlConnection> getConnection() {
        return super.getConnection().map(ForgetfulConnection::new);
    }

    private String forget(String sql) {
        Matcher condition = CONDITION.matcher(sql);
        if (!condition.find()) {
            return sql;
        }
        crippled.add(sql);
        return condition.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "::text is not null"));
    }

    private final class ForgetfulConnection extends SqlConnection {
        ForgetfulConnection(SqlConnection connection) {
            super(connection.getDelegate());
        }

        @Override
        public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
            return super.preparedQuery(forget(sql));
        }

        @Override
        public Uni<PreparedStatement> prepare(String sql) {
            return super.prepare(forget(sql));
        }
    }
}
