package dev.deskhours.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** Says at {@code /q/info} which build is running. */
@ApplicationScoped
public class InfoPage {
    void register(@Observes Router router) {
        router.get("/q/info").handler(context -> context.response()
                .putHeader("Content-Type", "application/json")
                .end(info().encode()));
    }

    private static JsonObject info() {
        Build build = Build.read();
        return new JsonObject()
                .put("version", build.version())
                .put("commit", build.commit())
                .put("build_time", build.time())
                .put("runtime", Build.runtime());
    }
}
