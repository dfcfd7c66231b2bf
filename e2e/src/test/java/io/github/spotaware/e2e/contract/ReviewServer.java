package io.github.spotaware.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Identity;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.github.spotaware.e2e.controlplane.Pki;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Admission webhooks of a test: one for each path, all on one port of 127.0.0.1. What none was told
 * to answer is allowed.
 */
final class ReviewServer implements AutoCloseable {

  /** Signs its certificate, and no other. */
  static final Pki PKI = new Pki("webhooks of a test");

  /** The host that the certificate names, beside 127.0.0.1. */
  static final String SERVICE_HOST = "reviews.default.svc";

  private static final Identity IDENTITY =
      PKI.server(SERVICE_HOST, List.of(SERVICE_HOST), List.of("127.0.0.1"));
  private static final String ALLOWED = "{\"allowed\": true}";

  /**
   * One call of a webhook.
   *
   * @param query of the URL
   * @param body an AdmissionReview
   */
  record Review(String query, JsonNode body) {
    JsonNode request() {
      return body.path("request");
    }

    /** The text at a JSON pointer into the request; empty where there is none. */
    String text(String pointer) {
      return request().at(pointer).asText();
    }
  }

  private final HttpsServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Function<Review, String>> answers = new ConcurrentHashMap<>();
  private final Map<String, List<Review>> reviews = new ConcurrentHashMap<>();

  private ReviewServer(int port) {
    try {
      server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(sslContext()));
    } catch (IOException e) {
      throw new EnvironmentException("could not serve webhooks on port " + port, e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  static ReviewServer start() {
    return new ReviewServer(Loopback.freePort());
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What {@code caBundle} has to be for it to be trusted. */
  static String caBundle() {
    return Base64.getEncoder()
        .encodeToString(PKI.authority().certificatePem().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * From now on the webhook answers this.
   *
   * @param response JSON with single quotes, without the review's UID
   */
  void answer(String webhook, String response) {
    answer(webhook, _ -> response);
  }

  /** The same, as a function of the review, which may take its time. */
  void answer(String webhook, Function<Review, String> response) {
    answers.put(webhook, response);
  }

  /** What the webhook has been asked. */
  List<Review> reviews(String webhook) {
    return reviews.computeIfAbsent(webhook, _ -> new CopyOnWriteArrayList<>());
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String webhook = uri.getPath().substring(1);
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    Review review = new Review(query, RawClient.parse(text));
    reviews(webhook).add(review);
    String response = answers.getOrDefault(webhook, _ -> ALLOWED).apply(review);
    byte[] body = answer(review, response).toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static JsonNode answer(Review review, String response) {
    ObjectNode answer =
        (ObjectNode)
            RawClient.parse(
                "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\"}");
    ObjectNode said = (ObjectNode) RawClient.parse(response.replace('\'', '"'));
    if (said.remove("anotherUid") == null) {
      said.set("uid", review.request().path("uid"));
    }
    return answer.set("response", said);
  }

  /** With the certificate that is trusted. */
  static SSLContext sslContext() {
    return IDENTITY.serving(PKI.authority());
  }

  /** Calls that wait for an answer are cut off. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
