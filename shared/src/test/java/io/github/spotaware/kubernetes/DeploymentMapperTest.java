package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Deployment says of its rollout. */
class DeploymentMapperTest {

  private static DeploymentBuilder web() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("web")
        .withUid("uid-web")
        .withResourceVersion("1")
        .withCreationTimestamp("2026-01-01T00:00:00Z")
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("app", "web")
        .endSelector()
        .withNewTemplate()
        .withNewSpec()
        .endSpec()
        .endTemplate()
        .endSpec();
  }

  private static Deployment withCondition(String type, String status, String reason) {
    return web()
        .withNewStatus()
        .addNewCondition()
        .withType("Available")
        .withStatus("True")
        .withReason("MinimumReplicasAvailable")
        .endCondition()
        .addNewCondition()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .endCondition()
        .endStatus()
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "Progressing, False, ProgressDeadlineExceeded, true",
    "Progressing, True, ProgressDeadlineExceeded, false",
    "Progressing, False, FailedCreate, false",
    "Progressing, Unknown, DeploymentPaused, false",
    "Progressing, True, NewReplicaSetAvailable, false",
    "Available, False, ProgressDeadlineExceeded, false",
  })
  void aRolloutFailsByItsProgressDeadline(
      String type, String status, String reason, boolean exceeded) {
    assertThat(DeploymentMapper.map(withCondition(type, status, reason)).progressDeadlineExceeded())
        .isEqualTo(exceeded);
  }

  @Test
  void withoutAStatusNothingHasFailed() {
    assertThat(DeploymentMapper.map(web().build()).progressDeadlineExceeded()).isFalse();
    assertThat(DeploymentMapper.map(web().build()).replicaFailure()).isEmpty();
  }

  @Test
  void aReplicaFailureIsToldByItsMessageOrItsName() {
    assertThat(DeploymentMapper.map(withCondition("ReplicaFailure", "True", "x")).replicaFailure())
        .contains("ReplicaFailure");
    assertThat(DeploymentMapper.map(withCondition("ReplicaFailure", "False", "x")).replicaFailure())
        .isEmpty();
  }

  @Test
  void theRevisionIsItsAnnotation() {
    Deployment web =
        web()
            .editMetadata()
            .addToAnnotations("deployment.kubernetes.io/revision", "12")
            .endMetadata()
            .build();
    assertThat(DeploymentMapper.map(web).revision()).isEqualTo(12);
    assertThat(DeploymentMapper.map(web().build()).revision()).isZero();
  }

  @Test
  void itIsPausedOnlyWhereItSaysSo() {
    assertThat(DeploymentMapper.map(web().build()).paused()).isFalse();
    assertThat(DeploymentMapper.map(web().editSpec().withPaused(true).endSpec().build()).paused())
        .isTrue();
  }
}
