package io.github.spotaware.reading;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the bounds of a Deployment are looked up. */
class BoundsReadTest {

  /** Paused, KEDA has no HPA that would lead to the ScaledObject. */
  @ParameterizedTest
  @CsvSource({
    "RAISING,    true,  autoscaler",
    "SURGED,     true,  ",
    "LOWERING,   true,  scaledObject",
    "CANCELLING, true,  scaledObject",
    "RAISING,    false, autoscaler",
    "LOWERING,   false, autoscaler",
    "CANCELLING, false, autoscaler"
  })
  void whatWasRaisedInAScaledObjectIsLookedForThere(Phase phase, boolean keda, String asked) {
    AutoscalerBackup backup =
        keda
            ? AutoscalerBackup.ofScaledObject("queue", "uid-queue", Optional.empty())
            : new AutoscalerBackup("uid-hpa", Optional.empty());
    Workloads workload =
        workload(pod("web-a")).schedule(Schedules.in(phase).withAutoscaler(backup));
    FakeCluster cluster =
        FakeCluster.of(
            keda
                ? workload.scaledObject(Optional.of(2), 5)
                : workload.autoscaler(Optional.of(2), 5));

    var read =
        new WorkloadReader(cluster)
            .read(Workloads.REF, Configuration.defaults())
            .toCompletableFuture();
    cluster.timing.settle();

    assertThat(cluster.requests.stream().filter(List.of("autoscaler", "scaledObject")::contains))
        .isEqualTo(asked == null ? List.of() : List.of(asked));
    assertThat(read.join().autoscaler().isPresent()).isEqualTo(asked != null);
  }
}
