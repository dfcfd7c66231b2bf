package io.github.spotaware.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.testing.Schedules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyObjectTest {
  private static final Instant WRITTEN = Instant.parse("2026-01-01T12:00:00Z");

  private static Optional<LegacyObject> object(String name, Map<String, String> data) {
    return LegacyObject.of(name, "uid", "7", WRITTEN, data);
  }

  @Test
  void aScheduleIsASurge() {
    assertThat(
            object(
                "scale-down-web",
                Map.of(
                    "deployment", "web",
                    "namespace", "shop",
                    "scheduled_time", "5",
                    "original_replicas", "1",
                    "current_replicas", "2")))
        .contains(
            new LegacyObject.Surge(
                new StoredLegacySchedule(
                    "scale-down-web",
                    "uid",
                    "7",
                    WRITTEN,
                    new LegacySchedule(
                        new DeploymentRef("shop", "web"), Instant.ofEpochSecond(5)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cordon-processed-node-1",
        "taint-processed-a",
        "node-processed-b",
        "scaling-lock-web"
      })
  void markersAndLocksAreLeftovers(String name) {
    assertThat(object(name, Map.of("timestamp", "5")))
        .contains(new LegacyObject.Leftover(name, "uid"));
  }

  @Test
  void whatIsNamedLikeAScheduleAndIsNoneIsUnreadable() {
    assertThat(object("scale-down-web", Map.of("some", "thing")))
        .containsInstanceOf(LegacyObject.Unreadable.class);
    assertThat(object("scale-down-shop.web", ScheduleData.write(Schedules.surged())))
        .as("ours, whose label was taken away")
        .contains(
            new LegacyObject.Unreadable(
                "scale-down-shop.web",
                "uid",
                "uid: \"uid-web\" is not allowed; allowed: no such key where the label managed-by"
                    + " is missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-root-ca.crt", "spot-aware-scaler-config", "my-scale-down-web"})
  void othersMeanNothing(String name) {
    assertThat(object(name, Map.of())).isEmpty();
  }
}
