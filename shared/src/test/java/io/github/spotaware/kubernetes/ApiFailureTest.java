package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiFailureTest {

  private static ApiFailure of(Status status) {
    return ApiFailure.of(new KubernetesClientException(status));
  }

  private static StatusBuilder status(int code) {
    return new StatusBuilder().withCode(code).withMessage("any");
  }

  @ParameterizedTest
  @CsvSource({
    "404, NOT_FOUND",
    "409, CONFLICT",
    "410, EXPIRED",
    "400, REFUSED",
    "403, REFUSED",
    "422, REFUSED",
    "429, UNAVAILABLE",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
  })
  void byItsCode(int code, ApiFailure failure) {
    assertThat(of(status(code).build())).isEqualTo(failure);
  }

  /** As a real API server answers it: without the patch library's words. */
  @Test
  void aFailedTestOfAPatchHasTheGeneralMessageAndNoCause() {
    StatusBuilder answered =
        status(422)
            .withReason("Invalid")
            .withMessage("the server rejected our request due to an error in our request");
    assertThat(of(answered.build())).isEqualTo(ApiFailure.TEST_FAILED);
    assertThat(of(answered.withNewDetails().endDetails().build()))
        .isEqualTo(ApiFailure.TEST_FAILED);
  }

  @Test
  void anInvalidObjectIsRefused() {
    assertThat(
            of(
                status(422)
                    .withReason("Invalid")
                    .withMessage("Deployment.apps \"web\" is invalid: spec.replicas: Invalid value")
                    .withNewDetails()
                    .withName("web")
                    .addNewCause()
                    .withReason("FieldValueInvalid")
                    .withMessage("Invalid value: -1")
                    .endCause()
                    .endDetails()
                    .build()))
        .isEqualTo(ApiFailure.REFUSED);
  }

  @Test
  void noAnswerIsUnavailable() {
    assertThat(ApiFailure.of(new KubernetesClientException("no answer in time")))
        .isEqualTo(ApiFailure.UNAVAILABLE);
  }
}
