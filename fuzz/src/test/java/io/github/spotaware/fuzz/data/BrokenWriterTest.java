package io.github.spotaware.fuzz.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.fuzz.run.Campaign;
import io.github.spotaware.fuzz.run.Tally;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.StoredSchedule;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** A loss of data in an update of a schedule is found. */
class BrokenWriterTest {
  private static Tally with(BiFunction<StoredSchedule, Schedule, Map<String, String>> writer) {
    return new Campaign(1, 2, Duration.ofSeconds(10)).run(new SchedulesKind(writer), 0, 500);
  }

  @Test
  void keysOfALaterVersionThatAreLost() {
    assertThat(with((_, to) -> ScheduleData.write(to)).failures())
        .isNotEmpty()
        .allMatch(failure -> failure.contains("keys of a later version are lost"));
  }

  @Test
  void aValueThatIsLost() {
    Tally tally =
        with((from, to) -> {
          Map<String, String> data = new TreeMap<>(ScheduleData.write(from, to));
          data.remove("costs");
          return data;
        });
    assertThat(tally.failures())
        .isNotEmpty()
        .allMatch(failure -> failure.contains("read again is"));
  }
}
