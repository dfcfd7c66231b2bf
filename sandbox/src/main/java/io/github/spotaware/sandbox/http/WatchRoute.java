package io.github.spotaware.sandbox.http;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.spotaware.sandbox.api.ApiError;
import io.github.spotaware.sandbox.api.Request;
import io.github.spotaware.sandbox.journal.Journal;
import io.javalin.http.Context;
import io.javalin.websocket.WsConnectContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Watches, as a stream and over a WebSocket. They last until {@link #end} at the longest. */
final class WatchRoute {
  private static final Duration LIFE = Duration.ofMinutes(40);
  private static final String REQUEST = "sandbox.request";

  private final Journal journal;
  private final AuditLog audit;
  private volatile boolean closed;

  WatchRoute(Journal journal, AuditLog audit) {
    this.journal = journal;
    this.audit = audit;
  }

  /**
   * One over a WebSocket may begin.
   *
   * @throws ApiError where it can't
   */
  void accept(Context call, Request request) {
    var _ = events(request);
    call.attribute(REQUEST, request);
  }

  private WatchEvents events(Request request) {
    Map<String, String> query = request.call().query();
    if (query.containsKey("sendInitialEvents")) {
      throw ApiError.of(
          422,
          "Invalid",
          "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents"
              + " is forbidden for watch unless the WatchList feature gate is enabled");
    }
    String seconds = query.getOrDefault("timeoutSeconds", "");
    String since = query.getOrDefault("resourceVersion", "");
    try {
      return new WatchEvents(
          journal,
          request.resource(),
          Selection.of(request),
          since.isEmpty() ? 0 : Long.parseLong(since),
          seconds.isEmpty() ? LIFE : Duration.ofSeconds(Long.parseLong(seconds)));
    } catch (NumberFormatException _) {
      throw ApiError.badRequest("resourceVersion, timeoutSeconds: invalid value");
    }
  }

  /** Returns when it ends. */
  void stream(Context call, Request request) throws IOException, InterruptedException {
    WatchEvents events = events(request);
    call.status(200);
    OutputStream out = call.res().getOutputStream();
    call.res().flushBuffer();
    events.run(
        event -> {
          out.write(event.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
          out.flush();
        },
        () -> !closed);
  }

  /** One that was accepted. */
  void connected(WsConnectContext socket) {
    Request request = socket.attribute(REQUEST);
    if (request == null) {
      socket.closeSession();
      return;
    }
    Instant received = Instant.now();
    String uri = socket.session.getUpgradeRequest().getRequestURI().toString();
    audit.write(request, uri, "ResponseStarted", received, 200, MissingNode.getInstance());
    Thread.ofVirtual()
        .name("watch")
        .start(() -> {
          try {
            events(request).run(socket::send, () -> !closed && socket.session.isOpen());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          } finally {
            audit.write(request, uri, "ResponseComplete", received, 200, MissingNode.getInstance());
            socket.closeSession(1_000, "");
          }
        });
  }

  /** All of them end. */
  void end() {
    closed = true;
  }
}
