package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.ProcessStatus;
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

/** One of the two webhooks ends while it holds an eviction: the other one still holds it. */
@E2E
final class WebhookKilledE2E {

  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");

  /** When it ends, in the course of a hold. */
  private enum When {
    SENT {
      @Override
      void await(Subject subject) {}
    },
    SURGED {
      @Override
      void await(Subject subject) {
        subject.awaitPhase(Phase.SURGED);
      }
    },
    REPLACEMENT_READY {
      @Override
      void await(Subject subject) {
        subject.watch().awaitServing(2, BOUND);
      }
    },
    RAISING {
      @Override
      void await(Subject subject) {
        subject.awaitSchedule();
      }
    },
    WAITING {
      @Override
      void await(Subject subject) {
        subject.awaitPhase(Phase.SURGED);
        Moments.await(Instant.now().plusSeconds(1));
      }
    };

    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Returns at that moment; the eviction has been sent. */
    abstract void await(Subject subject);
  }

  @Test
  void killedDuringAHold(Scenario scenario) {
    int rounds = Counts.of(2, 10);
    for (int round = 0; round < rounds; round++) {
      int moments = When.values().length;
      When when = When.values()[round % moments];
      // The second time round it is the other one.
      String webhook = WEBHOOKS.get((round % moments + round / moments) % WEBHOOKS.size());
      try (Subject subject = Subject.deploy(scenario, Subject.workload("held", round))) {
        String pod = subject.pods().getFirst();
        DrainClient client = DrainClient.start(scenario, pod);
        when.await(subject);
        scenario.playground().kill(webhook);
        boolean waited = client.waits();
        endWell(scenario, subject, client, webhook);
        assertThat(client.answers().getLast().allowed()).as("the eviction in the end").isTrue();
        System.out.printf(
            "%s killed at %s, %s: downtime 0, answers %s%n",
            webhook, when, waited ? "held" : "let go already", client.statuses());
      }
    }
  }

  /** It answers what it holds before it ends: by a 429, or by a release. */
  @Test
  void stoppedDuringAHold(Scenario scenario) {
    for (String webhook : WEBHOOKS) {
      try (Subject subject =
          Subject.deploy(scenario, Subject.workload("stopped", WEBHOOKS.indexOf(webhook)))) {
        DrainClient client = DrainClient.start(scenario, subject.pods().getFirst());
        subject.awaitPhase(Phase.SURGED);
        assertThat(client.waits()).as("held").isTrue();
        long start = System.nanoTime();
        scenario.playground().stop(webhook);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        endWell(scenario, subject, client, webhook);
        assertThat(client.answers().getFirst().status()).isIn(201, 429);
        System.out.printf(
            "%s stopped during a hold: ended in %d ms, downtime 0, answers %s%n",
            webhook, took.toMillis(), client.statuses());
      }
    }
  }

  private static void endWell(
      Scenario scenario, Subject subject, DrainClient client, String webhook) {
    client.join();
    scenario.playground().start(webhook);
    assertThat(scenario.playground().status(webhook).phase())
        .isEqualTo(ProcessStatus.Phase.RUNNING);
    subject.awaitBackAtOne();
    subject.assertNeverZero();
  }
}
