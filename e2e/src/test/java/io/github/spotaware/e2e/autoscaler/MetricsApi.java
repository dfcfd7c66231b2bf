package io.github.spotaware.e2e.autoscaler;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Identity;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.github.spotaware.e2e.controlplane.Pki;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves external.metrics.k8s.io, as a metrics adapter does: the value of every metric is 1. The
 * API server reaches it through an APIService whose Service is an ExternalName of a loopback
 * address; the certificate's real Service name is checked against the {@code caBundle}.
 */
final class MetricsApi implements AutoCloseable {
  private static final String GROUP_VERSION = "external.metrics.k8s.io/v1beta1";
  private static final String NAME = "v1beta1.external.metrics.k8s.io";
  private static final String SERVICE = "metrics-adapter";
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final HttpsServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final KubernetesClient client;

  private MetricsApi(KubernetesClient client, Identity identity, Pki pki, int port) {
    this.client = client;
    try {
      server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(identity.serving(pki.authority())));
    } catch (IOException e) {
      throw new EnvironmentException("could not serve metrics on port " + port, e);
    }
    server.createContext("/", MetricsApi::answer);
    server.setExecutor(executor);
    server.start();
  }

  /** Serves them to the whole cluster; returns when the API server has found it available. */
  static MetricsApi start(Scenario scenario) {
    int port = Loopback.freePort();
    Pki pki = new Pki("metrics of a test");
    String host = SERVICE + "." + scenario.namespace() + ".svc";
    Identity identity = pki.server(host, List.of(host), List.of());
    MetricsApi api = new MetricsApi(scenario.client(), identity, pki, port);
    try {
      api.register(scenario.namespace(), port, pki.authority().certificatePem());
      return api;
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  private void register(String namespace, int port, String authority) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: %s
              namespace: %s
            spec:
              type: ExternalName
              externalName: 127.0.0.1
            """
                .formatted(SERVICE, namespace))
        .create();
    client
        .resource(
            """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata:
              name: %s
            spec:
              group: external.metrics.k8s.io
              version: v1beta1
              groupPriorityMinimum: 100
              versionPriority: 100
              caBundle: %s
              service:
                name: %s
                namespace: %s
                port: %d
            """
                .formatted(
                    NAME,
                    Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8)),
                    SERVICE,
                    namespace,
                    port))
        .create();
    Await.until("APIService " + NAME + " to be Available", Deadline.after(BOUND), this::available);
  }

  private boolean available() {
    var found = client.apiServices().withName(NAME).get();
    return found != null
        && found.getStatus() != null
        && found.getStatus().getConditions().stream()
            .anyMatch(c -> "Available".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String[] parts = path.split("/");
    boolean known = path.startsWith("/apis/" + GROUP_VERSION);
    // /apis/GROUP/VERSION/namespaces/NAMESPACE/METRIC, and without the last three what there is
    byte[] body =
        (parts.length == 7 ? value(parts[6]) : RESOURCES).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static final String RESOURCES =
      """
      {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "%s", "resources": []}
      """
          .formatted(GROUP_VERSION);

  private static String value(String metric) {
    return """
    {"kind": "ExternalMetricValueList", "apiVersion": "%s", "metadata": {}, "items": [
      {"metricName": "%s", "metricLabels": {}, "timestamp": "%s", "value": "1"}]}
    """
        .formatted(GROUP_VERSION, metric, Instant.ofEpochSecond(Instant.now().getEpochSecond()));
  }

  /** The APIService first: one that is not available holds up the deletion of namespaces. */
  @Override
  public void close() {
    client.apiServices().withName(NAME).delete();
    server.stop(0);
    executor.close();
  }
}
