package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.spotaware.e2e.observe.AuditEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvictionRefusalTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "429, Cannot evict pod as it would violate the pod's disruption budget., BY_A_BUDGET",
        "429, admission webhook denied the request: Waiting, BY_A_WEBHOOK",
        "404, pods not found, GONE",
        "500, this pod has more than one PodDisruptionBudget, FAILURE",
        "403, not allowed, FAILURE",
      })
  void tellsWhoRefused(int code, String message, EvictionRefusal refusal) {
    assertThat(EvictionRefusal.of(answered(code, message))).isEqualTo(refusal);
  }

  @Test
  void countsNoneThatWasGranted() {
    List<AuditEvent> evictions =
        List.of(answered(201, ""), answered(500, "down"), answered(429, "held"));
    assertThat(EvictionRefusal.FAILURE.in(evictions)).isEqualTo(1);
    assertThat(EvictionRefusal.BY_A_BUDGET.in(evictions)).isZero();
  }

  private static AuditEvent answered(int code, String message) {
    return new AuditEvent(
        "ResponseComplete",
        "create",
        "admin",
        "kubectl",
        "",
        "pods",
        "eviction",
        "demo",
        "web-1",
        code,
        Instant.EPOCH,
        Instant.EPOCH,
        JsonNodeFactory.instance.missingNode(),
        JsonNodeFactory.instance.objectNode().put("message", message));
  }
}
