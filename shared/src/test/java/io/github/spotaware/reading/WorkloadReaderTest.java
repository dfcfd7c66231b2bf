package io.github.spotaware.reading;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.schedule.ScheduleName;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.testing.FakeCluster;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WorkloadReaderTest {

  private static WorkloadSnapshot read(FakeCluster cluster) {
    CompletableFuture<WorkloadSnapshot> read =
        new WorkloadReader(cluster)
            .read(Workloads.REF, Configuration.defaults())
            .toCompletableFuture();
    cluster.timing.settle();
    assertThat(read).isDone();
    return read.join();
  }

  /** The order is part of the protocol. */
  @Test
  void theScheduleComesBeforeThePodsAndTheDeploymentLast() {
    FakeCluster cluster =
        FakeCluster.of(surged(pod("web-a"), pod("web-b")).schedule(Schedules.surged()));
    read(cluster);
    assertThat(cluster.requests)
        .filteredOn(List.of("schedule", "pods", "replicaSets", "deployment")::contains)
        .endsWith("schedule", "pods", "replicaSets", "deployment");
  }

  /** Something else had the first name when the surge began, and is gone since. */
  @Test
  void aScheduleUnderTheSecondNameIsFoundThoughTheFirstIsFree() {
    StoredSchedule second =
        new StoredSchedule(
            ScheduleName.hashed(Workloads.REF),
            "uid-schedule",
            "1",
            Workloads.LONG_AGO,
            Schedules.surged(),
            Map.of());
    assertThat(read(FakeCluster.of(surged(pod("web-a")).schedule(second))).schedule())
        .contains(second);
  }

  /** Two schedules of one Deployment would be two tickets. */
  @Test
  void besideAScheduleThatCannotBeReadNoOtherNameIsFree() {
    FakeCluster cluster = FakeCluster.of(surged(pod("web-a")));
    cluster.unreadable = true;
    WorkloadSnapshot read = read(cluster);
    assertThat(read.schedule()).isEmpty();
    assertThat(read.unreadable()).contains(Schedules.UNREADABLE);
    assertThat(read.freeScheduleName()).isEqualTo(Schedules.NAME);
  }
}
