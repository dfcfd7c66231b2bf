package io.github.spotaware.schedule;

import static io.github.spotaware.testing.Workloads.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void theDueTimeOnlyGrows() {
    Schedule schedule = Schedules.surged();
    assertThat(schedule.dueNoSoonerThan(schedule.scheduledTime().minusSeconds(1)))
        .isEqualTo(schedule);
    assertThat(schedule.dueNoSoonerThan(schedule.scheduledTime().plusMillis(2500)).scheduledTime())
        .as("to the second")
        .isEqualTo(schedule.scheduledTime().plusSeconds(2));
  }

  @Test
  void theFirstHeldEvictionIsRemembered() {
    Schedule schedule = Schedules.surged().withHeld("a", NOW.plusMillis(700));
    assertThat(schedule.held()).isEqualTo(Map.of("a", NOW));
    assertThat(schedule.withHeld("a", NOW.plusSeconds(60))).isEqualTo(schedule);
    assertThat(schedule.withoutHeld("a").held()).isEmpty();
  }

  @Test
  void theUsersCostIsRememberedOnce() {
    Schedule schedule = Schedules.surged().withCosts(Map.of("a", Optional.of("7")));
    assertThat(schedule.withCosts(Map.of("a", Optional.of("8"), "b", Optional.empty())).costs())
        .isEqualTo(Map.of("a", Optional.of("7"), "b", Optional.empty()));
  }

  @Test
  void noSequenceIsGivenTwice() {
    Schedule schedule =
        Schedules.surged().releasing("a").in(Phase.SURGED).releasing("b").releasing("b");
    assertThat(schedule.ticket()).contains(new Ticket("b", 3, Phase.SURGED));
    assertThat(schedule.in(Phase.SURGED).lastSequence()).isEqualTo(3);
  }

  @Test
  void howLongUntilItIsDue() {
    Schedule schedule = Schedules.surged();
    assertThat(schedule.remaining(NOW)).isEqualTo(Duration.ofMinutes(5));
    assertThat(schedule.dueAt(schedule.scheduledTime())).isTrue();
    assertThat(schedule.remaining(schedule.scheduledTime().plusSeconds(9))).isZero();
  }

  @Test
  void illegalStatesCantBeBuilt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedules.surged().in(Phase.RELEASING))
        .withMessageContaining("ticket");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.start(Workloads.REF, "", NOW, "t"))
        .withMessageContaining("uid");
    assertThatIllegalArgumentException().isThrownBy(() -> new Ticket("", 1, Phase.SURGED));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ticket("a b", 1, Phase.SURGED));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ticket("a", 0, Phase.SURGED));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ticket("a", 1, Phase.RELEASING));
  }
}
