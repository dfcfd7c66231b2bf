package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentOverridesTest {

  @ParameterizedTest
  @CsvSource({
    "scale-down-delay, 0,         PT0S",
    "scale-down-delay, 86400,     PT24H",
    "hold-seconds,     1,         PT1S",
    "hold-seconds,     ' 27 ',    PT27S",
    "max-hold,         1,         PT1S",
    "max-hold,         86400,     PT24H",
    "scale-down-mode,  delayed,   DELAYED",
    "scale-down-mode,  ' Handoff', HANDOFF",
  })
  void overridesOneValueAndNothingElse(String key, String text, String expected) {
    DeploymentOverrides overrides =
        DeploymentOverrides.parse(Map.of("spot-aware-scaler/" + key, text));
    Map<String, Object> was = ConfigurationByKey.of(Configuration.defaults());
    Map<String, Object> is = ConfigurationByKey.of(overrides.applyTo(Configuration.defaults()));
    assertThat(overrides.invalid()).isEmpty();
    assertThat(Objects.requireNonNull(is.get(key))).hasToString(expected);
    was.remove(key);
    is.remove(key);
    assertThat(is).isEqualTo(was);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scale-down-delay | -1    | a whole number of seconds from 0 to 86400",
        "scale-down-delay | 86401 | a whole number of seconds from 0 to 86400",
        "scale-down-delay | ''    | a whole number of seconds from 0 to 86400",
        "hold-seconds     | 0     | a whole number of seconds from 1 to 27",
        "hold-seconds     | 28    | a whole number of seconds from 1 to 27",
        "hold-seconds     | ' x ' | a whole number of seconds from 1 to 27",
        "max-hold         | 0     | a whole number of seconds from 1 to 86400",
        "max-hold         | 86401 | a whole number of seconds from 1 to 86400",
        "scale-down-mode  | ''    | delayed, handoff",
        "scale-down-mode  | never | delayed, handoff",
      })
  void anInvalidOneIsReportedAndIgnored(String key, String text, String allowed) {
    String annotation = "spot-aware-scaler/" + key;
    DeploymentOverrides overrides = DeploymentOverrides.parse(Map.of(annotation, text));
    assertThat(overrides.invalid()).containsExactly(new InvalidValue(annotation, text, allowed));
    assertThat(overrides.applyTo(Configuration.defaults())).isEqualTo(Configuration.defaults());
  }

  @Test
  void theValidOnesBesideAnInvalidOneApply() {
    DeploymentOverrides overrides =
        DeploymentOverrides.parse(
            Map.of(
                Annotations.HOLD_SECONDS, "99",
                Annotations.SCALE_DOWN_MODE, "later",
                Annotations.MAX_HOLD, "60",
                Annotations.SCALE_DOWN_DELAY, "0"));
    assertThat(overrides.invalid())
        .extracting(InvalidValue::key)
        .containsExactly(Annotations.HOLD_SECONDS, Annotations.SCALE_DOWN_MODE);
    assertThat(overrides.applyTo(Configuration.defaults()))
        .isEqualTo(
            Configuration.defaults().toBuilder()
                .maxHold(Duration.ofMinutes(1))
                .scaleDownDelay(Duration.ZERO)
                .build());
  }

  @Test
  void otherAnnotationsAreNotLookedAt() {
    assertThat(
            DeploymentOverrides.parse(
                Map.of(
                    "spot-aware-scaler/dry-run", "true",
                    "hold-seconds", "x",
                    "example.com/hold-seconds", "x")))
        .isEqualTo(DeploymentOverrides.parse(Map.of()));
  }

  @Test
  void noAnnotationsLeaveTheConfigurationAsItIs() {
    Configuration configuration = Configuration.defaults().toBuilder().dryRun(true).build();
    assertThat(DeploymentOverrides.parse(Map.of()).applyTo(configuration)).isEqualTo(configuration);
  }

  @Test
  void appliedTwiceIsAppliedOnce() {
    DeploymentOverrides overrides =
        DeploymentOverrides.parse(
            Map.of(
                Annotations.HOLD_SECONDS, "5",
                Annotations.SCALE_DOWN_MODE, "handoff",
                Annotations.MAX_HOLD, "oops"));
    Configuration once = overrides.applyTo(Configuration.defaults());
    assertThat(overrides.applyTo(once)).isEqualTo(once).isNotEqualTo(Configuration.defaults());
  }

  @Test
  void valuesOutOfRangeCantBeBuilt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DeploymentOverrides(
                Optional.empty(),
                Optional.of(Duration.ofSeconds(28)),
                Optional.empty(),
                Optional.empty(),
                List.of()))
        .withMessageContaining(Annotations.HOLD_SECONDS);
  }
}
