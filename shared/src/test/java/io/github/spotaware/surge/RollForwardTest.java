package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.testing.MemoryCluster;
import io.github.spotaware.testing.Nodes;
import io.github.spotaware.testing.Scaler;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.PodState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole surge, from Raising to none: it may stop after any write, and a late write of a paused
 * observer may come at any later point; the end is the same.
 */
class RollForwardTest {
  /** The writes of the whole surge, as {@link #theWholeSurgeIsThatLong} states. */
  private static final int WRITES = 10;

  private static final Instant DUE = NOW.plusSeconds(900);

  private static MemoryCluster start() {
    return MemoryCluster.of(
        workload(pod("web-a").on("n1").cost("7"))
            .node(Nodes.cordoned("n1"))
            .autoscaler(Optional.of(1), 5)
            .schedule(Schedules.in(Phase.RAISING)));
  }

  /** The next write; where there is none, the controllers act and time passes. */
  private static Optional<ProtocolWrite> next(MemoryCluster cluster) {
    Scaler scaler = new Scaler(cluster);
    if (!(scaler.next() instanceof Step.Write)) {
      cluster.controllersAct();
      cluster.kubeletsAct(NOW);
      cluster.controllersAct();
      scaler.now = DUE;
    }
    return scaler.next() instanceof Step.Write write
        ? Optional.of(write.write())
        : Optional.empty();
  }

  private static int run(MemoryCluster cluster, int most) {
    int writes = 0;
    Optional<ProtocolWrite> write = next(cluster);
    while (writes < most && write.isPresent()) {
      Optional<StoredSchedule> before = cluster.schedule();
      assertThat(cluster.apply(write.get(), FieldManagers.SCALER))
          .isInstanceOf(WriteOutcome.Done.class);
      assertMonotone(before, cluster.schedule());
      writes++;
      write = writes < most ? next(cluster) : write;
    }
    return writes;
  }

  private static void assertMonotone(
      Optional<StoredSchedule> before, Optional<StoredSchedule> after) {
    if (before.isPresent() && after.isPresent()) {
      assertThat(after.get().content().phase())
          .isGreaterThanOrEqualTo(before.get().content().phase());
      assertThat(after.get().content().scheduledTime())
          .isAfterOrEqualTo(before.get().content().scheduledTime());
      assertThat(after.get().content().costs())
          .containsAllEntriesOf(before.get().content().costs());
    }
  }

  private static void assertEnd(MemoryCluster cluster) {
    assertThat(cluster.schedule()).isEmpty();
    assertThat(cluster.replicas()).isEqualTo(1);
    assertThat(cluster.minReplicas()).contains(1);
    assertThat(cluster.marked()).isEmpty();
    assertThat(cluster.pods().stream().filter(PodState::active).map(PodState::name))
        .as("the pod on the doomed node went")
        .containsExactly("web-new-1");
  }

  @Test
  void theWholeSurgeIsThatLong() {
    MemoryCluster cluster = start();
    assertThat(run(cluster, 100)).isEqualTo(WRITES);
    assertEnd(cluster);
  }

  static Stream<int[]> crashAndLater() {
    return IntStream.range(0, WRITES)
        .boxed()
        .flatMap(crash ->
            IntStream.rangeClosed(1, WRITES - crash).mapToObj(later -> new int[] {crash, later}));
  }

  @ParameterizedTest(name = "paused after {0}")
  @MethodSource("crashAndLater")
  void aLateWriteOfAPausedObserverIsStale(int[] point) {
    MemoryCluster cluster = start();
    run(cluster, point[0]);
    ProtocolWrite late = next(cluster).orElseThrow();
    run(cluster, point[1]);
    assertThat(cluster.apply(late, FieldManagers.SCALER))
        .as("%s, decided after %d writes, sent %d later", late, point[0], point[1])
        .isInstanceOf(WriteOutcome.Stale.class);
    run(cluster, 100);
    assertEnd(cluster);
  }
}
