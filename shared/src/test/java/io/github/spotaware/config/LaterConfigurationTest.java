package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationChange.Changed;
import io.github.spotaware.config.ConfigurationChange.Rejected;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ConfigMap of a later version, as this one takes it during an upgrade. */
class LaterConfigurationTest {
  private final ConfigurationHolder holder = new ConfigurationHolder();

  private ConfigurationChange on(Map<String, String> data) {
    return holder.on(Optional.of(data));
  }

  @Test
  void aKeyThatIsNotKnownIsNamedAndAllElseIsFollowed() {
    assertThat(on(Map.of("hold-seconds", "5", "warm-up", "true")))
        .isEqualTo(
            new Changed(
                Configuration.defaults().toBuilder().holdTime(Duration.ofSeconds(5)).build()));
    assertThat(holder.valid()).isTrue();
    assertThat(holder.unknownKeys()).containsExactly("warm-up");
  }

  /** Half of it would be a configuration that nobody wrote. */
  @Test
  void aValueThatIsNotKnownKeepsTheLastGoodOne() {
    on(Map.of("hold-seconds", "5"));
    Configuration before = holder.current();
    assertThat(on(Map.of("hold-seconds", "6", "scale-down-mode", "gradual")))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected ->
                assertThat(rejected.values())
                    .extracting(InvalidValue::key)
                    .containsExactly("scale-down-mode"));
    assertThat(holder.current()).isEqualTo(before);
    assertThat(holder.valid()).isFalse();
  }
}
