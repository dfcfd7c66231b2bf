package io.github.spotaware.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.document.Document;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.controller.SchedulingRules;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.Taint;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's spec asks of its node: {@code nodeSelector}, tolerations, and the node affinity that
 * it prefers. That it prefers not to be beside others the model's scheduler sees to: it takes the
 * emptiest node.
 */
final class PodPreferences implements SchedulingRules {
  private static final String CORDON = "node.kubernetes.io/unschedulable";
  private static final Map<Taint.Effect, String> EFFECTS =
      Map.of(
          Taint.Effect.NO_SCHEDULE, "NoSchedule",
          Taint.Effect.PREFER_NO_SCHEDULE, "PreferNoSchedule",
          Taint.Effect.NO_EXECUTE, "NoExecute");
  private static final String PREFERRED =
      "/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution";

  private final Consumer<Pod> waits;
  private final Function<Node, List<Pod>> podsOn;

  /**
   * @param waits told each pod that no node takes for now
   * @param podsOn those on a node that have not ended
   */
  PodPreferences(Consumer<Pod> waits, Function<Node, List<Pod>> podsOn) {
    this.waits = waits;
    this.podsOn = podsOn;
  }

  @Override
  public boolean fits(Pod pod, Node node) {
    Map<String, String> wanted = Json.strings(spec(pod).path("nodeSelector"));
    return wanted.entrySet().stream()
            .allMatch(each -> each.getValue().equals(node.meta().labels().get(each.getKey())))
        && new NodeRoom(podsOn.apply(node)).has(pod);
  }

  @Override
  public boolean takes(Node node, Pod pod) {
    Taint cordon = new Taint(CORDON, Taint.Effect.NO_SCHEDULE);
    return (!node.unschedulable() || tolerates(pod, cordon))
        && node.taints().stream()
            .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
            .allMatch(taint -> tolerates(pod, taint));
  }

  @Override
  public boolean stays(Pod pod, Taint taint) {
    return tolerates(pod, taint);
  }

  @Override
  public void waits(Pod pod) {
    waits.accept(pod);
  }

  /** By key and effect; values of taints the model does not have. */
  private static boolean tolerates(Pod pod, Taint taint) {
    for (JsonNode toleration : spec(pod).path("tolerations")) {
      String key = toleration.path("key").asText();
      String effect = toleration.path("effect").asText();
      boolean all = key.isEmpty() && toleration.path("operator").asText().equals("Exists");
      if ((all || key.equals(taint.key()))
          && (effect.isEmpty() || effect.equals(EFFECTS.get(taint.effect())))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int preference(Pod pod, Node node) {
    int sum = 0;
    for (JsonNode term : spec(pod).at(PREFERRED)) {
      if (matches(term.path("preference"), node)) {
        sum += term.path("weight").asInt();
      }
    }
    return sum;
  }

  static JsonNode spec(Pod pod) {
    return pod.meta().rest() instanceof Document document
        ? document.fields().path("spec")
        : Json.object();
  }

  private static boolean matches(JsonNode preference, Node node) {
    for (JsonNode field : preference.path("matchFields")) {
      if (!matches(field, node.meta().name())) {
        return false;
      }
    }
    for (JsonNode label : preference.path("matchExpressions")) {
      if (!matches(label, node.meta().labels().get(label.path("key").asText()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(JsonNode requirement, @Nullable String value) {
    boolean listed = false;
    for (JsonNode each : requirement.path("values")) {
      listed |= each.asText().equals(value);
    }
    return switch (requirement.path("operator").asText()) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
