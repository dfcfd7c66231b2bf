package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.pod;
import static io.github.spotaware.testing.Workloads.surged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.testing.Schedules;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After which update of the schedule the next step is decided on what was read before it. */
class AppliedWriteTest {

  private static boolean goesOn(Phase from, Phase to) {
    StoredSchedule read = Schedules.stored(Schedules.in(from));
    StoredSchedule stored = Schedules.stored(Schedules.in(to), "2");
    WorkloadSnapshot before = surged(pod("web-a"), pod("web-b")).schedule(read).build();
    Optional<WorkloadSnapshot> after =
        AppliedWrite.to(
            before,
            new UpdateSchedule(read, stored.content()),
            new WriteOutcome.Done(Optional.of(stored)));
    after.ifPresent(snapshot -> assertThat(snapshot.schedule()).contains(stored));
    return after.isPresent();
  }

  @ParameterizedTest
  @CsvSource({"RAISING, RAISING", "RAISING, SURGED", "SURGED, SURGED", "LOWERING, LOWERING"})
  void whatWasReadIsEnough(Phase from, Phase to) {
    assertThat(goesOn(from, to)).isTrue();
  }

  /** Surged is read without the HPA, which the next phase restores. */
  @ParameterizedTest
  @CsvSource({"SURGED, LOWERING", "SURGED, CANCELLING"})
  void whatTheNextPhaseRestoresWasNotRead(Phase from, Phase to) {
    assertThat(goesOn(from, to)).isFalse();
  }

  /** The HPA was read, and may have been raised by another process since. */
  @ParameterizedTest
  @CsvSource({"RAISING, CANCELLING", "LOWERING, CANCELLING"})
  void whatIsCancelledIsLookedAtAnew(Phase from, Phase to) {
    assertThat(goesOn(from, to)).isFalse();
  }

  /** A ticket stands for what others do next. */
  @ParameterizedTest
  @CsvSource({"SURGED, RELEASING"})
  void aTicketIsFollowedByLiveReads(Phase from, Phase to) {
    assertThat(goesOn(from, to)).isFalse();
  }
}
