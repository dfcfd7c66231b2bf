package io.github.spotaware.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The plain port beside the one that does the work: {@code /metrics} in Prometheus' text format,
 * {@code /healthz} and {@code /readyz}. Read only, and nothing on it is secret.
 */
public final class ManagementServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private ManagementServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 takes a free one
   * @param registry whose metrics are shown
   * @param health reasons to be restarted; what a restart does not mend belongs to {@code
   *     readiness}
   * @param readiness reasons to get no work
   * @throws IOException when the address can't be listened on
   */
  public static ManagementServer start(
      InetSocketAddress address, PrometheusRegistry registry, Readiness health, Readiness readiness)
      throws IOException {
    ManagementServer management = new ManagementServer(HttpServer.create(address, BACKLOG));
    management.page("/metrics", exchange -> metrics(exchange, registry));
    management.page("/healthz", exchange -> probe(exchange, health));
    management.page("/readyz", exchange -> probe(exchange, readiness));
    management.server.createContext(
        "/", exchange -> answer(exchange, 404, TEXT, "Not found; see /metrics\n"));
    management.server.setExecutor(management.executor);
    management.server.start();
    return management;
  }

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void page(String path, HttpHandler page) {
    server.createContext(
        path,
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals(path)) { // contexts match by prefix
            answer(exchange, 404, TEXT, "Not found\n");
          } else if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            answer(exchange, 405, TEXT, "Only GET and HEAD\n");
          } else {
            page.handle(exchange);
          }
        });
  }

  private static void metrics(HttpExchange exchange, PrometheusRegistry registry)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    answer(exchange, 200, PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }

  private static void probe(HttpExchange exchange, Readiness readiness) throws IOException {
    Readiness.Report report = readiness.report();
    answer(exchange, report.status(), TEXT, report.text());
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    answer(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      if (isHead(exchange)) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  /** Stops at once: a scrape that is cut off is simply repeated. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
