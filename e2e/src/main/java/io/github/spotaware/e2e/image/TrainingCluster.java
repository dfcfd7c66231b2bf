package io.github.spotaware.e2e.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.zjsonpatch.JsonPatch;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.Loopback;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConnectContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * Just enough of an API server for a program to do its work once, so that the classes it needs are
 * loaded. Nothing is checked and no controller acts: it says nothing about how the program behaves
 * on a cluster.
 */
final class TrainingCluster implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> RESOURCES =
      Map.of(
          "Namespace", "namespaces",
          "Node", "nodes",
          "ConfigMap", "configmaps",
          "Deployment", "deployments",
          "ReplicaSet", "replicasets",
          "Pod", "pods",
          "EndpointSlice", "endpointslices");

  private final Javalin server;
  private final int port = Loopback.freePort();
  private final Map<ApiPath, ObjectNode> objects = new LinkedHashMap<>();
  private final List<Watch> watches = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long version = 1;

  /** Where the events of a collection go; false once the client has gone. */
  private record Watch(ApiPath collection, Predicate<String> events) {}

  TrainingCluster() {
    try (InputStream yaml = TrainingCluster.class.getResourceAsStream("cluster.yaml")) {
      new ObjectMapper(new YAMLFactory())
          .readerFor(ObjectNode.class)
          .<ObjectNode>readValues(yaml)
          .forEachRemaining(object -> store(pathOf(object), object));
    } catch (IOException e) {
      throw new EnvironmentException("could not read the cluster to train with", e);
    }
    server = Javalin.create(this::configure).start("127.0.0.1", port);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    for (HandlerType method :
        List.of(
            HandlerType.GET,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE)) {
      config.routes.addHttpHandler(method, "/*", this::answer);
    }
    config.routes.ws("/*", socket -> socket.onConnect(this::watch));
  }

  /** Its address, for a kubeconfig. */
  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Cordons a node, as kubectl does. */
  synchronized void cordon(String node) {
    ApiPath path = new ApiPath("/api/v1", "", "nodes", node);
    ObjectNode changed = require(path).deepCopy();
    changed.withObject("/spec").put("unschedulable", true);
    store(path, changed);
  }

  /** The count that the Deployment wants. */
  synchronized int replicas(String namespace, String deployment) {
    ApiPath path = new ApiPath("/apis/apps/v1", namespace, "deployments", deployment);
    return require(path).at("/spec/replicas").asInt();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop();
  }

  private void answer(Context call) throws IOException {
    ApiPath path = ApiPath.of(call.path());
    call.contentType("application/json");
    if (call.queryParam("watch") != null) {
      watch(path, call);
      return;
    }
    JsonNode sent = JSON.readTree(call.body());
    Optional<JsonNode> found =
        switch (call.method().name()) {
          case "GET" -> path.isCollection() ? Optional.of(list(path)) : get(path);
          case "POST" -> Optional.of(store(path.named(name(sent)), (ObjectNode) sent));
          case "PUT" -> Optional.of(store(path, (ObjectNode) sent));
          case "PATCH" -> patch(path, sent);
          default -> get(path);
        };
    call.status(found.isPresent() ? 200 : 404);
    call.result(JSON.writeValueAsString(found.orElseGet(TrainingCluster::notFound)));
  }

  /** Over a WebSocket, as the client opens the watches that last. */
  private synchronized void watch(WsConnectContext socket) {
    add(
        ApiPath.of(socket.session.getUpgradeRequest().getRequestURI().getPath()),
        event -> sent(socket, event));
  }

  /** As a stream, for those that come and go. Lasts as long as this. */
  private void watch(ApiPath collection, Context call) throws IOException {
    OutputStream stream = call.outputStream();
    stream.flush();
    add(collection, event -> written(stream, event));
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(ApiPath collection, Predicate<String> events) {
    watches.add(new Watch(collection, events));
  }

  private static boolean sent(WsConnectContext socket, String event) {
    if (socket.session.isOpen()) {
      socket.send(event);
    }
    return socket.session.isOpen();
  }

  private static boolean written(OutputStream stream, String event) {
    try {
      stream.write((event + "\n").getBytes(StandardCharsets.UTF_8));
      stream.flush();
      return true;
    } catch (IOException _) {
      return false; // the client has gone
    }
  }

  private synchronized JsonNode list(ApiPath collection) {
    ObjectNode list = JSON.createObjectNode();
    list.withObject("/metadata").put("resourceVersion", Long.toString(version));
    ArrayNode items = list.putArray("items");
    objects.forEach((path, object) -> {
      if (collection.contains(path)) {
        items.add(object);
      }
    });
    return list;
  }

  private ObjectNode require(ApiPath path) {
    return Objects.requireNonNull(objects.get(path));
  }

  private synchronized Optional<JsonNode> get(ApiPath path) {
    return Optional.ofNullable(objects.get(path));
  }

  private synchronized Optional<JsonNode> patch(ApiPath path, JsonNode patch) throws IOException {
    ObjectNode before = objects.get(path);
    if (before == null) {
      return Optional.empty();
    }
    JsonNode after =
        patch.isArray()
            ? JsonPatch.apply(patch, before)
            : JSON.readerForUpdating(before.deepCopy()).readValue(patch);
    return Optional.of(store(path, (ObjectNode) after));
  }

  private synchronized ObjectNode store(ApiPath path, ObjectNode object) {
    version++;
    ObjectNode stored = object.deepCopy();
    ObjectNode metadata =
        stored.withObject("/metadata").put("resourceVersion", Long.toString(version));
    if (!metadata.has("creationTimestamp")) {
      metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    }
    if (!metadata.has("uid")) {
      metadata.put("uid", UUID.randomUUID().toString());
    }
    boolean isNew = objects.put(path, stored) == null;
    watches.removeIf(watch -> watch.collection().contains(path) && !tell(watch, isNew, stored));
    return stored;
  }

  private static boolean tell(Watch watch, boolean isNew, ObjectNode object) {
    ObjectNode event = JSON.createObjectNode().put("type", isNew ? "ADDED" : "MODIFIED");
    event.set("object", object);
    return watch.events().test(event.toString());
  }

  private static JsonNode notFound() {
    return JSON.createObjectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("reason", "NotFound")
        .put("message", "not found")
        .put("code", 404);
  }

  private static ApiPath pathOf(ObjectNode object) {
    String group = object.path("apiVersion").asText();
    return new ApiPath(
        group.contains("/") ? "/apis/" + group : "/api/" + group,
        object.path("metadata").path("namespace").asText(),
        Objects.requireNonNull(RESOURCES.get(object.path("kind").asText())),
        name(object));
  }

  private static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.has("name")
        ? metadata.path("name").asText()
        : metadata.path("generateName").asText() + UUID.randomUUID();
  }
}
