package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Taint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Node as a document: schedulable or not, its taints, and whether it is Ready. */
final class NodeProjection implements Projection<Node> {
  private static final String SPEC = "spec";
  private static final String UNSCHEDULABLE = "unschedulable";
  private static final String TAINTS = "taints";
  private static final String EFFECT = "effect";
  private static final String CORDON = "node.kubernetes.io/unschedulable";
  private static final int PODS = 110;

  private static final Map<String, Taint.Effect> EFFECTS =
      Map.of(
          "NoSchedule", Taint.Effect.NO_SCHEDULE,
          "PreferNoSchedule", Taint.Effect.PREFER_NO_SCHEDULE,
          "NoExecute", Taint.Effect.NO_EXECUTE);

  @Override
  public Kind<Node> kind() {
    return Kind.NODE;
  }

  @Override
  public Node read(ObjectNode document, Meta meta, @Nullable Node before) {
    List<Taint> taints = new ArrayList<>();
    for (JsonNode taint : document.path(SPEC).path(TAINTS)) {
      if (taint.path("key").asText().equals(CORDON)) {
        continue; // says what spec.unschedulable says
      }
      Taint.Effect effect = EFFECTS.get(taint.path(EFFECT).asText());
      if (effect == null) {
        throw new IllegalArgumentException(
            "spec.taints.effect: Unsupported value: \"" + taint.path(EFFECT).asText() + "\"");
      }
      taints.add(new Taint(taint.path("key").asText(), effect));
    }
    return new Node(
        meta,
        document.path(SPEC).path(UNSCHEDULABLE).asBoolean(),
        before == null || isReady(document),
        taints,
        document.at("/status/allocatable/pods").asInt(PODS));
  }

  private static boolean isReady(JsonNode document) {
    for (JsonNode condition : document.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** A cordoned node has the taint that says so, as its lifecycle controller would give it. */
  @Override
  public void show(Node node, ObjectNode document) {
    ObjectNode spec = document.withObjectProperty(SPEC);
    if (node.unschedulable()) {
      spec.put(UNSCHEDULABLE, true);
    }
    taints(node, spec);
    ObjectNode status = document.withObjectProperty("status");
    ObjectNode ready = status.putArray("conditions").addObject();
    ready.put("type", "Ready").put("status", node.ready() ? "True" : "Unknown");
    ready.put("reason", node.ready() ? "KubeletReady" : "NodeStatusUnknown");
    ready.put("lastHeartbeatTime", Json.time(node.meta().created()));
    ready.put("lastTransitionTime", Json.time(node.meta().created()));
    for (String sizes : List.of("capacity", "allocatable")) {
      status
          .putObject(sizes)
          .put("cpu", "8")
          .put("memory", "32Gi")
          .put("pods", Integer.toString(node.capacity()));
    }
  }

  /** What the model does not keep of a taint, its value and its time, is in the document. */
  private static void taints(Node node, ObjectNode spec) {
    Map<Taint, JsonNode> known = new HashMap<>();
    for (JsonNode taint : spec.path(TAINTS)) {
      Taint.Effect effect = EFFECTS.get(taint.path(EFFECT).asText());
      if (effect != null) {
        known.put(new Taint(taint.path("key").asText(), effect), taint);
      }
    }
    spec.remove(TAINTS);
    ArrayNode taints = Json.array();
    for (Taint taint : node.taints()) {
      JsonNode whole = known.get(taint);
      taints.add(
          whole == null
              ? Json.object().put("key", taint.key()).put(EFFECT, text(taint.effect()))
              : whole);
    }
    if (node.unschedulable()) {
      taints.addObject().put("key", CORDON).put(EFFECT, "NoSchedule");
    }
    if (!taints.isEmpty()) {
      spec.set(TAINTS, taints);
    }
  }

  private static String text(Taint.Effect effect) {
    return EFFECTS.entrySet().stream()
        .filter(entry -> entry.getValue() == effect)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void strip(ObjectNode document) {
    Json.in(document, SPEC).remove(UNSCHEDULABLE);
    Json.in(document, "status").remove(List.of("conditions", "capacity", "allocatable"));
  }
}
