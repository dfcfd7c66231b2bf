package io.github.spotaware.sandbox.projection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PodDisruptionBudget as a document. */
final class BudgetProjection implements Projection<DisruptionBudget> {
  private static final String SPEC = "spec";
  private static final String MIN = "minAvailable";
  private static final String MAX = "maxUnavailable";
  private static final String POLICY = "unhealthyPodEvictionPolicy";
  private static final String ALWAYS = "AlwaysAllow";

  @Override
  public Kind<DisruptionBudget> kind() {
    return Kind.DISRUPTION_BUDGET;
  }

  @Override
  public String ownerKind() {
    return "Deployment";
  }

  @Override
  public DisruptionBudget read(ObjectNode document, Meta meta, @Nullable DisruptionBudget before) {
    JsonNode spec = document.path(SPEC);
    return new DisruptionBudget(
        meta,
        SelectorProjection.read(spec.path("selector")),
        spec.path(MIN).asInt(DisruptionBudget.UNSET),
        spec.path(MAX).asInt(DisruptionBudget.UNSET),
        spec.path(POLICY).asText().equals(ALWAYS),
        before == null ? DisruptionBudget.Status.NONE : before.status());
  }

  @Override
  public void show(DisruptionBudget budget, ObjectNode document) {
    ObjectNode spec = document.withObjectProperty(SPEC);
    if (budget.minAvailable() != DisruptionBudget.UNSET) {
      spec.put(MIN, budget.minAvailable());
    }
    if (budget.maxUnavailable() != DisruptionBudget.UNSET) {
      spec.put(MAX, budget.maxUnavailable());
    }
    DisruptionBudget.Status status = budget.status();
    ObjectNode shown = document.putObject("status");
    if (status.observedGeneration() > 0) {
      shown.put("observedGeneration", status.observedGeneration());
    }
    shown.put("disruptionsAllowed", status.disruptionsAllowed());
    shown.put("currentHealthy", status.currentHealthy());
    shown.put("desiredHealthy", status.desiredHealthy());
    shown.put("expectedPods", status.expectedPods());
    if (status.observedGeneration() > 0) {
      boolean allowed = status.disruptionsAllowed() > 0;
      shown
          .putArray("conditions")
          .addObject()
          .put("type", "DisruptionAllowed")
          .put("status", allowed ? "True" : "False")
          .put("reason", allowed ? "SufficientPods" : "InsufficientPods")
          .put("message", "")
          .put("observedGeneration", status.observedGeneration())
          .put("lastTransitionTime", Json.time(budget.meta().created()));
    }
    if (!status.disruptedPods().isEmpty()) {
      ObjectNode disrupted = shown.putObject("disruptedPods");
      status.disruptedPods().forEach((pod, since) -> disrupted.put(pod, Json.time(since)));
    }
  }

  @Override
  public void strip(ObjectNode document) {
    Json.in(document, SPEC).remove(List.of(MIN, MAX));
    document.remove("status");
  }
}
