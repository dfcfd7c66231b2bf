package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.DrainClient;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.schedule.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * In handoff mode a webhook, or the scaler, is killed around the moment of the handoff: the pod is
 * let go all the same, one serves at all times, and in the end nothing of the surge is left.
 */
@E2E
final class HandoffKilledE2E {

  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");

  /** From Surged, in milliseconds; the replacement serves after some 3 s. */
  private static final List<Integer> MOMENTS = List.of(2_900, 3_050, 3_000, 2_500, 3_150);

  @Test
  void aWebhookIsKilled(Scenario scenario) {
    int rounds = Counts.of(2, 10);
    for (int round = 0; round < rounds; round++) {
      killed(scenario, WEBHOOKS.get((round + round / 5) % 2), round);
    }
  }

  /** What is left to do once the count is lowered waits for the next leader. */
  @Test
  void theScalerIsKilled(Scenario scenario) {
    int rounds = Counts.of(1, 5);
    for (int round = 0; round < rounds; round++) {
      killed(scenario, "scaler", round);
    }
  }

  private static void killed(Scenario scenario, String process, int round) {
    try (Subject subject =
        Subject.deploy(
            scenario,
            Subject.workload(process, round).annotated(Annotations.SCALE_DOWN_MODE, "handoff"))) {
      DrainClient client = DrainClient.start(scenario, subject.pods().getFirst());
      subject.awaitPhase(Phase.SURGED);
      int moment = MOMENTS.get(round % MOMENTS.size());
      Moments.await(Instant.now().plus(Duration.ofMillis(moment)));
      scenario.playground().kill(process);
      client.join();
      scenario.playground().start(process);
      subject.awaitBackAtOne();
      subject.assertNeverZero();
      System.out.printf(
          "%s killed %d ms after Surged: downtime 0, answers %s, %s%n",
          process, moment, client.statuses(), subject.phases());
      assertThat(client.answers().getLast().status()).isIn(201, 404);
    }
  }
}
