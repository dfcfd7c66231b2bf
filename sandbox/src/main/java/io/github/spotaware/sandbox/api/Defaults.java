package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the API server puts where a field is not set, as far as anyone here looks at it. */
final class Defaults {
  private static final String SPEC = "spec";
  private static final int ADDRESSES = 65_000;

  private final AtomicInteger services = new AtomicInteger();

  void apply(Resource resource, ObjectNode object) {
    switch (resource.kind()) {
      case "Deployment" -> deployment(object.withObjectProperty(SPEC));
      case "ReplicaSet" -> {
        absent(object.withObjectProperty(SPEC), "replicas", 1);
        pod(object.withObjectProperty(SPEC).withObjectProperty("template"));
      }
      case "Pod" -> pod(object);
      case "Service" -> service(object.withObjectProperty(SPEC));
      case "Namespace" ->
          Json.in(object, "metadata")
              .withObjectProperty("labels")
              .set("kubernetes.io/metadata.name", object.at("/metadata/name"));
      case "Secret" -> secret(object);
      case "ResourceQuota" ->
          object.withObjectProperty("status").set("hard", object.at("/spec/hard").deepCopy());
      case "CustomResourceDefinition" -> established(object);
      case "HorizontalPodAutoscaler" -> absent(object.withObjectProperty(SPEC), "minReplicas", 1);
      case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" ->
          object.path("webhooks").forEach(webhook -> webhook(resource, (ObjectNode) webhook));
      default -> {
        // Nothing that anyone here looks at.
      }
    }
  }

  private static void deployment(ObjectNode spec) {
    absent(spec, "replicas", 1);
    absent(spec, "progressDeadlineSeconds", 600);
    absent(spec, "revisionHistoryLimit", 10);
    ObjectNode strategy = spec.withObjectProperty("strategy");
    absent(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = strategy.withObjectProperty("rollingUpdate");
      absent(rolling, "maxUnavailable", "25%");
      absent(rolling, "maxSurge", "25%");
    }
    pod(spec.withObjectProperty("template"));
  }

  private static void pod(ObjectNode pod) {
    ObjectNode spec = pod.withObjectProperty(SPEC);
    absent(spec, "restartPolicy", "Always");
    absent(spec, "terminationGracePeriodSeconds", 30);
    absent(spec, "dnsPolicy", "ClusterFirst");
    absent(spec, "schedulerName", "default-scheduler");
    spec.withObjectProperty("securityContext");
    for (JsonNode each : spec.path("containers")) {
      ObjectNode container = (ObjectNode) each;
      container.withObjectProperty("resources");
      absent(container, "imagePullPolicy", "IfNotPresent");
      absent(container, "terminationMessagePath", "/dev/termination-log");
      absent(container, "terminationMessagePolicy", "File");
      for (JsonNode port : container.path("ports")) {
        absent((ObjectNode) port, "protocol", "TCP");
      }
    }
  }

  private void service(ObjectNode spec) {
    absent(spec, "type", "ClusterIP");
    absent(spec, "sessionAffinity", "None");
    if (!spec.path("type").asText().equals("ExternalName") && !spec.has("clusterIP")) {
      int number = services.incrementAndGet() % ADDRESSES + 1;
      spec.put("clusterIP", "10.96.%d.%d".formatted(number / 256, number % 256));
    }
    for (JsonNode each : spec.path("ports")) {
      ObjectNode port = (ObjectNode) each;
      absent(port, "protocol", "TCP");
      if (!port.has("targetPort")) {
        port.set("targetPort", port.path("port"));
      }
    }
  }

  private static void established(ObjectNode definition) {
    ObjectNode status = definition.withObjectProperty("status");
    if (!status.has("conditions")) {
      ArrayNode conditions = status.putArray("conditions");
      for (String type : List.of("NamesAccepted", "Established")) {
        conditions.addObject().put("type", type).put("status", "True");
      }
    }
  }

  /** What is written as text is kept in base64 (core/v1 conversion). */
  private static void secret(ObjectNode secret) {
    absent(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = secret.withObjectProperty("data");
      texts
          .properties()
          .forEach(entry ->
              data.put(
                  entry.getKey(),
                  Base64.getEncoder()
                      .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void webhook(Resource resource, ObjectNode webhook) {
    absent(webhook, "failurePolicy", "Fail");
    absent(webhook, "matchPolicy", "Equivalent");
    absent(webhook, "timeoutSeconds", 10);
    webhook.withObjectProperty("namespaceSelector");
    webhook.withObjectProperty("objectSelector");
    if (resource.kind().startsWith("Mutating")) {
      absent(webhook, "reinvocationPolicy", "Never");
    }
    for (JsonNode rule : webhook.path("rules")) {
      absent((ObjectNode) rule, "scope", "*");
    }
    if (webhook.at("/clientConfig/service").isObject()) {
      absent((ObjectNode) webhook.at("/clientConfig/service"), "port", 443);
    }
  }

  private static void absent(ObjectNode object, String field, String value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }

  private static void absent(ObjectNode object, String field, int value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }
}
