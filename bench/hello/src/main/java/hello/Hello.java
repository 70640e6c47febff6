package hello;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What the start of Deskhours is compared with: a resource and nothing else. */
@Path("/hello")
public class Hello {
    @GET
    public String hello() {
        return "hello";
    }
}
