package io.github.spotaware.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void theEventReasonsAreThoseOfTheContract() {
    assertThat(Arrays.stream(Reason.values()).filter(r -> r.eventSeverity().isPresent()))
        .extracting(Reason::text)
        .containsExactlyInAnyOrder(
            "NodeDisrupted",
            "ScaledUp",
            "ReplacementReady",
            "EvictionHeld",
            "EvictionAllowed",
            "EvictionHoldExpired",
            "NotSurgeable",
            "ScaledDown",
            "ScaleDownPostponed",
            "ScaleDownCancelled",
            "ConfigInvalid",
            "ScheduleUnreadable",
            "ScheduleAdopted",
            "LegacyScheduleIgnored",
            "LegacyLeftover");
  }

  @Test
  void whatAUserHasToKnowIsAWarning() {
    assertThat(
            Arrays.stream(Reason.values())
                .filter(r -> r.eventSeverity().filter(s -> s.text().equals("Warning")).isPresent()))
        .containsExactlyInAnyOrder(
            Reason.EVICTION_HOLD_EXPIRED,
            Reason.NOT_SURGEABLE,
            Reason.CONFIG_INVALID,
            Reason.SCHEDULE_UNREADABLE,
            Reason.LEGACY_SCHEDULE_IGNORED);
  }

  @Test
  void eachIsOneWordOfItsOwn() {
    assertThat(Reason.values())
        .extracting(Reason::text)
        .doesNotHaveDuplicates()
        .allSatisfy(text -> assertThat(text).matches("([A-Z][a-z]+)+"));
  }
}
