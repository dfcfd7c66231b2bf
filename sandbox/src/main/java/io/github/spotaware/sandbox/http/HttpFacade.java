package io.github.spotaware.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.SandboxOptions;
import io.github.spotaware.sandbox.access.Tokens;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.api.Answer;
import io.github.spotaware.sandbox.api.Api;
import io.github.spotaware.sandbox.api.ApiError;
import io.github.spotaware.sandbox.api.Call;
import io.github.spotaware.sandbox.api.Request;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Discovery;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side: who asks, for what, and how the answer is sent. */
public final class HttpFacade implements AutoCloseable {
  /** Whose behaviour the model follows. */
  private static final String VERSION = "v1.36.3";

  private static final Logger LOG = LoggerFactory.getLogger(HttpFacade.class);

  private final Javalin server;
  private final Journal journal;
  private final Resources resources;
  private final Discovery discovery;
  private final Api api;
  private final Authentication authentication;
  private final AuditLog audit;
  private final WatchRoute watches;
  private final Pages pages = new Pages();

  public HttpFacade(
      SandboxOptions options, Journal journal, Resources resources, Api api, Tokens tokens) {
    this.journal = journal;
    this.resources = resources;
    this.discovery = new Discovery(resources);
    this.api = api;
    this.authentication = new Authentication(tokens);
    this.audit = new AuditLog(options.auditLog());
    this.watches = new WatchRoute(journal, audit);
    this.server =
        Javalin.create(config -> {
          HttpsPort.configure(config, options);
          for (HandlerType method :
              List.of(
                  HandlerType.GET,
                  HandlerType.POST,
                  HandlerType.PUT,
                  HandlerType.PATCH,
                  HandlerType.DELETE)) {
            config.routes.addHttpHandler(method, "/*", this::handle);
          }
          config.routes.addHttpHandler(
              HandlerType.WEBSOCKET_BEFORE_UPGRADE, "/*", this::beforeUpgrade);
          config.routes.ws("/*", socket -> socket.onConnect(watches::connected));
          config.routes.exception(ApiError.class, (error, call) -> send(call, error));
          config.routes.exception(RuntimeException.class, HttpFacade::failed);
        });
  }

  /** Begins to listen. */
  public void start() {
    server.start();
  }

  private void handle(Context call) throws IOException, InterruptedException {
    call.contentType("application/json");
    Instant received = Instant.now();
    if (answered(call)) {
      return;
    }
    User user = authentication.user(call);
    Optional<Answer> review = review(call, user);
    if (review.isPresent()) {
      send(call, review.get());
      return;
    }
    Optional<ObjectNode> document = discovery.document(call.path(), VERSION);
    if (document.isPresent() && call.method().equals(HandlerType.GET)) {
      call.result(Json.text(document.get()));
      return;
    }
    handle(call, request(call, user), received);
  }

  /** What needs no user. */
  private static boolean answered(Context call) {
    boolean probe = List.of("/readyz", "/livez", "/healthz").contains(call.path());
    if (probe) {
      call.contentType("text/plain").result("ok");
    }
    return probe;
  }

  /** What is asked of one's own rights and name. */
  private Optional<Answer> review(Context call, User user) {
    if (!call.method().equals(HandlerType.POST)) {
      return Optional.empty();
    }
    return switch (call.path()) {
      case "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" ->
          Optional.of(api.reviews().self(call.body(), user));
      case "/apis/authentication.k8s.io/v1/selfsubjectreviews" ->
          Optional.of(api.reviews().whoAmI(user));
      default -> Optional.empty();
    };
  }

