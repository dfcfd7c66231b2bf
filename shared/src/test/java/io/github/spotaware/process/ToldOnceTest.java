package io.github.spotaware.process;

import static io.github.spotaware.report.Reason.CONFIG_INVALID;
import static io.github.spotaware.report.Reason.SCALED_DOWN;
import static io.github.spotaware.report.Reason.SCALE_DOWN_POSTPONED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.testing.Deployments;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldOnceTest {

  private final ToldOnce told = new ToldOnce();

  private static Report about(String uid, Reason reason, String note) {
    return Report.about(Deployments.web().uid(uid).build(), reason, note);
  }

  private boolean isNews(String uid, Reason reason, String note) {
    return !told.news(List.of(about(uid, reason, note))).isEmpty();
  }

  @Test
  void aPostponementIsToldOnceForEachReason() {
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a node goes away")).isTrue();
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a node goes away")).isFalse();
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a rollout")).isTrue();
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a rollout")).isFalse();
  }

  @Test
  void andForEachDeployment() {
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a rollout")).isTrue();
    assertThat(isNews("b", SCALE_DOWN_POSTPONED, "a rollout")).isTrue();
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a rollout")).isFalse();
  }

  @Test
  void andOnceMoreAfterTheScaleDown() {
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a rollout")).isTrue();
    assertThat(isNews("a", SCALED_DOWN, "Scaled from 2 to 1")).isTrue();
    assertThat(isNews("a", SCALE_DOWN_POSTPONED, "a rollout")).isTrue();
  }

  @Test
  void allElseIsAlwaysNews() {
    List<Report> reports =
        List.of(about("a", CONFIG_INVALID, "x"), about("a", CONFIG_INVALID, "x"));
    assertThat(told.news(reports)).isEqualTo(reports);
  }
}
