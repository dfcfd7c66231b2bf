package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Evicts with bare HTTP, so that the whole answer can be looked at: clients hide headers, and some
 * retry by themselves. Each client is known to the audit log as {@value #USER_AGENT}.
 */
public final class EvictionClient implements AutoCloseable {

  /** Its User-Agent. */
  public static final String USER_AGENT = "eviction-client";

  /** Longer than any eviction is held. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Config config;
  private final HttpClient http;

  private EvictionClient(Config config) {
    this.config = config;
    try {
      this.http =
          HttpClient.newBuilder()
              .sslContext(SSLUtils.sslContext(config))
              .version(
                  HttpClient.Version.HTTP_1_1) // a call that is given up is a closed connection
              .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new EnvironmentException("the kubeconfig's keys cannot be used", e);
    }
  }

  /** For the user that this kubeconfig names, by client certificate or bearer token. */
  public static EvictionClient of(Path kubeconfig) {
    return new EvictionClient(Config.fromKubeconfig(kubeconfig.toFile()));
  }

  /** For whoever this bearer token names; the kubeconfig's own user does not count. */
  public static EvictionClient withToken(Path kubeconfig, String token) {
    return new EvictionClient(TokenConfig.of(kubeconfig, token));
  }

  /** Evicts and waits for the answer, which may be held back for as long as the hold lasts. */
  public EvictionAnswer evict(Eviction eviction) {
    try {
      return send(eviction).join();
    } catch (CompletionException e) {
      throw new EnvironmentException("no answer to the eviction of " + eviction.pod(), e);
    }
  }

  /** Evicts; to cancel the future is to hang up. */
  public CompletableFuture<EvictionAnswer> send(Eviction eviction) {
    long start = System.nanoTime();
    return exchange(eviction)
        .thenApply(response ->
            new EvictionAnswer(
                response.statusCode(),
                response.headers(),
                parse(response),
                Duration.ofNanos(System.nanoTime() - start)));
  }

  /** The exchange itself, which alone passes a cancellation on to the connection. */
  public CompletableFuture<HttpResponse<String>> exchange(Eviction eviction) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.getMasterUrl()).resolve(eviction.path()))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT)
            .POST(BodyPublishers.ofString(eviction.body()));
    String token = config.getOauthToken();
    if (token != null && !token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** Hangs up on all calls that are still open. */
  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  /** A 429 of API Priority and Fairness is a plain text, and no Status. */
  private static JsonNode parse(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      if (response.statusCode() == 429) {
        return JSON.createObjectNode().put("message", response.body().strip());
      }
      throw new EnvironmentException("not JSON: " + response.body(), e);
    }
  }
}
