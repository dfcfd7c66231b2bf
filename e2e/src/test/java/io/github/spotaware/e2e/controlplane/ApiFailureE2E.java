package io.github.spotaware.e2e.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.kubernetes.ApiFailure;
import org.junit.jupiter.api.Test;

/** How a real API server says that a write came too late: the protocol then reads again. */
@E2E
final class ApiFailureE2E {

  private static final String NAME = "web";

  @Test
  void aStaleWriteIsToldFromARefusedOne(Scenario scenario) {
    scenario.workloads().deploy(Workload.named(NAME));

    assertThat(patched(scenario, PatchType.JSON, test("/metadata/resourceVersion", "1", 2)))
        .isEqualTo(ApiFailure.TEST_FAILED);
    assertThat(patched(scenario, PatchType.JSON, test("/metadata/uid", "another", 2)))
        .isEqualTo(ApiFailure.TEST_FAILED);
    assertThat(
            patched(scenario, PatchType.JSON_MERGE, "{\"metadata\":{\"resourceVersion\":\"1\"}}"))
        .isEqualTo(ApiFailure.CONFLICT);
    assertThat(patched(scenario, PatchType.JSON, test("/metadata/name", NAME, -1)))
        .isEqualTo(ApiFailure.REFUSED);
  }

  private static String test(String path, String value, int replicas) {
    return """
    [{"op": "test", "path": "%s", "value": "%s"},
     {"op": "replace", "path": "/spec/replicas", "value": %d}]
    """
        .formatted(path, value, replicas);
  }

  private static ApiFailure patched(Scenario scenario, PatchType type, String patch) {
    KubernetesClientException failure =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                scenario
                    .client()
                    .apps()
                    .deployments()
                    .inNamespace(scenario.namespace())
                    .withName(NAME)
                    .patch(PatchContext.of(type), patch));
    System.out.println(failure.getCode() + " " + failure.getMessage());
    return ApiFailure.of(failure);
  }
}
