package io.github.spotaware.kubernetes;

import static io.github.spotaware.testing.Workloads.DEPLOYMENT_UID;
import static io.github.spotaware.testing.Workloads.NOW;
import static io.github.spotaware.testing.Workloads.REF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.spotaware.schedule.AutoscalerBackup;
import io.github.spotaware.schedule.LegacySchedule;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.StoredSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules as a released version wrote them, in {@code src/test/resources/schedule/VERSION}. They
 * are never changed: a version has to read them for as long as a cluster may hold one. A version
 * that writes something else gets a folder of its own, recorded before its release.
 */
class RecordedSchedulesTest {
  private static final Path FOLDER = Path.of("src/test/resources/schedule");

  /** The version whose folder this code has to write. */
  private static final String CURRENT = "0.1";

  private static final Schedule RAISING =
      Schedule.start(REF, DEPLOYMENT_UID, NOW.plusSeconds(300), "eviction of web-a")
          .withHeld("uid-web-a", NOW);
  private static final Schedule BY_NODE =
      Schedule.start(REF, DEPLOYMENT_UID, NOW.plusSeconds(300), "node node-1: unschedulable")
          .withCosts(Map.of("uid-web-a", Optional.empty(), "uid-web-b", Optional.of("-7")));
  private static final Schedule HANDOFF = BY_NODE.withVictim("uid-web-a");

  private static Schedule bound(Schedule schedule) {
    return schedule.withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.of(1)));
  }

  private static Schedule unsetBound(Schedule schedule) {
    return schedule.withAutoscaler(new AutoscalerBackup("uid-hpa", Optional.empty()));
  }

  private static Schedule scaledObject(Schedule schedule) {
    return schedule.withAutoscaler(
        AutoscalerBackup.ofScaledObject("queue", "uid-queue", Optional.of(0)));
  }

  /** What each file says. */
  static Stream<Arguments> recorded() {
    return Stream.of(
        arguments("0.1/raising-eviction", RAISING),
        arguments("0.1/raising-node", BY_NODE),
        arguments("0.1/raising-hpa", bound(BY_NODE)),
        arguments("0.1/raising-handoff", HANDOFF),
        arguments("0.1/surged-eviction", RAISING.in(Phase.SURGED)),
        arguments("0.1/surged-hpa-unset", unsetBound(BY_NODE).in(Phase.SURGED)),
        arguments("0.1/surged-scaled-object", scaledObject(BY_NODE).in(Phase.SURGED)),
        arguments("0.1/surged-after-releases", afterReleases()),
        arguments("0.1/surged-adopted", adopted()),
        arguments(
            "0.1/releasing-from-surged",
            bound(RAISING).in(Phase.SURGED).releasing("uid-web-a").releasing("uid-web-a")),
        arguments("0.1/releasing-from-raising", RAISING.releasing("uid-web-a")),
        arguments("0.1/lowering", bound(BY_NODE).in(Phase.LOWERING)),
        arguments("0.1/lowering-handoff", HANDOFF.in(Phase.LOWERING)),
        arguments("0.1/cancelling", bound(BY_NODE).in(Phase.CANCELLING)));
  }

  private static Schedule afterReleases() {
    return RAISING
        .in(Phase.SURGED)
        .releasing("uid-web-a")
        .in(Phase.SURGED)
        .withoutHeld("uid-web-a");
  }

  private static Schedule adopted() {
    return Schedule.adopt(
        new LegacySchedule(REF, NOW.plusSeconds(240)),
        DEPLOYMENT_UID,
        "schedule scale-down-web of the shell version",
        Set.of("kubectl-patch", "my tool, v2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void isReadAsItWasMeant(String file, Schedule meant) {
    assertThat(ScheduleStore.parse(read(file)))
        .as(
            "%s, as that version wrote it. A later version has to read it, and in the same sense:"
                + " the surge may be open while the processes are upgraded. See CONTRIBUTING.md",
            file)
        .isInstanceOfSatisfying(
            NameUse.Ours.class, ours -> assertThat(ours.schedule().content()).isEqualTo(meant));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void isWhatTheCurrentVersionWrites(String file, Schedule meant) {
    if (file.startsWith(CURRENT + "/")) {
      assertThat(ScheduleData.write(meant))
          .as(
              "the data of %s. What is written has changed: once %s is released, record it in a"
                  + " folder of the next version, which the version before has to stand; see"
                  + " CONTRIBUTING.md",
              file, CURRENT)
          .isEqualTo(read(file).getData());
    }
  }

  /** A file without a line in the table is tested by nobody. */
  @Test
  void eachFileHasItsMeaning() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> FOLDER.relativize(file).toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(
              recorded().map(row -> row.get()[0].toString()).toList());
    }
  }

  /** None of its data is taken for a later version's, and kept for ever. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("recorded")
  void hasNoKeyThatIsNotKnown(String file, Schedule meant) {
    assertThat(ScheduleStore.parse(read(file)))
        .isInstanceOfSatisfying(
            NameUse.Ours.class,
            ours ->
                assertThat(ours.schedule()).extracting(StoredSchedule::others).isEqualTo(Map.of()));
  }

  private static ConfigMap read(String file) {
    try {
      return Serialization.unmarshal(
          Files.readString(FOLDER.resolve(file + ".yaml")), ConfigMap.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
