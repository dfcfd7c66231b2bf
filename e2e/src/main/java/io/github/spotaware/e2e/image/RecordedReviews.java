package io.github.spotaware.e2e.image;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Sends a webhook the AdmissionReviews that were recorded for its tests, as an API server does.
 *
 * @param folder of the recorded reviews
 * @param server the webhook
 * @param authorityPem the certificate authority that signed its certificate
 */
record RecordedReviews(Path folder, URI server, String authorityPem) {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private record Review(String file, String path) {}

  /** The eviction last: it is held for a moment. */
  private static final List<Review> REVIEWS =
      List.of(
          new Review("node-cordon", "/nodes"),
          new Review("deployment-create", "/deployments"),
          new Review("deployment-label", "/deployments"),
          new Review("pod-create", "/pods"),
          new Review("pod-delete", "/deletes"),
          new Review("count-scale", "/counts"),
          new Review("budget-create", "/budgets"),
          new Review("eviction", "/evictions"));

  /** Sends all, one after another. What is answered is not looked at, only that it is. */
  void send() {
    Config trusting =
        new ConfigBuilder(Config.empty())
            .withCaCertData(
                Base64.getEncoder().encodeToString(authorityPem.getBytes(StandardCharsets.UTF_8)))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(SSLUtils.sslContext(trusting)).build()) {
      for (Review review : REVIEWS) {
        HttpResponse<String> answer = client.send(request(review), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new EnvironmentException(
              "%s was answered %d: %s"
                  .formatted(review, answer.statusCode(), answer.body().strip()));
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new EnvironmentException("a recorded review was not answered: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while a review was answered", e);
    }
  }

  private HttpRequest request(Review review) throws IOException {
    return HttpRequest.newBuilder(server.resolve(review.path() + "?timeout=3s"))
        .timeout(BOUND)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Files.readString(folder.resolve(review.file() + ".json"))))
        .build();
  }
}
