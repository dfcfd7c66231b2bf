package io.github.spotaware.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectDeleteTest {
  private static final Configuration OFF = Configuration.defaults();
  private static final Configuration ON = OFF.toBuilder().guardDeletes(true).build();

  private static EvictionRequest request(Removal removal) {
    return new EvictionRequest("shop", "web-a", Optional.empty(), false, removal);
  }

  private static Optional<EvictionDecision> decide(
      boolean terminating, boolean forced, Configuration configuration) {
    return new DirectDelete(request(Removal.DELETE), terminating, forced).fromMemory(configuration);
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false, NOT_GUARDED, guard-deletes is off",
    "false, true, true, NOT_GUARDED, guard-deletes is off",
    "true, true, false, POD_GONE, pod web-a is terminating already",
    "true, true, true, POD_GONE, pod web-a is terminating already",
    "true, false, true, NOT_GUARDED, a delete with grace period 0 is not held"
  })
  void isLetThroughFromMemory(
      boolean guarded, boolean terminating, boolean forced, Reason reason, String message) {
    assertThat(decide(terminating, forced, guarded ? ON : OFF))
        .contains(EvictionDecision.Allow.because(reason, message));
  }

  @Test
  void anyOtherIsForTheRules() {
    assertThat(decide(false, false, ON)).isEmpty();
  }

  @Test
  void anEvictionIsNone() {
    assertThatThrownBy(() -> new DirectDelete(request(Removal.EVICTION), false, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
