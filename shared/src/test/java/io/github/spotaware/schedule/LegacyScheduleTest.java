package io.github.spotaware.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyScheduleTest {
  private static final String NAME = "scale-down-web";

  /** As {@code kubectl create configmap --from-literal} leaves it. */
  private static Map<String, String> data() {
    return new TreeMap<>(
        Map.of(
            "deployment", "web",
            "namespace", "shop",
            "scheduled_time", "1767269100",
            "original_replicas", "1",
            "current_replicas", "2"));
  }

  @Test
  void readsWhatTheShellVersionWrites() {
    assertThat(LegacySchedule.read(NAME, data()))
        .isEqualTo(
            new LegacySchedule(
                new DeploymentRef("shop", "web"), Instant.ofEpochSecond(1_767_269_100)));
  }

  @Test
  void anotherKeyMoreDoesNotMatter() {
    Map<String, String> data = data();
    data.put("note", "by hand");
    assertThat(LegacySchedule.read(NAME, data)).isEqualTo(LegacySchedule.read(NAME, data()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deployment",
        "namespace",
        "scheduled_time",
        "original_replicas",
        "current_replicas"
      })
  void whatIsNeededIsNotGuessed(String key) {
    Map<String, String> data = data();
    data.remove(key);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LegacySchedule.read(NAME, data))
        .withMessage(key + ": \"\" is not allowed; allowed: a value; the key is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scheduled_time    | soon    | a whole number, 0 or more",
        "scheduled_time    | -1      | a whole number, 0 or more",
        "original_replicas | 3       | 1",
        "original_replicas | one     | 1",
        "current_replicas  | 4       | 2",
        "current_replicas  | 02      | 2",
        "deployment        | shop    | what the ConfigMap's name ends in",
        "scheduled_time    | 1e9     | a whole number, 0 or more",
        "uid               | uid-web | no such key where the label managed-by is missing",
        "phase             | Surged  | no such key where the label managed-by is missing",
      })
  void aBadValueIsSaidWithWhatIsAllowed(String key, String value, String allowed) {
    Map<String, String> data = data();
    data.put(key, value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LegacySchedule.read(NAME, data))
        .withMessage(key + ": \"" + value + "\" is not allowed; allowed: " + allowed);
  }

  /** The names become parts of URLs. */
  @Test
  void aNameThatIsNoneIsNotRead() {
    Map<String, String> data = data();
    data.put("namespace", "../kube-system");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LegacySchedule.read(NAME, data))
        .withMessageStartingWith("namespace: \"../kube-system\" is not allowed; allowed: the name");
  }
}
