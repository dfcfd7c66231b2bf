package io.github.spotaware.e2e.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.PendingSurge;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Waits;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A replacement that can't be scheduled: evictions are answered 429 with a message that helps, and
 * after {@code max-hold} the pod goes, one pod at a time. A drain never sticks.
 */
@E2E
final class UnschedulableReplacementE2E {

  @Test
  void theAnswerIs429AndNamesTheReplacementAndWhatItWaitsFor(Scenario scenario) {
    Workload web = PendingSurge.workload();
    ServingWatch watch = scenario.deployAndWatch(web);
    Workloads workloads = scenario.workloads();
    String pod = workloads.podName(web.name());
    workloads.setUnschedulable(PendingSurge.NODE, true);

    EvictionAnswer answer = scenario.evict(pod);

    System.out.println("replacement unschedulable: " + answer.status() + " " + answer.message());
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.reason()).isEqualTo("TooManyRequests");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body().path("details").has("retryAfterSeconds")).isFalse();
    String replacement =
        workloads.pods(web.name()).stream()
            .map(p -> p.getMetadata().getName())
            .filter(name -> !name.equals(pod))
            .findFirst()
            .orElseThrow();
    assertThat(answer.message())
        .contains(
            "pod " + pod,
            "Deployment " + scenario.namespace() + "/web",
            "replacement " + replacement + " to be scheduled to a node",
            "of at most 600 s");

    scenario.uncordon(PendingSurge.NODE);
    assertThat(Waits.untilNot429(scenario, pod).allowed()).isTrue();
    assertThat(watch.downtime()).as("downtime, of " + watch.changes()).isZero();
  }

  @Test
  void kubectlDrainSaysWhatItWaitsForAndEndsByItsOwnTimeout(Scenario scenario) {
    scenario.workloads().deploy(PendingSurge.workload());

    CommandResult drain = scenario.drain(PendingSurge.NODE, "--timeout=8s");

    System.out.println("kubectl drain says:\n" + drain.output());
    assertThat(drain.exitCode()).isNotZero();
    assertThat(drain.output()).contains("to be scheduled to a node", "will retry after 5s");
    assertThat(drain.took()).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void afterMaxHoldThePodGoesWithAWarning(Scenario scenario) {
    Workload web =
        PendingSurge.workload()
            .annotated(Annotations.MAX_HOLD, "4")
            .annotated(Annotations.HOLD_SECONDS, "10")
            .annotated(Annotations.SCALE_DOWN_DELAY, "0");
    scenario.workloads().deploy(web);
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);

    EvictionAnswer answer = scenario.evict(scenario.workloads().readyPodName(web.name()));

    System.out.println("after max-hold: " + answer.status() + " " + answer.warnings());
    assertThat(answer.allowed()).as(answer.message()).isTrue();
    // first-held times are kept in whole seconds, so the first second may be short
    assertThat(answer.took()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
    assertThat(answer.warnings())
        .anySatisfy(w -> assertThat(w).contains("held for max-hold (4 s)"));
    String note = Waits.untilEvent(scenario, web.name(), "EvictionHoldExpired");
    System.out.println("Event EvictionHoldExpired: " + note);
    assertThat(note).contains("max-hold (4 s)", "to be scheduled to a node");
    scenario.uncordon(PendingSurge.NODE);
    scenario.workloads().awaitBackAtOne(web.name(), Waits.SURGE_BOUND);
  }

  /** Neither of both serves, and the time of both is over at the same moment. */
  @Test
  void maxHoldLetsOnePodGoAtATime(Scenario scenario) {
    Workload web = PendingSurge.workload();
    scenario.workloads().deploy(web);
    String old = scenario.workloads().podName(web.name());
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    assertThat(scenario.evict(old).status()).isEqualTo(429);
    PendingSurge.awaitSurged(scenario);
    makeUnready(scenario, old);
    annotate(scenario, Annotations.HOLD_SECONDS, "10");
    Map<String, String> uids =
        scenario.workloads().pods(web.name()).stream()
            .collect(
                Collectors.toMap(
                    pod -> pod.getMetadata().getName(), pod -> pod.getMetadata().getUid()));
    Set<String> both = uids.keySet();
    assertThat(both).hasSize(2);

    Map<String, CompletableFuture<EvictionAnswer>> calls =
        both.stream()
            .collect(
                Collectors.toMap(
                    pod -> pod,
                    pod -> scenario.evictions().send(Eviction.of(scenario.namespace(), pod))));
    scenario
        .workloads()
        .awaitSchedule(
            web.name(), "held for both", schedule -> schedule.held().size() == both.size());
    assertThat(calls.values()).as("held").noneMatch(CompletableFuture::isDone);
    annotate(scenario, Annotations.MAX_HOLD, "1");
    calls.forEach((pod, call) -> {
      if (!call.join().allowed()) {
        Waits.untilNot429(scenario, pod);
      }
    });

    List<Grant> grants = Grant.all(scenario, web.name(), uids);
    System.out.println("granted after max-hold: " + grants);
    assertThat(grants).extracting(Grant::pod).containsExactlyInAnyOrderElementsOf(both);
    assertThat(grants).as("each under its own ticket").allMatch(Grant::underItsOwnTicket);
  }

  @Test
  void aShortTimeoutIsAnsweredByUsAndNotByTheApiServer(Scenario scenario) {
    Workload web = PendingSurge.workload().annotated(Annotations.HOLD_SECONDS, "20");
    scenario.workloads().deploy(web);
    scenario.workloads().setUnschedulable(PendingSurge.NODE, true);
    String pod = scenario.workloads().readyPodName(web.name());

    Duration bound = Duration.ofSeconds(4);
    EvictionAnswer answer =
        scenario.evictions().evict(Eviction.of(scenario.namespace(), pod).within(bound));

    System.out.printf(
        "?timeout=4s: %d after %d ms: %s%n",
        answer.status(), answer.took().toMillis(), answer.message());
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.message()).contains("to be scheduled to a node");
    assertThat(answer.took()).isBetween(Duration.ofMillis(2000), Duration.ofMillis(3900));
  }

  private static void makeUnready(Scenario scenario, String pod) {
    scenario
        .client()
        .pods()
        .inNamespace(scenario.namespace())
        .withName(pod)
        .editStatus(p ->
            new PodBuilder(p)
                .editStatus()
                .editMatchingCondition(condition -> "Ready".equals(condition.getType()))
                .withStatus("False")
                .endCondition()
                .endStatus()
                .build());
  }

  private static void annotate(Scenario scenario, String key, String value) {
    scenario
        .kubectl("annotate", "deployment", PendingSurge.NAME, "--overwrite", key + "=" + value)
        .orThrow();
  }
}
