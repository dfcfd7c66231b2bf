package io.github.spotaware.e2e.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.observe.TokenConfig;
import java.io.IOException;
import java.io.InputStream;
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

/** Bare HTTP to an API server: clients hide or mend some of what is answered. */
final class RawClient {
  static final String JSON_PATCH = "application/json-patch+json";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
  static final String APPLY_PATCH = "application/apply-patch+yaml";

  private static final String JSON_TYPE = "application/json";
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final HttpClient http;
  private final String token;
  private final String userAgent;

  private RawClient(URI server, HttpClient http, String token, String userAgent) {
    this.server = server;
    this.http = http;
    this.token = token;
    this.userAgent = userAgent;
  }

  /** For the user that this kubeconfig names. */
  static RawClient of(Path kubeconfig) {
    return of(Config.fromKubeconfig(kubeconfig.toFile()));
  }

  /** The same server, for whoever this bearer token names; the kubeconfig's own user counts not. */
  static RawClient withToken(Path kubeconfig, String token) {
    return of(TokenConfig.of(kubeconfig, token));
  }

  private static RawClient of(Config config) {
    try {
      HttpClient http = HttpClient.newBuilder().sslContext(SSLUtils.sslContext(config)).build();
      String token = config.getOauthToken();
      return new RawClient(
          URI.create(config.getMasterUrl()), http, token == null ? "" : token, "contract/1");
    } catch (GeneralSecurityException | IOException e) {
      throw new EnvironmentException("the kubeconfig's keys cannot be used", e);
    }
  }

  /** The same user by another User-Agent. */
  RawClient as(String otherUserAgent) {
    return new RawClient(server, http, token, otherUserAgent);
  }

  RawAnswer get(String path) {
    return send("GET", path, JSON_TYPE, "");
  }

  RawAnswer post(String path, Object body) {
    return send("POST", path, JSON_TYPE, json(body));
  }

  RawAnswer put(String path, Object body) {
    return send("PUT", path, JSON_TYPE, json(body));
  }

  RawAnswer patch(String path, String contentType, String patch) {
    return send("PATCH", path, contentType, patch);
  }

  RawAnswer delete(String path) {
    return send("DELETE", path, JSON_TYPE, "");
  }

  /** With DeleteOptions in the body. */
  RawAnswer delete(String path, String options) {
    return send("DELETE", path, JSON_TYPE, options);
  }

  private RawAnswer send(String method, String path, String contentType, String body) {
    return join(path, start(method, path, contentType, body));
  }

  /** A POST whose answer is awaited later. */
  CompletableFuture<RawAnswer> startPost(String path, Object body) {
    return start("POST", path, JSON_TYPE, json(body));
  }

  /** A PUT whose answer is awaited later. */
  CompletableFuture<RawAnswer> startPut(String path, Object body) {
    return start("PUT", path, JSON_TYPE, json(body));
  }

  private CompletableFuture<RawAnswer> start(
      String method, String path, String contentType, String body) {
    HttpRequest request =
        request(path)
            .timeout(TIMEOUT)
            .header("Content-Type", contentType)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenApply(
            answer -> new RawAnswer(answer.statusCode(), answer.headers(), parse(answer.body())));
  }

  /** The answer of a request that streams, from its start on. */
  HttpResponse<InputStream> stream(String path) {
    return join(path, http.sendAsync(request(path).build(), BodyHandlers.ofInputStream()));
  }

  private static <T> T join(String path, CompletableFuture<T> answer) {
    try {
      return answer
          .orTimeout(TIMEOUT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new EnvironmentException("no answer to a request of " + path, e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Accept", JSON_TYPE)
            .header("User-Agent", userAgent);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static String json(Object body) {
    try {
      return body instanceof String text ? text : JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What is no JSON becomes a text. */
  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(body);
    }
  }
}
