package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.LONG_AGO;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.testing.Deployments;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReversalsTest {
  private final Reversals reversals = new Reversals();

  /** At 1 in Surged: someone set it back. */
  private static WorkloadSnapshot reversed(String scheduleUid) {
    return workload(pod("web-a"))
        .schedule(
            new StoredSchedule(
                Schedules.NAME, scheduleUid, "1", LONG_AGO, Schedules.surged(), Map.of()))
        .build();
  }

  @Test
  void countsSurgesNotLooks() {
    assertThat(reversals.count(reversed("one"), NOW)).isEqualTo(1);
    assertThat(reversals.count(reversed("one"), NOW.plusSeconds(1))).isEqualTo(1);
    assertThat(reversals.count(reversed("two"), NOW.plusSeconds(2))).isEqualTo(2);
    assertThat(reversals.count(reversed("three"), NOW.plusSeconds(3))).isEqualTo(3);
  }

  @Test
  void remembersBetweenSurges() {
    reversals.count(reversed("one"), NOW);
    assertThat(reversals.count(workload(pod("web-a")).build(), NOW.plusSeconds(9))).isEqualTo(1);
  }

  @Test
  void startsOverAfterATimeWithoutOne() {
    reversals.count(reversed("one"), NOW);
    assertThat(
            reversals.count(
                workload(pod("web-a")).build(), NOW.plus(Reversals.MEMORY).plusMillis(1)))
        .isZero();
  }

  @Test
  void aSurgeNotYetRaisedIsNone() {
    assertThat(
            reversals.count(
                workload(pod("web-a")).schedule(Schedules.in(Phase.RAISING)).build(), NOW))
        .isZero();
  }

  @Test
  void otherDeploymentsHaveTheirOwn() {
    reversals.count(reversed("one"), NOW);
    assertThat(
            reversals.count(
                workload(pod("web-a")).deployment(Deployments.web().uid("uid-other")).build(), NOW))
        .isZero();
  }

  @Test
  void aSurgeCancelledAtOneWhileNobodyLookedCounts() {
    StoredSchedule cancelling = Schedules.stored(Schedules.in(Phase.CANCELLING));
    reversals.cancelled(cancelling, Deployments.web().build(), NOW);
    reversals.cancelled(cancelling, Deployments.web().build(), NOW);
    assertThat(reversals.count(workload(pod("web-a")).build(), NOW)).isEqualTo(1);
  }

  @Test
  void oneThatIsSurgedAnewByTheTimeSomebodyLooksCounts() {
    reversals.cancelled(
        Schedules.stored(Schedules.in(Phase.CANCELLING)),
        Deployments.web().replicas(2, FieldManagers.SCALER).build(),
        NOW);
    assertThat(reversals.count(workload(pod("web-a")).build(), NOW)).isEqualTo(1);
  }

  @Test
  void aSurgeCancelledForAnotherCauseIsNone() {
    StoredSchedule cancelling = Schedules.stored(Schedules.in(Phase.CANCELLING));
    reversals.cancelled(cancelling, Deployments.web().replicas(3, "kubectl").build(), NOW);
    reversals.cancelled(cancelling, Deployments.web().uid("uid-new").build(), NOW);
    reversals.cancelled(
        Schedules.stored(Schedules.in(Phase.LOWERING)), Deployments.web().build(), NOW);
    assertThat(reversals.count(workload(pod("web-a")).build(), NOW)).isZero();
  }
}
