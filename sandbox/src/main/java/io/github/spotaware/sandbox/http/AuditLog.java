package io.github.spotaware.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.api.Request;
import io.github.spotaware.sandbox.document.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.UUID;

/**
 * One JSON event a line, as kube-apiserver writes it (audit.k8s.io/v1), before the answer goes out.
 * The bodies of writes are in it for Deployments, evictions and ConfigMaps.
 */
final class AuditLog implements AutoCloseable {
  private static final Set<String> WITH_BODIES = Set.of("deployments", "configmaps");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final Writer writer;
  private boolean closed;

  AuditLog(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      writer = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the audit log " + file, e);
    }
  }

  /**
   * @param stage {@code ResponseComplete}, or {@code ResponseStarted} of a watch
   * @param response the answer's body; missing where it has none
   */
  void write(
      Request request, String uri, String stage, Instant received, int code, JsonNode response) {
    ObjectNode event = Json.object();
    event.put("kind", "Event").put("apiVersion", "audit.k8s.io/v1");
    event.put("auditID", UUID.randomUUID().toString()).put("stage", stage);
    event.put("requestURI", uri).put("verb", request.verb().orElse(""));
    event.set("user", request.call().user().info());
    event.put("userAgent", request.call().userAgent());
    ObjectNode object = event.putObject("objectRef").put("resource", request.resource().plural());
    Json.put(object, "namespace", request.namespace());
    String name = request.name();
    Json.put(object, "name", name.isEmpty() ? response.at("/metadata/name").asText() : name);
    Json.put(object, "apiGroup", request.resource().group());
    object.put("apiVersion", request.resource().version());
    Json.put(object, "subresource", request.subresource());
    event.putObject("responseStatus").put("code", code);
    if (withBodies(request)) {
      JsonNode sent = sent(request);
      if (!sent.isMissingNode()) {
        event.set("requestObject", sent);
      }
      event.set("responseObject", response);
    }
    event.put("requestReceivedTimestamp", MICROS.format(received));
    event.put("stageTimestamp", MICROS.format(Instant.now()));
    write(Json.text(event));
  }

  /** The body as it came; missing where it is no JSON. */
  private static JsonNode sent(Request request) {
    try {
      return Json.MAPPER.readTree(request.body());
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  private static boolean withBodies(Request request) {
    boolean write = !request.method().equals("GET");
    return write
        && (WITH_BODIES.contains(request.resource().plural())
            || request.subresource().equals("eviction"));
  }

  private synchronized void write(String line) {
    if (closed) {
      return; // the cluster has ended, and nobody waits for this answer
    }
    try {
      writer.write(line);
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the audit log", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close the audit log", e);
    }
  }
}
