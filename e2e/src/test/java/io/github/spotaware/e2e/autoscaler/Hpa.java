package io.github.spotaware.e2e.autoscaler;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Scenario;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HPA of a Deployment, whose metric asks for one replica: 1, where a pod is to have 100. */
public final class Hpa {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private Hpa() {}

  /** For up to 3 replicas, without a minReplicas of its own. */
  static void create(Scenario scenario, String deployment) {
    scenario.client().resource(yaml(scenario.namespace(), deployment, deployment, "")).create();
  }

  /** As KEDA makes one: with this owner. */
  static String owned(
      String namespace, String name, String deployment, String scaledObject, String uid, int min) {
    return yaml(
        namespace,
        name,
        deployment,
        """
          minReplicas: %d
        metadata:
          name: %s
          namespace: %s
          labels:
            scaledobject.keda.sh/name: %s
          ownerReferences:
            - apiVersion: keda.sh/v1alpha1
              kind: ScaledObject
              name: %s
              uid: %s
              controller: true
              blockOwnerDeletion: true
        """
            .formatted(min, name, namespace, scaledObject, scaledObject, uid));
  }

  private static String yaml(String namespace, String name, String deployment, String rest) {
    String metadata =
        rest.isEmpty()
            ? """
            metadata:
              name: %s
              namespace: %s
            """
                .formatted(name, namespace)
            : "";
    return """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    %sspec:
      scaleTargetRef:
        apiVersion: apps/v1
        kind: Deployment
        name: %s
      maxReplicas: 3
      metrics:
        - type: External
          external:
            metric:
              name: queue
            target:
              type: AverageValue
              averageValue: "100"
    %s\
    """
        .formatted(metadata, deployment, rest);
  }

  static @Nullable HorizontalPodAutoscaler get(Scenario scenario, String name) {
    return scenario
        .client()
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .inNamespace(scenario.namespace())
        .withName(name)
        .get();
  }

  /** Its {@code minReplicas} as it is now; empty where it is unset, or where there is no HPA. */
  public static Optional<Integer> minReplicas(Scenario scenario, String name) {
    return Optional.ofNullable(get(scenario, name)).map(hpa -> hpa.getSpec().getMinReplicas());
  }

  /** Until the HPA controller has read the metric and wants one replica. */
  static void awaitWantsOne(Scenario scenario, String name) {
    Await.until(
        "the HPA " + name + " to want 1; it is " + get(scenario, name),
        Deadline.after(BOUND),
        () -> wantsOne(get(scenario, name)));
  }

  private static boolean wantsOne(@Nullable HorizontalPodAutoscaler hpa) {
    return hpa != null
        && hpa.getStatus() != null
        && hpa.getStatus().getConditions() != null
        && hpa.getStatus().getConditions().stream()
            .anyMatch(c -> "ScalingActive".equals(c.getType()) && "True".equals(c.getStatus()))
        && hpa.getStatus().getDesiredReplicas() == 1;
  }
}
