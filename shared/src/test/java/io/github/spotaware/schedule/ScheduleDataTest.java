package io.github.spotaware.schedule;

import static io.github.spotaware.testing.Pods.uidOf;
import static io.github.spotaware.testing.Workloads.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.spotaware.testing.Schedules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleDataTest {

  private static Schedule full() {
    return Schedules.releasing("web-a")
        .withHeld("uid-web-b", NOW.minusSeconds(5))
        .withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.empty()))
        .withCosts(Map.of("uid-web-a", Optional.of("-7"), "uid-web-b", Optional.empty()));
  }

  @Test
  void readsAsUsersOfTheShellVersionKnowIt() {
    assertThat(ScheduleData.write(full()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("deployment", "web"),
                Map.entry("namespace", "shop"),
                Map.entry("scheduled_time", "1767269100"),
                Map.entry("original_replicas", "1"),
                Map.entry("current_replicas", "2"),
                Map.entry("uid", "uid-web"),
                Map.entry("phase", "Releasing"),
                Map.entry("sequence", "1"),
                Map.entry("ticket", "uid-web-a 1 Surged"),
                Map.entry("held", "uid-web-a=1767268799 uid-web-b=1767268795"),
                Map.entry("trigger", "eviction of web-a"),
                Map.entry("hpa", "uid-hpa=none"),
                Map.entry("costs", "uid-web-a=-7 uid-web-b=none")));
  }

  @ParameterizedTest
  @EnumSource
  void roundTripsInEveryPhase(Phase phase) {
    Schedule schedule = Schedules.in(phase);
    assertThat(ScheduleData.read(ScheduleData.write(schedule))).isEqualTo(schedule);
  }

  @Test
  void thePodOfAHandoffRoundTripsInEveryPhase() {
    for (Phase phase : Phase.values()) {
      Schedule schedule = Schedules.in(phase).withVictim("uid-web-a");
      assertThat(ScheduleData.write(schedule)).containsEntry("victim", "uid-web-a");
      assertThat(ScheduleData.read(ScheduleData.write(schedule))).isEqualTo(schedule);
    }
    assertThat(ScheduleData.write(Schedules.surged())).doesNotContainKey("victim");
  }

  @Test
  void whoWroteTheCountOfASurgeTakenOverRoundTrips() {
    LegacySchedule legacy = new LegacySchedule(Schedules.surged().deployment(), NOW);
    Schedule schedule =
        Schedule.adopt(legacy, "uid-web", "schedule", Set.of("kubectl-patch", "my tool, v2"));
    assertThat(ScheduleData.write(schedule)).containsEntry("adopted", "kubectl-patch\nmy tool, v2");
    assertThat(ScheduleData.read(ScheduleData.write(schedule))).isEqualTo(schedule);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_260_101})
  void roundTrips(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      Schedule schedule =
          Schedule.start(
              new DeploymentRef("ns" + random.nextInt(9), "d" + random.nextInt(9)),
              "uid-" + random.nextInt(9),
              NOW.plusMillis(random.nextInt(1_000_000)),
              random.nextBoolean() ? "" : "eviction of web-" + random.nextInt(9));
      schedule = schedule.in(Phase.values()[random.nextInt(2)]);
      for (int pod = 0; pod < random.nextInt(4); pod++) {
        schedule = schedule.withHeld(uidOf("p" + pod), NOW.minusMillis(random.nextInt(100_000)));
        schedule =
            schedule.withCosts(
                Map.of(
                    uidOf("p" + pod),
                    random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(Integer.toString(random.nextInt()))));
      }
      if (random.nextBoolean()) {
        schedule =
            schedule.withAutoscaler(
                new AutoscalerBackup(
                    random.nextBoolean() ? Optional.empty() : Optional.of("queue"),
                    "uid-hpa",
                    random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(9))));
      }
      if (random.nextBoolean()) {
        schedule = schedule.releasing(uidOf("p0")).releasing(uidOf("p0"));
      }
      assertThat(ScheduleData.read(ScheduleData.write(schedule)))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(schedule);
    }
  }

  /** An older version takes all before the = for a UID, which no HPA has, and keeps it. */
  @Test
  void aScaledObjectIsNamed() {
    Schedule schedule =
        Schedules.surged()
            .withAutoscaler(AutoscalerBackup.ofScaledObject("queue", "uid-so", Optional.empty()));
    assertThat(ScheduleData.write(schedule)).containsEntry("hpa", "ScaledObject/queue/uid-so=none");
    assertThat(ScheduleData.read(ScheduleData.write(schedule))).isEqualTo(schedule);
  }

  @Test
  void whatIsNotNeededMayBeAbsent() {
    Map<String, String> data = ScheduleData.write(Schedules.surged());
    data.keySet().retainAll(Set.of("deployment", "namespace", "uid", "phase", "scheduled_time"));
    assertThat(ScheduleData.read(data))
        .isEqualTo(
            Schedule.start(
                    Schedules.surged().deployment(),
                    "uid-web",
                    Schedules.surged().scheduledTime(),
                    "")
                .in(Phase.SURGED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deployment", "namespace", "uid", "phase", "scheduled_time"})
  void whatIsNeededIsNotGuessed(String key) {
    Map<String, String> data = ScheduleData.write(full());
    data.remove(key);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleData.read(data))
        .withMessage(key + ": \"\" is not allowed; allowed: a value; the key is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phase          | surged              | Raising, Surged, Releasing, Lowering, Cancelling",
        "scheduled_time | soon                | a whole number, 0 or more",
        "scheduled_time | -1                  | a whole number, 0 or more",
        "scheduled_time | 253402300800        | a whole number, 0 or more",
        "sequence       | 1.5                 | a whole number, 0 or more",
        "sequence       | 0                   | a number not below the ticket's",
        "ticket         | uid-web-a           | POD-UID SEQUENCE PHASE",
        "ticket         | uid-web-a 1 Surged x| POD-UID SEQUENCE PHASE",
        "ticket         | uid-web-a one Surged| POD-UID SEQUENCE PHASE",
        "ticket         | uid-web-a 0 Surged  | POD-UID SEQUENCE PHASE",
        "ticket         | uid-web-a 1 Gone    | POD-UID SEQUENCE PHASE",
        "ticket         | uid-web-a 1 Releasing | POD-UID SEQUENCE PHASE",
        "ticket         | ''                  | a ticket exactly in phase Releasing",
        "held           | uid-web-a           | UID=VALUE pairs",
        "held           | uid-web-a=          | UID=VALUE pairs",
        "held           | =5                  | UID=VALUE pairs",
        "held           | uid-web-a=now       | a whole number, 0 or more",
        "hpa            | uid-hpa=few         | a whole number, 0 or more",
        "hpa            | uid-hpa=3000000000  | a whole number, 0 or more, of 32 bits",
        "hpa            | uid-hpa=1 uid-b=2   | one UID=VALUE pair",
        "hpa            | ScaledObject/web=1  | UID or ScaledObject/NAME/UID before the =",
        "hpa            | ScaledObject//uid=1 | UID or ScaledObject/NAME/UID before the =",
        "hpa            | ScaledObject/web/=1 | UID or ScaledObject/NAME/UID before the =",
        "hpa            | Other/web/uid=1     | UID or ScaledObject/NAME/UID before the =",
        "costs          | uid-web-a           | UID=VALUE pairs",
      })
  void aBadValueIsSaidWithWhatIsAllowed(String key, String value, String allowed) {
    Map<String, String> data = new LinkedHashMap<>(ScheduleData.write(full()));
    data.put(key, value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleData.read(data))
        .withMessageStartingWith(key + ": \"")
        .withMessageContaining(value.substring(value.indexOf('=') + 1))
        .withMessageContaining("is not allowed; allowed: " + allowed);
  }

  @Test
  void aTicketOutsideReleasingIsBad() {
    Map<String, String> data = ScheduleData.write(full());
    data.put("phase", "Surged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScheduleData.read(data))
        .withMessageStartingWith("ticket: \"uid-web-a 1 Surged\" is not allowed; allowed: ");
  }
}
