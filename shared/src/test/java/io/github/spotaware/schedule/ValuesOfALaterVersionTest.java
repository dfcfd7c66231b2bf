package io.github.spotaware.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spotaware.testing.Schedules;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that says more than this version knows is not half understood. */
class ValuesOfALaterVersionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a phase of its own          | phase             | Waning",
        "a surge from 2              | original_replicas | 2",
        "a surge to 3                | current_replicas  | 3",
        "a count that is none        | current_replicas  | all",
        "a time of day               | scheduled_time    | 2026-01-01T12:05:00Z",
        "a ticket with a fourth word | ticket            | uid-web-a 1 Surged webhook-0",
        "a ticket from its own phase | ticket            | uid-web-a 1 Waning",
        "held for two reasons        | held              | uid-web-a=1767268799/drain",
        "bounds of two HPAs          | hpa               | uid-hpa=1 uid-other=2",
        "a bound of something else   | hpa               | Rollout/web/uid=1",
      })
  void isNotRead(String what, String key, String value) {
    Map<String, String> data = new HashMap<>(ScheduleData.write(Schedules.releasing("web-a")));
    data.put(key, value);
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(() -> ScheduleData.read(data))
        .withMessageStartingWith(key + ": ")
        .withMessageContaining("is not allowed; allowed: ");
  }

  /** An earlier version did not write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "original_replicas",
        "current_replicas",
        "sequence",
        "held",
        "trigger",
        "hpa",
        "costs",
        "adopted",
        "victim"
      })
  void butAKeyMayBeMissing(String key) {
    Map<String, String> data = new HashMap<>(ScheduleData.write(Schedules.surged()));
    data.remove(key);
    Schedule read = ScheduleData.read(data);
    assertThat(read.phase()).isEqualTo(Phase.SURGED);
    assertThat(read.deploymentUid()).isEqualTo("uid-web");
    assertThat(read.scheduledTime()).isEqualTo(Schedules.surged().scheduledTime());
  }
}
