package io.github.spotaware.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Moments;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.schedule.Phase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client that hangs up during a hold leaves no ticket behind, and no hold. */
@E2E
final class HangUpE2E {

  private static final int AT_ONCE = 2;
  private static final Duration OPEN_FOR = Duration.ofSeconds(1);

  /** A hold looks twice a second whether its caller is still there. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

  @Test
  @Slow
  void leavesNoTicketAndNoHold(Scenario scenario) throws Exception {
    int rounds = Counts.of(2, 6);
    Rounds.run(
        rounds,
        AT_ONCE,
        round -> {
          try (Subject subject = Subject.deploy(scenario, Subject.workload("hang-up", round))) {
            hangUp(scenario, subject);
          }
          return round;
        });
    System.out.printf("hang-up: %d rounds, no ticket, no eviction, back at one%n", rounds);
  }

  @Test
  void theGaugeOfOpenHoldsGoesBackToZero(Scenario scenario) {
    try (Subject subject = Subject.deploy(scenario, Subject.workload("gauge", 0))) {
      List<OpenHolds> webhooks =
          List.of(OpenHolds.of(scenario, "webhook-0"), OpenHolds.of(scenario, "webhook-1"));
      CompletableFuture<HttpResponse<String>> call = evict(scenario, subject);
      Await.until(
          "both webhooks to hold",
          Deadline.after(Duration.ofSeconds(5)),
          () -> webhooks.stream().allMatch(webhook -> webhook.now() == 1));
      call.cancel(true);
      Instant hungUp = Instant.now();
      Await.until(
          "both webhooks to hold nothing",
          Deadline.after(NOTICED.multipliedBy(2)),
          () -> webhooks.stream().allMatch(webhook -> webhook.now() == 0));
      System.out.printf(
          "hang-up: no open holds %d ms later%n",
          Duration.between(hungUp, Instant.now()).toMillis());
      assertThat(subject.watch().serving()).as("the replacement does not serve yet").hasSize(1);
      subject.awaitBackAtOne();
      subject.assertNeverZero();
    }
  }

  private static void hangUp(Scenario scenario, Subject subject) {
    String pod = subject.pods().getFirst();
    String uid = scenario.workloads().pod(subject.name()).getMetadata().getUid();
    Instant sent = Instant.now();
    CompletableFuture<HttpResponse<String>> call = evict(scenario, subject);
    scenario
        .workloads()
        .awaitSchedule(
            subject.name(),
            "Surged for the held pod",
            schedule -> schedule.phase() == Phase.SURGED && schedule.held().containsKey(uid));
    Moments.await(sent.plus(OPEN_FOR));
    assertThat(call).as("the held call").isNotDone();
    call.cancel(true);

    subject.watch().awaitServing(2, Duration.ofSeconds(30));
    subject.awaitBackAtOne();
    subject.assertNeverZero();
    assertThat(subject.phases()).containsExactly("Raising", "Surged", "Lowering", "deleted");
    assertThat(scenario.audit().in(scenario.namespace()).evictions().named(pod).succeeded().list())
        .as("granted evictions of the pod")
        .isEmpty();
  }

  private static CompletableFuture<HttpResponse<String>> evict(Scenario scenario, Subject subject) {
    return scenario
        .evictions()
        .exchange(Eviction.of(scenario.namespace(), subject.pods().getFirst()));
  }
}
