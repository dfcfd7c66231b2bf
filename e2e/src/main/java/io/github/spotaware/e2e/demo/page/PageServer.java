package io.github.spotaware.e2e.demo.page;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Serves the page on a port of 127.0.0.1: its files, and the stream of what happens. To browsers
 * that were sent here by this machine only: a page from elsewhere that has its own name lead here
 * is refused, and nothing is shared with other origins.
 */
final class PageServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  /** So long may it take until all browsers have the end. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final EventStream stream;
  private final Javalin server;

  /**
   * Serves as soon as this returns.
   *
   * @param port 0 for a free one
   */
  PageServer(EventStream stream, int port) {
    this.stream = stream;
    server = Javalin.create(this::configure).start(HOST, port);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.routes.before(this::guard);
    for (PageFile file : PageFile.all()) {
      config.routes.get(file.path(), call -> call.contentType(file.type()).result(file.content()));
    }
    config.routes.get("/events", stream::serve);
  }

  private void guard(Context call) {
    HEADERS.forEach(call::header);
    int port = server.port();
    if (!Set.of(HOST + ":" + port, "localhost:" + port).contains(String.valueOf(call.host()))) {
      throw new ForbiddenResponse("this is 127.0.0.1:" + port);
    }
  }

  URI address() {
    return URI.create("http://" + HOST + ":" + server.port() + "/");
  }

  /** To be called when the last state is known: waits for the browsers to have it. */
  @Override
  public void close() {
    stream.awaitEnd(FAREWELL);
    breakOff();
  }

  /** Ends it, whoever reads. */
  void breakOff() {
    server.stop();
  }
}
