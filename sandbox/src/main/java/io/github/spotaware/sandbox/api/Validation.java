package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.admission.Configurations;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.SelectorProjection;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.selector.LabelSelector;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses what the API server refuses, as far as this project meets it, and with 501 what it takes
 * and the model has no part for: nothing is stored that would have no effect.
 */
final class Validation {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final List<String> RBAC =
      List.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");
  private static final List<String> NO_SIDE_EFFECTS = List.of("None", "NoneOnDryRun");
  private static final int NOTE = 1_024;
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private final Resource resource;
  private final String name;

  private Validation(Resource resource, String name) {
    this.resource = resource;
    this.name = name;
  }

  /**
   * @throws ApiError 422 or 501, which names the field
   */
  static void check(Resource resource, ObjectNode object) {
    String name = object.at("/metadata/name").asText();
    new Validation(resource, name).check(object);
  }

  private void check(ObjectNode object) {
    if (!RBAC.contains(resource.kind()) && !NAME.matcher(name).matches()) {
      throw invalid(
          "metadata.name", "Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain");
    }
    JsonNode spec = object.path("spec");
    switch (resource.kind()) {
      case "Deployment", "ReplicaSet" -> workload(spec);
      case "Pod" -> pod("spec", spec, true);
      case "PodDisruptionBudget" -> budget(spec);
      case "HorizontalPodAutoscaler" -> autoscaler(spec);
      case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> webhooks(object);
      case "Event" -> {
        if (object.path("note").asText().length() > NOTE) {
          throw invalid("note", "Too long: may not be more than " + NOTE + " bytes");
        }
      }
      case "StatefulSet" -> {
        if (spec.path("replicas").asInt(1) > 0) {
          throw ApiError.notImplemented(
              "it has no controller for StatefulSets: set spec.replicas to 0");
        }
      }
      case "DaemonSet" -> {
        if (spec.at("/template/spec/nodeSelector").isEmpty()) {
          throw ApiError.notImplemented("it has no controller for DaemonSets");
        }
      }
      default -> {
        // Its fields are nobody's business here.
      }
    }
  }

  private void workload(JsonNode spec) {
    int replicas = spec.path("replicas").asInt();
    if (replicas < 0) {
      throw invalid(
          "spec.replicas", "Invalid value: " + replicas + ": must be greater than or equal to 0");
    }
    LabelSelector selector = selector(spec.path("selector"));
    if (spec.path("selector").isEmpty()) {
      throw invalid("spec.selector", "Required value");
    }
    if (!selector.matches(Json.strings(spec.at("/template/metadata/labels")))) {
      throw invalid(
          "spec.template.metadata.labels",
          "Invalid value: `selector` does not match template `labels`");
    }
    if (spec.path("paused").asBoolean()) {
      throw ApiError.notImplemented("spec.paused");
    }
    pod("spec.template.spec", spec.at("/template/spec"), replicas > 0);
  }

  /**
   * @param runs there are to be pods of it
   */
  private void pod(String path, JsonNode spec, boolean runs) {
    if (spec.path("containers").isEmpty()) {
      throw invalid(path + ".containers", "Required value");
    }
    if (!runs) {
      return;
    }
    for (String each : List.of("nodeAffinity", "podAffinity", "podAntiAffinity")) {
      if (spec.path("affinity").path(each).has(REQUIRED)) {
        throw ApiError.notImplemented(path + ".affinity." + each + "." + REQUIRED);
      }
    }
    if (!spec.path("topologySpreadConstraints").isEmpty()) {
      throw ApiError.notImplemented(path + ".topologySpreadConstraints");
    }
  }

  private void budget(JsonNode spec) {
    selector(spec.path("selector"));
    boolean min = spec.hasNonNull("minAvailable");
    boolean max = spec.hasNonNull("maxUnavailable");
    if (min && max) {
      throw invalid("spec", "Invalid value: minAvailable and maxUnavailable cannot be both set");
    }
    for (String field : List.of("minAvailable", "maxUnavailable")) {
      if (spec.path(field).isTextual()) {
        throw ApiError.notImplemented("spec." + field + " as a percentage");
      }
    }
  }

  private void autoscaler(JsonNode spec) {
    int max = spec.path("maxReplicas").asInt();
    if (max < 1) {
      throw invalid("spec.maxReplicas", "Invalid value: " + max + ": must be greater than 0");
    }
    if (max < spec.path("minReplicas").asInt(1)) {
      throw invalid(
          "spec.maxReplicas",
          "Invalid value: " + max + ": must be greater than or equal to `minReplicas`");
    }
    if (!spec.at("/scaleTargetRef/kind").asText().equals("Deployment")) {
      throw ApiError.notImplemented("a HorizontalPodAutoscaler of anything but a Deployment");
    }
  }

  private void webhooks(JsonNode configuration) {
    int index = 0;
    for (JsonNode webhook : configuration.path("webhooks")) {
      String field = "webhooks[" + index++ + "].";
      if (!NO_SIDE_EFFECTS.contains(webhook.path("sideEffects").asText())) {
        throw invalid(
            field + "sideEffects",
            "Unsupported value: \"%s\": supported values: \"None\", \"NoneOnDryRun\""
                .formatted(webhook.path("sideEffects").asText()));
      }
      Configurations.problem(webhook)
          .ifPresent(problem -> {
            throw invalid(field + problem.field(), "Invalid value: " + problem.why());
          });
    }
  }

  private LabelSelector selector(JsonNode selector) {
    try {
      return SelectorProjection.read(selector);
    } catch (IllegalArgumentException e) {
      throw invalid("spec.selector", "Invalid value: " + e.getMessage());
    }
  }

  /**
   * What may not change.
   *
   * @throws ApiError 422
   */
  static void checkChange(Resource resource, ObjectNode before, ObjectNode next) {
    boolean selects = resource.kind().equals("Deployment") || resource.kind().equals("ReplicaSet");
    if (selects && !before.at("/spec/selector").equals(next.at("/spec/selector"))) {
      throw ApiError.invalid(
          resource,
          next.at("/metadata/name").asText(),
          "spec.selector",
          "Invalid value: field is immutable");
    }
    if (resource.kind().equals("Secret") && !before.path("type").equals(next.path("type"))) {
      throw ApiError.invalid(
          resource,
          next.at("/metadata/name").asText(),
          "type",
          "Invalid value: field is immutable");
    }
    if (resource.kind().equals("Pod")
        && !before.at("/spec/nodeName").equals(next.at("/spec/nodeName"))) {
      throw ApiError.invalid(
          resource,
          next.at("/metadata/name").asText(),
          "spec.nodeName",
          "Forbidden: pod updates may not change it");
    }
  }

  private ApiError invalid(String field, String why) {
    return ApiError.invalid(resource, name, field, why);
  }
}
