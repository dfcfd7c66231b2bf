package io.github.spotaware.e2e.certs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.junit.FailedCalls;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.Eviction;
import io.github.spotaware.e2e.observe.EvictionAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Evicts a pod as a dry run, again and again, until it is closed. */
final class DryRuns implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final String pod;
  private final List<EvictionAnswer> answers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> loop;
  private volatile boolean ending;

  /** Begins. */
  DryRuns(Scenario scenario, String pod) {
    this.scenario = scenario;
    this.pod = pod;
    this.loop = CompletableFuture.runAsync(this::run, task -> Thread.ofVirtual().start(task));
  }

  private void run() {
    while (!ending) {
      answers.add(evict(scenario, pod));
    }
  }

  /** One of them. */
  static EvictionAnswer evict(Scenario scenario, String pod) {
    return scenario.evictions().evict(Eviction.of(scenario.namespace(), pod).withDryRunInUrl());
  }

  /** How often the API server has gone on without an answer of one of our webhooks so far. */
  static long failedOpen(Scenario scenario) {
    return FailedCalls.ignored(scenario.kubectl());
  }

  /** What was answered so far. */
  List<EvictionAnswer> answers() {
    return List.copyOf(answers);
  }

  /**
   * Waits for fifty more answers. Each so far is to come from a webhook: it says what would be.
   *
   * @return how many there are
   */
  int awaitMore() {
    int soFar = answers.size();
    Await.until("more evictions", Deadline.after(BOUND), () -> answers.size() > soFar + 50);
    List<EvictionAnswer> all = answers();
    assertThat(all)
        .allSatisfy(answer -> {
          assertThat(answer.status()).as(answer.message()).isEqualTo(201);
          assertThat(answer.warnings()).anyMatch(w -> w.contains("would be scaled from 1 to 2"));
        });
    return all.size();
  }

  /** Ends it; an error of a call comes out here. */
  @Override
  public void close() {
    ending = true;
    loop.join();
  }
}
