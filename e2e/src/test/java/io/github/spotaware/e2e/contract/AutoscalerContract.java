package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** HorizontalPodAutoscalers; those that act need no metric for it. */
abstract class AutoscalerContract extends Contract {

  @Test
  void aFloorIsDefaultedAndBoundByTheCeiling() {
    RawAnswer made = raw().post(autoscalers(), autoscaler("\"maxReplicas\": 3"));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.number("/spec/minReplicas")).isEqualTo(1);

    assertThat(floor("2").number("/spec/minReplicas")).isEqualTo(2);
    RawAnswer above = floor("4");
    assertThat(above.status()).isEqualTo(422);
    assertThat(above.text("/details/causes/0/field")).isEqualTo("spec.maxReplicas");
    assertThat(floor("null").number("/spec/minReplicas")).isEqualTo(1);
  }

  @Test
  void aFloorIsWrittenOnTheVersionRead() {
    RawAnswer made = raw().post(autoscalers(), autoscaler("\"maxReplicas\": 3"));
    String patch =
        "{\"metadata\": {\"uid\": \"%s\", \"resourceVersion\": \"%s\"}, \"spec\": {\"minReplicas\":"
            + " 2}}";

    RawAnswer stale =
        raw().patch(autoscalers("web"), RawClient.MERGE_PATCH, patch.formatted(made.uid(), "1"));
    assertThat(stale.status()).isEqualTo(409);
  }

  @Test
  void aCountBelowTheFloorIsRaised() {
    createIdle("web", 1);

    raw().post(autoscalers(), autoscaler("\"minReplicas\": 2, \"maxReplicas\": 3"));

    await("the count", () -> raw().get(deployments("web")).number("/spec/replicas") == 2);
    assertThat(ManagedFields.owners(raw().get(deployments("web")), "f:replicas"))
        .containsExactly("kube-controller-manager Update scale");
  }

  @Test
  void aCountAboveTheCeilingIsLowered() {
    createIdle("web", 3);

    raw().post(autoscalers(), autoscaler("\"minReplicas\": 1, \"maxReplicas\": 2"));

    await("the count", () -> raw().get(deployments("web")).number("/spec/replicas") == 2);
  }

  private RawAnswer floor(String count) {
    return raw()
        .patch(
            autoscalers("web"),
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"minReplicas\": %s}}".formatted(count));
  }

  private static String autoscaler(String bounds) {
    return """
    {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
     "metadata": {"name": "web"},
     "spec": {
       "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
       %s}}
    """
        .formatted(bounds);
  }

  private String autoscalers(String... rest) {
    return path("autoscaling/v2", "horizontalpodautoscalers", rest);
  }
}
