package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls webhooks over HTTPS (apiserver pkg/util/webhook/client.go): at the URL of the entry, or at
 * its Service. A Service leads somewhere only if it is an ExternalName; its certificate is checked
 * for the Service's own name all the same.
 */
final class WebhookClient {
  private record Server(String authority, String name) {}

  private final Map<Server, HttpClient> clients = new ConcurrentHashMap<>();
  private final Journal journal;
  private final Resource services;

  WebhookClient(Journal journal, Resource services) {
    this.journal = journal;
    this.services = services;
  }

  /**
   * Sends the review, and returns the field {@code response} of the answer.
   *
   * @param timeout told to the webhook, rounded up to whole seconds
   * @throws IOException where there is none in time, or it is not one
   */
  JsonNode call(WebhookEntry entry, Review review, Duration timeout)
      throws IOException, InterruptedException {
    ObjectNode request = review.request();
    ObjectNode body = Json.object();
    body.put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
    body.set("request", request);
    long seconds = Math.max(1, Math.ceilDiv(timeout.toMillis(), 1_000));
    HttpResponse<String> response =
        client(entry)
            .send(
                HttpRequest.newBuilder(uri(entry, seconds))
                    .timeout(timeout)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, */*")
                    .header("User-Agent", "kube-apiserver-admission")
                    .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("an error on the server, HTTP status " + response.statusCode());
    }
    JsonNode answer = Json.MAPPER.readTree(response.body()).path("response");
    if (!answer.path("uid").equals(request.path("uid")) || !answer.path("allowed").isBoolean()) {
      throw new IOException("expected response.uid and response.allowed");
    }
    return answer;
  }

  private URI uri(WebhookEntry entry, long seconds) throws IOException {
    JsonNode config = entry.clientConfig();
    String timeout = "timeout=" + seconds + "s";
    if (config.hasNonNull("url")) {
      String url = config.path("url").asText();
      return URI.create(url + (url.contains("?") ? "&" : "?") + timeout);
    }
    JsonNode service = config.path("service");
    JsonNode found =
        journal.get(services, service.path("namespace").asText(), service.path("name").asText());
    String host = found == null ? "" : found.at("/spec/externalName").asText();
    if (host.isEmpty()) {
      throw new IOException(
          "service \"%s\" leads nowhere here: only one of type ExternalName does"
              .formatted(service.path("name").asText()));
    }
    return URI.create(
        "https://%s:%d%s?%s"
            .formatted(
                host, service.path("port").asInt(443), service.path("path").asText("/"), timeout));
  }

  private HttpClient client(WebhookEntry entry) throws IOException {
    JsonNode config = entry.clientConfig();
    JsonNode service = config.path("service");
    String name =
        service.isObject()
            ? service.path("name").asText() + "." + service.path("namespace").asText() + ".svc"
            : URI.create(config.path("url").asText()).getHost();
    String authority =
        new String(
            Base64.getDecoder().decode(config.path("caBundle").asText()),
            StandardCharsets.US_ASCII);
    if (authority.isEmpty()) {
      throw new IOException("x509: certificate signed by unknown authority: there is no caBundle");
    }
    return clients.computeIfAbsent(
        new Server(authority, name),
        server ->
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(ServerTrust.context(server.authority(), server.name()))
                .executor(task -> Thread.ofVirtual().name("webhook-call").start(task))
                .build());
  }
}
