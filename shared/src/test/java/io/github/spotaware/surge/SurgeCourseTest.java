package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.surged;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurgeCourseTest {

  @Test
  void withoutAScheduleThereIsNothingToDo() {
    assertThat(new Scaler(MemoryCluster.of(workload(pod("web-a")))).next())
        .isInstanceOf(Step.Done.class);
  }

  @Test
  void aDeletedScheduleComesBackAndTheSurgeIsUndone() {
    MemoryCluster cluster = MemoryCluster.of(surged(pod("web-a"), pod("web-b")));
    cluster.deleteSchedule();
    Scaler scaler = new Scaler(cluster);
    assertThat(scaler.run()).isInstanceOf(Step.Wait.class);
    assertThat(cluster.schedule().orElseThrow().content().phase()).isEqualTo(Phase.SURGED);
    scaler.now = NOW.plus(Configuration.defaults().scaleDownDelay());
    scaler.run();
    cluster.controllersAct();
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.replicas()).isEqualTo(1);
  }

  @Test
  void anUnlabelledDeploymentGetsNoSchedule() {
    assertThat(
            new Scaler(
                    MemoryCluster.of(
                        workload(pod("web-a")).deployment(Deployments.surgedWeb().unlabelled())))
                .next())
        .isInstanceOf(Step.Done.class);
  }

  @Test
  void losingTheLabelOrTheScopeNeverEndsTheCleanUp() {
    MemoryCluster cluster =
        MemoryCluster.of(
            surged(pod("web-a"), pod("web-b")).deployment(Deployments.surgedWeb().unlabelled()));
    Scaler scaler = new Scaler(cluster);
    scaler.configuration =
        scaler.configuration.toBuilder()
            .namespaceMode(NamespaceMode.WHITELIST)
            .targetNamespaces(Set.of("other"))
            .build();
    scaler.now = NOW.plusSeconds(300);
    scaler.run();
    cluster.controllersAct();
    assertThat(scaler.run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replicas()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"RAISING", "SURGED", "LOWERING"})
  void anOwnersZeroEndsTheSurge(Phase phase) {
    MemoryCluster cluster = MemoryCluster.of(surged(pod("web-a")).schedule(Schedules.in(phase)));
    cluster.writeReplicas(0, "kubectl");
    assertThat(new Scaler(cluster).run()).isInstanceOf(Step.Done.class);
    assertThat(cluster.replicas()).isZero();
    assertThat(cluster.schedule()).isEmpty();
  }
}
