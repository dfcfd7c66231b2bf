package io.github.spotaware.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.testing.Schedules;
import io.github.spotaware.testing.Workloads;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a later version adds to a schedule survives each update by this one. */
class KeysOfALaterVersionTest {
  private static final Map<String, String> LATER =
      Map.of("warmed", "uid-web-b=1767268799", "zones", "");

  private static StoredSchedule stored(Schedule content) {
    Map<String, String> data = new HashMap<>(ScheduleData.write(content));
    data.putAll(LATER);
    return new StoredSchedule(
        Schedules.NAME,
        "uid-schedule",
        "1",
        Workloads.LONG_AGO,
        ScheduleData.read(data),
        ScheduleData.others(data));
  }

  @ParameterizedTest
  @EnumSource
  void areNotInTheWayAndAreKept(Phase phase) {
    StoredSchedule before = stored(Schedules.in(phase));
    assertThat(before.content()).isEqualTo(Schedules.in(phase));
    for (Phase next : Phase.values()) {
      Map<String, String> expected = new HashMap<>(ScheduleData.write(Schedules.in(next)));
      expected.putAll(LATER);
      assertThat(ScheduleData.write(before, Schedules.in(next)))
          .containsExactlyInAnyOrderEntriesOf(expected);
    }
  }

  @Test
  void areKeptFromOneUpdateToTheNext() {
    StoredSchedule next = stored(Schedules.surged()).with(Schedules.in(Phase.LOWERING));
    assertThat(ScheduleData.write(next, Schedules.in(Phase.CANCELLING)))
        .containsAllEntriesOf(LATER);
  }

  /** A ticket that has ended must not come back as someone else's key. */
  @Test
  void areNoneOfThoseThatThisVersionKnows() {
    Map<String, String> data =
        ScheduleData.write(
            Schedules.releasing("web-a")
                .withVictim("uid-web-a")
                .withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1))));
    assertThat(ScheduleData.others(data)).isEmpty();
    assertThat(ScheduleData.write(stored(Schedules.releasing("web-a")), Schedules.surged()))
        .doesNotContainKey("ticket");
  }
}
