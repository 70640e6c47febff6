package dev.deskhours.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Connections that note which texts are sent as they are. */
final class RecordingPool extends Pool {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    RecordingPool(Pool pool) {
        super(pool.getDelegate());
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public <T> Uni<T> withConnection(Function<SqlConnection, Uni<T>> work) {
        return super.withConnection(connection -> work.apply(new SqlConnection(recorded(connection.getDelegate()))));
    }

    @Override
    public Uni<SqlConnection> getConnection() {
        return super.getConnection().map(connection -> new SqlConnection(recorded(connection.getDelegate())));
    }

    private io.vertx.sqlclient.SqlConnection recorded(io.vertx.sqlclient.SqlConnection connection) {
        return (io.vertx.sqlclient.SqlConnection) Proxy.newProxyInstance(
                RecordingPool.class.getClassLoader(),
                new Class<?>[] {io.vertx.sqlclient.SqlConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("query")) {
                        messages.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
