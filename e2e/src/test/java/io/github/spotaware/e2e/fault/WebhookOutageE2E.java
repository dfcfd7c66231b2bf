package io.github.spotaware.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.github.spotaware.config.Annotations;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.Counts;
import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.junit.Slow;
import io.github.spotaware.e2e.junit.Subject;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import io.github.spotaware.e2e.observe.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Webhooks are away: both, under either failure policy, or one after the other. */
@E2E
final class WebhookOutageE2E {
  private static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");
  private static final String CONFIGURATION = "spot-aware-scaler";
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** Longer than both webhooks need to be started again, and shorter than a test waits. */
  private static final Duration LONG = Duration.ofSeconds(Counts.of(25, 45));

  /** The documented exception: without a backstop nobody protects what is evicted. */
  @Test
  void bothAreDeadUnderIgnore(Scenario scenario) {
    try (Subject subject = Subject.deploy(scenario, workload("ignore", Duration.ofSeconds(1)))) {
      WEBHOOKS.forEach(scenario.playground()::kill);

      EvictionAnswer answer = scenario.evict(subject.pods().getFirst());

      assertThat(answer.allowed()).isTrue();
      subject.watch().awaitServing(0, BOUND);
      subject.watch().awaitServing(1, BOUND);
      System.out.printf(
          "webhooks | both dead, Ignore | downtime %d ms, as documented%n",
          subject.watch().downtime().toMillis());
      WEBHOOKS.forEach(scenario.playground()::start);
      assertThat(scenario.workloads().schedule(subject.name())).isEmpty();
      assertThat(scenario.workloads().replicas(subject.name())).isEqualTo(1);
    }
  }

  @Slow
  @Test
  void bothAreDeadUnderFail(Scenario scenario) {
    failurePolicy(scenario, "Fail");
    try (Subject subject = Subject.deploy(scenario, workload("fail", Duration.ofSeconds(1)))) {
      WEBHOOKS.forEach(scenario.playground()::kill);
      PatientDrain drain = PatientDrain.start(scenario, subject.pods().getFirst());
      Await.until(
          "evictions that fail",
          Deadline.after(BOUND),
          () -> drain.answers().getOrDefault("500", 0) >= 3);
      assertThat(drain.waits()).isTrue();
      WEBHOOKS.forEach(scenario.playground()::start);

      drain.join();
      subject.awaitBackAtOne();

      subject.assertNeverZero();
      System.out.printf(
          "webhooks | both dead, Fail | downtime 0, answers %s, %s%n",
          drain.answers(), subject.phases());
      assertThat(drain.answers().keySet()).isSubsetOf("201", "404", "429", "500");
    } finally {
      failurePolicy(scenario, "Ignore");
    }
  }

  /** As a rolling update does it: SIGTERM, and the next one when the first is ready again. */
  @Test
  void oneAfterTheOtherIsRestartedWhileEvictionsAreHeld(Scenario scenario) {
    int count = Counts.of(5, 20);
    List<Subject> subjects = deploy(scenario, count);
    try {
      List<PatientDrain> drains =
          subjects.stream()
              .map(subject -> PatientDrain.start(scenario, subject.pods().getFirst()))
              .toList();
      subjects.forEach(Subject::awaitSchedule);
      for (String webhook : WEBHOOKS) {
        assertThat(drains).as("held when " + webhook + " is stopped").allMatch(PatientDrain::waits);
        scenario.playground().stop(webhook);
        scenario.playground().start(webhook);
      }
      drains.forEach(PatientDrain::join);
      subjects.forEach(Subject::awaitBackAtOne);
      subjects.forEach(Subject::assertNeverZero);
      System.out.printf(
          "webhooks | restarted in turn, %d evictions held | downtime 0, answers %s%n",
          count, drains.stream().map(PatientDrain::answers).toList());
      assertThat(drains)
          .allSatisfy(
              drain -> assertThat(drain.answers().keySet()).isSubsetOf("201", "404", "429"));
    } finally {
      subjects.forEach(Subject::close);
    }
  }

  /** Together, as each needs the time that its replacement is to need. */
  private static List<Subject> deploy(Scenario scenario, int count) {
    List<CompletableFuture<Subject>> deployed =
        IntStream.range(0, count)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> Subject.deploy(scenario, workload("rolling-" + i, LONG)),
                    Thread::startVirtualThread))
            .toList();
    return deployed.stream().map(CompletableFuture::join).toList();
  }

  private static Workload workload(String name, Duration ready) {
    return Workload.named(name)
        .labelled()
        .readyAfter(ready)
        .annotated(Annotations.SCALE_DOWN_DELAY, "3");
  }

  private static void failurePolicy(Scenario scenario, String policy) {
    scenario
        .client()
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(CONFIGURATION)
        .edit(configuration -> withPolicy(configuration, policy));
  }

  private static ValidatingWebhookConfiguration withPolicy(
      ValidatingWebhookConfiguration configuration, String policy) {
    configuration.getWebhooks().stream()
        .filter(webhook -> webhook.getName().startsWith("evictions-"))
        .forEach(webhook -> webhook.setFailurePolicy(policy));
    return configuration;
  }
}
