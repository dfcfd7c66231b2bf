package io.github.spotaware.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile List<String> health = List.of();
  private volatile List<String> readiness = List.of();
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ManagementServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            registry,
            () -> health,
            () -> readiness);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void showsMetricsInTextFormat() throws Exception {
    Counter.builder().name("spot_aware_test").help("Seen").register(registry).inc(3);

    HttpResponse<String> response = call("GET", "/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(response.body())
        .contains("# TYPE spot_aware_test_total counter", "spot_aware_test_total 3.0");
  }

  @Test
  void listsEveryReasonAgainst() throws Exception {
    assertThat(call("GET", "/readyz").statusCode()).isEqualTo(200);
    assertThat(call("GET", "/readyz").body()).isEqualTo("ok\n");

    readiness = List.of("cache of pods is not filled", "draining");
    assertThat(call("GET", "/readyz").statusCode()).isEqualTo(503);
    assertThat(call("GET", "/readyz").body()).isEqualTo("cache of pods is not filled\ndraining\n");
    assertThat(call("GET", "/healthz").statusCode()).isEqualTo(200);

    health = List.of("informers stopped");
    assertThat(call("GET", "/healthz").statusCode()).isEqualTo(503);
  }

  @Test
  void answersOnlyItsPathsAndOnlyReads() throws Exception {
    assertThat(call("GET", "/").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/metricsx").statusCode()).isEqualTo(404);
    assertThat(call("HEAD", "/metrics").statusCode()).isEqualTo(200);
    HttpResponse<String> post = call("POST", "/metrics");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }
}
