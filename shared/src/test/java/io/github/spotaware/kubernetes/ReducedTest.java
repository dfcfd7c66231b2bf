package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReducedTest {
  private static ObjectMeta meta() {
    return new ObjectMetaBuilder()
        .withName("web")
        .withNamespace("shop")
        .withUid("uid-web")
        .withResourceVersion("7")
        .withGeneration(3L)
        .withCreationTimestamp("2026-01-01T00:00:00Z")
        .withLabels(Map.of("spot-aware", "enabled"))
        .withAnnotations(Map.of("deployment.kubernetes.io/revision", "2"))
        .withManagedFields(new ManagedFieldsEntryBuilder().withManager("kubectl").build())
        .build();
  }

  @Test
  void ofADeploymentStaysWhatTellsThatItChanged() {
    Deployment whole =
        new DeploymentBuilder()
            .withMetadata(meta())
            .withNewSpec()
            .withReplicas(2)
            .withNewSelector()
            .addToMatchLabels("app", "web")
            .endSelector()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .withNewStatus()
            .withReplicas(1)
            .endStatus()
            .build();

    Deployment reduced = Reduced.deployment(whole);

    assertThat(reduced.getMetadata().getManagedFields()).isEmpty();
    assertThat(reduced.getSpec().getTemplate().getSpec().getContainers()).isEmpty();
    assertThat(reduced.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(LabelledDeployments.view(reduced)).isEqualTo(LabelledDeployments.view(whole));
    assertThat(DeploymentMapper.map(reduced).selector())
        .isEqualTo(DeploymentMapper.map(whole).selector());
    assertThat(whole.getMetadata().getManagedFields()).as("the whole one, untouched").hasSize(1);
  }

  @Test
  void ofAReplicaSetStaysWhatTellsThatItChanged() {
    ReplicaSet whole =
        new ReplicaSetBuilder()
            .withMetadata(meta())
            .withNewSpec()
            .withReplicas(2)
            .withNewTemplate()
            .withNewSpec()
            .endSpec()
            .endTemplate()
            .endSpec()
            .withNewStatus()
            .withReplicas(1)
            .withReadyReplicas(1)
            .endStatus()
            .build();

    ReplicaSet reduced = Reduced.replicaSet(whole);

    assertThat(reduced.getSpec().getTemplate()).isNull();
    assertThat(DeploymentMapper.map(reduced)).isEqualTo(DeploymentMapper.map(whole));
    assertThat(Reduced.replicaSet(reduced)).as("reduced again").isEqualTo(reduced);
  }
}
