package io.github.spotaware.e2e.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServingHistoryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final ServingHistory history = new ServingHistory();

  @Test
  void whatIsBeforeTheFirstReadyPodIsNoDowntime() {
    history.seen(pod("a", false), at(0));
    history.seen(pod("a", true), at(5));
    assertThat(history.downtime(at(9))).isZero();
    assertThat(history.everZero(at(9))).isFalse();
  }

  @Test
  void aTerminatingPodDoesNotServeAlthoughItIsReady() {
    history.seen(pod("a", true), at(0));
    history.seen(terminating("a"), at(2));
    history.seen(pod("b", true), at(5));
    history.gone(pod("a", true), at(6));
    assertThat(history.downtime(at(9))).isEqualTo(Duration.ofSeconds(3));
    assertThat(history.everZero(at(9))).isTrue();
    assertThat(history.serving()).containsExactly("b");
  }

  @Test
  void aListTellsWhatIsGoneAndWhatServesComesFirst() {
    history.seen(pod("a", true), at(0));
    history.listed(List.of(terminating("a"), pod("b", true)), at(4));
    assertThat(history.everZero(at(5))).isFalse();
    assertThat(history.serving()).containsExactly("b");
    history.listed(List.of(), at(6));
    assertThat(history.downtime(at(8))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void downtimeThatLastsIsCountedUpToNow() {
    history.seen(pod("a", true), at(0));
    history.gone(pod("a", true), at(4));
    assertThat(history.downtime(at(10))).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aHandoverWithoutAGapIsExactlyZero() {
    history.seen(pod("a", true), at(0));
    history.seen(pod("b", false), at(1));
    history.seen(pod("b", true), at(4));
    history.seen(terminating("a"), at(4));
    history.gone(pod("a", true), at(5));
    assertThat(history.downtime(at(9))).isZero();
    assertThat(history.everZero(at(9))).isFalse();
    assertThat(history.maxActive(at(9))).isEqualTo(2);
  }

  @Test
  void aGapWithoutLengthIsSeenAllTheSame() {
    history.seen(pod("a", true), at(0));
    history.seen(terminating("a"), at(3));
    history.seen(pod("b", true), at(3));
    assertThat(history.downtime(at(9))).isZero();
    assertThat(history.everZero(at(9))).isTrue();
  }

  @Test
  void theMarkCutsOffWhatWasBefore() {
    history.seen(pod("a", true), at(0));
    history.seen(terminating("a"), at(2));
    history.countFrom(at(4));
    history.seen(pod("b", true), at(5));
    assertThat(history.downtime(at(9))).isEqualTo(Duration.ofSeconds(1));
    history.countFrom(at(6));
    assertThat(history.downtime(at(9))).isZero();
    assertThat(history.maxActive(at(9))).isEqualTo(1);
  }

  @Test
  void onlyChangesOfTheStageAreTold() {
    history.seen(pod("a", false), at(0));
    history.seen(pod("a", false), at(1));
    history.seen(pod("a", true), at(2));
    history.seen(pod("a", false), at(3));
    history.gone(pod("a", false), at(4));
    assertThat(history.changes())
        .extracting(PodChange::stage)
        .containsExactly(PodStage.STARTING, PodStage.SERVING, PodStage.UNREADY, PodStage.GONE);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static Pod terminating(String name) {
    return new PodBuilder(pod(name, true))
        .editMetadata()
        .withDeletionTimestamp(START.toString())
        .endMetadata()
        .build();
  }

  private static Pod pod(String name, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNodeName("node-1")
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }
}
