package io.github.spotaware.surge;

import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.LONG_AGO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.testing.Schedules;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketWatchTest {
  private static final Schedule RELEASING = Schedules.releasing("web-a");

  private final TicketWatch watch = new TicketWatch();

  private Duration seen(Schedule schedule, long seconds) {
    return watch.unchangedFor(Schedules.stored(schedule), Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void countsFromTheFirstLook() {
    assertThat(seen(RELEASING, -7)).isZero();
    assertThat(seen(RELEASING, 13)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void otherChangesOfTheScheduleDoNotCount() {
    seen(RELEASING, 0);
    assertThat(seen(RELEASING.dueNoSoonerThan(RELEASING.scheduledTime().plusSeconds(9)), 20))
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aRenewalStartsOver() {
    seen(RELEASING, 0);
    assertThat(seen(RELEASING.releasing(uidOf("web-a")), 20)).isZero();
  }

  @Test
  void aTicketTakenAgainIsAnotherOne() {
    seen(RELEASING, 0);
    assertThat(seen(Schedules.surged(), 10)).isZero();
    assertThat(seen(RELEASING, 20)).isZero();
  }

  @Test
  void aScheduleMadeAnewStartsOver() {
    seen(RELEASING, 0);
    assertThat(
            watch.unchangedFor(
                new StoredSchedule(Schedules.NAME, "uid-new", "1", LONG_AGO, RELEASING, Map.of()),
                Duration.ofSeconds(20).toNanos()))
        .isZero();
  }

  @Test
  void forgets() {
    seen(RELEASING, 0);
    watch.forget("uid-schedule");
    assertThat(seen(RELEASING, 20)).isZero();
  }
}
