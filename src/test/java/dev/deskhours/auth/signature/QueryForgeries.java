package dev.deskhours.auth.signature;

import java.util.List;

import dev.deskhours.auth.signature.TestSigner.QueryOrder;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

final class QueryForgeries {
    private QueryForgeries() {}

    static List<Forgery> of(Scene scene) {
        WireRequest list = scene.sign(scene.list());
        String query = list.query();
        return List.of(
                accepted("list as signed", list),
                refused("no query", list.withQuery(null)),
                refused("parameter changed", list.withQuery(query.replace("limit=10", "limit=11"))),
                refused("parameter renamed", list.withQuery(query.replace("limit=", "offset="))),
                refused("parameter added", list.withQuery(query + "&offset=1")),
                refused("parameter repeated", list.withQuery(query + "&limit=10")),
                refused("parameter dropped", list.withQuery(query.replace("&limit=10", ""))),
                refused("empty parameter dropped", list.withQuery(query.replace("&resource_id=", ""))),
                refused("empty parameter filled", list.withQuery(query.replace("resource_id=", "resource_id=a"))),
                refused("parameter emptied", list.withQuery(query.replace("limit=10", "limit="))),
                refused("separator escaped", list.withQuery(query.replace("&limit", "%26limit"))),
                refused(
                        "query where there was none",
                        scene.sign(scene.task("a")).withQuery("a=b")),
                accepted("parameters in another order", list.withQuery("limit=10&" + query.replace("&limit=10", ""))),
                accepted("no equals sign before nothing", list.withQuery(query.replace("resource_id=", "resource_id"))),
                accepted("empty parts", list.withQuery("&" + query.replace("&", "&&") + "&")),
                accepted("plus for a space in the query", list.withQuery(query.replace("%20", "+"))),
                refused("plus for an escaped plus", list.withQuery(query.replace("%2B", "+"))),
                accepted("escapes of the query in lower case", list.withQuery(query.replace("%3A", "%3a"))),
                accepted(
                        "escapes taken off",
                        list.withQuery(query.replace("%3A", ":").replace("%2A", "*"))),
                refused("escape in the query escaped", list.withQuery(query.replace("%3A", "%253A"))),
                repeated(scene, true, "repeated values", QueryOrder.ESCAPED, "k=b&k=a&j=", "k=b&k=a&j="),
                repeated(scene, true, "repeated values in another order", QueryOrder.ESCAPED, "k=b&k=a", "k=a&k=b"),
                repeated(scene, true, "sorted after escaping", QueryOrder.ESCAPED, "k=a&k=%7B", "k=a&k=%7B"),
                repeated(scene, true, "sorted before escaping", QueryOrder.DECODED, "k=%7B&k=a", "k=%7B&k=a"),
                repeated(scene, true, "signed as sent", QueryOrder.VALUES_AS_SENT, "k=b&k=a&j=", "k=b&k=a&j="),
                repeated(
                        scene, false, "signed as sent, order changed", QueryOrder.VALUES_AS_SENT, "k=b&k=a", "k=a&k=b"),
                repeated(scene, false, "one of repeated values dropped", QueryOrder.ESCAPED, "k=b&k=a", "k=b"),
                repeated(scene, false, "values exchanged", QueryOrder.ESCAPED, "k=b&j=a", "k=a&j=b"),
                repeated(scene, false, "keys in upper case", QueryOrder.ESCAPED, "k=a", "K=a"));
    }

    private static Forgery repeated(
            Scene scene, boolean accepted, String name, QueryOrder order, String signed, String sent) {
        Scene ordered = scene.with(scene.signer().withQueryOrder(order));
        WireRequest request = ordered.sign(scene.list().withQuery(signed));
        return new Forgery(name, request.withQuery(sent), accepted);
    }
}