  private void handle(Context call, Request request, Instant received)
      throws IOException, InterruptedException {
    String uri = uri(call);
    try {
      api.authorize(request);
      if (request.isWatch()) {
        audit.write(request, uri, "ResponseStarted", received, 200, MissingNode.getInstance());
        watches.stream(call, request);
        audit.write(request, uri, "ResponseComplete", received, 200, MissingNode.getInstance());
      } else if (request.name().isEmpty() && request.method().equals("GET")) {
        String list = list(request);
        audit.write(request, uri, "ResponseComplete", received, 200, MissingNode.getInstance());
        call.result(list);
      } else {
        Answer answer = api.answer(request);
        audit.write(request, uri, "ResponseComplete", received, answer.code(), answer.body());
        send(call, answer);
      }
    } catch (ApiError error) {
      audit.write(request, uri, "ResponseComplete", received, error.code(), error.status());
      send(call, error);
    }
  }

  private static String uri(Context call) {
    String query = call.queryString();
    return query == null || query.isEmpty() ? call.path() : call.path() + "?" + query;
  }

  private Request request(Context call, User user) {
    ApiPath path =
        ApiPath.of(call.path())
            .orElseThrow(() ->
                ApiError.of(404, "NotFound", "the server could not find the requested resource"));
    Resource resource =
        resources
            .find(path.group(), path.version(), path.plural())
            .orElseThrow(() ->
                ApiError.of(404, "NotFound", "the server could not find the requested resource"));
    Map<String, String> query = new HashMap<>();
    call.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
    String agent = call.userAgent();
    return new Request(
        call.method().name(),
        resource,
        path.namespace(),
        path.name(),
        path.subresource(),
        mediaType(call.contentType()),
        body(call),
        new Call(user, agent == null ? "" : agent, query, Call.deadline(query)));
  }

  /** Binary bodies keep their bytes. */
  private static String body(Context call) {
    return mediaType(call.contentType()).equals("application/vnd.kubernetes.protobuf")
        ? new String(call.bodyAsBytes(), StandardCharsets.ISO_8859_1)
        : call.body();
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip();
  }

  private String list(Request request) {
    Map<String, String> query = request.call().query();
    String more = query.getOrDefault("continue", "");
    Pages.Page page =
        more.isEmpty()
            ? pages.first(
                journal.list(request.resource(), request.namespace()),
                Selection.of(request),
                limit(query))
            : pages.next(more, limit(query));
    return "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":%s,\"items\":[%s]}"
        .formatted(
            request.resource().kind(),
            request.resource().apiVersion(),
            Json.text(page.metadata()),
            String.join(",", page.items()));
  }

  private static int limit(Map<String, String> query) {
    try {
      return Integer.parseInt(query.getOrDefault("limit", "0"));
    } catch (NumberFormatException _) {
      throw ApiError.badRequest("limit: invalid value");
    }
  }

  private static void send(Context call, Answer answer) {
    warn(call, answer.warnings());
    call.status(answer.code()).contentType("application/json").result(Json.text(answer.body()));
  }

  /** A watch over a WebSocket is refused before it is one. */
  private void beforeUpgrade(Context call) {
    Request request = request(call, authentication.user(call));
    api.authorize(request);
    watches.accept(call, request);
  }

  private static void warn(Context call, List<String> warnings) {
    warnings.forEach(warning ->
        call.res()
            .addHeader("Warning", "299 - \"" + warning.replaceAll("[\\\\\"]", "\\\\$0") + "\""));
  }

  /** A defect of ours: said as the API server says one of its own. */
  private static void failed(RuntimeException e, Context call) {
    LOG.atError().setCause(e).log("A request failed: {} {}", call.method(), call.path());
    send(call, ApiError.of(500, "InternalError", "Internal error occurred: " + e));
  }

  private static void send(Context call, ApiError error) {
    warn(call, error.warnings());
    JsonNode retry = error.status().at("/details/retryAfterSeconds");
    if (retry.asInt() > 0) {
      call.header("Retry-After", retry.asText());
    }
    call.status(error.code()).contentType("application/json").result(Json.text(error.status()));
  }

  /** Ends all watches, and listens no more. */
  @Override
  public void close() {
    watches.end();
    server.stop();
    audit.close();
  }
}
